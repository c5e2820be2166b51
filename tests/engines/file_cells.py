"""The cells of a workbook's file, each with its value and its formula, in one pass."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree import ElementTree

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import get_column_letter, range_boundaries

Shown = float | str | bool

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ROW, FORMULA, VALUE, INLINE = f"{MAIN}row", f"{MAIN}f", f"{MAIN}v", f"{MAIN}is"
PHONETIC = f"{MAIN}rPh"  # how a Japanese text is spoken: no part of it


class FileCell(NamedTuple):
    """A cell that the file has: what it shows, "" for nothing, and its formula with its equals sign, if any.

    Dates are the serials that the file holds. Of an array formula, each of its cells has the same, and is there even if
    the file has left it out.
    """

    sheet: str
    name: str
    shown: Shown
    formula: str | None


def file_cells(path: Path) -> Iterator[FileCell]:
    """Every cell that the file has, sheet by sheet in the order of the tabs."""
    with zipfile.ZipFile(path) as package:
        texts = _texts(package)
        for title, part in _sheets(package):
            with package.open(part) as source:
                yield from _cells(title, source, texts)


def _sheets(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Title and part of each sheet of cells."""
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {it.get("Id"): it.get("Target", "") for it in relations if it.get("Type", "").endswith("/worksheet")}
    sheets = ElementTree.fromstring(package.read("xl/workbook.xml")).iterfind(f"{MAIN}sheets/{MAIN}sheet")
    return [
        (sheet.get("name", ""), posixpath.join("xl", targets[sheet.get(RELATION)]).removeprefix("/"))
        for sheet in sheets
        if sheet.get(RELATION) in targets
    ]


def _texts(package: zipfile.ZipFile) -> list[str]:
    """The texts that cells share."""
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    return [_text(it) for it in ElementTree.fromstring(package.read("xl/sharedStrings.xml"))]


def _text(element: ElementTree.Element) -> str:
    """A text with all its runs."""
    spoken = {id(it) for under in element.iterfind(PHONETIC) for it in under.iter()}
    pieces = (it.text or "" for it in element.iter(f"{MAIN}t") if id(it) not in spoken)
    return "".join(pieces).replace("x005F_", "")


def _cells(sheet: str, source: IO[bytes], texts: list[str]) -> Iterator[FileCell]:
    of_arrays: dict[str, str] = {}
    shared: dict[str, Translator] = {}
    for _, element in ElementTree.iterparse(source):
        if element.tag != ROW:
            continue
        for cell in element:
            name = cell.get("r", "")
            written = cell.find(FORMULA)
            formula = None if written is None else _formula(name, written, shared, of_arrays)
            yield FileCell(sheet, name, _shown(cell, texts), of_arrays.pop(name, formula) if of_arrays else formula)
        element.clear()
    yield from (FileCell(sheet, name, "", formula) for name, formula in of_arrays.items())


def _formula(name: str, written: ElementTree.Element, shared: dict[str, Translator], of_arrays: dict[str, str]) -> str:
    text = f"={written.text or ''}"
    match written.get("t"):
        case "shared" if written.get("si") in shared:
            return shared[written.get("si", "")].translate_formula(name)
        case "shared":
            shared[written.get("si", "")] = Translator(text, name)
        case "array":
            of_arrays.update(dict.fromkeys(_names_in(written.get("ref", name)), text))
        case "dataTable":
            of_arrays.update(dict.fromkeys(_names_in(written.get("ref", name)), "a data table"))
    return text


def _names_in(cells: str) -> list[str]:
    left, top, right, bottom = (int(bound or 0) for bound in range_boundaries(cells))
    return [f"{get_column_letter(column)}{row}" for row in range(top, bottom + 1) for column in range(left, right + 1)]


def _shown(cell: ElementTree.Element, texts: list[str]) -> Shown:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(INLINE)
        return "" if inline is None else _text(inline)
    value = cell.findtext(VALUE)
    if not value:
        return ""
    match kind:
        case "n":
            return float(value)
        case "s":
            return texts[int(value)]
        case "b":
            return value == "1"
        case _:
            return value
