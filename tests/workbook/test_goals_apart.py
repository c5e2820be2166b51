"""Goals for a part of the period: only the sales of the months with a goal stand against them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from pages import cards, disagreements, page, row_of, table
from trackers import make_tracker

from salestracker_xl.analysis.headline import headline
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW
from salestracker_xl.workbook.sheets import goals, reps

SALES = pd.DataFrame(
    [
        (f"O{month}{rep}", f"2026-{month:02d}-10", f"C{rep}", rep, 100.0 * month + (50 if rep == "Bob" else 0))
        for month in range(1, 7)
        for rep in ("Ann", "Bob")
    ],
    columns=["Order", "Date", "Customer", "Rep", "Amount"],
)


def goals_for(*months: int, ann: float = 500, bob: float = 1000) -> pd.DataFrame:
    rows = [(f"2026-{month:02d}", rep, goal) for month in months for rep, goal in (("Ann", ann), ("Bob", bob))]
    return pd.DataFrame(rows, columns=["Month", "Rep", "Goal"])


@pytest.fixture(params=[(4,), (4, 5, 6), (5, 12), (3, 5)], ids=["April", "spring", "May and December", "a gap"])
def months(request) -> tuple[int, ...]:
    return request.param


@pytest.fixture
def path(tmp_path, months) -> Path:
    generate(make_tracker(tmp_path, SALES, goals_for(*months)), tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def sold(months: tuple[int, ...], rep: str | None = None) -> float:
    """Sales from the first month with a goal to the last one, up to June."""
    chosen = SALES[SALES["Date"].str[5:7].astype(int).between(min(months), max(months))]
    return float((chosen if rep is None else chosen[chosen["Rep"] == rep])["Amount"].sum())


def test_the_card_judges_the_months_with_a_goal(path, months):
    shown = cards(path)
    assert shown["attainment"] == pytest.approx(sold(months) / (1500 * len(months)))
    assert shown["revenue"] == SALES["Amount"].sum()


def test_each_rep_is_judged_alike(path, months):
    sheet = page(path, reps.NAME.en)
    rows = table(sheet, FIRST_CONTENT_ROW + 1, reps.COLUMNS)
    for rep, goal in (("Ann", 500), ("Bob", 1000)):
        row = row_of(rows, "Rep", rep)
        assert row["Attainment"] == pytest.approx(sold(months, rep) / (goal * len(months)))
        assert row["Revenue"] == SALES.loc[SALES["Rep"] == rep, "Amount"].sum()


def test_the_year_on_the_sheet_of_goals_is_judged_alike(path, months):
    row = page(path, goals.NAME.en)[goals.FIGURES_ROW + 3]
    shown = [cell.value for cell in row[goals.SUMMARY_COL : goals.SUMMARY_COL + 5]]
    goal = 1500 * len(months)
    assert shown[:3] == [goal, SALES["Amount"].sum(), pytest.approx(sold(months) / goal)]
    assert shown[4] == pytest.approx(max(0, goal - sold(months)))


def test_the_command_line_says_the_same(tmp_path, months):
    tracker = make_tracker(tmp_path, SALES, goals_for(*months))
    [line] = [line for line in headline(tracker) if line.key == "ATTAINMENT"]
    assert line.value == pytest.approx(sold(months) / (1500 * len(months)))


def test_goals_yet_to_come_are_not_reached_by_what_was_sold(tmp_path):
    generate(make_tracker(tmp_path, SALES, goals_for(10, 11)), tmp_path / "t.xlsx")
    assert cards(tmp_path / "t.xlsx")["attainment"] == 0


def test_a_year_of_goals_counts_every_sale(tmp_path):
    generate(make_tracker(tmp_path, SALES, goals_for(*range(1, 13))), tmp_path / "t.xlsx")
    assert cards(tmp_path / "t.xlsx")["attainment"] == pytest.approx(SALES["Amount"].sum() / 18_000)


def test_another_engine_agrees(tmp_path, ironcalc):
    generate(make_tracker(tmp_path, SALES, goals_for(2, 5), as_of=dt.date(2026, 5, 20)), tmp_path / "t.xlsx")
    assert disagreements(ironcalc, tmp_path / "t.xlsx", reps.NAME.en, goals.NAME.en, "Dashboard", "Calc") == []
