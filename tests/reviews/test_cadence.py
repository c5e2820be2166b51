"""A review falls due on the first working day of each of its periods."""

from __future__ import annotations

import datetime as dt

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.reviews import (
    BY_KEY,
    CADENCES,
    DAILY,
    HALFYEARLY,
    MONTHLY,
    QUARTERLY,
    WEEKLY,
    YEARLY,
    Cadence,
    NoWorkingDay,
    WorkCalendar,
    first_due,
    next_due,
    status,
)
from salestracker_xl.workbook.catalogue import CATALOGUE

ONE_DAY = dt.timedelta(days=1)
FRENCH_HOLIDAYS = frozenset(holidays.country_holidays("FR", years=range(2024, 2029)))
FRANCE = WorkCalendar(holidays=FRENCH_HOLIDAYS)
FRANCE_FROM_APRIL = WorkCalendar(holidays=FRENCH_HOLIDAYS, fiscal_start=4)
FRANCE_FROM_FEBRUARY = WorkCalendar(holidays=FRENCH_HOLIDAYS, fiscal_start=2)
LONGEST = {DAILY: 1, WEEKLY: 7, MONTHLY: 31, QUARTERLY: 92, HALFYEARLY: 184, YEARLY: 366}

WORK_CALENDARS = st.builds(
    WorkCalendar,
    weekend=st.text("01", min_size=7, max_size=7).filter(lambda signs: "0" in signs),
    holidays=st.frozensets(st.dates(dt.date(2023, 11, 1), dt.date(2024, 6, 30)), max_size=120),
    fiscal_start=st.integers(1, 12),
)
DAYS = st.dates(dt.date(2023, 12, 1), dt.date(2024, 5, 31))


def begins_period(day: dt.date, cadence: Cadence, fiscal_start: int) -> bool:
    if cadence == DAILY:
        return True
    if cadence == WEEKLY:
        return day.weekday() == 0
    return day.day == 1 and (day.month - fiscal_start) % cadence.months == 0


def is_due(day: dt.date, cadence: Cadence, calendar: WorkCalendar) -> bool:
    """Whether a period has begun since the working day before this working day."""
    if not calendar.is_worked(day):
        return False
    while not begins_period(day, cadence, calendar.fiscal_start):
        day -= ONE_DAY
        if calendar.is_worked(day):
            return False
    return True


@pytest.mark.parametrize(
    ("cadence", "last_done", "expected"),
    [
        (DAILY, "2026-06-30", "2026-07-01"),
        (DAILY, "2026-07-03", "2026-07-06"),  # Friday to Monday
        (DAILY, "2026-04-30", "2026-05-04"),  # Labour Day is a Friday
        (DAILY, "2026-07-13", "2026-07-15"),  # Bastille Day is a Tuesday
        (WEEKLY, "2026-06-29", "2026-07-06"),
        (WEEKLY, "2026-07-05", "2026-07-06"),  # done on a Sunday
        (WEEKLY, "2026-03-31", "2026-04-07"),  # Easter Monday
        (WEEKLY, "2026-04-06", "2026-04-07"),  # done on Easter Monday itself: the week is still to be reviewed
        (WEEKLY, "2025-12-31", "2026-01-05"),
        (MONTHLY, "2024-01-31", "2024-02-01"),
        (MONTHLY, "2024-02-29", "2024-03-01"),
        (MONTHLY, "2026-04-15", "2026-05-04"),  # Labour Day and a weekend
        (MONTHLY, "2026-05-02", "2026-05-04"),  # done on a Saturday, before the month's first working day
        (MONTHLY, "2026-05-04", "2026-06-01"),
        (MONTHLY, "2025-12-31", "2026-01-02"),  # New Year's Day
        (QUARTERLY, "2026-07-31", "2026-10-01"),
        (QUARTERLY, "2026-10-01", "2027-01-04"),  # New Year's Day is a Friday
        (HALFYEARLY, "2026-03-15", "2026-07-01"),
        (YEARLY, "2026-01-01", "2026-01-02"),
        (YEARLY, "2026-01-02", "2027-01-04"),
    ],
)
def test_the_next_review_is_due_on_the_first_working_day_of_the_next_period(cadence, last_done, expected):
    assert next_due(dt.date.fromisoformat(last_done), cadence, FRANCE).isoformat() == expected


@pytest.mark.parametrize(
    ("calendar", "cadence", "last_done", "expected"),
    [
        (FRANCE_FROM_APRIL, QUARTERLY, "2026-07-31", "2026-10-01"),
        (FRANCE_FROM_APRIL, HALFYEARLY, "2026-04-01", "2026-10-01"),
        (FRANCE_FROM_APRIL, HALFYEARLY, "2026-12-31", "2027-04-01"),
        (FRANCE_FROM_APRIL, YEARLY, "2026-03-31", "2026-04-01"),
        (FRANCE_FROM_APRIL, YEARLY, "2026-04-01", "2027-04-01"),
        (FRANCE_FROM_FEBRUARY, QUARTERLY, "2026-07-31", "2026-08-03"),  # 1 August is a Saturday
        (FRANCE_FROM_FEBRUARY, QUARTERLY, "2026-11-30", "2027-02-01"),
        (FRANCE_FROM_FEBRUARY, MONTHLY, "2026-07-31", "2026-08-03"),  # a month is a month in any fiscal year
    ],
)
def test_quarters_and_years_are_those_of_the_fiscal_year(calendar, cadence, last_done, expected):
    assert next_due(dt.date.fromisoformat(last_done), cadence, calendar).isoformat() == expected


@pytest.mark.parametrize(
    ("cadence", "since", "expected"),
    [
        (DAILY, "2026-07-15", "2026-07-15"),
        (DAILY, "2026-07-14", "2026-07-15"),
        (WEEKLY, "2026-07-06", "2026-07-06"),
        (WEEKLY, "2026-07-07", "2026-07-13"),
        (MONTHLY, "2026-05-03", "2026-05-04"),
        (MONTHLY, "2026-05-05", "2026-06-01"),
        (QUARTERLY, "2026-10-01", "2026-10-01"),
    ],
)
def test_a_review_never_done_is_due_on_the_first_due_day_from_a_day_on(cadence, since, expected):
    assert first_due(dt.date.fromisoformat(since), cadence, FRANCE).isoformat() == expected


@given(last_done=DAYS, cadence=st.sampled_from(CADENCES), calendar=WORK_CALENDARS)
def test_no_due_day_is_skipped(last_done, cadence, calendar):
    due = next_due(last_done, cadence, calendar)
    between = [last_done + n * ONE_DAY for n in range(1, (due - last_done).days)]
    assert is_due(due, cadence, calendar)
    assert not [day for day in between if is_due(day, cadence, calendar)]


@given(last_done=DAYS, cadence=st.sampled_from(CADENCES), calendar=WORK_CALENDARS)
def test_the_next_review_is_on_a_later_working_day_one_period_ahead_at_most(last_done, cadence, calendar):
    due = next_due(last_done, cadence, calendar)
    assert calendar.is_worked(due)
    assert last_done < due <= calendar.roll(last_done + LONGEST[cadence] * ONE_DAY)


@given(since=DAYS, cadence=st.sampled_from(CADENCES), calendar=WORK_CALENDARS)
def test_a_due_day_is_its_own_first_due_day(since, cadence, calendar):
    due = first_due(since, cadence, calendar)
    assert due >= since
    assert first_due(due, cadence, calendar) == due


@pytest.mark.parametrize(
    ("cadence", "due", "last_done", "words"),
    [
        (DAILY, "2026-07-14", None, ("Overdue 1 d", "En retard de 1 j")),
        (YEARLY, "2026-04-01", "2025-04-01", ("Overdue 105 d", "En retard de 105 j")),
        (DAILY, "2026-07-15", None, ("Due today", "À faire aujourd'hui")),
        (DAILY, "2026-07-16", "2026-07-15", ("Done", "Faite")),
        (WEEKLY, "2026-07-18", None, ("Due in 3 d", "À faire dans 3 j")),
        (WEEKLY, "2026-07-19", None, ("Planned", "Prévue")),
        (MONTHLY, "2026-07-22", "2026-06-01", ("Due in 7 d", "À faire dans 7 j")),
        (MONTHLY, "2026-07-23", "2026-06-01", ("Done", "Faite")),
        (QUARTERLY, "2026-10-01", None, ("Planned", "Prévue")),
    ],
)
def test_the_status_says_where_a_review_stands(cadence, due, last_done, words):
    done = None if last_done is None else dt.date.fromisoformat(last_done)
    said = status(dt.date.fromisoformat(due), done, cadence, dt.date(2026, 7, 15))
    assert (said.en, said.fr) == words


@pytest.mark.parametrize("weekend", ["1111111", "11", "", "0000021", "saturday"])
def test_days_off_that_leave_no_working_day_are_refused(weekend):
    with pytest.raises(NoWorkingDay, match="seven signs from Monday to Sunday") as refused:
        WorkCalendar(weekend=weekend)
    assert f'"{weekend}"' in refused.value.text.en
    assert "sept signes" in refused.value.text.fr


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_cadence_is_marked_by_its_own_first_letter(language):
    letters = [cadence.letter[language] for cadence in CADENCES]
    assert letters == [cadence.label[language][0] for cadence in CADENCES]
    assert len(set(letters)) == len(CADENCES)


def test_every_metric_is_reviewed_in_a_known_cadence():
    assert {shown.cadence for shown in CATALOGUE} <= set(BY_KEY)
