"""The file of a workbook, as Excel, LibreOffice or our own writer saved it: its tabs, names, tables and properties."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from salestracker_xl.limits import SHEET_COLUMNS, SHEET_ROWS
from salestracker_xl.tables.formats.sheet_cells import Formats, SheetCells, read_cells, shared_texts

UNREADABLE = (zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, EOFError, IndexError)
_FILTER = re.compile(
    r'<(?:\w+:)?autoFilter\b[^>]*?\bref="([^"]+)"[^>]*>\s*<(?:\w+:)?filterColumn\b'
)  # one that filters
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,()]+))!(\$?[A-Z]*\$?\d*(?::\$?[A-Z]*\$?\d*)?)")


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of one sheet: its tab, and the first and last row and column, counted from 0, both included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


class Package:
    """The parts of a workbook's file; cells are read when they are asked for, a sheet at a time.

    Whatever asks a package raises one of UNREADABLE where the file is broken.
    """

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self._workbook = fromstring(self._archive.read("xl/workbook.xml"))
        targets = self._related("xl/workbook.xml")
        self.sheets = {sheet.get("name", ""): targets[_relation(sheet)] for sheet in _all(self._workbook, "sheet")}
        self._cells: dict[str, SheetCells] = {}

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()

    @cached_property
    def names(self) -> Mapping[str, Area]:
        """The cells behind the names of the whole workbook; names of anything else, or of lost cells, are left out."""
        named = {
            name.get("name", ""): area_of(name.text or "")
            for name in _all(self._workbook, "definedName")
            if name.get("localSheetId") is None
        }
        return {name: place for name, place in named.items() if place is not None and place.sheet in self.sheets}

    @cached_property
    def tables(self) -> Mapping[str, Area]:
        """The cells of each table by its name, with its header and without its totals."""
        return {
            table.get("displayName", table.get("name", "")): _table_place(title, table)
            for title in self.sheets
            for part in self._table_parts(title)
            for table in [fromstring(part)]
        }

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The custom properties of the document."""
        if "docProps/custom.xml" not in self._archive.namelist():
            return {}
        found = fromstring(self._archive.read("docProps/custom.xml"))
        return {entry.get("name", ""): "".join(entry.itertext()).strip() for entry in found}

    @cached_property
    def saved(self) -> dt.datetime | None:
        """When the file was last saved, as it says itself."""
        if "docProps/core.xml" not in self._archive.namelist():
            return None
        modified = next(_all(fromstring(self._archive.read("docProps/core.xml")), "modified"), None)
        if modified is None or not (modified.text or "").strip():
            return None
        moment = dt.datetime.fromisoformat((modified.text or "").strip())
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

    @cached_property
    def epoch(self) -> dt.datetime:
        """The day before the first of the workbook's days."""
        calendar = next(_all(self._workbook, "workbookPr"), None)
        from_1904 = calendar is not None and calendar.get("date1904") in ("1", "true")
        return MAC_EPOCH if from_1904 else WINDOWS_EPOCH

    def cells(self, sheet: str) -> SheetCells:
        """The cells of a sheet; read once."""
        if sheet not in self._cells:
            part = self._archive.read(self.sheets[sheet]).decode("utf-8-sig")
            self._cells[sheet] = read_cells(part, self._formats)
        return self._cells[sheet]

    def filters(self, sheet: str) -> list[Area]:
        """The cells, headers included, of each filter that hides rows of a sheet: its own, or that of a table."""
        own = self._archive.read(self.sheets[sheet]).rpartition(b"sheetData>")[2]
        parts = (part.decode("utf-8-sig") for part in (own, *self._table_parts(sheet)))
        found = (area_of(f"Sheet!{place}") for part in parts for place in _FILTER.findall(part))
        return [replace(area, sheet=sheet) for area in found if area is not None]

    def _table_parts(self, sheet: str) -> Iterator[bytes]:
        for target in self._related(self.sheets[sheet]).values():
            if posixpath.basename(posixpath.dirname(target)) == "tables":
                yield self._archive.read(target)

    @cached_property
    def _formats(self) -> Formats:
        parts = set(self._archive.namelist())
        targets = [target for target in self._related("xl/workbook.xml").values() if target in parts]
        texts, styles = (
            next((target for target in targets if target.endswith(end)), None)
            for end in ("sharedStrings.xml", "styles.xml")
        )
        return Formats(
            texts=shared_texts(self._archive.read(texts).decode("utf-8-sig")) if texts else [],
            days=_formats_of_days(fromstring(self._archive.read(styles))) if styles else [],
            epoch=self.epoch,
        )

    def _related(self, part: str) -> dict[str, str]:
        """The parts that a part points to, by the id of the relation."""
        folder, file = posixpath.split(part)
        name = f"{folder}/_rels/{file}.rels"
        if name not in self._archive.namelist():
            return {}
        relations = fromstring(self._archive.read(name))
        return {
            relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip(
                "/"
            )
            for relation in relations
            if relation.get("TargetMode") != "External"
        }


def area_of(reference: str) -> Area | None:
    """The cells that a reference leads to; None for anything else.

    >>> area_of("'Plan d''action'!$A$29:$C$30")
    Area(sheet="Plan d'action", top=28, left=0, bottom=29, right=2)
    """
    found = _REFERENCE.fullmatch(reference.strip().removeprefix("="))
    if found is None:
        return None
    sheet = found[1].replace("''", "'") if found[1] else found[2]
    left, top, right, bottom = range_boundaries(found[3].replace("$", ""))
    return Area(sheet, (top or 1) - 1, (left or 1) - 1, (bottom or SHEET_ROWS) - 1, (right or SHEET_COLUMNS) - 1)


def _table_place(sheet: str, table: Element) -> Area:
    left, top, right, bottom = (int(bound or 1) for bound in range_boundaries(table.get("ref", "")))
    headers, totals = int(table.get("headerRowCount", 1)), int(table.get("totalsRowCount", 0))
    return Area(sheet, top - 1 - (1 - headers), left - 1, bottom - 1 - totals, right - 1)


def _formats_of_days(styles: Element) -> list[bool]:
    """For each cell format, whether it shows days."""
    codes = {int(code.get("numFmtId", 0)): code.get("formatCode", "") for code in _all(styles, "numFmt")}
    formats = next(_all(styles, "cellXfs"), ())
    known = {number: is_date_format(code) for number, code in {**BUILTIN_FORMATS, **codes}.items()}
    return [known.get(int(look.get("numFmtId", 0)), False) for look in formats]


def _all(element: Element, tag: str) -> Iterator[Element]:
    return (found for found in element.iter() if found.tag.rpartition("}")[2] == tag)


def _relation(sheet: Element) -> str:
    return next((value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id"), "")
