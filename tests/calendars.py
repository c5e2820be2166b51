"""Calendars of reviews that tests build and read: the cells of the agenda, what a drop-down offers."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

import holidays
import openpyxl
from engines.stored import cell_values
from openpyxl.utils.cell import rows_from_range
from trackers import goal_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.language import Language
from salestracker_xl.reviews import BY_KEY, MONTHLY, QUARTERLY
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.figures.reviews import agenda as agenda_figures
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import calc, calendar

FRENCH_HOLIDAYS = frozenset(holidays.country_holidays("FR", years=range(2024, 2032)))  # those in the workbook
BUILT = [
    (dt.date(2026, 7, 15), 1),  # the day after Bastille Day
    (dt.date(2026, 7, 31), 4),  # a Friday: a week and a month begin in three days; fiscal year from April
]
CADENCE_OF_ROW = [*(BY_KEY[shown.cadence] for shown in CATALOGUE), MONTHLY, QUARTERLY]  # loyalty, then the goals
FIXED_DAY, FISCAL_START, WEEKEND = "B5", "B6", "B7"  # on the Settings sheet
KEYS = ("metric", "cadence", "owner", "last_done", "next_due", "status", "decision", "action")

opened = functools.cache(openpyxl.load_workbook)
stored_cells = functools.cache(cell_values)


def build_calendar(folder: Path, language: Language, today: dt.date, fiscal_start: int) -> Path:
    """Make a workbook in a language that looks from a day, in a fiscal year that begins in a month."""
    options = {"language": language, "country": "FR", "as_of": today, "fiscal_start": fiscal_start}
    generate(make_tracker(folder, sales_rows(40), goal_rows(), spend_rows(), **options), folder / "tracker.xlsx")
    return folder / "tracker.xlsx"


def agenda(path, language) -> dict[str, list[str]]:
    """Coordinates of the cells in each column of the agenda."""
    sheet = opened(path)[calendar.NAME[language]]
    columns = zip(*sheet[sheet.tables[agenda_figures.NAME[language]].ref], strict=True)
    return {key: [cell.coordinate for cell in column[1:]] for key, column in zip(KEYS, columns, strict=True)}


def column(values, path, language, key) -> list:
    return [values[calendar.NAME[language], cell] for cell in agenda(path, language)[key]]


def upcoming_cells(values, language) -> list[tuple[str, str]]:
    """Where Calc has metric, cadence, owner, due day and status of the next five reviews, row by row."""
    sheet, word = calc.NAME[language], agenda_figures.METRIC[language]
    [header] = [int(cell[1:]) for (name, cell), value in values.items() if (name, cell[0], value) == (sheet, "B", word)]
    return [(sheet, f"{col}{row}") for row in range(header + 1, header + 6) for col in "BCDEF"]


def upcoming(values, language) -> list[tuple]:
    found = [values[place] for place in upcoming_cells(values, language)]
    return [tuple(found[at : at + 5]) for at in range(0, 25, 5)]


def named_cells(path, name) -> list[tuple[str, str]]:
    """Sheet and coordinates of the cells behind a defined name."""
    [(sheet, area)] = opened(path).defined_names[name].destinations
    return [(sheet, cell) for (cell,) in rows_from_range(area)]


def validations(path, language, kind) -> dict:
    """The validations of a kind, by the cells that they guard."""
    found = opened(path)[calendar.NAME[language]].data_validations.dataValidation
    return {str(validation.sqref): validation for validation in found if validation.type == kind}


def offered(path, validation) -> list:
    """What the drop-down of a validation offers."""
    sheet, _, area = validation.formula1.replace("'", "").rpartition("!")
    return [opened(path)[sheet][cell].value for (cell,) in rows_from_range(area)]
