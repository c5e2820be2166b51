"""The rows of a text file, whatever separates its cells."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from salestracker_xl.tables import kernels, notes
from salestracker_xl.tables.encoding import decode
from salestracker_xl.tables.framing import framed
from salestracker_xl.tables.grid import Column, Grid
from salestracker_xl.tables.header import Header, find_header

ALIGNED = " "  # stands for columns that any run of blanks keeps apart
_DELIMITERS = ("\t", ";", "|", ",")
_SAMPLE_LINES = 200
_LONGEST_RECORD = 200  # lines: a quote that stays open longer was never meant to open
_BLANKS = re.compile(rb"[ \t]+")
_EDGES = re.compile(rb"^[ \t]+|[ \t]+$", re.MULTILINE)

csv.field_size_limit(2**31 - 1)


def read_delimited(path: Path) -> Grid:
    """Read the rows of a text file.

    Raises EmptyFile and BinaryFile.
    """
    decoded = decode(path)
    data, hint = _without_excel_hint(decoded.data)
    sample = list(itertools.islice(_lines(data), _SAMPLE_LINES))
    delimiter = hint or find_delimiter(sample)
    if delimiter == ALIGNED:
        data = _BLANKS.sub(b"\t", _EDGES.sub(b"", data))
        sample = list(itertools.islice(_lines(data), _SAMPLE_LINES))
    separator = "\t" if delimiter == ALIGNED else delimiter
    records = _filled_records(_records(sample, separator))
    header = find_header([cells for _, cells in records])
    starts = [line for line, _ in records] + [len(sample) + 1]
    columns, lines, overflow = _body(data, separator, header, starts[header.first])
    shift = 1 if hint else 0
    return framed(
        Grid(
            name=path.name,
            columns=tuple(Column(name, text) for name, text in zip(header.names, columns, strict=True)),
            lines=lines + shift,
            header_line=None if header.row is None else starts[header.row] + shift,
            encoding=decoded.encoding,
            delimiter=delimiter,
            notes=(notes.preamble(header.above),) if header.above else (),
            overflow=overflow,
        )
    )


def find_delimiter(lines: Sequence[str]) -> str:
    r"""Tell what separates the cells of these lines.

    It is the mark that cuts the most lines into the same number of cells; where no mark does, runs of blanks.

    >>> find_delimiter(["date;customer;amount", "2024-01-02;Ann;10,50", "2024-01-03;Bob;7,00"])
    ';'
    >>> find_delimiter(["00001 19970101  1   11.77", "00002 19970112  1   12.00"])
    ' '
    """
    filled = [line for line in lines if line.strip()]
    scores = {mark: _agreement(filled, mark) for mark in _DELIMITERS}
    best = max(scores, key=lambda mark: scores[mark])
    if scores[best] > 0:
        return best
    widths = Counter(len(line.split()) for line in filled)
    width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    return ALIGNED if width > 1 and count >= 0.9 * len(filled) else ","


def _agreement(lines: Sequence[str], mark: str) -> float:
    """Score a delimiter: the share of lines with the usual number of cells, more for more cells; 0 for one cell."""
    widths = Counter(len(cells) for _, cells in _records(lines, mark))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return count / sum(widths.values()) * (1 - 0.5 / width)


def _without_excel_hint(data: bytes) -> tuple[bytes, str | None]:
    """Take off the line "sep=;" by which a file tells Excel its delimiter."""
    first, _, rest = data.partition(b"\n")
    hint = re.fullmatch(rb'"?sep=(.)"?', first.strip(b" "), re.IGNORECASE)
    return (rest, hint[1].decode()) if hint else (data, None)


def _lines(data: bytes) -> Iterator[str]:
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end].decode("utf-8", errors="replace")
        start = end + 1


def _records(lines: Sequence[str], separator: str, first_line: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Cut lines into records; give each with the number of the line on which it begins.

    A quote that is still open at the end, or after too many lines, is taken as part of the text of its own line.
    """
    at = 0
    while at < len(lines):
        ended = False
        reader = csv.reader((line + "\n" for line in lines[at:]), delimiter=separator, strict=False)
        done = 0
        for cells in reader:
            if reader.line_num - done > _LONGEST_RECORD or _swallowed_the_end(lines, at + done, at + reader.line_num):
                yield first_line + at + done, lines[at + done].split(separator)
                at += done + 1
                ended = True
                break
            yield first_line + at + done, cells
            done = reader.line_num
        if not ended:
            return


def _swallowed_the_end(lines: Sequence[str], start: int, end: int) -> bool:
    return end - start > 1 and end >= len(lines) and "".join(lines[start:end]).count('"') % 2 == 1


def _filled_records(records: Iterator[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    return [(line, cells) for line, cells in records if any(cell.strip() for cell in cells)]


Body = tuple[list[pa.Array], np.ndarray, dict[int, str]]


def _body(data: bytes, separator: str, header: Header, first_line: int) -> Body:
    """Read everything from `first_line` on: quickly where the rows are regular, else record by record."""
    offset = _offset(data, first_line)
    body = data[offset:] if offset else data
    return _regular_body(body, separator, len(header.names), first_line) or _irregular_body(
        body, separator, len(header.names), first_line
    )


def _offset(data: bytes, line: int) -> int:
    offset = 0
    for _ in range(line - 1):
        offset = data.find(b"\n", offset) + 1
        if offset == 0:
            return len(data)
    return offset


def _regular_body(body: bytes, separator: str, width: int, first_line: int) -> Body | None:
    """Read rows that all have `width` cells; None where some have not, or where the line of a row is in doubt."""
    starts = _record_starts(body)
    if not body.strip():
        return [kernels.texts([])] * width, np.zeros(0, np.int64), {}
    names = [f"c{place}" for place in range(width)]
    try:
        table = pacsv.read_csv(
            pa.BufferReader(body),
            read_options=pacsv.ReadOptions(column_names=names, block_size=max(1 << 22, _longest(starts, body))),
            parse_options=pacsv.ParseOptions(delimiter=separator, newlines_in_values=b'"' in body),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, kernels.TEXT),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != len(starts):
        return None
    columns = [_one_chunk(table.column(name)) for name in names]
    return columns, starts + first_line, {}


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return joined if isinstance(joined, pa.Array) else pa.concat_arrays(joined.chunks)


def _longest(starts: np.ndarray, body: bytes) -> int:
    """Give a block size that holds the longest record with certainty: a tenth of the body for a few lines."""
    return min(len(body) + 1, 1 << 24) if b'"' in body else 1 << 22


def _record_starts(body: bytes) -> np.ndarray:
    """Give the line offset on which each record begins that is not an empty line."""
    octets = np.frombuffer(body, np.uint8)
    ends = np.flatnonzero(octets == 10)
    if len(octets) and octets[-1] != 10:
        ends = np.append(ends, len(octets))
    starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else np.zeros(0, np.int64)
    quotes = np.flatnonzero(octets == 34)
    inside = np.searchsorted(quotes, starts) & 1 if len(quotes) else np.zeros(len(starts), np.int64)
    return np.flatnonzero((inside == 0) & (ends > starts))


def _irregular_body(body: bytes, separator: str, width: int, first_line: int) -> Body:
    rows: list[list[str]] = []
    lines: list[int] = []
    overflow: dict[int, str] = {}
    for line, cells in _records(list(_lines(body)), separator, first_line):
        extra = separator.join(cell for cell in cells[width:] if cell.strip())
        if extra:
            overflow[len(rows)] = extra
        rows.append(cells[:width] + [""] * (width - len(cells)))
        lines.append(line)
    columns = [kernels.texts(cells) for cells in zip(*rows, strict=True)] or [kernels.texts([])] * width
    return columns, np.array(lines, np.int64), overflow
