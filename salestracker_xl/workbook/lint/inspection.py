"""The whole of a workbook, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.parsers import expat

from salestracker_xl.limits import LONGEST_TEXT
from salestracker_xl.workbook.lint.fault import Fault, Unreadable
from salestracker_xl.workbook.lint.formulas import Vocabulary, faults_of
from salestracker_xl.workbook.lint.intersection import intersected
from salestracker_xl.workbook.lint.names import bad_names, bad_sheet_names
from salestracker_xl.workbook.lint.packaging import bad_package
from salestracker_xl.workbook.lint.parts import MAIN, STYLES, Package, SheetPart, no_xml
from salestracker_xl.workbook.lint.places import block
from salestracker_xl.workbook.lint.rows import SheetPass, Told, parse, units
from salestracker_xl.workbook.lint.settings import bad_settings
from salestracker_xl.workbook.lint.tables import TablePart, bad_headers, bad_tables, overlapping, table_parts
from salestracker_xl.workbook.lint.tabs import bad_workbook, unknown_to_formulas

STRINGS, METADATA = "xl/sharedStrings.xml", "xl/metadata.xml"
LONGEST_LIST = 255  # characters of a drop-down list that is written out
LOCATION = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
CHART_FORMULA = "{http://schemas.openxmlformats.org/drawingml/2006/chart}f"


def lint(path: Path) -> list[Fault]:
    """Every fault of a workbook file, in the order of its parts; an empty list when there is none.

    Raises zipfile.BadZipFile for a file that is no package at all.
    """
    package = Package(path)
    try:
        return sorted(set(_faults(package)))
    except Unreadable as unreadable:
        return [unreadable.fault]
    finally:
        package.archive.close()


def _faults(package: Package) -> Iterator[Fault]:
    tables = table_parts(package)
    words = _vocabulary(package, tables)
    yield from bad_package(package)
    yield from bad_sheet_names(package)
    yield from bad_names(package, words)
    yield from bad_tables(package, words)
    strings = _strings(package)
    yield from _long_strings(strings)
    told = Told(
        len(strings),
        package.count(STYLES, f"{MAIN}cellXfs/{MAIN}xf"),
        package.count(STYLES, f"{MAIN}dxfs/{MAIN}dxf"),
        METADATA in package.names,
    )
    yield from bad_workbook(package)
    for sheet in package.sheets:
        yield from bad_settings(package, sheet.part)
        yield from _of_sheet(package, sheet, tables.get(sheet.part, []), words, told, strings)
    for part in sorted(package.names):
        if part.startswith("xl/charts/chart"):
            for formula in package.tree(part).iter(CHART_FORMULA):
                yield from faults_of(formula.text or "", part, "a series", words)


def _vocabulary(package: Package, tables: dict[str, list[TablePart]]) -> Vocabulary:
    return Vocabulary(
        frozenset(defined.name.lower() for defined in package.defined_names),
        frozenset(sheet.name.lower() for sheet in package.sheets),
        {
            table.name.lower(): frozenset(column.lower() for column in table.columns)
            for found in tables.values()
            for table in found
        },
    )


def _of_sheet(
    package: Package, sheet: SheetPart, tables: list[TablePart], words: Vocabulary, told: Told, strings: list[str]
) -> Iterator[Fault]:
    """Faults of cells, merged cells, tables, lists, conditional formats and links of one sheet."""
    faults: list[Fault] = []
    passed = SheetPass(
        told,
        frozenset(table.block.top for table in tables if table.block is not None and table.headed),
        lambda place, found, wanted: faults.append(Fault(sheet.part, place, found, wanted)),
        lambda cell, formula, of_array: faults.extend(_of_formula(formula, sheet.part, cell, words, of_array)),
        lambda element, place, formula: faults.extend(_of_rule(sheet.part, element, place, formula, words)),
    )
    if sheet.part not in package.names:
        raise Unreadable(Fault(sheet.part or "xl/workbook.xml", f"the sheet {sheet.name!r}", "has no part", "it has"))
    with package.archive.open(sheet.part) as source:
        try:
            parse(source, passed.start, passed.text, passed.end)
        except expat.ExpatError as error:
            raise Unreadable(no_xml(sheet.part, error)) from error
    yield from faults
    yield from unknown_to_formulas(package, sheet, passed.calculated)
    texts = {place: _shown(text, strings) for place, text in passed.texts.items()}
    yield from bad_headers(tables, texts)
    placed = [(table.place, table.block) for table in tables if table.block is not None]
    merged = [(f"the merged cells {reference}", block(reference)) for reference in passed.merged]
    for place, found in merged:
        if found is None or (found.top, found.left) == (found.bottom, found.right):
            yield Fault(sheet.part, place, "are none", "merged cells are two or more")
    blocks = [*placed, *((place, found) for place, found in merged if found is not None)]
    yield from overlapping(sheet.part, blocks, "tables and merged cells have their cells to themselves")
    for cell, location in passed.links:
        if location and not _leads_somewhere(location, words):
            yield Fault(sheet.part, cell, f"links to {location!r}", "a link within the workbook leads to a cell of it")


def _of_formula(formula: str, part: str, cell: str, words: Vocabulary, of_array: bool) -> Iterator[Fault]:
    yield from faults_of(formula, part, cell, words)
    if not of_array and (cells := intersected(formula)):
        yield Fault(part, cell, f"takes one cell of {cells}", "many cells stand where many are taken, or in an array")


def _shown(text: str, strings: list[str]) -> str | None:
    """A text of the sheet: inline after a =, or the number of a shared string."""
    if text.startswith("="):
        return text[1:]
    return strings[int(text)] if text.isdigit() and int(text) < len(strings) else None


def _of_rule(part: str, element: str, place: str, formula: str, words: Vocabulary) -> Iterator[Fault]:
    """Faults of a formula of a list, of a conditional format, or of a sparkline."""
    if element == "formula1" and formula.startswith('"'):
        if len(formula) - 2 > LONGEST_LIST:
            found = f"lists {len(formula) - 2} characters of choices"
            yield Fault(part, place, found, f"a written list has {LONGEST_LIST}; longer ones stand in cells")
        return
    if element == "xm:f" and place == "":
        place = "a sparkline"
    yield from faults_of(formula, part, place, words, plain=True)


def _leads_somewhere(location: str, words: Vocabulary) -> bool:
    found = LOCATION.fullmatch(location)
    if found is None:
        return location.lower() in words.names or block(location) is not None
    name = (found[1] or found[2]).replace("''", "'")
    return name.lower() in words.sheets and block(found[3].replace("$", "")) is not None


def _strings(package: Package) -> list[str]:
    """The shared strings, each with the texts of its runs joined."""
    if STRINGS not in package.names:
        return []
    return [_joined(item) for item in package.tree(STRINGS).iterfind(f"{MAIN}si")]


def _joined(item: Element) -> str:
    runs = [item.find(f"{MAIN}t"), *(run.find(f"{MAIN}t") for run in item.iterfind(f"{MAIN}r"))]
    return "".join(text.text or "" for text in runs if text is not None)


def _long_strings(strings: list[str]) -> Iterator[Fault]:
    for at, text in enumerate(strings):
        if len(text) > LONGEST_TEXT // 2 and units(text) > LONGEST_TEXT:
            found = f"has {units(text)} characters"
            yield Fault(STRINGS, f"string {at}", found, f"a cell holds {LONGEST_TEXT}")
