"""The tables of a tracker as people left them: where their columns and rows stand now, and what is in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from openpyxl.utils.cell import get_column_letter

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.refresh.source import Area, CellValue, Source
from salestracker_xl.workbook.memory import TableMemory

TOTALS = frozenset({"total", "totaux"})  # how Excel begins a row of totals
AT_ONCE = 1_000  # rows that are looked at below a table
LOST_TABLE = Text(
    '{file} has lost the table that begins with the column "{first}", or its sheet; undo, or build the tracker anew.',
    "{file} a perdu le tableau qui commence par la colonne « {first} », ou sa feuille ; annulez, ou reconstruisez le "
    "suivi.",
)


class LostColumn(SalesTrackerError):
    """A table without one of the columns that it was built with."""


class LostTable(SalesTrackerError):
    """A table that is gone, as with its sheet."""


@dataclass(frozen=True, slots=True, eq=False)
class TableCells:
    """A table: the columns of the sheet by the keys of its own, its rows that are not blank, and their cells by column.

    Columns and rows of the sheet are counted from 0. `area` is all of the table with its header.
    """

    area: Area
    columns: Mapping[str, int]
    rows: np.ndarray
    cells: Mapping[str, Sequence[CellValue]]

    def place(self, column: str, at: int) -> str:
        """Where a cell stands, as 'Sales!K512', by its column and the number of its row among those of the table."""
        return f"{self.area.sheet}!{get_column_letter(self.columns[column] + 1)}{int(self.rows[at]) + 1}"

    def where(self, kept: Sequence[bool]) -> TableCells:
        """The table with some of its rows alone."""
        cells = {
            key: [cell for cell, keep in zip(column, kept, strict=True) if keep] for key, column in self.cells.items()
        }
        return replace(self, rows=self.rows[np.array(kept, dtype=bool)], cells=cells)


def table_cells(source: Source, built: TableMemory, filled: Collection[str] | None = None) -> TableCells:
    """Read a table. A row is blank where nothing stands in the `filled` columns: all of them if None.

    The rows right below a table belong to it too, since not every program lets it grow while people type. Raises
    LostTable and LostColumn.
    """
    corner = source.names.get(f"st_table_{built.key}")
    if corner is None:
        raise LostTable(LOST_TABLE.format(file=source.file, first=built.headers[0]))
    area = _area(source, corner, len(built.columns))
    [headers] = source.values(Area(area.sheet, area.top, area.left, area.top, area.right))
    columns = _columns(source.file, built, [_said(header) for header in headers])
    needed = [columns[key] for key in built.columns if filled is None or key in filled]
    rows = source.values(Area(area.sheet, area.top + 1, area.left, area.bottom, area.right))
    rows += _below(source, area, needed)
    kept = [at for at, row in enumerate(rows) if not all(is_blank(row[col]) for col in needed)]
    by_column = list(zip(*(rows[at] for at in kept), strict=True)) or [()] * len(headers)
    return TableCells(
        area=Area(area.sheet, area.top, area.left, area.top + len(rows), area.right),
        columns={key: area.left + col for key, col in columns.items()},
        rows=np.array(kept, dtype=np.int64) + area.top + 1,
        cells={key: by_column[col] for key, col in columns.items()},
    )


def _area(source: Source, corner: Area, width: int) -> Area:
    """The cells of the table at a corner; of one that is no table for Excel any more, as wide as it was built."""
    for area in source.tables.values():
        across = area.left <= corner.left <= area.right
        if area.sheet == corner.sheet and area.top == corner.top and across:
            return area
    return Area(corner.sheet, corner.top, corner.left, corner.top, corner.left + width - 1)


def _below(source: Source, area: Area, needed: Sequence[int]) -> list[list[CellValue]]:
    """The rows below a table up to the first blank one, or up to its totals, which a request does not tell apart."""
    found: list[list[CellValue]] = []
    formulas = source.formulas(area.sheet)
    while True:
        top = area.bottom + 1 + len(found)
        for at, row in enumerate(source.values(Area(area.sheet, top, area.left, top + AT_ONCE - 1, area.right)), top):
            computed = any((at, col) in formulas for col in range(area.left, area.right + 1))
            filled = [row[col] for col in needed if not is_blank(row[col])]
            if computed or not filled or str(filled[0]).casefold() in TOTALS:
                return found
            found.append(row)


def _columns(file: str, built: TableMemory, headers: Sequence[str]) -> dict[str, int]:
    """Places of the columns: under the header that they were built with, else between the neighbours where they stood.

    So people may give columns other names, move them, and put their own between them.
    """
    keys = list(built.columns)
    named = dict(zip(keys, built.headers, strict=True))
    found = {key: headers.index(header) for key, header in named.items() if header in headers}
    free = set(range(len(headers))) - set(found.values())
    for at, key in enumerate(keys):
        if key in found:
            continue
        col = found[keys[at - 1]] + 1 if at else 0
        renamed = next((count for count, other in enumerate(keys[at:]) if other in found), 0)
        room = found[keys[at + renamed]] - col if renamed else 1
        if col not in free or (room > 0 and renamed and room != renamed):
            raise _lost(file, built, [named[key]])
        found[key] = col
        free.remove(col)
    return {key: found[key] for key in keys}


def _lost(file: str, built: TableMemory, headers: Sequence[str]) -> LostColumn:
    return LostColumn(
        Text(
            '{file}: the table that begins with the column "{first}" has no column "{lost}" any more; undo, or build '
            "the tracker anew.",
            "{file} : le tableau qui commence par la colonne « {first} » n'a plus de colonne « {lost} » ; annulez, ou "
            "reconstruisez le suivi.",
        ).format(file=file, first=built.headers[0], lost=", ".join(headers))
    )


def _said(header: CellValue) -> str:
    return "" if header is None else str(header)


def is_blank(cell: object) -> bool:
    """Whether a person sees nothing in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
