"""What a sheet of an .xlsx workbook says about its rows besides their cells."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\bhidden="(?:1|true)"')
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged down a column: the column and the first and last row, counted from 0."""

    place: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The hidden rows of a sheet (counted from 0), its vertical merges, and whether its calendar starts in 1904."""

    hidden: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    from_1904: bool = False


def read_layout(path: Path, sheet: str) -> Layout:
    """Read the layout of one sheet; other kinds of workbook than .xlsx and .xlsm tell nothing."""
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return Layout()
    try:
        with zipfile.ZipFile(path) as parts:
            workbook = fromstring(parts.read("xl/workbook.xml"))
            body = parts.read(_part(parts, workbook, sheet))
    except (KeyError, ParseError, zipfile.BadZipFile):
        return Layout()  # the cells were read already; the layout only adds to them
    calendar = next((element for element in workbook.iter() if element.tag.endswith("}workbookPr")), None)
    return Layout(
        hidden=frozenset(
            int(number[1]) - 1 for row in _HIDDEN_ROW.findall(body) if (number := _ROW_NUMBER.search(row))
        ),
        merges=tuple(_vertical_merges(body)),
        from_1904=calendar is not None and calendar.get("date1904") in ("1", "true"),
    )


def _part(parts: zipfile.ZipFile, workbook, sheet: str) -> str:
    """Find the part of the package that holds a sheet; raise KeyError where there is none."""
    ids = {
        element.get("name"): element.get(_RELATIONSHIP, "")
        for element in workbook.iter()
        if element.tag.endswith("}sheet")
    }
    relations = fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    targets = {element.get("Id"): element.get("Target", "") for element in relations}
    return posixpath.normpath(posixpath.join("/xl", targets[ids[sheet]])).lstrip("/")


def _vertical_merges(body: bytes):
    for left, top, right, bottom in _MERGED.findall(body):
        if left == right and top != bottom:
            yield Merge(_place(left.decode()), int(top) - 1, int(bottom) - 1)


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
