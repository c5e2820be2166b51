"""The agenda follows what people type into it, and the year shows the days on which reviews are due."""

from __future__ import annotations

import calendar as months
import datetime as dt
import functools
from itertools import pairwise

import holidays
import openpyxl
import pytest
from engines.stored import StoredValues, cell_values, differences, stored_values
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import rows_from_range
from trackers import goal_rows, make_tracker, sales_rows, spend_rows

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
from salestracker_xl.workbook.figures import agenda as agenda_figures
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import calc, calendar, settings

FRENCH_HOLIDAYS = frozenset(holidays.country_holidays("FR", years=range(2024, 2032)))  # those in the workbook
BUILT = [
    (dt.date(2026, 7, 15), 1),  # the day after Bastille Day
    (dt.date(2026, 7, 31), 4),  # a Friday: a week and a month begin in three days; fiscal year from April
]
YEARS = [
    (dt.date(2024, 2, 29), 4),
    (dt.date(2028, 1, 1), 12),  # a Saturday in week 52 of the year before
    (dt.date(2040, 12, 31), 2),  # a leap year that touches 54 weeks
]
CADENCE_OF_ROW = [*(BY_KEY[shown.cadence] for shown in CATALOGUE), QUARTERLY]  # the goals come last
FIXED_DAY, FISCAL_START, WEEKEND = "B5", "B6", "B7"  # on the Settings sheet
KEYS = ("metric", "cadence", "owner", "last_done", "next_due", "status", "decision", "action")


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def build_in(tmp_path_factory):
    """Make a workbook in a language that looks from a day, in a fiscal year that begins in a month."""

    @functools.cache
    def workbook(language: str, today: dt.date, fiscal_start: int = 1):
        folder = tmp_path_factory.mktemp("calendar")
        options = {"language": language, "country": "FR", "as_of": today, "fiscal_start": fiscal_start}
        generate(make_tracker(folder, sales_rows(40), goal_rows(), spend_rows(), **options), folder / "tracker.xlsx")
        return folder / "tracker.xlsx"

    return workbook


@pytest.fixture(scope="module")
def build(build_in, language):
    return functools.partial(build_in, language)


@pytest.fixture(scope="module")
def year_of(build, language, ironcalc):
    """Recalculate for another fixed day and fiscal year, with one half-yearly review."""

    @functools.cache
    def values(today: dt.date, fiscal_start: int):
        path = build(*BUILT[0])
        changes = {
            (settings.NAME[language], FIXED_DAY): today,
            (settings.NAME[language], FISCAL_START): fiscal_start,
            (calendar.NAME[language], agenda(path, language)["cadence"][0]): HALFYEARLY.label[language],
        }
        return stored_cells(path) | ironcalc.recalculate(path, changes)

    return values


opened = functools.cache(openpyxl.load_workbook)
stored_cells = functools.cache(cell_values)


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


@pytest.mark.parametrize(("today", "fiscal_start"), BUILT)
def test_reviews_never_done_are_due_as_reviews_has_it(build, language, today, fiscal_start):
    path = build(today, fiscal_start)
    work = WorkCalendar(holidays=FRENCH_HOLIDAYS, fiscal_start=fiscal_start)
    due = [first_due(today, cadence, work) for cadence in CADENCE_OF_ROW]
    said = [status(day, None, cadence, today)[language] for day, cadence in zip(due, CADENCE_OF_ROW, strict=True)]
    values = stored_cells(path)
    assert column(values, path, language, "cadence") == [cadence.label[language] for cadence in CADENCE_OF_ROW]
    assert [from_serial(day) for day in column(values, path, language, "next_due")] == due
    assert column(values, path, language, "status") == said


TYPED = [  # cadence, last done
    (DAILY, dt.date(2026, 7, 13)),
    (DAILY, dt.date(2026, 7, 15)),
    (WEEKLY, dt.date(2026, 7, 5)),
    (WEEKLY, dt.date(2026, 7, 13)),
    (MONTHLY, dt.date(2026, 4, 30)),
    (MONTHLY, None),
    (QUARTERLY, dt.date(2025, 12, 31)),
    (HALFYEARLY, dt.date(2026, 6, 30)),
    (YEARLY, dt.date(2026, 1, 1)),
]


@pytest.mark.parametrize(("fiscal_start", "weekend"), [(1, "0000011"), (8, "1000010")])
def test_what_is_typed_into_the_agenda_moves_it(build, language, ironcalc, fiscal_start, weekend):
    today = dt.date(2026, 7, 15)
    path = build(today)
    sheet, rows = calendar.NAME[language], agenda(path, language)
    changes = {
        (settings.NAME[language], FISCAL_START): fiscal_start,
        (settings.NAME[language], WEEKEND): weekend,
        (sheet, rows["owner"][2]): "Owner 3",
    }
    for row, (cadence, last_done) in enumerate(TYPED):
        changes[sheet, rows["cadence"][row]] = cadence.label[language]
        changes[sheet, rows["last_done"][row]] = last_done
    values = ironcalc.recalculate(path, changes)

    work = WorkCalendar(weekend, FRENCH_HOLIDAYS, fiscal_start)
    due = [next_due(done, cadence, work) if done else first_due(today, cadence, work) for cadence, done in TYPED]
    said = [status(day, done, cadence, today)[language] for day, (cadence, done) in zip(due, TYPED, strict=True)]
    assert [from_serial(day) for day in column(values, path, language, "next_due")] == due
    assert column(values, path, language, "status") == said

    names = column(stored_cells(path), path, language, "metric")
    first_five = sorted(range(len(due)), key=lambda row: (due[row], row))[:5]
    assert upcoming(stored_cells(path) | values, language) == [
        (names[row], TYPED[row][0].label[language], "Owner 3" if row == 2 else "", float(serial(due[row])), said[row])
        for row in first_five
    ]


def test_a_review_that_nobody_takes_up_becomes_overdue(build_in, ironcalc):
    made = dt.date(2024, 7, 15)
    path = build_in("en", made)
    values = ironcalc.recalculate(path, {(settings.NAME["en"], FIXED_DAY): None})  # follow the clock from now on
    work = WorkCalendar(holidays=FRENCH_HOLIDAYS)
    due = [serial(first_due(made, cadence, work)) for cadence in CADENCE_OF_ROW]
    assert column(values, path, "en", "next_due") == due
    assert all(said.startswith("Overdue ") for said in column(values, path, "en", "status"))


def test_a_row_without_a_cadence_asks_for_nothing(build, language, ironcalc):
    path = build(dt.date(2026, 7, 15))
    rows = agenda(path, language)
    changes = {(calendar.NAME[language], cell): None for cell in rows["cadence"][:6]}
    values = ironcalc.recalculate(path, changes)
    assert column(values, path, language, "next_due")[:6] == [""] * 6
    assert column(values, path, language, "status")[:6] == [""] * 6
    next_five = upcoming(stored_cells(path) | values, language)
    assert [row[0] for row in next_five[:3]] == column(stored_cells(path), path, language, "metric")[6:]
    assert next_five[3:] == [("", "", "", "", "")] * 2


def test_rows_typed_below_get_the_formulas_of_the_agenda(build, language):
    path = build(dt.date(2026, 7, 15))
    sheet = opened(path)[calendar.NAME[language]]
    table = sheet.tables[agenda_figures.NAME[language]]
    for key in ("next_due", "status"):
        written = {sheet[cell].value for cell in agenda(path, language)[key]}
        declared = table.tableColumns[KEYS.index(key)].calculatedColumnFormula.attr_text
        assert written == {f"={declared}"}


@pytest.mark.parametrize(("today", "fiscal_start"), YEARS)
def test_the_year_of_today_is_a_calendar(year_of, language, today, fiscal_start):
    values, name = year_of(today, fiscal_start), calendar.NAME[language]
    first = len(KEYS) + 1
    assert values[name, f"{get_column_letter(first + 1)}1"] == str(today.year)
    for month in range(1, 13):
        row, col = calendar._corner(month - 1, first)
        lines = range(row + 1, row + 9)
        block = [[values[name, f"{get_column_letter(at)}{line}"] for at in range(col + 1, col + 9)] for line in lines]
        weeks = months.Calendar().monthdatescalendar(today.year, month)
        assert block[0][0] == calendar.MONTHS[month - 1][language]
        assert block[1][1:] == [weekday[language] for weekday in calendar.WEEKDAYS]
        shown = [
            [week[0].isocalendar().week, *(serial(day) if day.month == month else "" for day in week)] for week in weeks
        ]
        assert block[2:] == shown + [[""] * 8] * (6 - len(weeks))


@pytest.mark.parametrize(("today", "fiscal_start"), YEARS)
def test_the_year_lists_the_due_days_of_each_cadence_in_use(build, year_of, today, fiscal_start):
    path, values = build(*BUILT[0]), year_of(today, fiscal_start)
    work = WorkCalendar(holidays=FRENCH_HOLIDAYS, fiscal_start=fiscal_start)
    for cadence in (WEEKLY, MONTHLY, QUARTERLY, HALFYEARLY, YEARLY):
        listed = [
            from_serial(values[place]) for place in named_cells(path, f"st_due_{cadence.key}") if values[place] != ""
        ]
        due = [first_due(dt.date(today.year, 1, 1), cadence, work)]
        while due[-1].year == today.year:
            due.append(next_due(due[-1], cadence, work))
        assert [day for day in listed if day.year == today.year] == ([] if cadence == YEARLY else due[:-1])


def named_cells(path, name) -> list[tuple[str, str]]:
    """Sheet and coordinates of the cells behind a defined name."""
    [(sheet, area)] = opened(path).defined_names[name].destinations
    return [(sheet, cell) for (cell,) in rows_from_range(area)]


def test_a_day_shows_the_letter_of_its_longest_cadence(build, language):
    path = build(dt.date(2026, 7, 15))
    book = opened(path)
    [rules] = [
        found.rules
        for found in book[calendar.NAME[language]].conditional_formatting
        if "st_today" in str(found.rules[0].formula)
    ]
    painted = [
        (cadence.key, rule.dxf.numFmt.formatCode, "st_today" in rule.formula[0], rule.dxf.border is not None)
        for rule in rules
        for cadence in CADENCES
        if f"st_due_{cadence.key}" in rule.formula[0]
    ]
    longest_first = [cadence for cadence in reversed(CADENCES) if cadence != DAILY]
    assert painted == [
        (cadence.key, f'd"{cadence.letter[language]}"', today, today)
        for today in (True, False)
        for cadence in longest_first
    ]
    assert all(earlier.priority < later.priority for earlier, later in pairwise(rules))


def test_the_cadences_are_offered_in_a_list(build, language):
    path = build(dt.date(2026, 7, 15))
    book = opened(path)
    cells = agenda(path, language)["cadence"]
    [validation] = [v for v in book[calendar.NAME[language]].data_validations.dataValidation if v.type == "list"]
    assert str(validation.sqref) == f"{cells[0]}:{cells[-1]}"
    sheet, _, area = validation.formula1.replace("'", "").rpartition("!")
    assert [book[sheet][cell].value for (cell,) in rows_from_range(area)] == [
        cadence.label[language] for cadence in CADENCES
    ]


def test_both_engines_recalculate_to_the_stored_values(build_in, ironcalc, libreoffice):
    path = build_in("fr", *BUILT[1])
    stored = stored_values(path)
    own = {place for place in stored if place[0] == calendar.NAME["fr"]} | {*upcoming_cells(stored_cells(path), "fr")}
    for cadence in (WEEKLY, MONTHLY, QUARTERLY, HALFYEARLY, YEARLY):
        own |= {*named_cells(path, f"st_due_{cadence.key}")}
    assert len(own) > 600
    kept = StoredValues({place: stored[place] for place in own}, stored.formulas)
    for engine in (ironcalc, libreoffice):
        recalculated = engine.recalculate(path)
        assert differences(kept, {place: recalculated[place] for place in own}) == []
