"""Data that is odd but legal gives the figures that pandas gives, and nothing breaks."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import openpyxl
import pandas as pd
import pytest
from engines.one_sheet import one_sheet
from engines.stored import differences, stored_values
from even_orders import goals, orders, spent
from pages import page
from trackers import make_tracker

from salestracker_xl.analysis.headline import headline
from salestracker_xl.cli import main
from salestracker_xl.language import Language
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import PERIOD_CHOICES, THIS_FISCAL_YEAR, Selection
from salestracker_xl.workbook.sheets import dashboard, regions, reps, spend

ALL_DATA = len(PERIOD_CHOICES) - 1
ERRORS = ("#N/A", "#VALUE!", "#DIV/0!", "#REF!", "#NUM!", "#NAME?")
ODD_NAMES = (
    *(
        "All",
        "Tous",
        "=1+1",
        "*",
        "a~*b",
        "a?b",
        "x" * 200,
        "😀 crew",
        "'quoted'",
        '"double"',
        "  leading",
        "75",
        "1e5",
    ),
    *("*" * 200, "y " * 200, "y " * 200 + "z"),
    *("<>x", ">5", "&amp;<b>", "3/4", "10%", "Straße", "Strasse", "[a]", ".*", "\\"),
)


def named(shift: int):
    return lambda row: ODD_NAMES[(row + shift) % len(ODD_NAMES)]


@dataclass(frozen=True)
class Case:
    """Tables as a person might give them, and how the tracker is asked for."""

    sales: pd.DataFrame
    goals: pd.DataFrame | None = None
    spend: pd.DataFrame | None = None
    language: Language = "en"
    period: int = THIS_FISCAL_YEAR
    options: dict[str, Any] = field(default_factory=dict)


TEAM_GOALS = goals(*[(f"2026-{month:02d}-01", rep, 900.0) for month in range(1, 13) for rep in ("Team A", "Team B")])
TWO_CAMPAIGNS = spent(
    *(("2020-01", "Web", "early", 500), ("2025-05", "Web", "a", 100), ("2025-05", "Web", "b", 50)),
    *(("2026-03", "Radio", "c", 70), ("2026-04-15", "", "", 30)),
)
CASES = {
    "two rows, goals below zero": Case(orders(2), goals(("2026-04", "", -100), ("2026-05", "", 0)), language="fr"),
    "one customer": Case(orders(30, Customer=lambda row: "Ann"), TEAM_GOALS),
    "only refunds": Case(orders(20, Amount=lambda row: -10.0 - row), TEAM_GOALS, TWO_CAMPAIGNS, "fr"),
    "only zeros, one month": Case(orders(20, first="2026-04-01", Amount=lambda row: 0.0), TEAM_GOALS),
    "leap year, fiscal year from December": Case(
        orders(50, "2021-01-14", "2024-02-29"), goals(("2023-12-17", "", 900), ("2024-02-29", "", 1)), TWO_CAMPAIGNS,
        options={"fiscal_start": 12},
    ),
    "fiscal year from April": Case(orders(40), None, TWO_CAMPAIGNS, "fr", options={"fiscal_start": 4}),
    "seen from before the end": Case(orders(40), None, TWO_CAMPAIGNS, options={"as_of": dt.date(2025, 9, 30)}),
    "seen from years after": Case(orders(40), TEAM_GOALS, None, "fr", ALL_DATA, {"as_of": dt.date(2031, 7, 30)}),
    "nothing but date, customer, amount": Case(
        orders(40, Order=None, Region=None, Rep=None, Product=None, Channel=None), TEAM_GOALS, TWO_CAMPAIGNS
    ),
    "odd names": Case(
        orders(69, Region=named(0), Rep=named(3), Product=named(7), Channel=named(5), Customer=named(1)),
        goals(*[("2026-01", name, 100.0) for name in ODD_NAMES]),
        spent(*[("2026-01", name, name, 10.0) for name in ODD_NAMES]),
        "fr",
        ALL_DATA,
    ),
    "orders without a number, lines apart": Case(
        orders(40, Order=lambda row: "" if row % 5 == 0 else f"O{row // 3}").iloc[::-1].reset_index(drop=True)
    ),
    "refunds in other months, with and without their order": Case(
        orders(
            40,
            Order=lambda row: f"O{row - 4 if row % 9 == 8 else row}",
            Amount=lambda row: -60.5 if row % 9 > 6 else 99.9,
        ),
        period=ALL_DATA,
    ),
    "goals of nobody, of nothing, below zero": Case(
        orders(40),
        goals(("2026-01-17", "", 900), ("2026-02", "Nobody", 300), ("2026-03", "TEAM B", 0), ("2026-04", "Team C", -9)),
    ),
    "large, regions alike": Case(
        orders(40, Amount=lambda row: 1e12), TEAM_GOALS, TWO_CAMPAIGNS, period=ALL_DATA, options={"currency": "JPY"}
    ),
    "small": Case(orders(40, Amount=lambda row: 0.01), TEAM_GOALS, TWO_CAMPAIGNS, "fr", ALL_DATA),
}  # fmt: skip


def truth(case: Case) -> dict[str, float | None]:
    """The figures of a case, by pandas from the rows as they were given; goals that nobody gave are not judged."""
    rows = case.sales.assign(Date=pd.to_datetime(case.sales["Date"]))
    end = pd.Timestamp(case.options.get("as_of", rows["Date"].max()))
    into_year = (end.month - case.options.get("fiscal_start", 1)) % 12
    year = end.replace(day=1) - pd.DateOffset(months=into_year)
    start = rows["Date"].min() if case.period == ALL_DATA else year
    full_end = end if case.period == ALL_DATA else year + pd.DateOffset(years=1, days=-1)

    def within(days: pd.Series) -> pd.Series:
        return (days >= start) & (days <= end)

    positive = rows[rows["Amount"] > 0]
    ids = positive["Order"] if "Order" in rows else pd.Series("", index=positive.index)
    ids = ids.where(ids != "", positive.index.map("row {}".format).to_series(index=positive.index))
    firsts = positive.groupby(ids)["Date"].min()
    bought = rows[rows["Amount"] >= 0].assign(who=lambda r: r["Customer"].str.strip().str.lower())
    new = int(within(bought.groupby("who")["Date"].min()).sum())
    revenue = rows.loc[within(rows["Date"]), "Amount"].sum()
    made = int(within(firsts).sum())
    goal, cost = _monthly(case.goals, "Goal", start, full_end), _monthly(case.spend, "Amount", start, end)
    figures = {
        "revenue": revenue,
        "orders": made,
        "aov": revenue / made if made else None,
        "new_customers": new,
        "cac": cost / new if cost > 0 and new else None,
        "retention": _retention(bought, end),
    }
    if case.goals is None:
        return figures
    judged = rows.loc[rows["Date"].between(*_days_with_goals(case.goals, start, end, full_end)), "Amount"].sum()
    return figures | {"attainment": judged / goal if goal > 0 else None}


def _days_with_goals(
    goals: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp, full_end: pd.Timestamp
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """From the first month with a goal to the last one; goals of more than three years ago go back to the start."""
    by_month = goals.groupby(goals["Month"].str[:7])["Goal"].sum()
    months = pd.PeriodIndex(by_month[by_month > 0].index, freq="M")
    months = months[(months >= start.to_period("M")) & (months <= full_end.to_period("M"))]
    if len(months) == 0 or min(months) > end.to_period("M"):
        return end, start - pd.DateOffset(days=1)
    long_ago = end.to_period("M") - 36
    if min(months) <= long_ago:
        return start, min(end, max(*months, long_ago).end_time)
    return max(start, min(months).start_time), min(end, max(months).end_time)


def _monthly(rows: pd.DataFrame | None, column: str, start: pd.Timestamp, end: pd.Timestamp) -> float:
    """Sum over the months from that of `start` to that of `end`."""
    if rows is None:
        return 0.0
    months = pd.PeriodIndex(rows["Month"].str[:7], freq="M")
    return rows.loc[(months >= start.to_period("M")) & (months <= end.to_period("M")), column].sum()


def _retention(bought: pd.DataFrame, end: pd.Timestamp) -> float | None:
    seen = bought[bought["Date"] <= end]
    last = (end + pd.Timedelta(days=1)).to_period("M") - 1
    month = seen["Date"].dt.to_period("M")
    before, after = set(seen.loc[month == last - 1, "who"]), set(seen.loc[month == last, "who"])
    return len(before & after) / len(before) if before else None


def alike(expected: float | None) -> object:
    return None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-9)


def shown_cards(path, language: Language) -> dict[str, object]:
    """Value of each card, None for a dash."""
    sheet = page(path, dashboard.NAME[language])
    cards = {shown.key: sheet.cell(dashboard.CARD_ROW + 2, 3 * at + 2).value for at, shown in enumerate(CATALOGUE)}
    return {key: None if value == "–" else value for key, value in cards.items()}


def total_of(path, sheet: str, name_column: int) -> Any:
    """Revenue in the first row called Total, None on a sheet without one."""
    rows = page(path, sheet).iter_rows(min_row=4, values_only=True)
    return next((row[name_column] for row in rows if row[name_column - 1] == "Total"), None)


@pytest.fixture(scope="module", params=CASES)
def built(request, tmp_path_factory):
    """A case, its tracker and its workbook."""
    case, folder = CASES[request.param], tmp_path_factory.mktemp("odd")
    tracker = make_tracker(folder, case.sales, case.goals, case.spend, language=case.language, **case.options)
    generate(tracker, folder / "tracker.xlsx", Selection(period=case.period))
    return case, tracker, folder / "tracker.xlsx"


def test_cards_are_what_pandas_says(built):
    case, tracker, path = built
    assert len(tracker.sales.frame) == len(case.sales)
    cards = shown_cards(path, case.language)
    for key, expected in truth(case).items():
        assert cards[key] == alike(expected), key


def test_totals_of_sheets_agree(built):
    case, _, path = built
    revenue = truth(case)["revenue"] if "Rep" in case.sales else None
    assert total_of(path, reps.NAME[case.language], 2) == alike(revenue)
    assert total_of(path, regions.NAME[case.language], 1) == alike(revenue)


def test_the_command_line_says_what_the_cards_say(built, capsys):
    case, _, path = built
    folder = path.parent
    words = ["metrics", str(folder / "sales.csv"), "--json", "--fiscal-start", str(case.options.get("fiscal_start", 1))]
    for name, rows in (("targets", case.goals), ("spend", case.spend)):
        words += [] if rows is None else [f"--{name}", str(folder / f"{name}.csv")]
    words += ["--as-of", f"{case.options['as_of']}"] if "as_of" in case.options else []
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 0
    span = "all" if case.period == ALL_DATA else "fiscal_year"
    told = {line["metric"].lower(): line for line in json.loads(capsys.readouterr().out) if line["period"] == span}
    expected = truth(case)
    expected["newcustomers"] = expected.pop("new_customers")
    for key in told.keys() & expected.keys():
        assert told[key]["value"] == alike(expected[key]), key
        assert (told[key]["value"] is None) == (told[key]["reason"] is not None), key


def test_recalculation_finds_every_stored_value_and_no_error_shows(built, ironcalc, libreoffice):
    case, _, path = built
    stored = stored_values(path)
    one_row = case.sales["Customer"].nunique() == 1  # of the table of customers: there IronCalc counts nothing
    assert differences(stored, (libreoffice if one_row else ironcalc).recalculate(path)) == []
    shown = {place: value for place, value in stored.items() if place[0] not in ("Calc", "Calculs")}
    assert [place for place, value in shown.items() if str(value) in ERRORS] == []


def test_regions_and_reps_may_be_numbers(tmp_path, ironcalc):
    rows = orders(40, Region=lambda row: ("75", "13", "2A")[row % 3], Rep=lambda row: ("101", "102")[row % 2])
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx", Selection(period=ALL_DATA, region="75"))
    expected = rows.loc[rows["Region"] == "75", "Amount"].sum()
    assert shown_cards(tmp_path / "t.xlsx", "en")["revenue"] == pytest.approx(expected)
    assert differences(stored_values(tmp_path / "t.xlsx"), ironcalc.recalculate(tmp_path / "t.xlsx")) == []


def test_libreoffice_finds_the_stored_values_of_single_rows_and_odd_names(tmp_path, libreoffice):
    one = Case(orders(1), TEAM_GOALS.head(1), TWO_CAMPAIGNS.head(1), "fr")  # of a single row IronCalc makes no range
    paths = [tmp_path / "one.xlsx", tmp_path / "odd.xlsx"]
    for path, case in zip(paths, (one, CASES["odd names"]), strict=True):
        generate(make_tracker(tmp_path, case.sales, case.goals, case.spend, language=case.language), path)
    assert shown_cards(paths[0], "fr")["revenue"] == 50.25
    for path, recalculated in zip(paths, libreoffice.recalculate_all(paths), strict=True):
        assert differences(stored_values(path), recalculated) == []


def test_odd_names_make_a_valid_file(tmp_path, validator):
    case = CASES["odd names"]
    generate(make_tracker(tmp_path, case.sales, case.goals, case.spend), tmp_path / "tracker.xlsx")
    assert validator.faults(tmp_path / "tracker.xlsx", "Microsoft365") == []


def test_without_spend_in_the_period_there_is_no_acquisition_cost(tmp_path):
    tracker = make_tracker(tmp_path, orders(40), None, spent(("2020-01", "Web", "a", 500), ("2020-02", "Web", "a", 5)))
    for line in headline(tracker):
        if line.key == "CAC":
            assert (line.value, line.why_not is None) == (None, False)


def test_nothing_is_told_against_a_year_before_of_refunds(tmp_path):
    rows = orders(3, Date=["2025-01-10", "2025-02-10", "2026-02-12"], Amount=[100.0, -300.0, 50.0])
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", "Dashboard")
    assert sheet.cell(dashboard.CARD_ROW + 4, 2).value == "no year before"


def test_a_large_amount_fits_its_card(tmp_path):
    generate(make_tracker(tmp_path, orders(40, Amount=lambda row: 4.2e6), currency="EUR"), tmp_path / "t.xlsx")
    card = one_sheet(tmp_path / "t.xlsx", "Dashboard", formulas=True).cell(dashboard.CARD_ROW + 2, 2)
    assert card.number_format.startswith("[>=1000000000]")
    assert card.alignment.shrink_to_fit


def test_no_large_amount_shows_as_crosses(tmp_path):
    """What is too wide for its cell gets smaller: a trillion with cents takes more than the columns have room for."""
    case = CASES["large, regions alike"]
    generate(make_tracker(tmp_path, case.sales, case.goals, case.spend, currency="JPY"), tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx", data_only=True)
    large = [
        (sheet.title, cell.coordinate, cell.alignment.shrink_to_fit)
        for sheet in book
        if sheet.sheet_state == "visible"
        for cell in chain.from_iterable(sheet.iter_rows())
        if isinstance(cell.value, int | float) and abs(cell.value) > 1e11
    ]
    assert len(large) > 100
    assert "; ".join(f"{sheet} {cell}" for sheet, cell, shrinks in large if not shrinks) == ""


def test_holidays_of_many_years_all_count(tmp_path, ironcalc):
    rows = orders(40, "1985-01-02", "2026-04-30")
    tracker = make_tracker(tmp_path, rows, TEAM_GOALS, country="US")
    generate(tracker, tmp_path / "t.xlsx")
    assert one_sheet(tmp_path / "t.xlsx", "Settings", formulas=True).max_row > 400
    assert differences(stored_values(tmp_path / "t.xlsx"), ironcalc.recalculate(tmp_path / "t.xlsx")) == []


@pytest.mark.parametrize("channel", [None, lambda row: ("Web", "Shop")[row % 2]])
def test_a_typed_row_of_spend_counts_as_a_built_row_does(tmp_path, ironcalc, channel):
    table = spent(
        ("2025-02", "Web", "a", 5), ("2025-02", "Web", "b", 5), ("2024-06", "Shop", "a", 5), ("2024-05", "", "", 1)
    )
    sales = orders(40, Customer=lambda row: f"C{row}", Channel=channel)
    generate(make_tracker(tmp_path, sales, None, table), tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book[spend.NAME["en"]]
    formula = sheet.tables["Spend"].tableColumns[-1].calculatedColumnFormula.attr_text
    stored = stored_values(tmp_path / "t.xlsx") | {("Spend", "E6"): 0.0}  # a second campaign wins nobody twice
    built = [stored["Spend", f"E{row}"] for row in range(5, 9)]
    for row in range(5, 9):
        sheet[f"E{row}"] = f"={formula}"
    book.save(tmp_path / "typed.xlsx")
    typed = ironcalc.recalculate(tmp_path / "typed.xlsx")
    assert [typed["Spend", f"E{row}"] for row in range(5, 9)] == built
    assert built[0] and built[0] != built[1]
