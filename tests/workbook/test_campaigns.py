"""The Campaigns sheet shows what spend brought as pandas counts it, and compares what is typed."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pandas as pd
import pytest
from pages import Row, disagreements, page, row_of, sentences, table
from trackers import make_tracker, sales_rows, spend_rows

from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.figures.attribution import OTHERS, WITHOUT
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import Selection
from salestracker_xl.workbook.published import load_published
from salestracker_xl.workbook.sheets import benchmarks, campaigns, funnel

ROWS = sales_rows(110)
ROWS["Campaign"] = [("Search", "Fl?er", "")[at % 3] for at in range(len(ROWS))]
ROWS.loc[::7, "Channel"] = ""
SPEND = pd.concat(
    [
        spend_rows().replace({"Flyer": "Fl?er"}),
        pd.DataFrame({"Month": ["2026-02-01", "2026-03-01"], "Amount": [33.0, 44.5], "Campaign": ["Search", None]}),
    ]
)
START, END = "2026-01-01", "2026-06-30"
TITLES = {
    "en": {"channel": "By channel", "campaign": "By campaign", "month": "By month"},
    "fr": {"channel": "Par canal", "campaign": "Par campagne", "month": "Par mois"},
}


def build(folder, language: str = "en"):
    generate(make_tracker(folder, ROWS, spend=SPEND, language=language), folder / "t.xlsx")
    return folder / "t.xlsx", language


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    return build(tmp_path_factory.mktemp("campaigns"))


@pytest.fixture(scope="module")
def french(tmp_path_factory):
    return build(tmp_path_factory.mktemp("campagnes"), "fr")


@pytest.fixture(params=["english", "french"])
def built(request):
    return request.getfixturevalue(request.param)


def under(path, language: str, title: str, columns: int, skipped: int = 2) -> list[Row]:
    sheet = page(path, campaigns.NAME[language])
    [at] = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == title]
    return table(sheet, at + skipped, columns)


def sold(rows: pd.DataFrame, start: str = START, end: str = END) -> pd.DataFrame:
    """The rows of some days, with a flag for the first purchase of each customer and the first row of each order."""
    rows = rows.assign(Date=pd.to_datetime(rows["Date"]))
    bought = rows[rows["Amount"] >= 0].sort_values("Date", kind="stable")
    counted = rows.assign(
        new=rows.index.isin(bought.drop_duplicates("Customer").index),
        order=rows.index.isin(
            rows[rows["Amount"] > 0].sort_values("Date", kind="stable").drop_duplicates("Order").index
        ),
    )
    return counted[counted["Date"].between(start, end)]


@pytest.mark.parametrize("dimension", ["channel", "campaign"])
def test_each_name_has_its_spend_and_what_came_of_it(built, dimension):
    path, language = built
    shown = under(path, language, TITLES[language][dimension], 9)
    label, spent, share, new, revenue, orders, cac, per_sale, romi = shown[0]
    cost = SPEND[SPEND["Month"].between(START, END)]
    rows, column = sold(ROWS), dimension.capitalize()
    names = {"channel": ("Web", "Shop"), "campaign": ("Search", "Fl?er", "Social")}[dimension]
    for name in names:
        row = row_of(shown, label, name)
        amount, of = cost.loc[cost[column] == name, "Amount"].sum(), rows[rows[column] == name]
        assert row[spent] == pytest.approx(amount)
        assert row[share] == pytest.approx(amount / cost["Amount"].sum())
        assert [row[new], row[orders]] == [of["new"].sum(), of["order"].sum()]
        assert row[revenue] == pytest.approx(of["Amount"].sum())
        assert row[cac] == (pytest.approx(amount / of["new"].sum()) if of["new"].any() else "–")
        assert row[per_sale] == (pytest.approx(amount / of["order"].sum()) if of["order"].any() else "–")
        assert row[romi] == pytest.approx(REGISTRY["ROMI"].compute([of["Amount"].sum()], 1.0, [amount]))
    none = row_of(shown, label, WITHOUT[dimension][language])
    assert none[spent] == pytest.approx(cost.loc[cost[column].isna(), "Amount"].sum())
    assert none[revenue] == pytest.approx(rows.loc[rows[column] == "", "Amount"].sum())
    assert none[cac] == none[romi] == "–"
    assert row_of(shown, label, OTHERS[dimension][language])[revenue] == 0
    total = shown[-1]
    assert [total[spent], total[revenue]] == pytest.approx([cost["Amount"].sum(), rows["Amount"].sum()])
    assert total[cac] == pytest.approx(cost["Amount"].sum() / rows["new"].sum())


def test_the_months_add_up_whole_company(built):
    path, language = built
    lines = under(path, language, TITLES[language]["month"], 13)
    _, *months = lines[0]
    assert [f"{month:%Y-%m}" for month in months] == [
        str(month) for month in pd.period_range("2025-07", "2026-06", freq="M")
    ]
    may = sold(ROWS, "2026-05-01", "2026-05-31")
    cost = SPEND.loc[SPEND["Month"] == "2026-05-01", "Amount"].sum()
    found = [line[months[10]] for line in lines[:7]]
    new, orders, revenue = may["new"].sum(), may["order"].sum(), may["Amount"].sum()
    ratios = [cost / new if new else "–", cost / orders, (revenue - cost) / cost]
    assert found == [pytest.approx(value) if value != "–" else "–" for value in [cost, new, revenue, orders, *ratios]]


def test_the_cost_of_a_channel_by_month_divides_its_spend_by_those_it_won(built):
    path, language = built
    sheet = page(path, campaigns.NAME[language])
    title = {"en": "Acquisition cost by channel", "fr": "Coût d'acquisition par canal"}[language]
    [at] = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == title]
    rows = sold(ROWS, "2025-07-01")
    months = pd.period_range("2025-07", "2026-06", freq="M")
    for line in (at + 1, at + 2):
        channel, *found = [sheet.cell(line, column).value for column in range(1, 14)]
        for month, value in zip(months, found, strict=True):
            of = rows[(rows["Channel"] == channel) & (rows["Date"].dt.to_period("M") == month)]
            cost = SPEND[(SPEND["Channel"] == channel) & (SPEND["Month"] == f"{month}-01")]["Amount"].sum()
            assert value == (pytest.approx(cost / of["new"].sum()) if of["new"].any() else "–")


def test_ironcalc_finds_every_figure_again(built, ironcalc):
    path, language = built
    assert disagreements(ironcalc, path, campaigns.NAME[language]) == []


def initiative_cells(path, language: str = "en") -> dict[str, tuple[str, str]]:
    """Where the yellow cells stand."""
    names = openpyxl.load_workbook(path).defined_names
    keys = ("start", "days", "channel", "region", "cost")
    places = {key: next(iter(names[f"st_in_initiative_{key}"].destinations)) for key in keys}
    return {key: (sheet, cell.replace("$", "")) for key, (sheet, cell) in places.items()}


def test_an_initiative_is_compared_with_windows_as_long_as_its_own(english, ironcalc):
    path, language = english
    cells = initiative_cells(path, language)
    typed = {
        cells["start"]: dt.date(2026, 3, 10), cells["days"]: 60, cells["channel"]: "Web",
        cells["region"]: "Bretagne", cells["cost"]: 50,
    }  # fmt: skip
    found = ironcalc.recalculate(path, typed)
    name, first = cells["start"][0], int(cells["start"][1][1:])
    windows = [
        ("2026-01-09", "2026-03-09"),
        ("2026-03-10", "2026-05-08"),
        ("2025-01-09", "2025-03-09"),
        ("2025-03-10", "2025-05-08"),
    ]
    chosen = ROWS[(ROWS["Channel"] == "Web") & (ROWS["Region"] == "Bretagne")]
    flagged = sold(ROWS, "2020-01-01")
    flagged = flagged[flagged.index.isin(chosen.index)]
    revenue = []
    for column, (start, end) in zip("FGIJ", windows, strict=True):
        of = flagged[flagged["Date"].between(start, end)]
        whole = sold(ROWS, start, end)["Amount"].sum()
        assert found[name, f"{column}{first + 1}"] == pytest.approx(of["Amount"].sum()), column
        assert [found[name, f"{column}{first + at}"] for at in (2, 3)] == [of["order"].sum(), of["new"].sum()]
        assert found[name, f"{column}{first + 5}"] == pytest.approx(whole - of["Amount"].sum())
        revenue.append(of["Amount"].sum())
    before, after, _, then = revenue
    assert found[name, f"B{first + 6}"] == pytest.approx(after - before)
    assert found[name, f"B{first + 7}"] == pytest.approx(after - then)
    assert found[name, f"B{first + 8}"] == pytest.approx((after - before - 50) / 50)


def test_a_window_that_is_not_over_is_compared_with_as_many_days(english, ironcalc):
    path, language = english
    cells = initiative_cells(path, language)
    found = ironcalc.recalculate(
        path, {cells["start"]: dt.date(2026, 6, 11), cells["days"]: 90, cells["channel"]: None}
    )
    name, first = cells["start"][0], int(cells["start"][1][1:])
    for column, (start, end) in {"F": ("2026-05-22", "2026-06-10"), "G": ("2026-06-11", "2026-06-30")}.items():
        assert found[name, f"{column}{first + 1}"] == pytest.approx(sold(ROWS, start, end)["Amount"].sum())


@pytest.mark.parametrize("start", [None, dt.date(2027, 1, 1)])
def test_an_initiative_that_has_not_begun_shows_no_figure(english, ironcalc, start):
    path, language = english
    cells = initiative_cells(path, language)
    found = ironcalc.recalculate(path, {cells["start"]: start})
    name, first = cells["start"][0], int(cells["start"][1][1:])
    assert {found[name, f"{column}{line}"] for column in "FGHIJK" for line in range(first + 1, first + 6)} == {"–"}


def test_the_margin_typed_on_the_benchmarks_sheet_counts(english, ironcalc):
    path, language = english
    measure = load_published().measures["gross_margin"].label[language]
    name = benchmarks.NAME[language]
    margin, *_ = [row for row in page(path, name).iter_rows() if measure in [cell.value for cell in row]]
    found = ironcalc.recalculate(path, {(name, margin[benchmarks.PLACE["own"]].coordinate): 0.4})
    sheet = page(path, campaigns.NAME[language])
    at = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "Web")
    cost, sales = sheet.cell(at, 2).value, sheet.cell(at, 5).value
    assert found[campaigns.NAME[language], f"I{at}"] == pytest.approx((sales * 0.4 - cost) / cost)


def test_sales_without_a_channel_say_what_to_add_and_show_no_return(tmp_path):
    rows = ROWS.drop(columns=["Channel", "Campaign"])
    generate(make_tracker(tmp_path, rows, spend=SPEND), tmp_path / "t.xlsx")
    said = sentences(page(tmp_path / "t.xlsx", "Campaigns"))
    assert {campaigns.UNATTRIBUTED[key].en for key in ("channel", "campaign")} <= set(said)
    assert "Acquisition cost by channel" not in said


def test_ten_sales_alone_say_on_both_sheets_what_to_add_and_still_compare(tmp_path, ironcalc):
    path = tmp_path / "t.xlsx"
    generate(make_tracker(tmp_path, ROWS.head(10)), path, Selection(region="Bretagne"))
    said = sentences(page(path, "Campaigns"))
    assert campaigns.MISSING.en in said
    assert "Before and after an initiative" in said
    assert page(path, "Funnel").cell(funnel.FIRST_CONTENT_ROW + 1, 1).value == funnel.MISSING.en
    whole = openpyxl.load_workbook(path)
    assert not whole["Campaigns"]._charts
    assert not whole["Funnel"]._charts
    assert disagreements(ironcalc, path, "Campaigns") == []
