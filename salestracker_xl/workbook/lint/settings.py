"""Faults of what a sheet says beside its cells: columns, checks of what is typed, looks, links, pages.

Limits are those of Microsoft's "Excel specifications and limits", of "Apply data validation to cells" and of [MS-XLSX].
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from xml.etree.ElementTree import Element

from salestracker_xl.workbook.lint.fault import Fault
from salestracker_xl.workbook.lint.parts import MAIN, Package
from salestracker_xl.workbook.lint.places import Block, block
from salestracker_xl.workbook.lint.rows import units

NEWER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
CELLS = "{http://schemas.microsoft.com/office/excel/2006/main}"
WIDEST, LONGEST_FOOTER, MOST_BREAKS = 255, 255, 1_023
LONGEST_CHECK = 255  # signs in the formula of a check of what is typed
SAID_OF_CHECKS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
LONGEST_TIP = 255

Told = tuple[str, str, str]  # where, what was found, what belongs there


def bad_settings(package: Package, part: str) -> Iterator[Fault]:
    """Faults of a sheet apart from its rows."""
    sheet = package.settings(part)
    for rule in (_bad_columns, _bad_checks, _bad_looks, _bad_hints, _bad_links, _bad_pages, _bad_sparklines):
        for place, found, wanted in rule(sheet):
            yield Fault(part, place, found, wanted)


def _bad_columns(sheet: Element) -> Iterator[Told]:
    last = 0
    for col in sheet.iterfind(f"{MAIN}cols/{MAIN}col"):
        first, end = int(col.get("min", "0")), int(col.get("max", "0"))
        if not last < first <= end:
            yield f"columns {first} to {end}", f"follow column {last}", "columns rise, each once"
        if float(col.get("width", "8")) > WIDEST:
            yield f"columns {first} to {end}", f"are {col.get('width')} wide", f"a column is {WIDEST} at most"
        last = end


def _bad_checks(sheet: Element) -> Iterator[Told]:
    """Checks of what is typed: long ones, and two for one cell, of which Excel obeys one."""
    known: list[tuple[str, Block]] = []
    for check in sheet.iterfind(f"{MAIN}dataValidations/{MAIN}dataValidation"):
        place = check.get("sqref", "")
        for name, most in SAID_OF_CHECKS.items():
            if units(check.get(name, "")) > most:
                yield place, f"has {units(check.get(name, ''))} signs of {name}", f"it has {most} at most"
        for formula in check:
            if units(formula.text or "") > LONGEST_CHECK and not (formula.text or "").startswith('"'):
                yield place, f"is checked by {units(formula.text or '')} signs", f"a check has {LONGEST_CHECK}"
        known += [(place, area) for area in _areas(place)]
    for (place, one), (other, another) in combinations(known, 2):
        if one.overlaps(another):
            yield place, f"is checked twice, also by that of {other}", "a cell has one check of what is typed"


def _bad_looks(sheet: Element) -> Iterator[Told]:
    rules = list(sheet.iterfind(f"{MAIN}conditionalFormatting/{MAIN}cfRule"))
    ranks = Counter(rule.get("priority") for rule in [*rules, *sheet.iter(f"{NEWER}cfRule")] if rule.get("priority"))
    for rank, count in ranks.items():
        if count > 1:
            yield "conditional formats", f"have the rank {rank} twice", "each has a rank of its own"
    named = {found.text for rule in rules for found in rule.iter(f"{NEWER}id")}
    for number in sorted(str(it) for it in named ^ {rule.get("id") for rule in sheet.iter(f"{NEWER}cfRule")}):
        if any(rule.get("id") == number and rule.get("priority") for rule in sheet.iter(f"{NEWER}cfRule")):
            continue  # one that stands for itself
        yield "conditional formats", f"know {number} in one place only", "a rule and its newer half name each other"


def _bad_hints(sheet: Element) -> Iterator[Told]:
    areas = [area for it in sheet.iter(f"{MAIN}ignoredError") for area in _areas(it.get("sqref", ""))]
    if any(one.overlaps(other) for one, other in combinations(areas, 2)):
        yield "hints left out", "overlap", "each cell stands in one area of hints that are left out"


def _bad_links(sheet: Element) -> Iterator[Told]:
    cells = Counter(link.get("ref", "") for link in sheet.iter(f"{MAIN}hyperlink"))
    for cell, count in cells.items():
        if count > 1:
            yield cell, "has two links", "a cell has one link"
    for link in sheet.iter(f"{MAIN}hyperlink"):
        if units(link.get("tooltip", "")) > LONGEST_TIP:
            yield link.get("ref", ""), f"has a tip of {units(link.get('tooltip', ''))} signs", f"{LONGEST_TIP} at most"


def _bad_pages(sheet: Element) -> Iterator[Told]:
    for line in sheet.iterfind(f"{MAIN}headerFooter/*"):
        if units(line.text or "") > LONGEST_FOOTER:
            yield "the page", f"has {units(line.text or '')} signs of header or footer", f"{LONGEST_FOOTER} at most"
    for kind in ("rowBreaks", "colBreaks"):
        if (count := len(sheet.findall(f"{MAIN}{kind}/{MAIN}brk"))) > MOST_BREAKS:
            yield "the page", f"has {count} breaks", f"{MOST_BREAKS} at most"


def _bad_sparklines(sheet: Element) -> Iterator[Told]:
    for line in sheet.iter(f"{NEWER}sparkline"):
        shown, cell = line.findtext(f"{CELLS}f") or "", line.findtext(f"{CELLS}sqref") or ""
        area = block(shown.rpartition("!")[2].replace("$", ""))
        if area is not None and area.top < area.bottom and area.left < area.right:
            yield cell, f"draws {shown}", "a sparkline draws one row or one column"


def _areas(places: str) -> list[Block]:
    return [area for area in map(block, places.split()) if area is not None]
