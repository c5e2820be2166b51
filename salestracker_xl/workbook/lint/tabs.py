"""Faults of a workbook as a whole: which tab it opens on, and whether its formulas are calculated then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from salestracker_xl.workbook.lint.fault import Fault
from salestracker_xl.workbook.lint.parts import MAIN, STYLES, WORKBOOK, Package, SheetPart

ORDER = "xl/calcChain.xml"
LONGEST_FORMAT = 255
BARE_POINT = re.compile(r"\.[#?](?!.*\bE[+-])")  # 3 as 3. and 5 % as 5.%


def bad_workbook(package: Package) -> Iterator[Fault]:
    """Tabs that are open or shown in a way that Excel mends, values that stay stale, formats of numbers."""
    listed = package.workbook.findall(f"{MAIN}sheets/{MAIN}sheet")
    view = package.workbook.find(f"{MAIN}bookViews/{MAIN}workbookView")
    opened = int(view.get("activeTab", "0")) if view is not None else 0
    if opened >= len(listed):
        yield Fault(WORKBOOK, "the window", f"opens on tab {opened}", f"there are {len(listed)} tabs, from 0 on")
    elif listed[opened].get("state", "visible") != "visible":
        yield Fault(WORKBOOK, "the window", "opens on a hidden tab", "it opens on one that is seen")
    chosen = [at for at, sheet in enumerate(package.sheets) if _is_chosen(package, sheet.part)]
    if chosen not in ([], [opened]):
        yield Fault(WORKBOOK, "the window", f"has tabs {chosen} chosen", "what is typed goes into the one that is open")
    calculation = package.workbook.find(f"{MAIN}calcPr")
    if calculation is None or calculation.get("fullCalcOnLoad") not in ("1", "true"):
        yield Fault(WORKBOOK, "the calculation", "waits for a change", "Excel calculates when it opens the file")
    yield from _bad_formats(package)


def unknown_to_formulas(package: Package, sheet: SheetPart, calculated: Set[str]) -> Iterator[Fault]:
    """Cells of a sheet that the order of calculation names, and that hold no formula: Excel repairs the file."""
    if ORDER not in package.names:
        return
    number = ""  # of the sheet, which stands where it changes
    for entry in package.tree(ORDER):
        number = entry.get("i", number)
        if number == sheet.number and entry.get("r") not in calculated:
            yield Fault(ORDER, f"{sheet.name}!{entry.get('r')}", "holds no formula", "the order is that of formulas")


def _is_chosen(package: Package, part: str) -> bool:
    view = package.settings(part).find(f"{MAIN}sheetViews/{MAIN}sheetView")
    return view is not None and view.get("tabSelected") in ("1", "true")


def _bad_formats(package: Package) -> Iterator[Fault]:
    if STYLES not in package.names:
        return
    for written in package.tree(STYLES).iter(f"{MAIN}numFmt"):
        code = written.get("formatCode", "")
        if len(code) > LONGEST_FORMAT:
            yield Fault(STYLES, "a number format", f"has {len(code)} signs", f"it has {LONGEST_FORMAT} at most")
        if BARE_POINT.search(re.sub(r'"[^"]*"|\\.', "", code)):
            yield Fault(STYLES, f"the number format {code}", "shows 3 as 3.", "decimals are shown always or never")
