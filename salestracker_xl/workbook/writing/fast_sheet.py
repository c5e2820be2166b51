"""Rows of a long table as the XML text of a sheet, built column by column.

Cell by cell, Python writes some ten thousand cells in a tenth of a second; column by column, Arrow's text kernels write
a million in the same time. What a cell holds is the same as when XlsxWriter writes it (tests compare the two), but for
numbers: they are written with as many digits as bring back the same double, where XlsxWriter stops at sixteen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

import numpy as np
import pyarrow as pa

from salestracker_xl.limits import SHEET_COLUMNS
from salestracker_xl.workbook.writing.pieces import Piece, blanks, joined, octets_of, pc, text_of

NO_CELL = ""
ESCAPE_LIKE = re.compile("(_x[0-9a-fA-F]{4}_)")
CONTROL = "[\x00-\x08\x0b-\x1f\ufffe\uffff]"
ESCAPED = f"_x[0-9a-fA-F]{{4}}_|{CONTROL}"
SPECIAL = np.isin(np.arange(256), [*range(32), *b"&<>_", 0xEF])  # bytes of a text that may not stand as they are
SPACE = ord(" ")


class SharedTexts(Protocol):
    """Where texts that cells share get their numbers."""

    def reserve(self, texts: pa.Array) -> int:
        """Add texts, each of them once; give back the number of the first."""
        ...


class FastColumn(Protocol):
    """One column of a long table; `ending` gives what follows the number of the row in each cell, null for no cell.

    It comes in pieces that stand side by side: text that is the same in all rows, or an array.
    """

    def prepare(self, shared: SharedTexts) -> None:
        """Enter the texts that are shared."""
        ...

    def ending(self, rows: slice) -> list[Piece]:
        """The end of the cells of some rows, as `"><v>5</v></c>`."""
        ...


@dataclass(slots=True)
class Block:
    """A block of rows to be written as text: it begins in `first_row`, `first_col` and is as high as its columns.

    `styles` are the numbers of the cell formats; a blank cell is written only where it is `bordered`. `beside` holds
    the XML of cells that others wrote into these rows, by row and column, and `openings` the tags of rows with a
    height of their own.
    """

    first_row: int
    first_col: int
    length: int
    columns: Sequence[FastColumn]
    styles: Sequence[int] = ()
    bordered: Sequence[bool] = ()
    beside: dict[int, dict[int, str]] = field(default_factory=dict)
    openings: dict[int, str] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        """The last row of the sheet that the block reaches into."""
        return self.first_row + self.length - 1


def row_texts(block: Block, rows: slice) -> memoryview:
    """The XML of some rows of a block, as UTF-8."""
    first, count = block.first_row + rows.start, rows.stop - rows.start
    numbers = pc.cast(pa.array(np.arange(first + 1, first + 1 + count)), pa.string())
    here = range(first, first + count)
    beside = {row: block.beside[row] for row in block.beside if row in here}
    pieces: list[Piece] = ['<row r="', numbers, '">']
    if opened := {row - first: block.openings[row] for row in block.openings if row in here}:
        pieces = [_put_over(joined('<row r="', numbers, '">'), opened)]
    _put_between(pieces, beside, range(block.first_col), first, count)
    for at, column in enumerate(block.columns):
        col = block.first_col + at
        over = {row: cells[col] for row, cells in beside.items() if col in cells}
        pieces += _cells(block, at, column.ending(rows), numbers, {row - first: cell for row, cell in over.items()})
    _put_between(pieces, beside, range(block.first_col + len(block.columns), SHEET_COLUMNS), first, count)
    return text_of(joined(*pieces, "</row>"))


def _cells(block: Block, at: int, ending: list[Piece], numbers: pa.Array, over: Mapping[int, str]) -> list[Piece]:
    """The cells of one column in some rows, with others put over them."""
    missing = blanks(ending)
    if missing and block.bordered[at]:
        ending, missing = [joined(*ending).fill_null('"/>')], 0
    elif missing == len(numbers) and not over:
        return []
    style = f'" s="{block.styles[at]}' if block.styles[at] else ""
    cell: list[Piece] = [f'<c r="{letters(block.first_col + at)}', numbers, style, *ending]
    return [_put_over(joined(*cell).fill_null(NO_CELL), over)] if missing or over else cell


def elements(texts: pa.Array) -> pa.Array:
    """Texts as the t elements of a sheet or of the shared strings."""
    if _stand_as_they_are(texts):
        return joined("<t>", texts, "</t>")
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        texts = pc.replace_substring(texts, sign, entity)
    odd = pc.match_substring_regex(texts, ESCAPED)
    if pc.any(odd).as_py():
        escaped = [_without_controls(text) for text in texts.filter(odd).to_pylist()]
        texts = pc.replace_with_mask(texts, odd.fill_null(False), pa.array(escaped, texts.type))
    spaced = pc.match_substring_regex(texts, r"^\s|\s$")
    opening = pc.if_else(spaced, '<t xml:space="preserve">', "<t>") if pc.any(spaced).as_py() else "<t>"
    return joined(opening, texts, "</t>")


@cache
def letters(col: int) -> str:
    """Letters of a column counted from 0.

    >>> letters(27)
    'AB'
    """
    shown = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        shown = chr(65 + rest) + shown
    return shown


def xml_text(text: str) -> str:
    """A text as it stands between the tags of a part; `_without_controls` says what becomes of control characters."""
    content = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return content if content.isprintable() and "_x" not in content else _without_controls(content)


def number_text(number: float) -> str:
    """A number in the fewest digits that bring back the same double; what rounding left below 0 is 0.

    >>> number_text(3.0), number_text(0.1 + 0.2), number_text(-0.0)
    ('3', '0.30000000000000004', '0')
    """
    return repr(float(number) + 0.0).removesuffix(".0")


def _put_between(
    pieces: list[Piece], beside: Mapping[int, Mapping[int, str]], cols: range, first: int, count: int
) -> None:
    """Append the cells that others wrote into columns outside the block."""
    found = {row - first: "".join(cells[col] for col in sorted(cells) if col in cols) for row, cells in beside.items()}
    if any(found.values()):
        pieces.append(_put_over(pa.array([NO_CELL] * count, pa.string()), found))


def _put_over(cells: pa.Array, others: Mapping[int, str]) -> pa.Array:
    if not others:
        return cells
    places = sorted(others)
    mask = np.zeros(len(cells), bool)
    mask[places] = True
    return pc.replace_with_mask(cells, pa.array(mask), pa.array([others[at] for at in places], pa.string()))


def _stand_as_they_are(texts: pa.Array) -> bool:
    """Whether no text needs an escape, nor has a space at its ends: its bytes tell faster than patterns."""
    octets, bounds = octets_of(texts)
    filled = bounds[1:] > bounds[:-1]
    ends = octets[np.append(bounds[:-1][filled], bounds[1:][filled] - 1)]
    return not (SPECIAL[octets].any() or (ends == SPACE).any())


def _without_controls(text: str) -> str:
    r"""Control characters as Excel writes them in a file; what only looks like one keeps its underscore apart.

    >>> _without_controls("bell\x07 _x0007_")
    'bell_x0007_ _x005F_x0007_'
    """
    return re.sub(CONTROL, lambda found: f"_x{ord(found[0]):04X}_", ESCAPE_LIKE.sub(r"_x005F\1", text))
