"""The notes that people put on a sheet, brought to the row of the same label when the sheet is laid out anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from salestracker_xl.refresh.package.parts import Parts, Relation
from salestracker_xl.refresh.package.sheet_xml import attribute, place_of
from salestracker_xl.tables.formats.sheet_cells import SheetCells
from salestracker_xl.workbook.writing.fast_sheet import letters

NOTES = ("comments", "threadedComment", "vmlDrawing")
_COMMENT = re.compile(r'(<(?:comment|threadedComment)\b[^>]*?\bref=")([A-Z]+\d+)(?=")')
_WHOLE = re.compile(r"<comment\b[^>]*>.*?</comment>", re.DOTALL)
_SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL)
_ROW = re.compile(r"(<x:Row>\s*)(\d+)(?=\s*</x:Row>)")
_ANCHOR = re.compile(r"(<x:Anchor>)([^<]*)(?=</x:Anchor>)")
_TEXT = re.compile(r"<t\b[^>]*>([^<]*)</t>")


@dataclass(frozen=True, slots=True)
class Note:
    """A note whose row is gone: it stays in its cell, where something else may stand now."""

    sheet: str
    cell: str
    text: str


def carry_notes(parts: Parts, relations: Sequence[Relation], title: str, rows: Mapping[int, int]) -> list[Note]:
    """Move the notes of a sheet with the labels of their rows; give back those whose label is gone."""
    comments = [relation.target for relation in relations if relation.kind != "vmlDrawing"]
    lost = [note for name in comments for note in _lost(parts.text(name), title, rows)]
    for relation in relations:
        move = _moved_shapes if relation.kind == "vmlDrawing" else _moved_comments
        parts.put(relation.target, move(parts.text(relation.target), rows))
    return lost


def rows_of_labels(before: SheetCells, after: SheetCells) -> dict[int, int]:
    """For each row with a label, the row that has the same label now, under the same label without figures.

    >>> old = SheetCells({0: ["Reps"], 1: ["Nova", 3], 2: ["Orion", 4], 3: ["Total", 7]})
    >>> new = SheetCells({0: ["Reps"], 1: ["Atlas", 1], 2: ["Nova", 3], 3: ["Total", 4]})
    >>> rows_of_labels(old, new)
    {0: 0, 1: 2, 3: 3}
    """
    found = _labels(after)
    return {row: found[label] for label, row in _labels(before).items() if label in found}


def _labels(cells: SheetCells) -> dict[tuple[str, str, int], int]:
    """The row of each label: with the last one that had no figures beside it, and how often it came below that."""
    heading, counts = "", defaultdict(int)
    rows: dict[tuple[str, str, int], int] = {}
    for row, values in sorted(cells.rows.items()):
        texts = [value for value in values if isinstance(value, str) and value]
        if not texts:
            continue
        if len(texts) == sum(value is not None for value in values):
            heading = texts[0]
        counts[heading, texts[0]] += 1
        rows[heading, texts[0], counts[heading, texts[0]]] = row
    return rows


def _lost(text: str, title: str, rows: Mapping[int, int]) -> list[Note]:
    notes = [(attribute(note.partition(">")[0], "ref") or "", note) for note in _WHOLE.findall(text)]
    return [
        Note(title, cell, unescape("".join(_TEXT.findall(note))))
        for cell, note in notes
        if place_of(cell)[0] not in rows
    ]


def _moved_comments(text: str, rows: Mapping[int, int]) -> str:
    def there(found: re.Match[str]) -> str:
        row, col = place_of(found[2])
        return f"{found[1]}{letters(col)}{rows.get(row, row) + 1}"

    return _COMMENT.sub(there, text)


def _moved_shapes(text: str, rows: Mapping[int, int]) -> str:
    """Move the boxes of notes, each with the eight numbers that say where it opens."""

    def there(found: re.Match[str]) -> str:
        shape = found[0]
        at = _ROW.search(shape)
        if at is None or 'ObjectType="Note"' not in shape:
            return shape
        down = rows.get(int(at[2]), int(at[2])) - int(at[2])
        shape = _ROW.sub(lambda row: f"{row[1]}{int(row[2]) + down}", shape)
        return _ANCHOR.sub(lambda anchor: anchor[1] + _lower(anchor[2], down), shape)

    return _SHAPE.sub(there, text)


def _lower(anchor: str, down: int) -> str:
    numbers = [int(number) for number in anchor.split(",")] if anchor.count(",") == 7 else []
    if not numbers:
        return anchor
    numbers[2], numbers[6] = max(numbers[2] + down, 0), max(numbers[6] + down, 1)
    return ", ".join(map(str, numbers))
