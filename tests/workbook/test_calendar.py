"""The agenda follows what people type into it, and the year shows the days on which reviews are due."""

from __future__ import annotations

import calendar as months
import datetime as dt
from itertools import pairwise

import holidays
import openpyxl
import pytest
from engines.stored import cell_values, differences, stored_values
from trackers import goal_rows, make_tracker, sales_rows

from salestracker_xl.calendar import from_serial, serial
from salestracker_xl.reviews import (
    BY_KEY,
    CADENCES,
    DAILY,
    HALFYEARLY,
    MONTHLY,
    QUARTERLY,
    WEEKLY,
    YEARLY,
    WorkCalendar,
    first_due,
    next_due,
    status,
)
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.figures import agenda as figures
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import calc, calendar, settings

FRENCH_HOLIDAYS = frozenset(holidays.country_holidays("FR", years=range(2023, 2030)))
TODAYS = [
    (dt.date(2026, 7, 15), 1),  # the day after Bastille Day
    (dt.date(2026, 8, 1), 4),  # a Saturday, fiscal year from April
    (dt.date(2025, 12, 31), 4),
    (dt.date(2026, 4, 6), 2),  # Easter Monday
]
ADDED = [*(BY_KEY[shown.cadence] for shown in CATALOGUE), QUARTERLY]
FIXED_DAY, FISCAL_START, WEEKEND = "B5", "B6", "B7"  # on the Settings sheet


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def build(language, tmp_path_factory):
    """A workbook that looks from a day, in a fiscal year that begins in a month."""
    folder = tmp_path_factory.mktemp("calendar")
    built = {}

    def workbook(today: dt.date, fiscal_start: int = 1):
        if (today, fiscal_start) not in built:
            path = folder / f"{today}-{fiscal_start}.xlsx"
            options = {"language": language, "country": "FR", "as_of": today, "fiscal_start": fiscal_start}
            generate(make_tracker(folder, sales_rows(60), goal_rows(), **options), path)
            built[today, fiscal_start] = path
        return built[today, fiscal_start]

    return workbook


def agenda_cells(path, language) -> dict[str, list[str]]:
    """Cells of each column of the agenda, by the key of the column."""
    sheet = openpyxl.load_workbook(path)[calendar.NAME[language]]
    area = sheet.tables[figures.NAME[language]].ref
    keys = ("metric", "cadence", "owner", "last_done", "next_due", "status", "decision", "action")
    return {key: [cell.coordinate for cell in column[1:]] for key, column in zip(keys, zip(*sheet[area], strict=True), strict=True)}


def shown(values, language, cells) -> list:
    return [values[calendar.NAME[language], cell] for cell in cells]
