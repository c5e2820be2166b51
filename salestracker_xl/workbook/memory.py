"""What a tracker remembers of its build in hidden cells: properties, tables, files, what it proposed.

Each cell holds one entry as JSON. Custom properties of a document are out of reach where a workbook is open in a
browser or on a Mac, so they stand here once more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salestracker_xl.language import Language, Text
from salestracker_xl.tables.reading import Reading, Source
from salestracker_xl.tables.recognition import Match
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.values import Value

PROPERTIES, TABLES, SOURCES, PROPOSED = "st_properties", "st_tables", "st_sources", "st_proposed"
FIRST_COL = 16  # beside the figures, before the lists
MOST_NOTES = 20  # of a file: a cell has room for no more than 32,767 characters
LONGEST_SAID = 500
ROOM = 200  # files and tables of which a name tells: there are more after each refresh

REMEMBERED = Text("as it was read at the build", "telle qu'elle a été lue à la construction")


@dataclass(frozen=True, slots=True)
class TableMemory:
    """A table as it was built: its key, and the keys and headers of its columns from left to right."""

    key: str
    columns: Sequence[str]
    headers: Sequence[str]


@dataclass(frozen=True, slots=True)
class SourceMemory:
    """A file as it was read, and the key of the table that its rows are in."""

    table: str
    source: Source


def write_memory(book: Book, sheet: Sheet, properties: Mapping[str, str]) -> None:
    """Write down what the next refresh needs; every table has been written."""
    sources = [_told(reading, source, book.language) for reading in book.tracker.readings for source in reading.sources]
    tables = [{"table": key, "columns": columns} for key, columns in book.tables.items()]
    held = {key: sheet.content(content) for key, content in book.proposed.items()}
    proposed = [{key: value for key, value in held.items() if not isinstance(value, Live)}]
    remembered = {PROPERTIES: [dict(properties)], TABLES: tables, SOURCES: sources, PROPOSED: proposed}
    for col, (name, entries) in enumerate(remembered.items(), start=FIRST_COL):
        texts = [json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries]
        sheet.write_column(0, col, texts, "quiet")
        book.define_name(name, sheet.span(0, col, max(len(texts), ROOM) - 1, col))


def read_properties(cells: Iterable[Any]) -> Mapping[str, str]:
    """The custom properties of the document. Raises ValueError for cells that hold something else."""
    [properties] = _entries(cells)
    return {str(name): str(text) for name, text in properties.items()}


def read_tables(cells: Iterable[Any]) -> Mapping[str, TableMemory]:
    """The tables by their keys. Raises ValueError or KeyError for cells that hold something else."""
    entries = [(entry["table"], entry["columns"]) for entry in _entries(cells)]
    return {key: TableMemory(key, list(columns), list(columns.values())) for key, columns in entries}


def read_sources(cells: Iterable[Any]) -> list[SourceMemory]:
    """The files in the order in which they were read. Raises ValueError or KeyError for cells with something else."""
    return [_remembered(entry) for entry in _entries(cells)]


def read_proposed(cells: Iterable[Any]) -> Mapping[str, Value]:
    """What was proposed for the cells that people change, by their keys. Raises ValueError for other cells."""
    return {str(key): value for entry in _entries(cells) for key, value in entry.items()}


def _entries(cells: Iterable[Any]) -> list[dict[str, Any]]:
    entries = [json.loads(str(cell)) for cell in cells if cell is not None]
    if not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("what a tracker remembers of its build is no JSON object")
    return entries


def _told(reading: Reading, source: Source, language: Language) -> dict[str, Any]:
    return {
        "table": reading.schema.key,
        "name": source.name,
        "profile": source.profile,
        "read_as": source.profile_label[language],
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "sheet": source.sheet,
        "header_line": source.header_line,
        "columns": {key: match.header[:LONGEST_SAID] for key, match in source.mapping.items()},
        "dates": source.date_order,
        "decimals": source.decimals,
        "currency": source.currency,
        "rows": source.rows,
        "accepted": source.accepted,
        "notes": [note[language][:LONGEST_SAID] for note in source.notes[:MOST_NOTES]],
    }


def _remembered(entry: Mapping[str, Any]) -> SourceMemory:
    source = Source(
        name=entry["name"],
        profile=entry["profile"],
        profile_label=_same(entry["read_as"]),
        encoding=entry["encoding"],
        delimiter=entry["delimiter"],
        sheet=entry["sheet"],
        header_line=entry["header_line"],
        mapping={key: Match(key, header, 1.0, REMEMBERED) for key, header in entry["columns"].items()},
        date_order=entry["dates"],
        date_reason=None,
        decimals=entry["decimals"],
        currency=entry["currency"],
        rows=int(entry["rows"]),
        accepted=int(entry["accepted"]),
        notes=tuple(map(_same, entry["notes"])),
    )
    return SourceMemory(entry["table"], source)


def _same(said: str) -> Text:
    """A phrase that is known in the language of the tracker alone."""
    return Text(said, said)
