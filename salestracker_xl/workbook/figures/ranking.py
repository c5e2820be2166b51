"""The names of a breakdown in the order of their revenue in the chosen period."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.breakdown import Breakdown
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import REVENUE
from salestracker_xl.workbook.figures.parts import DUST, Parts
from salestracker_xl.workbook.formulas import INDEX, MATCH, RANK, ROUND
from salestracker_xl.workbook.live import Live, Range

TIE_BREAK = 10_000  # parts of a currency unit: too small to pass a cent with the 20 names that a breakdown has


@dataclass(frozen=True, slots=True)
class Ranking:
    """From the largest revenue down: `place` is the name's row in the breakdown, `rank` is shared by equal revenues."""

    place: Range
    rank: Range

    def in_order(self, cells: Range) -> list[Live]:
        """Cells of the breakdown in the order of the ranking."""
        return [INDEX(cells, place) for place in self.place]

    def with_rest(self, cells: Range) -> list[Live]:
        """Cells of the breakdown in the order of the ranking, and its last cell, a difference, at the end."""
        return [*self.in_order(cells), ROUND(list(cells)[-1], DUST)]


def write_ranking(calc: Calc, title: Text, breakdown: Breakdown | Parts) -> Ranking:
    """Write the ranking of the breakdown's names; its last row, which is no name, stands outside.

    Revenue is ranked in whole cents, so that the same sum added up in another order is still the same.
    """
    names = list(breakdown.name)[:-1]
    calc.heading(title)
    calc.header(
        (
            title,
            REVENUE,
            Text("Without ties", "Sans ex æquo"),
            Text("Order", "Ordre"),
            Text("Row", "Ligne"),
            Text("Rank", "Rang"),
        )
    )
    calc.column(0, names)
    revenue = calc.column(1, [ROUND(cell, 2) for cell in list(breakdown.revenue)[:-1]], "money")
    apart = calc.column(2, [cell - at / TIE_BREAK for at, cell in enumerate(revenue)])
    order = calc.column(3, [RANK(cell, apart) for cell in apart])
    place = calc.column(4, [MATCH(at + 1, order) for at in range(len(names))])
    rank = calc.column(5, [RANK(INDEX(revenue, cell), revenue) for cell in place])
    calc.row += len(names)
    return Ranking(place, rank)
