"""Excel's functions over live cells, each under Excel's own name."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from salestracker_xl.calendar import from_serial, serial
from salestracker_xl.workbook.live import (
    ExcelError,
    Fault,
    Live,
    Range,
    Term,
    Value,
    as_number,
    as_text,
    lift,
    sort_key,
)

Operand = Term | Range


def IF(condition: Term, then: Term, otherwise: Term) -> Live:
    """Only the branch that is taken may spoil the value."""
    test, yes, no = lift(condition), lift(then), lift(otherwise)
    formula = f"IF({test.formula},{yes.formula},{no.formula})"
    if isinstance(test.value, ExcelError):
        return Live(formula, test.value)
    return Live(formula, _shown((yes if as_number(test.value) else no).value))


def IFERROR(term: Term, otherwise: Term) -> Live:
    """The first value unless it is an error."""
    first, second = lift(term), lift(otherwise)
    taken = second if isinstance(first.value, ExcelError) else first
    return Live(f"IFERROR({first.formula},{second.formula})", _shown(taken.value))


def AND(*terms: Term) -> Live:
    """Every term is true."""
    return _call("AND", lambda *values: all(as_number(v) for v in values), *terms)


def OR(*terms: Term) -> Live:
    """Some term is true."""
    return _call("OR", lambda *values: any(as_number(v) for v in values), *terms)


def NOT(term: Term) -> Live:
    """The term is false."""
    return _call("NOT", lambda value: not as_number(value), term)


def ISNUMBER(term: Term) -> Live:
    """Whether the value is a number; an error is none."""
    one = lift(term)
    return Live(f"ISNUMBER({one.formula})", isinstance(one.value, int | float) and not isinstance(one.value, bool))


def NA() -> Live:
    """#N/A, which charts leave out."""
    return Live("NA()", ExcelError("#N/A"))


def TODAY() -> Live:
    """Today's serial day by this machine's clock."""
    return Live("TODAY()", serial(dt.date.today()))


def SUM(*terms: Operand) -> Live:
    """Numbers of ranges add up; blanks and texts in them count as nothing."""
    return _call("SUM", lambda *values: math.fsum(_numbers(values)), *terms)


def MAX(*terms: Operand) -> Live:
    """The largest number, 0 when there is none."""
    return _call("MAX", lambda *values: max(_numbers(values), default=0.0), *terms)


def MIN(*terms: Operand) -> Live:
    """The smallest number, 0 when there is none."""
    return _call("MIN", lambda *values: min(_numbers(values), default=0.0), *terms)


def COUNT(*terms: Operand) -> Live:
    """How many numbers there are."""
    return _call("COUNT", lambda *values: len(_numbers(values)), *terms)


def COUNTA(cells: Range) -> Live:
    """How many cells of a range are not blank."""
    return _call("COUNTA", lambda r: int(np.count_nonzero(~_blanks(r))), cells)


def AVERAGE(*terms: Operand) -> Live:
    """The mean of the numbers; #DIV/0! without one."""

    def mean(*values: Any) -> float:
        found = _numbers(values)
        if not found:
            raise Fault("#DIV/0!")
        return math.fsum(found) / len(found)

    return _call("AVERAGE", mean, *terms)


def ABS(term: Term) -> Live:
    """The size of a number."""
    return _call("ABS", lambda value: abs(as_number(value)), term)


def ROUND(term: Term, digits: Term) -> Live:
    """Rounded half away from zero."""

    def rounded(value: Value, places: Value) -> float:
        scale = 10.0 ** int(as_number(places))
        scaled = as_number(value) * scale
        return math.copysign(math.floor(abs(scaled) + 0.5), scaled) / scale

    return _call("ROUND", rounded, term, digits)


def MOD(term: Term, divisor: Term) -> Live:
    """Remainder with the sign of the divisor."""

    def remainder(value: Value, by: Value) -> float:
        if as_number(by) == 0:
            raise Fault("#DIV/0!")
        return math.fmod(math.fmod(as_number(value), as_number(by)) + as_number(by), as_number(by))

    return _call("MOD", remainder, term, divisor)


def SUMIFS(sums: Range, *pairs: Operand) -> Live:
    """Sum of the cells whose row meets every criterion; `pairs` are range, criterion, range, criterion, ..."""
    return _call("SUMIFS", lambda r, *rest: float(np.nansum(r.numbers, where=_rows(rest))), sums, *pairs)


def COUNTIFS(*pairs: Operand) -> Live:
    """Count of the rows that meet every criterion."""
    return _call("COUNTIFS", lambda *rest: int(np.count_nonzero(_rows(rest))), *pairs)


def INDEX(cells: Range, row: Term) -> Live:
    """The cell in a row of a range, counted from 1."""

    def picked(r: Range, at: Value) -> Value:
        place = int(as_number(at))
        if not 1 <= place <= len(r):
            raise Fault("#REF!")
        return _shown(_cell_value(r, place - 1))

    return _call("INDEX", picked, cells, row)


def MATCH(term: Term, cells: Range) -> Live:
    """Row of the first cell equal to the term, counted from 1; #N/A without one."""

    def found(value: Value, r: Range) -> int:
        wanted = sort_key(value)
        for row in range(len(r)):
            cell = _cell_value(r, row)
            if cell is not None and not isinstance(cell, ExcelError) and sort_key(cell) == wanted:
                return row + 1
        raise Fault("#N/A")

    one = lift(term)
    return Live(f"MATCH({one.formula},{cells.formula},0)", _call("MATCH", found, one, cells).value)


def RANK(term: Term, cells: Range) -> Live:
    """Rank of a number among the numbers of a range, the largest first; equal numbers share a rank."""

    def ranked(value: Value, r: Range) -> int:
        mine, all_ = as_number(value), r.numbers
        if not np.any(all_ == mine):
            raise Fault("#N/A")
        return int(np.count_nonzero(all_ > mine)) + 1

    return _call("RANK", ranked, term, cells)


def LARGE(cells: Range, k: Term) -> Live:
    """The k-th largest number of a range."""

    def kth(r: Range, place: Value) -> float:
        found = sorted(_numbers([r]), reverse=True)
        at = int(as_number(place))
        if not 1 <= at <= len(found):
            raise Fault("#NUM!")
        return found[at - 1]

    return _call("LARGE", kth, cells, k)


def SMALL(cells: Range, k: Term) -> Live:
    """The k-th smallest number of a range."""

    def kth(r: Range, place: Value) -> float:
        found = sorted(_numbers([r]))
        at = int(as_number(place))
        if not 1 <= at <= len(found):
            raise Fault("#NUM!")
        return found[at - 1]

    return _call("SMALL", kth, cells, k)


def SUBSTITUTE(term: Term, old: Term, new: Term) -> Live:
    """Text with every `old` replaced."""
    return _call("SUBSTITUTE", lambda t, o, n: as_text(t).replace(as_text(o), as_text(n)), term, old, new)


def CHOOSE(which: Term, *terms: Term) -> Live:
    """The term at a place, counted from 1; the others may be errors."""
    index, choices = lift(which), [lift(term) for term in terms]
    formula = f"CHOOSE({','.join(t.formula for t in (index, *choices))})"
    try:
        place = int(as_number(index.value))
    except Fault as fault:
        return Live(formula, fault.error)
    if not 1 <= place <= len(choices):
        return Live(formula, ExcelError("#VALUE!"))
    return Live(formula, _shown(choices[place - 1].value))


def DATE(year: Term, month: Term, day: Term) -> Live:
    """Serial day of a calendar date; months and days beyond their range roll over."""

    def made(y: Value, m: Value, d: Value) -> int:
        months = int(as_number(y)) * 12 + int(as_number(m)) - 1
        return serial(dt.date(months // 12, months % 12 + 1, 1)) + int(as_number(d)) - 1

    return _call("DATE", made, year, month, day)


def YEAR(day: Term) -> Live:
    """Calendar year of a serial day."""
    return _call("YEAR", lambda value: _date(value).year, day)


def MONTH(day: Term) -> Live:
    """Month, 1 to 12, of a serial day."""
    return _call("MONTH", lambda value: _date(value).month, day)


def DAY(day: Term) -> Live:
    """Day of the month of a serial day."""
    return _call("DAY", lambda value: _date(value).day, day)


def WEEKDAY(day: Term) -> Live:
    """Day of the week, Monday 1 to Sunday 7."""
    one = lift(day)
    return Live(f"WEEKDAY({one.formula},2)", _call("WEEKDAY", lambda value: _date(value).isoweekday(), one).value)


def ISOWEEKNUM(day: Term) -> Live:
    """Week of the year by ISO 8601."""
    return _call("_xlfn.ISOWEEKNUM", lambda value: _date(value).isocalendar().week, day)


def EDATE(day: Term, months: Term) -> Live:
    """The same day some months away, or the month's last day."""

    def moved(value: Value, by: Value) -> int:
        year, month = _month_away(_date(value), int(as_number(by)))
        return serial(dt.date(year, month, min(_date(value).day, calendar.monthrange(year, month)[1])))

    return _call("EDATE", moved, day, months)


def EOMONTH(day: Term, months: Term) -> Live:
    """Last day of the month some months away."""

    def ended(value: Value, by: Value) -> int:
        year, month = _month_away(_date(value), int(as_number(by)))
        return serial(dt.date(year, month, calendar.monthrange(year, month)[1]))

    return _call("EOMONTH", ended, day, months)


def WORKDAY_INTL(day: Term, days: Term, weekend: Term, holidays: Range) -> Live:
    """Working day some working days away; `weekend` is seven 0 or 1 from Monday, 1 for a day off."""

    def moved(start: Value, by: Value, off: Value, free: Range) -> int:
        at, left = int(as_number(start)), int(as_number(by))
        step = 1 if left > 0 else -1
        while left:
            at += step
            left -= step if _is_workday(at, as_text(off), free) else 0
        return at

    return _call("WORKDAY.INTL", moved, day, days, weekend, holidays)


def NETWORKDAYS_INTL(start: Term, end: Term, weekend: Term, holidays: Range) -> Live:
    """Working days from start to end, both included; negative when the end lies before the start."""

    def counted(first: Value, last: Value, off: Value, free: Range) -> int:
        a, b = int(as_number(first)), int(as_number(last))
        days = sum(_is_workday(day, as_text(off), free) for day in range(min(a, b), max(a, b) + 1))
        return days if a <= b else -days

    return _call("NETWORKDAYS.INTL", counted, start, end, weekend, holidays)


def _call(name: str, compute: Callable[..., Value], *terms: Operand) -> Live:
    operands = [term if isinstance(term, Range) else lift(term) for term in terms]
    formula = f"{name}({','.join(operand.formula for operand in operands)})"
    try:
        return Live(formula, compute(*(_value(operand) for operand in operands)))
    except Fault as fault:
        return Live(formula, fault.error)


def _value(operand: Live | Range) -> Any:
    if isinstance(operand, Range):
        return operand
    if isinstance(operand.value, ExcelError):
        raise Fault(operand.value.code)
    return operand.value


def _shown(value: Value) -> Value:
    """A reference to a blank cell shows 0."""
    return 0 if value is None else value


def _numbers(values: Sequence[Any]) -> list[float]:
    found: list[float] = []
    for value in values:
        if isinstance(value, Range):
            found.extend(value.numbers[~np.isnan(value.numbers)].tolist())
        elif value is not None:
            found.append(as_number(value))
    return found


def _blanks(cells: Range) -> np.ndarray:
    return cells.matching("=")


def _rows(pairs: Sequence[Any]) -> np.ndarray:
    mask = pairs[0].matching(pairs[1])
    for at in range(2, len(pairs), 2):
        mask = mask & pairs[at].matching(pairs[at + 1])
    return mask


def _cell_value(cells: Range, row: int) -> Value:
    value = cells.values[row]
    if cells.is_numeric:
        return None if math.isnan(value) else float(value)
    return value


def _date(value: Value) -> dt.date:
    number = as_number(value)
    if number < 1:
        raise Fault("#NUM!")
    return from_serial(number)


def _month_away(day: dt.date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


def _is_workday(day: int, weekend: str, holidays: Range) -> bool:
    return weekend[from_serial(day).weekday()] == "0" and not bool(np.any(holidays.numbers == day))
