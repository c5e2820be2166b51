"""What was sold, as figures add it up: from the table of sales, or from a summary of it where that is too long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from salestracker_xl.calendar import serial
from salestracker_xl.workbook.formulas import AND, IF, MAX, NA, SUMIFS
from salestracker_xl.workbook.formulas.calling import unread
from salestracker_xl.workbook.live import Live, Range, Term, lift
from salestracker_xl.workbook.structured import Table

ANYTHING = "<>-1E+99"  # every cell differs from this number: texts, numbers and blanks all meet the criterion
EVERYTHING = "all"  # what the rows of the totals are called that are of no dimension

Criteria = Mapping[str, Term]


class Sold(Protocol):
    """Sums of a column of the sales (amount, orders, new_customers, product_orders) between two days."""

    @property
    def dates(self) -> Range:
        """Days of sales, the first and the last among them."""
        ...

    def looks_from(self, fixed: Live) -> Live:
        """The day that everything is seen from; `fixed` is the cell in which one may be typed."""
        ...

    def whatever(self, field: str, start: Term, end: Term, criteria: Criteria) -> Live:
        """Of what meets the criteria, by column, whatever the filters say."""
        ...

    def under(self, field: str, start: Term, end: Term, filters: Criteria, replaced: Criteria) -> Live:
        """Of what meets every filter, where a criterion in `replaced` stands for the filter of its dimension."""
        ...


@dataclass(frozen=True, slots=True)
class FromSales:
    """Straight from the table, every row of it."""

    sales: Table

    @property
    def dates(self) -> Range:
        """Days of all sales."""
        return self.sales["date"]

    def looks_from(self, fixed: Live) -> Live:
        """The day that was fixed, or that of the latest sale."""
        return IF(fixed.equals(""), MAX(self.dates), fixed)

    def whatever(self, field: str, start: Term, end: Term, criteria: Criteria) -> Live:
        """Of what meets the criteria."""
        return SUMIFS(*_meeting(self.sales, field, start, end, criteria))

    def under(self, field: str, start: Term, end: Term, filters: Criteria, replaced: Criteria) -> Live:
        """Of what meets every filter, or what replaces it."""
        return SUMIFS(*_meeting(self.sales, field, start, end, {**filters, **replaced}))


@dataclass(frozen=True, slots=True)
class FromSummary:
    """From sums: `totals` has everything by day and each dimension by month, `rows` what filters can choose together.

    As long as no filter is set, the few totals are all that is read. Dimensions that are not in `crossed` had too many
    names: under a filter on one of them, figures are #N/A. `sales` is None where no sheet holds them all, `fixed_day`
    where the tracker follows its latest sale; another day needs another summary.
    """

    totals: Table
    rows: Table
    crossed: frozenset[str]
    sales: Table | None
    fixed_day: dt.date | None

    @property
    def dates(self) -> Range:
        """A day of each span of the summary; the first and the last of them are the first and the last of the sales."""
        return self.totals["date"]

    def looks_from(self, fixed: Live) -> Live:
        """The day of the summary, whatever is typed."""
        return MAX(self.dates) if self.fixed_day is None else lift(serial(self.fixed_day))

    def whatever(self, field: str, start: Term, end: Term, criteria: Criteria) -> Live:
        """From the totals in one dimension; for more of them from the sales, or #N/A where these are not all there."""
        if len(criteria) > 1 and self.sales is not None:
            return SUMIFS(*_meeting(self.sales, field, start, end, criteria))
        if len(criteria) > 1:
            is_open = AND(*(criterion.equals(ANYTHING) for criterion in map(lift, criteria.values())))
            return IF(is_open, SUMIFS(*self._totals(field, start, end)), NA())
        return SUMIFS(*self._totals(field, start, end, **criteria))

    def under(self, field: str, start: Term, end: Term, filters: Criteria, replaced: Criteria) -> Live:
        """From the totals while all other filters are open, else from the rows."""
        if len(replaced) > 1:
            return self._from_rows(field, start, end, filters, replaced, SUMIFS)
        others = [criterion for dimension, criterion in filters.items() if dimension not in replaced]
        is_open = AND(*(lift(criterion).equals(ANYTHING) for criterion in others))
        totals = self._totals(field, start, end, **replaced)
        if is_open.value:
            return IF(is_open, SUMIFS(*totals), self._from_rows(field, start, end, filters, replaced, _unread))
        return IF(is_open, _unread(*totals), self._from_rows(field, start, end, filters, replaced, SUMIFS))

    def _from_rows(
        self,
        field: str,
        start: Term,
        end: Term,
        filters: Criteria,
        replaced: Criteria,
        add_up: Callable[..., Live],
    ) -> Live:
        criteria = {**filters, **replaced}
        if not self.crossed.issuperset(replaced):
            return NA()
        kept = {dimension: criterion for dimension, criterion in criteria.items() if dimension in self.crossed}
        figure = add_up(*_meeting(self.rows, field, start, end, kept))
        unknown = [
            lift(criterion).equals(ANYTHING) for dimension, criterion in criteria.items() if dimension not in kept
        ]
        return IF(AND(*unknown), figure, NA()) if unknown else figure

    def _totals(self, field: str, start: Term, end: Term, **one: Term) -> tuple[Any, ...]:
        """Terms of SUMIFS over the totals: of everything, or of what meets a criterion in one dimension."""
        totals = self.totals
        window = (totals[field], *between(self.dates, start, end))
        for dimension, name in one.items():
            return (*window, totals["dimension"], lift(dimension), totals["name"], name)
        return (*window, totals["dimension"], lift(EVERYTHING))


def _unread(*terms: Range | Live) -> Live:
    return unread("SUMIFS", *terms)


def between(days: Range, start: Term, end: Term) -> tuple[Any, ...]:
    """Criteria for days from `start` to `end`."""
    return (days, ">=" & lift(start), days, "<=" & lift(end))


def _meeting(table: Table, field: str, start: Term, end: Term, criteria: Criteria) -> tuple[Any, ...]:
    pairs = [part for dimension, criterion in criteria.items() for part in (table[dimension], criterion)]
    return (table[field], *between(table["date"], start, end), *pairs)
