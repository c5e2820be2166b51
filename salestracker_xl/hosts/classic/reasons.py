"""What VBA asks of the journal of errors; it tells cell and ranges after an error only, for each call takes time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from openpyxl.utils.cell import get_column_letter, range_boundaries

from salestracker_xl.hosts.why import JOURNAL, Reason, told
from salestracker_xl.language import Text
from salestracker_xl.metric import Place
from salestracker_xl.metrics import REGISTRY

__all__ = ["forget_cell", "name_cell", "told"]

LOOK_AT = Text("{sentence} Look at {cells}.", "{sentence} Voir {cells}.")


def name_cell(cell: str, ranges: str = "") -> None:
    """Name the cell whose function met the newest error, and the ranges that it was given, a line for each argument."""
    JOURNAL.name_newest(cell, partial(_with_cells, ranges.split("\n")))


def forget_cell(cell: str, function: str) -> bool:
    """Forget the errors of a function that has answered in this cell since; whether there were any."""
    return JOURNAL.drop(function, cell)


def _with_cells(ranges: Sequence[str], reason: Reason) -> Text:
    """The sentence with the cells of the sheet that are to blame."""
    names = [parameter.name for parameter in REGISTRY[reason.function].parameters] if reason.places else []
    given = dict(zip(names, ranges, strict=False))
    cells = [_cell_in(given[it.argument], it) for it in reason.places if given.get(it.argument)]
    return LOOK_AT.format(sentence=reason.sentence, cells=", ".join(cells)) if cells else reason.sentence


def _cell_in(area: str, place: Place) -> str:
    """The cell at a place of a range.

    >>> _cell_in("'[Book 1.xlsx]Sheet 1'!$B$2:$C$9", Place("spend", 1, 0))
    "'[Book 1.xlsx]Sheet 1'!B3"
    >>> _cell_in("Sheet1!$A:$A", Place("spend", 6, 0))
    'Sheet1!A7'
    """
    sheet, _, cells = area.rpartition("!")
    left, top, *_ = range_boundaries(cells.replace("$", ""))
    return f"{sheet}!{get_column_letter((left or 1) + place.column)}{(top or 1) + place.row}"
