"""Serial days and periods agree with Python's own calendar."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import from_excel, to_excel

from salestracker_xl.calendar import FIRST_SERIAL, LAST_SERIAL, from_serial, period_index, serial, serial_moment

DAYS = st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 31))
MOMENTS = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (dt.date(1900, 3, 1), FIRST_SERIAL),
        (dt.date(1970, 1, 1), 25569),
        (dt.date(2026, 6, 30), 46203),
        (dt.date(9999, 12, 31), LAST_SERIAL),
    ],
)
def test_a_day_has_the_number_that_excel_shows(day: dt.date, number: int):
    assert serial(day) == number
    assert from_serial(number + 0.999) == day


@given(DAYS)
def test_a_day_has_the_number_that_openpyxl_writes(day: dt.date):
    assert serial(day) == to_excel(day)
    assert from_serial(serial(day)) == day


@given(MOMENTS)
def test_a_moment_comes_back_from_its_number(moment: dt.datetime):
    assert from_excel(serial_moment(moment)) == moment
    assert serial_moment(moment.replace(tzinfo=dt.timezone(dt.timedelta(hours=9)))) == serial_moment(moment)


@given(DAYS)
def test_each_day_falls_into_the_period_that_the_calendar_says(day: dt.date):
    year, month = day.year - 1970, day.month - 1
    at = np.array([serial(day) + 0.5])
    assert period_index(at, "year") == year
    assert period_index(at, "quarter") == year * 4 + month // 3
    assert period_index(at, "month") == year * 12 + month
    assert period_index(at, "week") == (day - dt.date(1969, 12, 29)).days // 7  # a Monday


@given(st.dates(dt.date(1901, 1, 1), dt.date(9998, 12, 31)))
def test_a_week_goes_from_monday_to_sunday(day: dt.date):
    monday = day - dt.timedelta(days=day.weekday())
    week = period_index(np.array([serial(monday), serial(day), serial(monday) + 6, serial(monday) + 7]), "week")
    assert week.tolist() == [week[0], week[0], week[0], week[0] + 1]
