"""The rows of a text file, whatever separates its cells."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from salestracker_xl.tables import kernels, notes
from salestracker_xl.tables.formats.encoding import decode
from salestracker_xl.tables.formats.records import LONGEST_RECORD, cells_of, lines_of, records
from salestracker_xl.tables.framing import framed
from salestracker_xl.tables.grid import Column, Grid
from salestracker_xl.tables.header import find_header

ALIGNED = " "  # stands for columns that any run of blanks keeps apart
_DELIMITERS = ("\t", ";", "|", ",")
_SAMPLE_LINES = 200
_MOST_MISFITS = 10_000  # rows: with more of them, a file is not regular
_BLANKS = re.compile(rb"[ \t]+")
_HINT = re.compile(rb' *"?sep=([^ \n])"? *(?:\n|\Z)', re.IGNORECASE)
_SEEN = re.compile(rb"\S")
_QUOTE = re.compile(rb'"')
_EDGES = re.compile(rb"^[ \t]+|[ \t]+$", re.MULTILINE)


def read_delimited(path: Path) -> Grid:
    """Read the rows of a text file.

    Raises EmptyFile and BinaryFile.
    """
    decoded = decode(path)
    data, hint = _without_excel_hint(decoded.data)
    sample = list(itertools.islice(lines_of(data), _SAMPLE_LINES))
    delimiter = hint or find_delimiter(sample)
    if delimiter == ALIGNED:
        data = _BLANKS.sub(b"\t", _EDGES.sub(b"", data))
        sample = list(itertools.islice(lines_of(data), _SAMPLE_LINES))
    separator = "\t" if delimiter == ALIGNED else delimiter
    sampled = _filled_records(records(sample, separator))
    header = find_header([cells for _, cells in sampled])
    starts = [line for line, _ in sampled] + [len(sample) + 1]
    usual = _usual_width([cells for _, cells in sampled[header.first :]], len(header.names))
    body = _body(data, separator, usual, starts[header.first]).cut_to(len(header.names))
    shift = 1 if hint else 0
    return framed(
        Grid(
            name=path.name,
            columns=tuple(Column(name, text) for name, text in zip(header.names, body.columns, strict=True)),
            lines=body.lines + shift,
            header_line=None if header.row is None else starts[header.row] + shift,
            encoding=decoded.encoding,
            delimiter=delimiter,
            notes=(notes.preamble(header.above),) if header.above else (),
            overflow=body.overflow,
        )
    )


def find_delimiter(lines: Sequence[str]) -> str:
    r"""Tell what separates the cells of these lines.

    It is the mark that cuts the most lines into the same number of cells; where no mark does, runs of blanks. Commas
    stand within cells as well: they yield to another mark that does as well, unless they make twice as many cells.

    >>> find_delimiter(["date;customer;amount", "2024-01-02;Ann;10,50", "2024-01-03;Bob;7,00"])
    ';'
    >>> find_delimiter(["00001 19970101  1   11.77", "00002 19970112  1   12.00"])
    ' '
    """
    filled = [line for line in lines if line.strip()]
    cuts = {mark: _usual_cut(filled, mark) for mark in _DELIMITERS}
    best = max(cuts, key=lambda mark: cuts[mark].share)
    if cuts[best].share > 0:
        comma = cuts[","]
        return "," if comma.share == cuts[best].share and comma.cells >= 2 * cuts[best].cells else best
    widths = Counter(len(line.split()) for line in filled)
    width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    return ALIGNED if width > 1 and count >= 0.9 * len(filled) else ","


@dataclass(frozen=True, slots=True)
class _Cut:
    """The number of cells, above one, into which a mark cuts the most lines, and the share of those lines."""

    cells: int = 0
    share: float = 0.0


def _usual_cut(lines: Sequence[str], mark: str) -> _Cut:
    widths = Counter(len(cells) for _, cells in records(lines, mark))
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return _Cut()
    count, width = max(wide)
    return _Cut(width, count / widths.total())


def _without_excel_hint(data: bytes) -> tuple[bytes, str | None]:
    """Take off the line "sep=;" by which a file tells Excel its delimiter."""
    hint = _HINT.match(data)
    return (data[hint.end() :], hint[1].decode()) if hint else (data, None)


def _filled_records(found: Iterator[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    return [(line, cells) for line, cells in found if any(cell.strip() for cell in cells)]


@dataclass(frozen=True, slots=True, eq=False)
class _Body:
    """The cells below a header, column by column, the line of each row, and what stands in cells that are too many."""

    columns: list[pa.Array]
    lines: np.ndarray
    overflow: dict[int, str]

    def cut_to(self, width: int) -> _Body:
        """Count what stands in columns beyond `width` as too many."""
        overflow = dict(self.overflow)
        for column in self.columns[width:]:
            for row in np.flatnonzero(kernels.filled(column) & ~kernels.blanks(column)).tolist():
                overflow[row] = overflow.get(row) or column[row].as_py()
        return _Body(self.columns[:width], self.lines, overflow)


def _usual_width(rows: Sequence[Sequence[str]], named: int) -> int:
    """Give the number of cells of most rows: delimiters at their ends make more of them than the header has."""
    widths = Counter(len(cells) for cells in rows)
    return max(named, widths.most_common(1)[0][0]) if widths else named


def _body(data: bytes, separator: str, width: int, first_line: int) -> _Body:
    """Read everything from `first_line` on: at once where the rows are regular, else record by record."""
    body = memoryview(data)[_offset(data, first_line) :]
    if not _SEEN.search(body):
        return _Body([kernels.texts([])] * width, np.zeros(0, np.int64), {})
    starts = _record_starts(body, separator, width)
    for handler in (None, _Misfits()) if starts is not None else ():
        try:
            columns = _parsed(body, separator, width, handler)
        except pa.ArrowInvalid:
            continue
        misfits = handler.rows if handler else {}
        if starts is not None and len(columns[0]) + len(misfits) == len(starts):
            return _joined(columns, misfits, starts + first_line, separator)
    return _irregular(body, separator, width, first_line)


def _offset(data: bytes, line: int) -> int:
    offset = 0
    for _ in range(line - 1):
        offset = data.find(b"\n", offset) + 1
        if offset == 0:
            return len(data)
    return offset


class _Misfits:
    """The few rows of a regular file that have more or fewer cells than the others, by their place."""

    def __init__(self) -> None:
        self.rows: dict[int, str] = {}

    def __call__(self, row: pacsv.InvalidRow) -> str:
        self.rows[row.number - 1] = row.text
        return "skip" if len(self.rows) <= _MOST_MISFITS else "error"


def _parsed(body: memoryview, separator: str, width: int, misfits: _Misfits | None) -> list[pa.ChunkedArray]:
    """Cut regular rows into cells; raise ArrowInvalid for a row of another width, unless `misfits` takes it."""
    names = [str(place) for place in range(width)]
    quoted = _QUOTE.search(body) is not None
    table = pacsv.read_csv(
        pa.BufferReader(body),
        read_options=pacsv.ReadOptions(
            column_names=names,
            block_size=min(len(body) + 1, 1 << 24) if quoted else 1 << 22,
            use_threads=misfits is None,  # rows have numbers in a single thread alone
        ),
        parse_options=pacsv.ParseOptions(delimiter=separator, newlines_in_values=quoted, invalid_row_handler=misfits),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, kernels.TEXT),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )
    return table.columns


def _joined(chunked: list[pa.ChunkedArray], misfits: dict[int, str], lines: np.ndarray, separator: str) -> _Body:
    """Put the rows of another width back into their places; `chunked` is emptied on the way."""
    columns = [_one_chunk(chunked.pop(0)) for _ in range(len(chunked))]  # there may be no room for all of them twice
    if not misfits:
        return _Body(columns, lines, {})
    places = np.array(sorted(misfits))
    rows = [cells_of(misfits[place], separator) for place in places.tolist()]
    cells, overflow = _fitted(rows, len(columns), separator)
    order = np.empty(len(lines), np.int64)
    regular = np.ones(len(lines), bool)
    regular[places] = False
    order[regular] = np.arange(len(columns[0]))
    order[places] = len(columns[0]) + np.arange(len(places))
    joined = [
        pa.concat_arrays([column, kernels.texts(extra)]).take(pa.array(order))
        for column, extra in zip(columns, cells, strict=True)
    ]
    return _Body(joined, lines, {int(places[row]): extra for row, extra in overflow.items()})


def _fitted(rows: list[list[str]], width: int, separator: str) -> tuple[list[list[str | None]], dict[int, str]]:
    """Give rows as `width` columns, null where blank, and what stands beyond them, by row."""
    overflow = {}
    for row, cells in enumerate(rows):
        extra = separator.join(cell for cell in cells[width:] if cell.strip())
        if extra:
            overflow[row] = extra
    return [[row[place] or None if place < len(row) else None for row in rows] for place in range(width)], overflow


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return joined if isinstance(joined, pa.Array) else pa.concat_arrays(joined.chunks)


def _record_starts(body: memoryview, separator: str, width: int) -> np.ndarray | None:
    """Give the lines, from 0, on which records begin, empty lines left out; None where quotes are in doubt.

    Counting quotes tells which lines begin inside a cell. Doubt arises when the last quote stays open, a cell goes on
    for very many lines, the lines of a record are all rows by themselves, or its quote closes in the middle of a cell.
    """
    octets = np.frombuffer(body, np.uint8)
    ends = np.flatnonzero(octets == 10)
    if octets[-1] != 10:
        ends = np.append(ends, len(octets))
    starts = np.concatenate(([0], ends[:-1] + 1))
    quotes = np.flatnonzero(octets == 34)
    if not len(quotes):
        return np.flatnonzero(ends > starts)
    inside = (np.searchsorted(quotes, starts) & 1).astype(bool)
    if len(quotes) % 2 or (inside.any() and _in_doubt(octets, starts, inside, quotes, separator, width)):
        return None
    return np.flatnonzero(~inside & (ends > starts))


def _in_doubt(
    octets: np.ndarray, starts: np.ndarray, inside: np.ndarray, quotes: np.ndarray, separator: str, width: int
) -> bool:
    lines = np.flatnonzero(inside)
    lasts = lines[~np.append(inside, False)[lines + 1]]  # the line of each record on which its quote closes
    firsts = lines[~inside[lines - 1]]
    if (lasts - firsts).max() >= LONGEST_RECORD:
        return True
    after = np.append(octets, 10)[quotes[np.searchsorted(quotes, starts[lasts])] + 1]
    if not np.isin(after, [ord(separator), ord('"'), ord("\n"), ord(" ")]).all():
        return True
    marks = np.flatnonzero(octets == ord(separator))
    like_rows = np.diff(np.searchsorted(marks, np.append(starts, len(octets)))) == width - 1
    return width > 2 and any(
        like_rows[first - 1 : last].all() for first, last in zip(firsts, lasts, strict=True) if last > first
    )


def _irregular(body: memoryview, separator: str, width: int, first_line: int) -> _Body:
    """Read rows of any width, and quotes that are never closed."""
    found = list(records(list(lines_of(bytes(body))), separator, width, first_line))
    cells, overflow = _fitted([row for _, row in found], width, separator)
    return _Body([kernels.texts(column) for column in cells], np.array([line for line, _ in found], np.int64), overflow)
