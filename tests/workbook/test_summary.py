"""A tracker whose figures read a summary of many sales shows what it would show without."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from engines.stored import Place, StoredValues, cell_values, differences, stored_values
from pages import cards, page, sentences
from trackers import goal_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.analysis import summary as analysis_summary
from salestracker_xl.analysis.coding import coded_days, coded_names
from salestracker_xl.analysis.summary import added_up, spans
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook import summary, table
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.grid import NONE
from salestracker_xl.workbook.inputs import Selection
from salestracker_xl.workbook.sheets import dashboard

ROWS = 900
HIDDEN = ("Totals", "Summary")
DAYS = {"latest": None, "in the month": dt.date(2026, 5, 17)}


@pytest.fixture(scope="module")
def trackers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tracker]:
    """The same sales seen from several days; the latest sale is not at the end of its month."""
    rows = sales_rows(ROWS)
    rows.loc[ROWS - 1, "Date"] = "2026-06-29"
    folder = tmp_path_factory.mktemp("sales")
    return {name: make_tracker(folder, rows, goal_rows(), spend_rows(), as_of=day) for name, day in DAYS.items()}


@pytest.fixture(scope="module")
def pairs(trackers: dict[str, Tracker], tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """By the day looked from: a workbook that reads the sales, and one that reads a summary."""
    folder = tmp_path_factory.mktemp("pairs")
    return {name: pair(tracker, folder / name.replace(" ", "-")) for name, tracker in trackers.items()}


def pair(tracker: Tracker, folder: Path, selection: Selection = Selection()) -> tuple[Path, Path]:  # noqa: B008
    folder.mkdir()
    generate(tracker, folder / "plain.xlsx", selection, native_functions=False)
    return folder / "plain.xlsx", build(tracker, folder / "summarised.xlsx", selection)


def build(tracker: Tracker, path: Path, selection: Selection = Selection(), **limits: int) -> Path:  # noqa: B008
    """A workbook that reads a summary, its longer tables written column by column."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for limit, rows in ({"SUMMARY_ROWS": ROWS // 2} | limits).items():
            monkeypatch.setattr(summary, limit, rows)
        monkeypatch.setattr(table, "FAST_ROWS", 100)
        generate(tracker, path, selection, native_functions=False)
    return path


def figures(values: StoredValues) -> StoredValues:
    """The formula cells but those of Start, which has a light more, and of the hidden sheets."""
    kept = {place: value for place, value in values.items() if place[0] not in ("Start", *HIDDEN)}
    return StoredValues(kept, values.formulas)


def unlike(one: Path, other: Path) -> list[str]:
    found = figures(stored_values(other))
    return differences(figures(stored_values(one)), found, tolerance=1e-8)


@pytest.mark.parametrize("day", DAYS)
def test_every_figure_is_the_same(pairs: dict[str, tuple[Path, Path]], day: str):
    assert unlike(*pairs[day]) == []


def test_every_figure_is_the_same_under_filters(trackers: dict[str, Tracker], tmp_path: Path):
    chosen = Selection(period=1, region="Bretagne", rep="Team *", product="Mill?")
    assert unlike(*pair(trackers["in the month"], tmp_path / "pair", chosen)) == []


@pytest.mark.parametrize("day", ["latest", "in the month"])
def test_engines_find_every_figure(pairs: dict[str, tuple[Path, Path]], day: str, ironcalc):
    path = pairs[day][1]
    assert differences(stored_values(path), ironcalc.recalculate(path), tolerance=1e-8) == []


def test_filters_chosen_later_give_the_same(pairs: dict[str, tuple[Path, Path]], ironcalc):
    filters = choices(pairs["in the month"][0], "Bretagne", "Team Orion", "Cup *2")
    plain, summarised = (ironcalc.recalculate(path, filters) for path in pairs["in the month"])
    kept = {place: value for place, value in plain.items() if place[0] not in ("Start", *HIDDEN)}
    found = {place: summarised.get(place) for place in kept}
    assert differences(StoredValues(kept, {}), found, tolerance=1e-8) == []
    assert kept != {place: value for place, value in stored_values(pairs["in the month"][0]).items() if place in kept}


def choices(path: Path, *chosen: str) -> dict[Place, str]:
    """What to type into the filters of the dashboard: the cells that say All, from left to right."""
    cells = [place for place, value in cell_values(path).items() if place[0] == "Dashboard" and value == "All"]
    return dict(zip(cells, chosen, strict=True))


def test_the_summary_is_read_by_few_cells(pairs: dict[str, tuple[Path, Path]]):
    values = stored_values(pairs["latest"][1])
    long = [place for place, formula in values.formulas.items() if "SUMIFS(Sales[" in formula and place[0] != "Sales"]
    assert len(long) <= 20  # totals checked against the table itself, and windows of any length


def test_more_sales_than_a_sheet_holds_stand_in_it_by_month(
    trackers: dict[str, Tracker], pairs: dict[str, tuple[Path, Path]], tmp_path: Path
):
    tracker, plain = trackers["latest"], pairs["latest"][0]
    summarised = build(tracker, tmp_path / "summarised.xlsx", ROOM=850)
    found = stored_values(summarised)
    by_month = ("Dashboard", "Trends", "Reps", "Regions", "Goals", "Metrics")  # others ask for single orders too
    kept = {place: value for place, value in stored_values(plain).items() if place[0] in by_month}
    assert differences(StoredValues(kept, {}), {place: found.get(place) for place in kept}, tolerance=1e-8) == []
    sales = pd.read_excel(summarised, "Sales", header=None)
    header = sales.index[sales.eq("Amount").any(axis=1)][0]
    rows = sales.iloc[header + 1 :].set_axis(sales.iloc[header], axis=1)
    assert len(rows) <= 850
    assert round(float(rows["Amount"].sum()), 2) == round(float(tracker.sales.frame["amount"].sum()), 2)
    assert float(rows["Quantity"].sum()) == tracker.sales.frame["quantity"].sum()
    assert f"{ROWS} sales that were read" in " ".join(map(str, sales.iloc[:header, 0]))


@pytest.mark.parametrize(
    "as_of", [dt.date(2026, 6, 30), dt.date(2026, 6, 12), dt.date(2024, 2, 29), dt.date(2025, 3, 1)]
)
def test_spans_end_where_windows_of_the_tracker_end(as_of: dt.date):
    days = pd.Series(pd.date_range("2023-11-05", "2026-07-20"))
    found = spans(days.to_numpy(), as_of)
    dated = found.cells(found.places)
    assert dated.min() == days.min()
    assert dated.max() == days.max()
    ends = [
        pd.Timestamp(as_of),
        pd.Timestamp(as_of) - pd.DateOffset(years=1),
        *pd.date_range("2023-11", "2026-07", freq="ME"),
    ]
    if pd.Timestamp(as_of).is_month_end:
        ends[1] += pd.offsets.MonthEnd(0)
    ends.extend(pd.date_range("2023-11", "2026-07", freq="ME"))
    assert [end for end in ends if ((days <= end) != (dated <= end)).any()] == []


def test_a_filter_with_too_many_names_is_said_and_gives_no_figure(
    trackers: dict[str, Tracker], pairs: dict[str, tuple[Path, Path]], tmp_path: Path, ironcalc
):
    """Without the dimension in the rows, a figure under its filter would be a wrong zero."""
    summarised = build(trackers["latest"], tmp_path / "summarised.xlsx", ROOM=450)
    assert cards(summarised)["revenue"] == pytest.approx(cards(pairs["latest"][0])["revenue"])
    assert "No filter on " in " ".join(sentences(page(summarised, "Sales")))
    filtered = ironcalc.recalculate(summarised, choices(summarised, "Alsace", "Team Nova", "Beans"))
    assert filtered[("Dashboard", f"B{dashboard.CARD_ROW + 2}")] == NONE


def test_sums_lose_nothing_of_blank_names():
    random = np.random.default_rng(5)
    names = pd.Series(["South", None, "North", None], dtype="str")
    amounts = random.normal(0, 100, 4).round(2)
    days = np.array(["2024-02-29", "2024-01-31", "2024-01-31", "2024-01-31"], "datetime64[D]")
    sums = added_up({"date": coded_days(days), "region": coded_names(names)}, {"amount": amounts})
    assert sums["region"].fillna("none").tolist() == ["North", "none", "South"]
    assert sums["amount"].tolist() == [amounts[2], round(amounts[1] + amounts[3], 6), amounts[0]]
    assert sums["date"].dt.month.tolist() == [1, 1, 2]


def test_combinations_of_very_many_names_are_added_up_alike(monkeypatch: pytest.MonkeyPatch):
    random = np.random.default_rng(6)
    rows = pd.DataFrame({key: random.integers(0, 9, 400).astype(str) for key in ("a", "b", "c")}).astype("str")
    rows["amount"] = random.integers(0, 100, 400).astype(float)
    by = {key: coded_names(pd.Series(rows[key])) for key in ("a", "b", "c")}
    usual = added_up(by, {"amount": rows["amount"].to_numpy()})
    monkeypatch.setattr(analysis_summary, "MOST_AT_ONCE", 20)
    assert added_up(by, {"amount": rows["amount"].to_numpy()}).equals(usual)
    assert usual["amount"].tolist() == rows.groupby(["a", "b", "c"])["amount"].sum().tolist()
