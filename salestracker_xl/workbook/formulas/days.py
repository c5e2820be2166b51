"""Excel's functions of days, over serial numbers."""

from __future__ import annotations

import calendar
import datetime as dt

from salestracker_xl.calendar import from_serial, serial
from salestracker_xl.workbook.formulas.calling import call
from salestracker_xl.workbook.live import Live, Range, Term, lift
from salestracker_xl.workbook.values import Fault, Value, as_number, as_text


def TODAY() -> Live:
    """Today's serial day by this machine's clock."""
    return Live("TODAY()", serial(dt.date.today()))


def DATE(year: Term, month: Term, day: Term) -> Live:
    """Serial day of a calendar date; months and days beyond their range roll over."""

    def made(y: Value, m: Value, d: Value) -> int:
        months = int(as_number(y)) * 12 + int(as_number(m)) - 1
        return serial(dt.date(months // 12, months % 12 + 1, 1)) + int(as_number(d)) - 1

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
        year, month = _month_away(_date(value), int(as_number(by)))
        return serial(dt.date(year, month, min(_date(value).day, calendar.monthrange(year, month)[1])))

    return call("EDATE", moved, day, months)


def EOMONTH(day: Term, months: Term) -> Live:
    """Last day of the month some months away."""

    def ended(value: Value, by: Value) -> int:
        year, month = _month_away(_date(value), int(as_number(by)))
        return serial(dt.date(year, month, calendar.monthrange(year, month)[1]))

    return call("EOMONTH", ended, day, months)


def WORKDAY_INTL(day: Term, days: Term, weekend: Term, holidays: Range) -> Live:
    """Working day some working days away; `weekend` is seven 0 or 1 from Monday, 1 for a day off."""

    def moved(start: Value, by: Value, off: Value, free: Range) -> int:
        at, left = int(as_number(start)), int(as_number(by))
        step = 1 if left > 0 else -1
        while left:
            at += step
            left -= step * _workdays(at, at, as_text(off), free)
        return at

    return call("WORKDAY.INTL", moved, day, days, weekend, holidays)


def NETWORKDAYS_INTL(start: Term, end: Term, weekend: Term, holidays: Range) -> Live:
    """Working days from start to end, both included; negative when the end lies before the start."""

    def counted(first: Value, last: Value, off: Value, free: Range) -> int:
        start, end = int(as_number(first)), int(as_number(last))
        days = _workdays(min(start, end), max(start, end), as_text(off), free)
        return days if start <= end else -days

    return call("NETWORKDAYS.INTL", counted, start, end, weekend, holidays)


def _date(value: Value) -> dt.date:
    number = as_number(value)
    if number < 1:
        raise Fault("#NUM!")
    return from_serial(number)


def _month_away(day: dt.date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


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
