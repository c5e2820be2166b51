"""Sums over the tables under the dashboard's filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.period import Period
from salestracker_xl.workbook.formulas import AND, EOMONTH, IF, ISNUMBER, MAX, NETWORKDAYS_INTL, OR, SUBSTITUTE, SUMIFS
from salestracker_xl.workbook.formulas.calling import Operand
from salestracker_xl.workbook.inputs import DIMENSIONS, Inputs
from salestracker_xl.workbook.live import Live, Term
from salestracker_xl.workbook.sold import ANYTHING, between
from salestracker_xl.workbook.structured import Table


@dataclass(frozen=True, slots=True)
class Sums:
    """What can be added up between two days; `criteria` are those of the filters, by dimension.

    `goal_factor` is what goals are multiplied with to try out others: 1 unless somebody asks "what if".
    """

    inputs: Inputs
    period: Period
    criteria: Mapping[str, Live]
    has_goal: Live
    goal_factor: Live

    def sales(self, field: str, start: Term, end: Term, **criteria: Live) -> Live:
        """Sum of a column of Sales from `start` to `end`, under the filters.

        `criteria` replace single filters, or ask for more of another column.
        """
        if field == "orders":
            return self._orders(start, end, criteria)
        return self._sum(field, start, end, criteria)

    def _orders(self, start: Term, end: Term, criteria: Mapping[str, Live]) -> Live:
        """Orders begun; of one product, the orders that hold it, though they may begin with another."""
        of_product = self._sum("product_orders", start, end, criteria)
        if "product" in criteria:
            return of_product
        return IF(self.criteria["product"].equals(ANYTHING), self._sum("orders", start, end, criteria), of_product)

    def _sum(self, field: str, start: Term, end: Term, criteria: Mapping[str, Live]) -> Live:
        return self.inputs.sold.under(field, start, end, self.criteria, criteria)

    def all_sales(self, field: str, start: Term, end: Term, **criteria: Term) -> Live:
        """Sum of a column of Sales from `start` to `end`, whatever the filters say; `criteria` by column."""
        return self.inputs.sold.whatever(field, start, end, criteria)

    def spend(self, start: Term, end: Term, field: str = "amount", **criteria: Term) -> Live:
        """Sum of a column of Spend over the months from that of `start` to that of `end`; `criteria` by column."""
        spend = self.inputs.spend
        return SUMIFS(spend[field], *_months(spend["month"], start, end), *_meeting(spend, criteria))

    def goal(self, start: Term, end: Term, rep: Live | None = None) -> Live:
        """Goal of the months from that of `start` to that of `end`; 0 where what is chosen has no goals."""
        targets = self.inputs.targets
        goals = SUMIFS(
            targets["amount"],
            *_months(targets["month"], start, end),
            targets["rep"],
            self.criteria["rep"] if rep is None else rep,
        )
        return IF(self.has_goal, goals * self.goal_factor, 0)

    def all_goals(self, start: Term, end: Term) -> Live:
        """Goal of the months that begin between two days, of every rep, whatever the filters say."""
        targets = self.inputs.targets
        return SUMIFS(targets["amount"], *between(targets["month"], start, end))

    def workdays(self, start: Term, end: Term) -> Live:
        """Working days from one day to another, both included."""
        settings = self.inputs.settings
        return NETWORKDAYS_INTL(start, end, settings.weekend, settings.holidays)


def write_sums(calc: Calc, inputs: Inputs, period: Period) -> Sums:
    """Write the criteria of the filters, and whether goals apply under them."""
    book = calc.sheet.book
    calc.heading(Text("Filters", "Filtres"))
    labels = {
        "region": Text("Region meets", "Région répond à"),
        "rep": Text("Rep meets", "Commercial répond à"),
        "product": Text("Product meets", "Produit répond à"),
    }
    criteria = {}
    for name in DIMENSIONS:
        chosen = inputs.filters[name]
        is_all = OR(chosen.equals(""), chosen.equals(book.everything))
        criteria[name] = calc.line(labels[name], IF(is_all, ANYTHING, exactly(chosen)))
    has_goal = calc.line(
        Text("Goals apply (no region or product chosen)", "Objectifs applicables (ni région ni produit choisi)"),
        AND(criteria["region"].equals(ANYTHING), criteria["product"].equals(ANYTHING)),
    )
    goal_factor = calc.line(
        Text("Goals times (what if, else 1)", "Objectifs multipliés par (hypothèse, sinon 1)"),
        IF(ISNUMBER(inputs.what_if), MAX(0, 1 + inputs.what_if), 1),
    )
    return Sums(inputs, period, criteria, has_goal, goal_factor)


@lru_cache(maxsize=1_024)  # asked for anew in every column
def exactly(name: Live) -> Live:
    """Criterion that only this name meets, even when it holds signs that SUMIFS reads as wild cards."""
    escaped = SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(name, "~", "~~"), "*", "~*"), "?", "~?")
    return "=" & escaped


def goal_to_date(sums: Sums, start: Term, end: Live, rep: Live | None = None) -> Live:
    """Goal of the months gone by, and of the running month the share of its working days that have passed."""
    month = EOMONTH(end, -1) + 1
    share = sums.workdays(month, end) / sums.workdays(month, EOMONTH(end, 0))
    return sums.goal(start, month - 1, rep) + sums.goal(month, end, rep) * share


def _meeting(table: Table, criteria: Mapping[str, Term]) -> list[Operand]:
    return [term for column, criterion in criteria.items() for term in (table[column], criterion)]


def _months(months, start: Term, end: Term) -> tuple:
    """Criteria for months, each written as any day of it, from that of `start` to that of `end`."""
    return (months, ">" & EOMONTH(start, -1), months, "<=" & EOMONTH(end, 0))
