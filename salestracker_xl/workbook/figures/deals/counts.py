"""Counts and amounts of deals under the dashboard's filter on reps."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import COUNTIFS, SUMIFS
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.structured import Table

Pair = tuple[Range, Live | str | float]  # a column and the criterion that it meets
A_NUMBER = ">-1E+99"


@dataclass(frozen=True, slots=True)
class DealCounts:
    """Deals that ended in a way ("won", "lost", or "open"), and meet whatever else is asked."""

    deals: Table
    sums: Sums
    words: dict[str, str]

    def count(self, outcome: str, *pairs: Pair) -> Live:
        """How many there are."""
        return COUNTIFS(*self._criteria(outcome, pairs))

    def total(self, column: str, outcome: str, *pairs: Pair) -> Live:
        """Sum of a column over them."""
        return SUMIFS(self.deals[column], *self._criteria(outcome, pairs))

    @property
    def in_period(self) -> tuple[Pair, Pair]:
        """Closed in the chosen period."""
        closed, period = self.deals["closed"], self.sums.period
        return (closed, ">=" & period.start), (closed, "<=" & period.end)

    def _criteria(self, outcome: str, pairs: tuple[Pair, ...]) -> list:
        deals = self.deals
        own = ((deals["status"], "=" + self.words[outcome]), (deals["rep"], self.sums.criteria["rep"]))
        return [term for pair in (*own, *pairs) for term in pair]
