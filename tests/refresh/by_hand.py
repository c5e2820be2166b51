"""A plan made by comparing two files, for tests of what happens to a plan."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from engines.stored import cell_values, formulas
from engines.whole_book import whole_book
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from salestracker_xl.language import Text
from salestracker_xl.refresh.plan import Block, Cell, Formula, Growth, Plan
from salestracker_xl.workbook.values import ExcelError

TOLD = Text("Done.", "Fait.")
ERRORS = ("#N/A", "#DIV/0!", "#VALUE!", "#NUM!", "#REF!", "#NAME?", "#NULL!")


def plan_between(old: Path, new: Path, without: Collection[str] = ()) -> Plan:
    """What makes the cells of one file those of another with the same tabs; some sheets are left out."""
    before, after = (cell_values(path) for path in (old, new))
    formulas_before, formulas_after = formulas(old), formulas(new)
    blocks, recalculated = [], []
    for place in sorted({*before, *after}):
        formula = formulas_after.get(place)
        if place[0] in without:
            continue
        if before.get(place, "") == after.get(place, "") and formulas_before.get(place) == formula:
            continue
        held = after.get(place, "")
        cell = as_cell(held) if formula is None else Formula(formula, held if held == "" else as_cell(held))
        same = formula is not None and formulas_before.get(place) == formula
        (recalculated if same else blocks).append(block(*place, cell))
    growth = [table for table in growth_between(old, new) if table.sheet not in without]
    return Plan(blocks=blocks, growth=growth, recalculated=recalculated, told=TOLD)


def growth_between(old: Path, new: Path) -> list[Growth]:
    """The tables that end in another row."""
    before, after = (last_rows(path) for path in (old, new))
    return [Growth(name, sheet, last) for name, (sheet, last) in after.items() if before.get(name) != (sheet, last)]


def last_rows(path: Path) -> dict[str, tuple[str, int]]:
    """Sheet and last row, counted from 0, of each table."""
    book = whole_book(path)
    return {
        table.displayName: (sheet.title, int(range_boundaries(table.ref)[3] or 0) - 1)
        for sheet in book.worksheets
        for table in sheet.tables.values()
    }


def block(sheet: str, place: str, cell: Cell) -> Block:
    """A block of one cell."""
    row, col = coordinate_to_tuple(place)
    return Block(sheet, row - 1, col - 1, [[cell]])


def plan_of(*blocks: Block, growth: tuple[Growth, ...] = (), recalculated: tuple[Block, ...] = ()) -> Plan:
    """A plan of some blocks."""
    return Plan(blocks=blocks, growth=growth, recalculated=recalculated, told=TOLD)


def as_cell(value: Any) -> Any:
    """A stored value as a plan has it."""
    if value == "":
        return None
    return ExcelError(value) if value in ERRORS else value


def parts(path: Path) -> dict[str, bytes]:
    """The content of each part."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
