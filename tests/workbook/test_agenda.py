"""The agenda of reviews follows what people type into it."""

from __future__ import annotations

import datetime as dt
import functools

import pytest
from calendars import (
    BUILT,
    CADENCE_OF_ROW,
    FISCAL_START,
    FIXED_DAY,
    FRENCH_HOLIDAYS,
    KEYS,
    WEEKEND,
    agenda,
    column,
    opened,
    stored_cells,
    upcoming,
    validations,
)
from turns import in_turns

from salestracker_xl.calendar import from_serial, serial
from salestracker_xl.reviews import (
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
from salestracker_xl.workbook.figures.reviews import agenda as agenda_figures
from salestracker_xl.workbook.sheets import calendar, settings


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def build(calendar_in, language):
    return functools.partial(calendar_in, language)


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


def test_a_review_that_nobody_takes_up_becomes_overdue(calendar_in, ironcalc):
    made = dt.date(2024, 7, 15)
    path = calendar_in("en", made)
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
