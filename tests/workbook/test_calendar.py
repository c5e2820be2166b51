"""The agenda follows what people type into it, and the year shows the days on which reviews are due."""

from __future__ import annotations

import calendar as months
import datetime as dt
import functools
from itertools import pairwise

import holidays
import openpyxl
import pytest
from engines.one_sheet import one_sheet
from engines.stored import StoredValues, cell_values, differences, stored_values
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import rows_from_range
from trackers import goal_rows, make_tracker, sales_rows, spend_rows
from turns import in_turns

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
from salestracker_xl.workbook.figures.reviews import agenda as agenda_figures
from salestracker_xl.workbook.figures.reviews.calendar_choice import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
)
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
CADENCE_OF_ROW = [*(BY_KEY[shown.cadence] for shown in CATALOGUE), MONTHLY, QUARTERLY]  # loyalty, then the goals
FIXED_DAY, FISCAL_START, WEEKEND = "B5", "B6", "B7"  # on the Settings sheet
YEAR, MONTH, WEEK_BEGINS = "B5", "C5", "D5"  # on the Calendar sheet
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


@in_turns("today, fiscal_start", BUILT)
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
    (QUARTERLY, None),
]


@in_turns("fiscal_start, weekend", [(1, "0000011"), (8, "1000010")])
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
    changes = {(calendar.NAME[language], cell): None for cell in rows["cadence"][:7]}
    values = ironcalc.recalculate(path, changes)
    assert column(values, path, language, "next_due")[:7] == [""] * 7
    assert column(values, path, language, "status")[:7] == [""] * 7
    next_five = upcoming(stored_cells(path) | values, language)
    assert [row[0] for row in next_five[:3]] == column(stored_cells(path), path, language, "metric")[7:]
    assert next_five[3:] == [("", "", "", "", "")] * 2


def test_rows_typed_below_get_the_formulas_of_the_agenda(build, language):
    path = build(dt.date(2026, 7, 15))
    sheet = opened(path)[calendar.NAME[language]]
    table = sheet.tables[agenda_figures.NAME[language]]
    for key in ("next_due", "status"):
        written = {sheet[cell].value for cell in agenda(path, language)[key]}
        declared = table.tableColumns[KEYS.index(key)].calculatedColumnFormula.attr_text
        assert written == {f"={declared}"}


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


def named_cells(path, name) -> list[tuple[str, str]]:
    """Sheet and coordinates of the cells behind a defined name."""
    [(sheet, area)] = opened(path).defined_names[name].destinations
    return [(sheet, cell) for (cell,) in rows_from_range(area)]


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


def validations(path, language, kind) -> dict:
    """The validations of a kind, by the cells that they guard."""
    found = opened(path)[calendar.NAME[language]].data_validations.dataValidation
    return {str(validation.sqref): validation for validation in found if validation.type == kind}


def offered(path, validation) -> list:
    """What the drop-down of a validation offers."""
    sheet, _, area = validation.formula1.replace("'", "").rpartition("!")
    return [opened(path)[sheet][cell].value for (cell,) in rows_from_range(area)]


def test_cadences_months_and_weekdays_are_offered_in_lists(build, language):
    path = build(dt.date(2026, 7, 15))
    lists, cells = validations(path, language, "list"), agenda(path, language)["cadence"]
    assert offered(path, lists[f"{cells[0]}:{cells[-1]}"]) == [cadence.label[language] for cadence in CADENCES]
    assert offered(path, lists[MONTH]) == [month[language] for month in MONTHS]
    assert offered(path, lists[WEEK_BEGINS]) == [weekday[language] for weekday in WEEKDAYS]


def test_linked_actions_are_the_numbers_of_the_action_plan(build, language):
    path = build(dt.date(2026, 7, 15))
    cells = agenda(path, language)["action"]
    guard = validations(path, language, "list")[f"{cells[0]}:{cells[-1]}"]
    assert "st_table_actions" in guard.formula1
    assert not guard.showErrorMessage
    [(sheet, header)] = opened(path).defined_names["st_table_actions"].destinations
    plan = opened(path)[sheet.replace("''", "'")]
    numbers = [row[0].value for row in plan.iter_rows(plan[header].row + 1, max_col=1)]
    known = [number for number in numbers if number is not None]
    assert known == list(range(1, len(known) + 1))


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
def test_any_year_and_month_can_be_chosen(build_in, ironcalc, year, month, first_weekday):
    path, name = build_in("en", *BUILT[0]), calendar.NAME["en"]
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
def test_what_is_no_year_shows_that_of_today(build_in, ironcalc, typed):
    path, name = build_in("en", *BUILT[0]), calendar.NAME["en"]
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
