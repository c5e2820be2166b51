"""The year and the month of the calendar show the days on which reviews are due."""

from __future__ import annotations

import calendar as months
import datetime as dt
import functools
from itertools import pairwise

import pytest
from calendars import (
    BUILT,
    CADENCE_OF_ROW,
    FISCAL_START,
    FIXED_DAY,
    FRENCH_HOLIDAYS,
    KEYS,
    agenda,
    column,
    named_cells,
    offered,
    opened,
    stored_cells,
    upcoming_cells,
    validations,
)
from engines.one_sheet import one_sheet
from engines.stored import StoredValues, differences, stored_values
from openpyxl.utils import get_column_letter
from trackers import make_tracker, sales_rows
from turns import in_turns

from salestracker_xl.calendar import from_serial, serial
from salestracker_xl.reviews import (
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
)
from salestracker_xl.workbook.figures.reviews.calendar_choice import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import calendar, settings

YEARS = [
    (dt.date(2024, 2, 29), 4),
    (dt.date(2028, 1, 1), 12),  # a Saturday in week 52 of the year before
    (dt.date(2040, 12, 31), 2),  # a leap year that touches 54 weeks
]
YEAR, MONTH, WEEK_BEGINS = "B5", "C5", "D5"  # on the Calendar sheet


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def build(calendar_in, language):
    return functools.partial(calendar_in, language)


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


def small_months(values, name) -> list[list[list]]:
    """For each month of the year the rows of its block, from its name down to the sixth week."""
    first, found = len(KEYS) + 1, []
    for month in range(12):
        row, col = calendar._corner(month, first)
        lines = range(row + 1, row + 9)
        found.append(
            [[values[name, f"{get_column_letter(at)}{line}"] for at in range(col + 1, col + 9)] for line in lines]
        )
    return found


def weeks_of(year: int, month: int, first_weekday: int) -> list[list]:
    """Number of the ISO week of each row's Monday, and the row's days of the month."""
    rows = months.Calendar(first_weekday).monthdatescalendar(year, month)
    shown = [
        [
            next(day for day in week if day.weekday() == 0).isocalendar().week,
            *(serial(day) if day.month == month else "" for day in week),
        ]
        for week in rows
    ]
    return shown + [[""] * 8] * (6 - len(rows))


@in_turns("today, fiscal_start", YEARS)
def test_the_year_of_today_is_a_calendar(year_of, language, today, fiscal_start):
    values, name = year_of(today, fiscal_start), calendar.NAME[language]
    assert values[name, f"{get_column_letter(len(KEYS) + 2)}1"] == str(today.year)
    for month, block in enumerate(small_months(values, name), start=1):
        assert block[0][0] == MONTHS[month - 1][language]
        assert block[1][1:] == [weekday[language] for weekday in SHORT_WEEKDAYS]
        assert block[2:] == weeks_of(today.year, month, 0)


@in_turns("today, fiscal_start", YEARS)
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


def test_a_day_shows_the_letter_of_its_longest_cadence(build, language):
    path = build(dt.date(2026, 7, 15))
    groups = [found.rules for found in opened(path)[calendar.NAME[language]].conditional_formatting]
    [rules] = [rules for rules in groups if rules[0].dxf.numFmt is not None]
    painted = [
        (cadence.key, rule.dxf.numFmt.formatCode, "st_today" in rule.formula[0], "st_next_due" in rule.formula[0])
        for rule in rules
        for cadence in CADENCES
        if f"st_due_{cadence.key}," in rule.formula[0]
    ]
    longest_first = [cadence for cadence in reversed(CADENCES) if cadence != DAILY]
    assert painted == [
        (cadence.key, f'd"{cadence.letter[language]}"', today, waits)
        for today, waits in ((True, True), (True, True), (False, True), (True, False), (False, False))
        for cadence in longest_first
    ]
    assert all(earlier.priority < later.priority for earlier, later in pairwise(rules))


def test_cadences_months_and_weekdays_are_offered_in_lists(build, language):
    path = build(dt.date(2026, 7, 15))
    lists, cells = validations(path, language, "list"), agenda(path, language)["cadence"]
    assert offered(path, lists[f"{cells[0]}:{cells[-1]}"]) == [cadence.label[language] for cadence in CADENCES]
    assert offered(path, lists[MONTH]) == [month[language] for month in MONTHS]
    assert offered(path, lists[WEEK_BEGINS]) == [weekday[language] for weekday in WEEKDAYS]


def test_a_year_that_excel_does_not_know_is_refused(build, language):
    guard = validations(build(dt.date(2026, 7, 15)), language, "whole")[YEAR]
    assert (guard.formula1, guard.formula2) == (str(FIRST_YEAR), str(LAST_YEAR))
    assert str(FIRST_YEAR) in guard.error and str(LAST_YEAR) in guard.error


SHOWN = [  # year, month, first day of a week; a year begins on each weekday, leap or not; week 53; the ends
    (FIRST_YEAR, 1, 0),
    (2000, 2, 5),
    (2020, 12, 6),
    (2027, 1, 0),
    (2032, 2, 3),
    (2100, 2, 6),
    (LAST_YEAR, 12, 0),
]


@pytest.mark.parametrize(("year", "month", "first_weekday"), SHOWN)
def test_any_year_and_month_can_be_chosen(calendar_in, ironcalc, year, month, first_weekday):
    path, name = calendar_in("en", *BUILT[0]), calendar.NAME["en"]
    typed = {(name, YEAR): year, (name, MONTH): MONTHS[month - 1].en, (name, WEEK_BEGINS): WEEKDAYS[first_weekday].en}
    values = stored_cells(path) | ironcalc.recalculate(path, typed)
    headers = [WEEKDAYS[(first_weekday + at) % 7].en for at in range(7)]
    for number, block in enumerate(small_months(values, name), start=1):
        assert block[1][1:] == [header[:2] for header in headers]
        assert block[2:] == weeks_of(year, number, first_weekday)
    assert values[name, "A5"] == f"{MONTHS[month - 1].en} {year}"
    assert [values[name, f"{col}6"] for col in "BCDEFGH"] == headers
    weeks = weeks_of(year, month, first_weekday)
    assert [[values[name, f"{col}{row}"] for col in "ABCDEFGH"] for row in range(7, 19, 2)] == weeks
    unknown = "" if 2024 <= year <= 2031 else f"Settings lists no public holiday of {year}; add them there."
    assert values[name, "E5"] == unknown
    assert "#" not in "".join(str(value) for place, value in values.items() if place[0] == name)


@pytest.mark.parametrize("typed", [1900, 9999, -5, "soon", None])
def test_what_is_no_year_shows_that_of_today(calendar_in, ironcalc, typed):
    path, name = calendar_in("en", *BUILT[0]), calendar.NAME["en"]
    values = ironcalc.recalculate(path, {(name, YEAR): typed, (name, MONTH): "Smarch", (name, WEEK_BEGINS): None})
    assert (values[name, "A5"], values[name, "B6"]) == ("July 2026", "Monday")


def month_words(values, name) -> dict[dt.date, str]:
    """What stands under each day of the chosen month."""
    places = [(col, row) for row in range(7, 19, 2) for col in "BCDEFGH" if values[name, f"{col}{row}"] != ""]
    return {from_serial(values[name, f"{col}{row}"]): values[name, f"{col}{row + 1}"].strip() for col, row in places}


def test_the_month_names_holidays_cadences_and_reviews(build, language, ironcalc):
    path, name = build(dt.date(2026, 7, 15)), calendar.NAME[language]
    rows, cells = agenda(path, language), stored_cells(path)
    words = month_words(cells, name)
    several = {"en": "reviews", "fr": "revues"}[language]
    letter = {cadence.key: cadence.letter[language] for cadence in CADENCES}
    assert words[dt.date(2026, 7, 14)] == {"en": "National Day", "fr": "Fête nationale"}[language]
    assert words[dt.date(2026, 7, 1)] == f"{letter['daily']} {letter['monthly']} {letter['quarterly']}"
    assert words[dt.date(2026, 7, 11)] == ""
    assert words[dt.date(2026, 7, 15)] == f"{letter['daily']} · 2 {several}"
    assert words[dt.date(2026, 7, 20)] == f"{letter['daily']} {letter['weekly']} · 3 {several}"
    done = {(name, rows["last_done"][0]): dt.date(2026, 7, 15), (name, rows["last_done"][2]): dt.date(2026, 7, 20)}
    moved = month_words(cells | ironcalc.recalculate(path, done), name)
    metrics = column(cells, path, language, "metric")
    assert moved[dt.date(2026, 7, 15)] == letter["daily"]
    assert moved[dt.date(2026, 7, 16)] == f"{letter['daily']} · {metrics[0]}"
    assert moved[dt.date(2026, 7, 21)] == f"{letter['daily']} · {metrics[2]}"


def test_a_day_off_on_a_due_day_moves_it(build, language, ironcalc):
    path, name = build(dt.date(2026, 7, 15)), calendar.NAME[language]
    last = opened(path)[settings.NAME[language]].max_row
    closed = {
        (settings.NAME[language], f"A{last + 1 + at}"): dt.date(2026, 8, 3) + dt.timedelta(days=at) for at in range(2)
    }
    values = stored_cells(path) | ironcalc.recalculate(path, closed | {(name, MONTH): MONTHS[7][language]})
    monthly = [at for at, cadence in enumerate(CADENCE_OF_ROW) if cadence == MONTHLY]
    due = column(values, path, language, "next_due")
    assert {from_serial(due[at]) for at in monthly} == {dt.date(2026, 8, 5)}
    words = month_words(values, name)
    assert words[dt.date(2026, 8, 3)] == words[dt.date(2026, 8, 4)] == ""
    assert MONTHLY.letter[language] in words[dt.date(2026, 8, 5)]


def test_the_week_begins_where_the_country_has_it(tmp_path):
    generate(make_tracker(tmp_path, sales_rows(40), country="US", as_of=dt.date(2026, 7, 15)), tmp_path / "t.xlsx")
    sheet = one_sheet(tmp_path / "t.xlsx", calendar.NAME["en"])
    assert [sheet.cell(6, col).value for col in (2, 3, 8)] == ["Sunday", "Monday", "Saturday"]
    assert [sheet[f"{col}7"].value for col in "DE"] == [None, dt.datetime(2026, 7, 1)]


def test_both_engines_recalculate_to_the_stored_values(calendar_in, ironcalc, libreoffice):
    path = calendar_in("fr", *BUILT[1])
    stored = stored_values(path)
    own = {place for place in stored if place[0] == calendar.NAME["fr"]} | {*upcoming_cells(stored_cells(path), "fr")}
    for cadence in (WEEKLY, MONTHLY, QUARTERLY, HALFYEARLY, YEARLY):
        own |= {*named_cells(path, f"st_due_{cadence.key}")}
    assert len(own) > 600
    kept = StoredValues({place: stored[place] for place in own}, stored.formulas)
    for engine in (ironcalc, libreoffice):
        recalculated = engine.recalculate(path)
        assert differences(kept, {place: recalculated[place] for place in own}) == []
