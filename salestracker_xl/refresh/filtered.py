"""Filters that stand in the way of a refresh.

Excel puts a block of values that is written over filtered rows into the visible ones alone, out of place, on Windows,
on a Mac and on the web: https://github.com/xlwings/xlwings/issues/747 and https://github.com/OfficeDev/office-js/issues/224.
"""

from __future__ import annotations

from collections.abc import Sequence

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.plan import Block, Plan
from salestracker_xl.refresh.source import Area

FILTERED = Text(
    "The sheet {sheet} is filtered, and Excel would put what is written there into other rows: clear the filter "
    "(Data > Clear), then click again. Nothing was written.",
    "La feuille {sheet} est filtrée, et Excel y écrirait dans d'autres lignes : effacez le filtre (Données > Effacer), "
    "puis cliquez de nouveau. Rien n'a été écrit.",
)


class FilterInTheWay(SalesTrackerError):
    """A filter over rows that a refresh writes into."""


def check_filters(plan: Plan, tracker: FileSource) -> None:
    """Raise FilterInTheWay where a plan writes into filtered rows of an open workbook, or its table grows."""
    grown = {growth.sheet for growth in plan.growth}
    for sheet in dict.fromkeys([*grown, *(block.sheet for block in plan.blocks)]):
        filters = tracker.filters(sheet)
        if filters and (sheet in grown or any(_meets(plan.blocks, area) for area in filters)):
            raise FilterInTheWay(FILTERED.format(sheet=sheet))


def _meets(blocks: Sequence[Block], area: Area) -> bool:
    """Whether a block stands in rows below the header of a filter; a filter hides whole rows of its sheet."""
    return any(
        block.sheet == area.sheet and block.row <= area.bottom and block.row + len(block.rows) - 1 > area.top
        for block in blocks
    )
