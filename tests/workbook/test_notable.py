"""What stands out on the dashboard, in words: only what is no chance, and only against what is known."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pandas as pd
import pytest
from engines.one_sheet import one_sheet
from even_orders import orders
from openpyxl.utils import get_column_letter
from trackers import make_tracker

from salestracker_xl.language import LANGUAGES
from salestracker_xl.tables.schema import SALES
from salestracker_xl.workbook.catalogue import BY_KEY
from salestracker_xl.workbook.figures import notable as wording
from salestracker_xl.workbook.figures.breakdown import LONGEST_BRIEF
from salestracker_xl.workbook.figures.notable import NOTHING
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.grid import NONE
from salestracker_xl.workbook.sections.dashboard_months import MONTHS_ROW
from salestracker_xl.workbook.sheets import dashboard

LETTERS_ON_PAPER = 1.25  # in a unit of column width: so many of running text LibreOffice prints


def notable(path) -> list[tuple[str, float]]:
    """What stands out on the dashboard: the sentences and their money."""
    rows = one_sheet(path, "Dashboard").iter_rows(
        min_row=dashboard.STRIP_ROW + 2, max_row=dashboard.STRIP_ROW + 8, values_only=True
    )
    return [(row[7], row[13]) for row in rows if row[7]]


def test_where_all_fell_nothing_is_a_gain(tmp_path):
    rows = orders(60, "2024-01-02", Amount=lambda row: 1000.0 - 10 * row)
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx")
    told = notable(tmp_path / "t.xlsx")
    assert len(told) == 7
    assert all("below last year" in words and money < 0 for words, money in told)
    assert [money for _, money in told] == sorted(money for _, money in told)


def test_a_year_before_of_which_only_a_part_is_known_is_not_compared(tmp_path):
    generate(make_tracker(tmp_path, orders(40, "2025-03-20", "2026-04-20")), tmp_path / "t.xlsx")
    assert notable(tmp_path / "t.xlsx") == [(NOTHING.en, None)]


def test_the_month_that_runs_has_no_retention_yet(tmp_path):
    generate(make_tracker(tmp_path, orders(40, "2026-01-02", "2026-04-20")), tmp_path / "t.xlsx")
    rows = one_sheet(tmp_path / "t.xlsx", "Dashboard").iter_rows(min_row=MONTHS_ROW + 1, values_only=True)
    [march, april] = next([row[19], row[22]] for row in rows if row[0] == BY_KEY["retention"].short.en)
    assert isinstance(march, float)
    assert april == NONE


def test_a_single_order_more_or_less_may_be_chance(tmp_path):
    days = [*pd.date_range("2025-01-05", periods=90), *pd.date_range("2026-01-05", periods=90)]
    rows = orders(
        180,
        Date=[f"{day:%Y-%m-%d}" for day in days],
        Region=lambda row: "Rare" if row == 3 else "Wide" if row < 90 or row % 3 == 0 else "Other",
        Rep=None,
        Product=None,
        Amount=lambda row: 900.0 if row == 3 else 100.0,
    )
    generate(make_tracker(tmp_path, rows, as_of=dt.date(2026, 4, 10)), tmp_path / "t.xlsx")
    assert notable(tmp_path / "t.xlsx") == [
        ("Region Wide: 66% below last year", -5900),
        ("Region Rare: 100% below last year (perhaps chance)", -900),
        ("Region Other: nothing last year", 6000),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_sentence_has_room_beside_its_money(demos, language):
    """As it is written, in letters of the size of its cells: what is too long is cut off at the money."""
    sheet = openpyxl.load_workbook(demos[language])[dashboard.NAME[language]]
    first = sheet.cell(dashboard.STRIP_ROW + 2, 8)
    columns = [sheet.column_dimensions[get_column_letter(col)] for col in range(8, 14)]
    room = sum(column.width for column in columns) * LETTERS_ON_PAPER * 11 / first.font.sz
    ends = (wording.BELOW_LAST_YEAR, wording.ABOVE_LAST_YEAR, wording.BELOW_GOAL, wording.ABOVE_GOAL)
    for label in (SALES.field(key).label[language] for key in ("region", "rep", "product")):
        for end in ends:
            name = "n" * LONGEST_BRIEF
            said = f"{label} {name}{wording.COLON[language]}100{end[language]}{wording.PERHAPS_CHANCE[language]}"
            assert len(said) <= room
