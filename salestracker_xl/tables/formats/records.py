"""The records of a delimited text, each with the line on which it begins."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST_RECORD = 200  # lines: a quote that stays open longer was never meant to open

csv.field_size_limit(2**31 - 1)


def lines_of(data: bytes) -> Iterator[str]:
    """Give the lines of a text in UTF-8, without their line feeds."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end].decode("utf-8", errors="replace")
        start = end + 1


def records(
    lines: Sequence[str], separator: str, width: int = 0, first_line: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """Cut lines into the cells of their records; give each with the number of the line on which it begins.

    A quote may keep line ends in a cell. One that never closes, or that would swallow whole rows of `width` cells, is
    taken as a letter.
    """
    at = 0
    while at < len(lines):
        end = _end(lines, at, separator) if '"' in lines[at] else at + 1
        if end is None or (end > at + 1 and not _belong_together(lines[at:end], separator, width)):
            yield first_line + at, lines[at].split(separator)
            at += 1
        else:
            yield first_line + at, cells_of("\n".join(lines[at:end]), separator)
            at = end


def cells_of(record: str, separator: str) -> list[str]:
    """Cut one record into its cells.

    >>> cells_of('1,"a ""b"", c"', ",")
    ['1', 'a "b", c']
    """
    if '"' not in record:
        return record.split(separator)
    return next(csv.reader(record.splitlines(keepends=True), delimiter=separator))


def _belong_together(lines: Sequence[str], separator: str, width: int) -> bool:
    """Tell whether several lines are one record: its quotes are in order, and its lines are not all rows already."""
    rows_already = width > 2 and len(lines) > 2 and all(line.count(separator) == width - 1 for line in lines[:-1])
    return not rows_already and _patterns(separator).well_formed.fullmatch("\n".join(lines)) is not None


def _end(lines: Sequence[str], start: int, separator: str) -> int | None:
    """Find the line after the record that begins at `start`; None where a quote stays open."""
    open_quote = _patterns(separator).open
    record = lines[start]
    end = start + 1
    while open_quote.fullmatch(record):
        while end < len(lines) and end - start < LONGEST_RECORD and '"' not in lines[end]:
            end += 1
        if end >= len(lines) or end - start >= LONGEST_RECORD:
            return None
        end += 1
        record = "\n".join(lines[start:end])
    return end


@dataclass(frozen=True, slots=True)
class _Patterns:
    """A record that ends within quotes, and one whose quotes open and close at the edges of cells."""

    open: re.Pattern[str]
    well_formed: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(separator: str) -> _Patterns:
    mark = re.escape(separator)
    loose = rf'(?:"(?:[^"]|"")*"[^{mark}]*|[^"{mark}][^{mark}]*)?'
    strict = rf'(?:"(?:[^"]|"")*"[ \t]*|[^"{mark}][^{mark}]*)?'
    return _Patterns(re.compile(rf'(?:{loose}{mark})*"(?:[^"]|"")*'), re.compile(rf"(?:{strict}{mark})*{strict}"))
