"""The proposal from a long-term goal, the break-even and the history of goals do what they say."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from engines.stored import stored_values
from openpyxl.utils.cell import get_column_letter
from pages import disagreements
from trackers import make_tracker

from salestracker_xl.calendar import serial
from salestracker_xl.cells import evaluate
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.figures import goal_plan
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sections import goals as goal_sections
from salestracker_xl.workbook.sheets import goals

PLAN, COSTS, VERSIONS = goals.PLAN_ROW, goals.BREAK_EVEN_ROW, goals.VERSIONS_ROW
FIRST_MONTH = PLAN + 13
AS_OF = dt.date(2026, 6, 30)


def cell(row: int, at: int) -> str:
    """Name of the cell in a row, so many columns right of the summary's first."""
    return f"{get_column_letter(goals.SUMMARY_COL + 1 + at)}{row + 1}"


def sales() -> pd.DataFrame:
    """Thirty months that grow and have a season."""
    months = pd.date_range("2024-01-01", periods=30, freq="MS")
    rows = [
        (f"{day:%Y-%m-%d}", f"C{at % 7}", (1000 + 10 * at) * (1 + 0.5 * (month.month == 12)) / 2)
        for at, month in enumerate(months)
        for day in (month, month + pd.offsets.MonthEnd())
    ]
    return pd.DataFrame(rows, columns=["Date", "Customer", "Amount"])


@pytest.fixture(scope="module", params=["en", "fr"])
def built(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    tracker = make_tracker(folder, sales(), language=request.param, as_of=AS_OF)
    generate(tracker, folder / "t.xlsx")
    return folder / "t.xlsx", goals.NAME[request.param], request.param


def year_before() -> float:
    rows = sales()
    return float(rows.loc[rows["Date"].str[:4] == "2025", "Amount"].sum())


def test_a_year_is_split_as_allocate_splits_it(built):
    path, sheet, _ = built
    stored = stored_values(path)
    rows = sales()
    days = [serial(dt.date.fromisoformat(day)) for day in rows["Date"]]
    table = evaluate(REGISTRY["ALLOCATE"], year_before() * 1.05, days, rows["Amount"].tolist())
    proposed = [stored[sheet, cell(FIRST_MONTH + at, 2)] for at in range(12)]
    assert proposed == pytest.approx(list(table.columns[2].values), abs=0.0051)
    assert stored[sheet, cell(FIRST_MONTH + 12, 2)] == pytest.approx(year_before() * 1.05)
    quarters = [stored[sheet, cell(FIRST_MONTH + at, 6)] for at in range(4)]
    assert quarters == pytest.approx([sum(proposed[at : at + 3]) for at in range(0, 12, 3)])


def test_base_growth_and_year_may_be_typed(built, ironcalc):
    path, sheet, language = built
    typed = {
        (sheet, f"C{goals.GROWTH_ROW + 1}"): 0.2,
        (sheet, cell(PLAN + 3, 0)): 50_000,
        (sheet, cell(PLAN + 3, 4)): 0.3,
        (sheet, cell(PLAN + 3, 6)): 3,
    }
    moved = ironcalc.recalculate(path, typed)
    assert [moved[sheet, cell(PLAN + 8, at)] for at in (1, 2, 3)] == pytest.approx([60_000, 72_000, 86_400])
    assert moved[sheet, cell(FIRST_MONTH, 0)] == serial(dt.date(2028, 1, 1))
    assert moved[sheet, cell(FIRST_MONTH + 12, 2)] == pytest.approx(86_400)
    assert moved[sheet, cell(PLAN + 5, 0)] == goal_plan.LOSES_SHARE[language]


def test_own_growth_stands_beside_the_sectors(built, ironcalc):
    path, sheet, language = built
    rows = sales()
    older = float(rows.loc[rows["Date"].str[:4] == "2024", "Amount"].sum())
    own = year_before() / older - 1
    assert stored_values(path)[sheet, cell(PLAN + 3, 3)] == pytest.approx(own)
    for growth, words in ((own, goal_plan.FITS), (own + 0.1, goal_plan.ABOVE_OWN), (0.03, goal_plan.BELOW_OWN)):
        typed = {(sheet, f"C{goals.GROWTH_ROW + 1}"): growth, (sheet, cell(PLAN + 3, 4)): 0.02}
        assert ironcalc.recalculate(path, typed)[sheet, cell(PLAN + 5, 0)] == words[language]


def test_the_break_even_is_that_of_the_function(built, ironcalc):
    path, sheet, _ = built
    assert stored_values(path)[sheet, cell(COSTS + 3, 4)] == "–"
    typed = {(sheet, cell(COSTS + 3, at)): value for at, value in enumerate((1200, 80, 30))}
    moved = ironcalc.recalculate(path, typed)
    needed = evaluate(REGISTRY["BREAKEVEN"], 1200, 80, 30)
    assert moved[sheet, cell(COSTS + 3, 4)] == pytest.approx(needed)
    assert moved[sheet, cell(COSTS + 3, 5)] == 2  # two orders in each month
    assert moved[sheet, cell(COSTS + 3, 6)] == pytest.approx((2 - needed) / 2)
    unsound = ironcalc.recalculate(path, typed | {(sheet, cell(COSTS + 3, 2)): 90})
    assert unsound[sheet, cell(COSTS + 3, 4)] == "–"
    assert str(unsound[sheet, cell(COSTS + 1, 0)]).startswith("!")


def test_the_build_writes_the_first_version_and_the_next_review(built, ironcalc):
    path, sheet, language = built
    stored = stored_values(path)
    note, review = (sheet, cell(VERSIONS + 3, 0)), (sheet, cell(VERSIONS + 2, 1))
    assert stored[note] == goal_sections.NOTED[language]
    assert stored[review] == serial(dt.date(2026, 9, 30))
    typed = {(sheet, f"C{goals.TABLE_ROW + 2}"): 99_999.0}
    assert ironcalc.recalculate(path, typed)[note] == goal_sections.NOT_NOTED[language]
    year = ironcalc.recalculate(path, typed)[sheet, cell(goals.FIGURES_ROW + 2, 0)]
    row = VERSIONS + 6
    again = typed | {
        (sheet, cell(row, 0)): serial(dt.date(2026, 7, 18)),
        (sheet, cell(row, 3)): year,
        (sheet, cell(VERSIONS + 2, 0)): 6,
    }
    moved = ironcalc.recalculate(path, again)
    assert moved[note] == goal_sections.NOTED[language]
    assert moved[review] == serial(dt.date(2027, 1, 18))


def test_a_single_month_is_split_evenly(tmp_path):
    rows = pd.DataFrame([("2026-06-10", f"C{at}", 500.0) for at in range(3)], columns=["Date", "Customer", "Amount"])
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx")
    stored = stored_values(tmp_path / "t.xlsx")
    assert [stored["Goals", cell(FIRST_MONTH + at, 1)] for at in range(12)] == pytest.approx([1 / 12] * 12)


def test_an_engine_finds_every_figure_again(built, ironcalc):
    path, sheet, _ = built
    assert disagreements(ironcalc, path, sheet) == []
