"""Goals are proposed where none were given, and the year is measured against them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from engines.one_sheet import one_sheet
from engines.stored import StoredValues, differences, stored_values
from openpyxl.worksheet.worksheet import Worksheet
from trackers import goal_rows, make_tracker, sales_rows
from turns import in_turns

from salestracker_xl.analysis.goals import proposed_months
from salestracker_xl.calendar import serial
from salestracker_xl.language import Language
from salestracker_xl.workbook.figures.goal_year import (
    AMBITIOUS,
    EASY,
    FEASIBLE,
    NO_GOAL,
    NO_PAST,
    REACHED,
    UNSEEN,
    YEAR_OVER,
)
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import dashboard, goals, settings

GROWTH = f"C{goals.GROWTH_ROW + 1}"
FIRST_ROW = goals.TABLE_ROW + 2
FIXED_DAY = "B5"


def sold(*sales: tuple[str, float]) -> pd.DataFrame:
    """One order a line: the day and the amount."""
    return pd.DataFrame([(day, f"Customer {at}", amount) for at, (day, amount) in enumerate(sales)], columns=COLUMNS)


COLUMNS = ["Date", "Customer", "Amount"]
PAST = [("2025-01-20", 800), ("2025-03-10", 1200), ("2025-06-05", 700), ("2025-09-30", 2000), ("2026-03-01", 1500)]
YEAR = sold(("2025-01-15", 800), ("2025-12-01", 2000), ("2026-01-10", 900), ("2026-02-10", 1300), ("2026-03-13", 400))


def goals_of(amount: float, months: int = 12) -> pd.DataFrame:
    """The same goal for each month from January 2026 on."""
    days = pd.date_range("2026-01-01", periods=months, freq="MS").strftime("%Y-%m-%d")
    return pd.DataFrame({"Month": days, "Goal": amount})


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def measured(language, tmp_path_factory) -> Path:
    """A goal of 1,000 for each month of 2026, looked at on 13 March, the tenth of 22 working days."""
    folder = tmp_path_factory.mktemp("measured")
    tracker = make_tracker(folder, YEAR, goals_of(1000), language=language, currency="EUR", country="FR")
    generate(tracker, folder / "t.xlsx")
    return folder / "t.xlsx"


def shown(path: Path, language: Language) -> Worksheet:
    return one_sheet(path, goals.NAME[language])


def proposed(folder: Path, last_sale: str) -> dict[str, float | None]:
    """The goals proposed from the past and a last sale of 500."""
    generate(make_tracker(folder, sold(*PAST, (last_sale, 500))), folder / "t.xlsx")
    rows = shown(folder / "t.xlsx", "en").iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW + 23, max_col=3)
    return {f"{month.value:%Y-%m}": amount.value or None for month, _, amount in rows}


def test_the_months_are_those_of_this_fiscal_year_and_the_next():
    assert proposed_months(dt.date(2026, 3, 31), 4)[0] == dt.date(2025, 4, 1)
    assert proposed_months(dt.date(2026, 4, 1), 4)[0] == dt.date(2026, 4, 1)
    months = proposed_months(dt.date(2026, 12, 31), 1)
    assert (months[0], months[-1], len(months)) == (dt.date(2026, 1, 1), dt.date(2027, 12, 1), 24)


def test_a_proposed_goal_is_the_year_before_plus_five_percent(tmp_path):
    found = proposed(tmp_path, "2026-06-30")
    assert found["2026-03"] == pytest.approx(1260)  # 1,200 in March 2025
    assert found["2027-03"] == pytest.approx(1575)  # 1,500 in March 2026
    assert found["2027-06"] == pytest.approx(525)  # June 2026 is over on the 30th
    assert found["2026-09"] == pytest.approx(2100)
    assert found["2027-09"] == pytest.approx(2205)  # September 2026 is not over: 2,000 in 2025, twice grown
    assert found["2026-02"] is None  # nothing was sold in February 2025
    assert len(found) == 24


def test_a_month_that_still_runs_is_no_base(tmp_path):
    assert proposed(tmp_path, "2026-06-29")["2027-06"] == pytest.approx(700 * 1.05**2)


def test_proposals_follow_the_growth_that_is_typed(tmp_path, ironcalc):
    proposed(tmp_path, "2026-06-30")
    moved = ironcalc.recalculate(tmp_path / "t.xlsx", {("Goals", GROWTH): 0.2})
    march, next_september = f"C{FIRST_ROW + 2}", f"C{FIRST_ROW + 20}"
    assert moved["Goals", march] == pytest.approx(1440)
    assert moved["Goals", next_september] == pytest.approx(2880)


def test_nothing_is_proposed_without_a_year_before(tmp_path, language):
    generate(make_tracker(tmp_path, sold(("2026-06-30", 500)), language=language), tmp_path / "t.xlsx")
    assert shown(tmp_path / "t.xlsx", language)["A2"].value == goals.NOTHING_TO_PROPOSE[language]


def test_proposals_are_said_to_be_proposals(tmp_path, language):
    generate(make_tracker(tmp_path, YEAR, language=language), tmp_path / "t.xlsx")
    assert shown(tmp_path / "t.xlsx", language)["A2"].value == goals.PROPOSED[language]


def test_given_goals_stand_in_yellow_cells(measured, language):
    sheet = shown(measured, language)
    cells = list(sheet.iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW + 11, max_col=3))
    assert [(month.value.month, rep.value, goal.value) for month, rep, goal in cells] == [
        (month, None, 1000) for month in range(1, 13)
    ]
    assert {cell.fill.fgColor.rgb for row in cells for cell in row} == {"FFFFF8DC"}


def test_the_year_is_measured_up_to_the_last_sale(measured, language):
    row = shown(measured, language)[goals.FIGURES_ROW + 3]
    found = [cell.value for cell in row[goals.SUMMARY_COL : goals.SUMMARY_COL + 8]]
    assert found == pytest.approx(
        [
            12000,
            2600,
            2600 / 12000,
            2600 - 2000 - 1000 * 10 / 22,  # in March the goal of the working days gone by
            9400,
            9 + 12 / 22,
            9400 / (9 + 12 / 22),
            2000 / 2800 - 1,  # the goals of January and December, the months that had sales last year
        ]
    )


def test_months_and_quarters_add_up_to_the_year(measured, language):
    sheet = shown(measured, language)

    def block(first: int, rows: int, columns: int) -> list[list[object]]:
        area = sheet.iter_rows(
            first, first + rows - 1, goals.SUMMARY_COL + 1, goals.SUMMARY_COL + columns, values_only=True
        )
        return [list(row) for row in area]

    months = block(goals.MONTHS_ROW + 3, 12, 8)
    assert [row[1] for row in months] == [1000] * 12
    assert [row[2] for row in months] == [900, 1300, 400, *["–"] * 9]
    assert [row[3] for row in months[:4]] == [0.9, 1.3, 0.4, "–"]
    assert [row[4] for row in months] == [1000 * at for at in range(1, 13)]
    assert [row[5] for row in months[:4]] == [900, 2200, 2600, "–"]
    assert [row[6] for row in months[:2]] == [-100, 200]
    assert [row[7] for row in months[:4]] == [11100, 9800, 9400, "–"]
    *quarters, year = block(goals.QUARTERS_ROW + 3, 5, 6)
    assert [row[1:5] for row in quarters] == [
        [3000, 2600, pytest.approx(2600 / 3000), 800],
        [3000, "–", "–", "–"],
        [3000, "–", "–", "–"],
        [3000, "–", "–", 2000],
    ]
    assert year[1:5] == [12000, 2600, pytest.approx(2600 / 12000), 2800]


def words_of(found: dict, language: Language) -> tuple[object, object]:
    """The judgement by month and by quarter."""
    name = goals.NAME[language]
    return found[name, f"J{goals.FEASIBILITY_ROW + 3}"], found[name, f"J{goals.FEASIBILITY_ROW + 4}"]


@in_turns(
    "monthly_goal, by_month, by_quarter",
    [
        (0, NO_GOAL, NO_GOAL),
        (200, REACHED, REACHED),
        (1000, EASY, UNSEEN),  # 985 a month and 2,954 a quarter; the best were 2,000
        (1700, FEASIBLE, UNSEEN),
        (2100, AMBITIOUS, UNSEEN),
        (4000, UNSEEN, UNSEEN),
    ],
)
def test_feasibility_is_told_against_the_best_so_far(measured, language, ironcalc, monthly_goal, by_month, by_quarter):
    name = goals.NAME[language]
    typed = {(name, f"C{FIRST_ROW + at}"): monthly_goal for at in range(12)}
    assert words_of(ironcalc.recalculate(measured, typed), language) == (by_month[language], by_quarter[language])


def test_a_year_that_is_over_short_of_its_goal_is_told_so(measured, language, ironcalc):
    found = ironcalc.recalculate(measured, {(settings.NAME[language], FIXED_DAY): dt.date(2026, 12, 31)})
    assert words_of(found, language) == (YEAR_OVER[language], YEAR_OVER[language])


def test_without_a_complete_month_nothing_is_compared(tmp_path):
    generate(make_tracker(tmp_path, sold(("2026-01-10", 900)), goals_of(1000)), tmp_path / "t.xlsx")
    assert words_of(stored_values(tmp_path / "t.xlsx"), "en") == (NO_PAST.en, NO_PAST.en)


def test_the_filters_of_the_dashboard_leave_the_goals_alone(tmp_path, ironcalc):
    generate(make_tracker(tmp_path, sales_rows(90), goal_rows()), tmp_path / "t.xlsx")
    filters = {(dashboard.NAME.en, "Q2"): "Bretagne", (dashboard.NAME.en, "N2"): "Last complete month"}
    found, stored = ironcalc.recalculate(tmp_path / "t.xlsx", filters), stored_values(tmp_path / "t.xlsx")
    own = StoredValues({place: stored[place] for place in stored if place[0] == "Goals"}, stored.formulas)
    assert len(own) > 100
    assert differences(own, {place: found[place] for place in own}) == []
    assert found["Dashboard", "B5"] != stored["Dashboard", "B5"]


def test_a_fiscal_year_may_begin_in_any_month(tmp_path):
    tracker = make_tracker(tmp_path, YEAR, goals_of(1000), fiscal_start=4)
    generate(tracker, tmp_path / "t.xlsx")
    sheet = shown(tmp_path / "t.xlsx", "en")
    first_month = sheet.cell(goals.MONTHS_ROW + 3, goals.SUMMARY_COL + 1).value
    assert serial(first_month) == serial(dt.date(2025, 4, 1))
    goal, reached = (sheet.cell(goals.FIGURES_ROW + 3, goals.SUMMARY_COL + at).value for at in (1, 2))
    assert (goal, reached) == (3000, 2000 + 2600)


def test_another_engine_finds_the_same(measured, ironcalc):
    assert differences(stored_values(measured), ironcalc.recalculate(measured)) == []
