"""Excel's functions of days, over serial numbers."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from salestracker_xl.calendar import LAST_SERIAL, from_serial, serial
from salestracker_xl.workbook.formulas.calling import call
from salestracker_xl.workbook.live import Live, Range, Term, lift
from salestracker_xl.workbook.values import Fault, Value, as_number

FIRST_YEAR = 1900  # Excel knows no day before it
WEEKEND = re.compile("[01]{7}")


def TODAY() -> Live:
    """Today's serial day by this machine's clock."""
    return Live("TODAY()", serial(dt.date.today()))


def DATE(year: Term, month: Term, day: Term) -> Live:
    """Serial day of a calendar date; months and days beyond their range roll over."""

    def made(y: Value, m: Value, d: Value) -> int:
        months = int(as_number(y)) * 12 + int(as_number(m)) - 1
        return _known(serial(_first_of(months // 12, months % 12 + 1)) + int(as_number(d)) - 1)

    return call("DATE", made, year, month, day)


def YEAR(day: Term) -> Live:
    """Calendar year of a serial day."""
    return call("YEAR", lambda value: _date(value).year, day)


def MONTH(day: Term) -> Live:
    """Month, 1 to 12, of a serial day."""
    return call("MONTH", lambda value: _date(value).month, day)


def DAY(day: Term) -> Live:
    """Day of the month of a serial day."""
    return call("DAY", lambda value: _date(value).day, day)


def WEEKDAY(day: Term) -> Live:
    """Day of the week, Monday 1 to Sunday 7."""
    one = lift(day)
    return Live(f"WEEKDAY({one.formula},2)", call("WEEKDAY", lambda value: _date(value).isoweekday(), one).value)


def ISOWEEKNUM(day: Term) -> Live:
    """Week of the year by ISO 8601."""
    return call("_xlfn.ISOWEEKNUM", lambda value: _date(value).isocalendar().week, day)


def EDATE(day: Term, months: Term) -> Live:
    """The same day some months away, or the month's last day."""

    def moved(value: Value, by: Value) -> int:
        first = _month_away(_date(value), int(as_number(by)))
        return serial(first) + min(_date(value).day, _length(first)) - 1

    return call("EDATE", moved, day, months)


def EOMONTH(day: Term, months: Term) -> Live:
    """Last day of the month some months away."""

    def ended(value: Value, by: Value) -> int:
        first = _month_away(_date(value), int(as_number(by)))
        return serial(first) + _length(first) - 1

    return call("EOMONTH", ended, day, months)


def WORKDAY_INTL(day: Term, days: Term, weekend: Term, holidays: Range) -> Live:
    """Working day some working days away; `weekend` is seven 0 or 1 from Monday, 1 for a day off."""

    def moved(start: Value, by: Value, off: Value, free: Range) -> int:
        at, left, weekend = _known(int(as_number(start))), int(as_number(by)), _weekend(off)
        if "0" not in weekend:
            raise Fault("#VALUE!")
        step = 1 if left > 0 else -1
        while left:
            at = _known(at + step)
            left -= step * _workdays(at, at, weekend, free)
        return at

    return call("WORKDAY.INTL", moved, day, days, weekend, holidays)


def NETWORKDAYS_INTL(start: Term, end: Term, weekend: Term, holidays: Range) -> Live:
    """Working days from start to end, both included; negative when the end lies before the start."""

    def counted(first: Value, last: Value, off: Value, free: Range) -> int:
        start, end, weekend = _known(int(as_number(first))), _known(int(as_number(last))), _weekend(off)
        days = _workdays(min(start, end), max(start, end), weekend, free)
        return days if start <= end else -days

    return call("NETWORKDAYS.INTL", counted, start, end, weekend, holidays)


def _date(value: Value) -> dt.date:
    number = as_number(value)
    if number < 1:
        raise Fault("#NUM!")
    return from_serial(_known(int(number)))


def _month_away(day: dt.date, months: int) -> dt.date:
    """First day of the month that is some months away."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _first_of(year, month + 1)


def _first_of(year: int, month: int) -> dt.date:
    if not FIRST_YEAR <= year <= dt.MAXYEAR:
        raise Fault("#NUM!")
    return dt.date(year, month, 1)


def _length(month: dt.date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def _known(day: int) -> int:
    """A day that Excel knows; it shows #NUM! for any other."""
    if not 0 <= day <= LAST_SERIAL:
        raise Fault("#NUM!")
    return day


def _weekend(value: Value) -> str:
    """Seven 0 or 1 from Monday. Raises Fault for anything else, but for a number, which stands for a usual weekend."""
    if isinstance(value, str):
        if WEEKEND.fullmatch(value):
            return value
        raise Fault("#VALUE!")
    code = int(as_number(value))
    if code in range(1, 8):
        off = {(code + 4) % 7, (code + 5) % 7}
    elif code in range(11, 18):
        off = {(code - 5) % 7}
    else:
        raise Fault("#NUM!")
    return "".join("1" if day in off else "0" for day in range(7))


def _workdays(first: int, last: int, weekend: str, holidays: Range) -> int:
    """Working days from one day to a later one: those of whole weeks, of what is left, without the holidays."""
    weeks, rest = divmod(last - first + 1, 7)
    closed = {int(day) for day in holidays.numbers.tolist() if first <= day <= last and day.is_integer()}
    return (
        weeks * weekend.count("0")
        + sum(_is_open(day, weekend) for day in range(first, first + rest))
        - sum(_is_open(day, weekend) for day in closed)
    )


def _is_open(day: int, weekend: str) -> bool:
    return weekend[from_serial(day).weekday()] == "0"
