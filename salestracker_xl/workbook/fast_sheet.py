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
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute

from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.values import ExcelError

pc: Any = pyarrow.compute  # its functions are made on import, where no type checker sees them

NO_CELL = ""
OFTEN = 2  # a text that stands in its column this often is worth an entry among the shared strings
ESCAPE_LIKE = re.compile("(_x[0-9a-fA-F]{4}_)")
CONTROL = "[\x00-\x08\x0b-\x1f\ufffe\uffff]"
ESCAPED = f"_x[0-9a-fA-F]{{4}}_|{CONTROL}"
Piece = str | pa.Array


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


@dataclass(slots=True)
class Numbers:
    """A column of floats, NaN for a blank cell."""

    values: np.ndarray
    whole: bool = False

    def prepare(self, shared: SharedTexts) -> None:
        """Find out whether all numbers are whole, which are written faster. Raises TypeError at an infinite one."""
        if np.isinf(self.values).any():
            raise TypeError("A cell of Excel cannot hold an infinite number.")
        known = self.values[~np.isnan(self.values)]
        self.whole = bool((np.abs(known) < 2**53).all() and (known == np.floor(known)).all())

    def ending(self, rows: slice) -> list[Piece]:
        """Numbers in the fewest digits that bring back the same double."""
        cells = self.values[rows]
        numbers = pa.array(cells, from_pandas=True)
        text = pc.cast(pc.cast(numbers, pa.int64()) if self.whole else numbers, pa.string())
        return ['"><v>', text, "</v></c>"]


@dataclass(slots=True)
class Texts:
    """A column of texts, null for a blank cell."""

    values: pa.Array
    codes: pa.Array | None = None
    endings: pa.Array | None = None

    def prepare(self, shared: SharedTexts) -> None:
        """Share the texts where they come again and again, else leave each in its cell.

        Not every reader looks for escaped characters in a text that stands in its cell.
        """
        encoded = pc.dictionary_encode(self.values)
        texts = encoded.dictionary
        seldom = len(texts) * OFTEN > len(self.values) - self.values.null_count
        if seldom and not pc.any(pc.match_substring_regex(texts, ESCAPED)).as_py():
            return
        first = shared.reserve(texts)
        numbers = pc.cast(pa.array(np.arange(first, first + len(texts))), pa.string())
        self.codes, self.endings = encoded.indices, joined('" t="s"><v>', numbers, "</v></c>")

    def ending(self, rows: slice) -> list[Piece]:
        """A reference to the shared text, or the text itself."""
        if self.codes is not None and self.endings is not None:
            return [self.endings.take(self.codes[rows])]
        return ['" t="inlineStr"><is>', elements(self.values[rows]), "</is></c>"]


@dataclass(slots=True)
class Anything:
    """A column of cells of any kind: texts, numbers, logical values, errors and live formulas with their values."""

    values: Sequence[Any]
    places: dict[str, int] = field(default_factory=dict)

    def prepare(self, shared: SharedTexts) -> None:
        """Share the texts."""
        texts = list(dict.fromkeys(value for value in self.values if isinstance(value, str) and value))
        first = shared.reserve(pa.array(texts, pa.string()))
        self.places = {text: first + at for at, text in enumerate(texts)}

    def ending(self, rows: slice) -> list[Piece]:
        """Each cell by itself."""
        return [pa.array([self._ending(value) for value in self.values[rows]], pa.string())]

    def _ending(self, value: Any) -> str | None:
        if isinstance(value, Live):
            held = 0.0 if value.value is None else value.value
            return f"{_kind(held)}><f>{xml_text(value.formula)}</f><v>{_content(held)}</v></c>"
        if value is None or value == "" or value != value:
            return None
        if isinstance(value, str):
            return f'" t="s"><v>{self.places[value]}</v></c>'
        return f"{_kind(value)}><v>{_content(value)}</v></c>"


def fast_column(values: np.ndarray | pa.Array | Sequence[Any]) -> FastColumn:
    """A column for values as tables have them: floats with NaN, or cells of any kind with None for a blank."""
    if isinstance(values, pa.Array):
        return Texts(values)
    if isinstance(values, np.ndarray) and values.dtype.kind in "fi":
        return Numbers(values.astype(float, copy=False))
    kinds = set(map(type, values))
    if kinds <= {str, type(None)}:
        return Texts(pa.array(list(values), pa.string()))
    if kinds <= {float, int, np.float64, type(None)}:
        return Numbers(np.array([np.nan if value is None else value for value in values], dtype=float))
    return Anything(list(values))


def row_texts(block: Block, rows: slice) -> memoryview:
    """The XML of some rows of a block, as UTF-8."""
    first, count = block.first_row + rows.start, rows.stop - rows.start
    numbers = pc.cast(pa.array(np.arange(first + 1, first + 1 + count)), pa.string())
    here = range(first, first + count)
    beside = {row: block.beside[row] for row in block.beside if row in here}
    pieces: list[Piece] = ['<row r="', numbers, '">']
    if opened := {row: block.openings[row] for row in block.openings if row in here}:
        pieces = [_put_over(joined('<row r="', numbers, '">'), opened, first)]
    _put_between(pieces, beside, range(block.first_col), first, count)
    for at, column in enumerate(block.columns):
        col = block.first_col + at
        style = f'" s="{block.styles[at]}' if block.styles[at] else ""
        ending = column.ending(rows)
        has_blanks = any(not isinstance(piece, str) and piece.null_count for piece in ending)
        if has_blanks and block.bordered[at]:
            ending, has_blanks = [joined(*ending).fill_null('"/>')], False
        cell: list[Piece] = [f'<c r="{letters(col)}', numbers, style, *ending]
        over = {row: cells[col] for row, cells in beside.items() if col in cells}
        if has_blanks or over:
            pieces.append(_put_over(joined(*cell).fill_null(NO_CELL), over, first))
        else:
            pieces += cell
    _put_between(pieces, beside, range(block.first_col + len(block.columns), 1 << 14), first, count)
    return text_of(joined(*pieces, "</row>"))


def elements(texts: pa.Array) -> pa.Array:
    """Texts as the t elements of a sheet or of the shared strings."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        texts = pc.replace_substring(texts, sign, entity)
    odd = pc.match_substring_regex(texts, ESCAPED)
    if pc.any(odd).as_py():
        escaped = [_without_controls(text) for text in texts.filter(odd).to_pylist()]
        texts = pc.replace_with_mask(texts, odd.fill_null(False), pa.array(escaped, texts.type))
    spaced = pc.match_substring_regex(texts, r"^\s|\s$")
    opening = pc.if_else(spaced, '<t xml:space="preserve">', "<t>") if pc.any(spaced).as_py() else "<t>"
    return joined(opening, texts, "</t>")


def longest(texts: pa.Array) -> int:
    """Length of the longest text in characters."""
    return pc.max(pc.utf8_length(texts)).as_py() or 0


def joined(*pieces: Piece) -> pa.Array:
    """Pieces side by side, row by row; null where one of them is. Texts that meet are made one beforehand."""
    fewer: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and fewer and isinstance(fewer[-1], str):
            fewer[-1] += piece
        else:
            fewer.append(piece)
    return pc.binary_join_element_wise(*fewer, "")


def text_of(texts: pa.Array) -> memoryview:
    """All texts of an array in one, as UTF-8, without copying them."""
    _, offsets, data = texts.buffers()
    bounds = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return memoryview(data if data is not None else b"")[int(bounds[0]) : int(bounds[-1])]


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
    """A number in the fewest digits that bring back the same double.

    >>> number_text(3.0), number_text(0.1 + 0.2)
    ('3', '0.30000000000000004')
    """
    return repr(float(number)).removesuffix(".0")


def _put_between(
    pieces: list[Piece], beside: Mapping[int, Mapping[int, str]], cols: range, first: int, count: int
) -> None:
    """Append the cells that others wrote into columns outside the block."""
    found = {row: "".join(cells[col] for col in sorted(cells) if col in cols) for row, cells in beside.items()}
    if any(found.values()):
        pieces.append(_put_over(pa.array([NO_CELL] * count, pa.string()), found, first))


def _put_over(cells: pa.Array, others: Mapping[int, str], first: int) -> pa.Array:
    if not others:
        return cells
    rows = sorted(others)
    mask = np.zeros(len(cells), bool)
    mask[[row - first for row in rows]] = True
    return pc.replace_with_mask(cells, pa.array(mask), pa.array([others[row] for row in rows], pa.string()))


def _without_controls(text: str) -> str:
    r"""Control characters as Excel writes them in a file; what only looks like one keeps its underscore apart.

    >>> _without_controls("bell\x07 _x0007_")
    'bell_x0007_ _x005F_x0007_'
    """
    return re.sub(CONTROL, lambda found: f"_x{ord(found[0]):04X}_", ESCAPE_LIKE.sub(r"_x005F\1", text))


def _kind(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return '" t="b"'
    if isinstance(value, ExcelError):
        return '" t="e"'
    return '" t="str"' if isinstance(value, str) and value else '"'


def _content(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return str(int(value))
    if isinstance(value, str | ExcelError):
        return xml_text(str(value))
    return number_text(value)
