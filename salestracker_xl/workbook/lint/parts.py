"""The parts of a workbook file, opened without trust, and what the workbook part says of them."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from salestracker_xl.workbook.lint.fault import Fault, Unreadable

WORKBOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name on the tab, its part, and its number, which stays when tabs are moved."""

    name: str
    part: str
    number: str


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name of the workbook, or of the one sheet whose place among the tabs is `scope`."""

    name: str
    scope: str | None
    formula: str
    comment: str


class Package:
    """The parts of a file by their names."""

    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path)
        self.names = frozenset(self.archive.namelist())
        self._settings: dict[str, Element] = {}

    def tree(self, part: str) -> Element:
        """A small part as a tree. Raises Unreadable for one that is missing, or no XML."""
        if part not in self.names:
            raise Unreadable(Fault(part, "the part", "is missing", "what refers to it needs it"))
        return self._parsed(part, self.archive.read(part))

    def _parsed(self, part: str, text: bytes) -> Element:
        try:
            return fromstring(text, forbid_dtd=True)
        except (ParseError, DefusedXmlException) as error:
            raise Unreadable(no_xml(part, error)) from error

    def settings(self, part: str) -> Element:
        """A sheet as a tree without its rows, however many there are."""
        if part not in self._settings:
            text = self.archive.read(part) if part in self.names else b""
            start, end = text.find(b"<sheetData>"), text.find(b"</sheetData>")
            text = text[:start] + text[end + len(b"</sheetData>") :] if 0 <= start < end else text
            self._settings[part] = self._parsed(part, text)
        return self._settings[part]

    def relations(self, part: str) -> dict[str, str]:
        """The parts that a part refers to inside the file, by the id of the relation."""
        folder, _, name = part.rpartition("/")
        described = f"{folder}/_rels/{name}.rels"
        if described not in self.names:
            return {}
        return {
            relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
            for relation in self.tree(described)
            if relation.get("TargetMode") != "External"
        }

    @cached_property
    def workbook(self) -> Element:
        """The part that lists sheets and names."""
        return self.tree(WORKBOOK)

    @cached_property
    def sheets(self) -> list[SheetPart]:
        """The sheets in the order of their tabs."""
        parts = self.relations(WORKBOOK)
        listed = self.workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet")
        return [
            SheetPart(sheet.get("name", ""), parts.get(sheet.get(RELATION, ""), ""), sheet.get("sheetId", ""))
            for sheet in listed
        ]

    @cached_property
    def defined_names(self) -> list[DefinedName]:
        """The names that the workbook defines."""
        return [
            DefinedName(name.get("name", ""), name.get("localSheetId"), name.text or "", name.get("comment", ""))
            for name in self.workbook.iterfind(f"{MAIN}definedNames/{MAIN}definedName")
        ]

    def tables(self) -> Iterator[tuple[SheetPart, str, Element]]:
        """Every table: its sheet, its part, its tree."""
        for sheet in self.sheets:
            for part in self.relations(sheet.part).values():
                if part.startswith("xl/tables/"):
                    yield sheet, part, self.tree(part)

    def count(self, part: str, path: str) -> int:
        """How many elements stand under a path of a part; none where the part is missing."""
        return len(self.tree(part).findall(path)) if part in self.names else 0


def no_xml(part: str, error: Any) -> Fault:
    """The fault of a part that an XML parser refuses."""
    return Fault(part, "the part", f"is not well-formed XML ({error})", "a part is XML without a document type")
