"""The names of a breakdown in the order of their revenue in the chosen period."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.breakdown import Breakdown
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import REVENUE
from salestracker_xl.workbook.figures.order import ORDER, places
from salestracker_xl.workbook.figures.parts import DUST, Parts
from salestracker_xl.workbook.formulas import ABS, IF, INDEX, MATCH, RANK, ROUND
from salestracker_xl.workbook.live import Live, Range

CENTS, UNITS = 2, 0  # decimals
COUNTS_CENTS = 1e11  # below it, cents are within the digits that every program tells apart


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

    Revenue is ranked in whole cents, very large one in whole units, so that the same sum added up in another order is
    still the same; equal revenues keep the order of the names.
    """
    names = list(breakdown.name)[:-1]
    calc.heading(title)
    calc.header(
        (
            title,
            REVENUE,
            ORDER,
            Text("Row", "Ligne"),
            Text("Rank", "Rang"),
        )
    )
    calc.column(0, names)
    sold = list(breakdown.revenue)[:-1]
    revenue = calc.column(1, [ROUND(cell, IF(ABS(cell) < COUNTS_CENTS, CENTS, UNITS)) for cell in sold], "money")
    order = calc.column(2, places(revenue))
    place = calc.column(3, [MATCH(at + 1, order) for at in range(len(names))])
    rank = calc.column(4, [RANK(INDEX(revenue, cell), revenue) for cell in place])
    calc.row += len(names)
    return Ranking(place, rank)
