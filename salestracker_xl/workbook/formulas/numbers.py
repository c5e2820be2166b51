"""Excel's functions that count and add up."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from salestracker_xl.workbook.criteria import matches
from salestracker_xl.workbook.formulas.calling import Operand, call, numbers_of, rows_meeting
from salestracker_xl.workbook.live import Live, Range, Term
from salestracker_xl.workbook.values import Fault, Value, as_number


def SUM(*terms: Operand) -> Live:
    """Numbers of ranges add up; blanks and texts in them count as nothing."""
    return call("SUM", lambda *values: math.fsum(map(_total, values)), *terms)


def _total(value: Any) -> float:
    return value.total if isinstance(value, Range) else as_number(value)


def MAX(*terms: Operand) -> Live:
    """The largest number, 0 when there is none."""
    return call("MAX", lambda *values: max(_outermost(values, np.max), default=0.0), *terms)


def MIN(*terms: Operand) -> Live:
    """The smallest number, 0 when there is none."""
    return call("MIN", lambda *values: min(_outermost(values, np.min), default=0.0), *terms)


def _outermost(values: Sequence[Any], end: Callable[[np.ndarray], float]) -> Iterator[float]:
    """The numbers of terms; of a range only the one at this end of them."""
    for value in values:
        if not isinstance(value, Range):
            yield from numbers_of([value])
        elif len(value.known):
            yield float(end(value.known))


def COUNT(*terms: Operand) -> Live:
    """How many numbers there are."""
    return call("COUNT", lambda *values: sum(map(_how_many, values)), *terms)


def _how_many(value: Any) -> int:
    return len(value.known) if isinstance(value, Range) else len(numbers_of([value]))


def COUNTA(cells: Range) -> Live:
    """How many cells of a range are not blank."""
    return call("COUNTA", lambda r: int(np.count_nonzero(~matches(r, "="))), cells)


def AVERAGE(*terms: Operand) -> Live:
    """The mean of the numbers; #DIV/0! without one."""

    def mean(*values: Any) -> float:
        found = numbers_of(values)
        if not found:
            raise Fault("#DIV/0!")
        return math.fsum(found) / len(found)

    return call("AVERAGE", mean, *terms)


def MEDIAN(*terms: Operand) -> Live:
    """The middle one of the numbers, or the mean of the two in the middle; #NUM! without one."""

    def middle(*values: Any) -> float:
        found = numbers_of(values)
        if not found:
            raise Fault("#NUM!")
        return statistics.median(found)

    return call("MEDIAN", middle, *terms)


def SQRT(term: Term) -> Live:
    """The square root of a number; #NUM! below 0."""

    def root(value: Value) -> float:
        number = as_number(value)
        if number < 0:
            raise Fault("#NUM!")
        return math.sqrt(number)

    return call("SQRT", root, term)


def ABS(term: Term) -> Live:
    """The size of a number."""
    return call("ABS", lambda value: abs(as_number(value)), term)


def ROUND(term: Term, digits: Term) -> Live:
    """Rounded half away from zero."""

    def rounded(value: Value, places: Value) -> float:
        scale = 10.0 ** int(as_number(places))
        scaled = float(f"{as_number(value) * scale:.15g}")  # Excel reckons with 15 digits: 0.285 * 100 is 28.5
        return math.copysign(math.floor(abs(scaled) + 0.5), scaled) / scale

    return call("ROUND", rounded, term, digits)


def MOD(term: Term, divisor: Term) -> Live:
    """Remainder with the sign of the divisor."""

    def remainder(value: Value, by: Value) -> float:
        if as_number(by) == 0:
            raise Fault("#DIV/0!")
        return math.fmod(math.fmod(as_number(value), as_number(by)) + as_number(by), as_number(by))

    return call("MOD", remainder, term, divisor)


def SUMIFS(sums: Range, *pairs: Operand) -> Live:
    """Sum of the cells whose row meets every criterion; `pairs` are range, criterion, range, criterion, ..."""
    return call("SUMIFS", _sum_where, sums, *pairs)


def _sum_where(sums: Range, *pairs: Any) -> float:
    return float(np.add.reduce(sums.addends, where=rows_meeting(pairs)))


def COUNTIFS(*pairs: Operand) -> Live:
    """Count of the rows that meet every criterion."""
    return call("COUNTIFS", lambda *rest: int(np.count_nonzero(rows_meeting(rest))), *pairs)


def RANK(term: Term, cells: Range) -> Live:
    """Rank of a number among the numbers of a range, the largest first; equal numbers share a rank."""

    def ranked(value: Value, r: Range) -> int:
        mine, all_ = as_number(value), r.numbers
        if not np.any(all_ == mine):
            raise Fault("#N/A")
        return int(np.count_nonzero(all_ > mine)) + 1

    return call("RANK", ranked, term, cells)


def LARGE(cells: Range, k: Term) -> Live:
    """The k-th largest number of a range."""

    def kth(r: Range, place: Value) -> float:
        found = sorted(numbers_of([r]), reverse=True)
        at = int(as_number(place))
        if not 1 <= at <= len(found):
            raise Fault("#NUM!")
        return found[at - 1]

    return call("LARGE", kth, cells, k)


def SMALL(cells: Range, k: Term) -> Live:
    """The k-th smallest number of a range."""

    def kth(r: Range, place: Value) -> float:
        found = sorted(numbers_of([r]))
        at = int(as_number(place))
        if not 1 <= at <= len(found):
            raise Fault("#NUM!")
        return found[at - 1]

    return call("SMALL", kth, cells, k)
