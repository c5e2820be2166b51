"""What a person sees of a workbook's cells: text on fills, and what conditional formats change."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

PAPER, INK = "#FFFFFF", "#000000"
STRIPE = "#D9D9D9"  # of every second row of a table in Excel's style Light 1
LARGE_POINTS, LARGE_BOLD_POINTS = 18, 14  # WCAG 2.2, "large scale"


@dataclass(frozen=True)
class Look:
    """A text colour on a fill."""

    text: str
    fill: str
    is_large: bool


@dataclass(frozen=True)
class Rule:
    """A conditional format: its kind, its cells, the text colour that it gives, and the fills that it may lay."""

    kind: str
    cells: MultiCellRange
    text: str | None
    fills: tuple[str, ...]


def looks(book: Workbook) -> dict[Look, str]:
    """Every look of a text on the visible sheets, with one cell that has it."""
    found: dict[Look, str] = {}
    for sheet in visible(book):
        rules, tables = list(rules_of(sheet)), [CellRange(table.ref) for table in sheet.tables.values()]
        seen: set[tuple] = set()
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            own = [rule for rule in rules if _within(cell, rule.cells)]
            striped = any(_striped(cell, table) for table in tables)
            kind = (cell._style.fontId, cell._style.fillId, striped, *map(id, own))
            if kind in seen:
                continue
            seen.add(kind)
            for text, fill in _shown(cell, own):
                under = STRIPE if striped and fill == PAPER else fill
                found.setdefault(Look(text, under, _is_large(cell.font)), f"{sheet.title}!{cell.coordinate}")
    return found


def visible(book: Workbook) -> list[Worksheet]:
    """The sheets that have a tab."""
    return [sheet for sheet in book if sheet.sheet_state == "visible"]


def rules_of(sheet: Worksheet) -> Iterator[Rule]:
    """The conditional formats that change colours."""
    for ranges in sheet.conditional_formatting:
        for rule in ranges.rules:
            text, fills = None, []
            if rule.dxf is not None and rule.dxf.font is not None and rule.dxf.font.color is not None:
                text = _rgb(rule.dxf.font.color, INK)
            if rule.dxf is not None and rule.dxf.fill is not None:
                fills.append(_rgb(rule.dxf.fill.bgColor, PAPER))
            if rule.colorScale is not None:
                fills += [_rgb(color, PAPER) for color in rule.colorScale.color]
            if rule.dataBar is not None:
                fills.append(_rgb(rule.dataBar.color, PAPER))
            yield Rule(rule.type, ranges.sqref, text, tuple(fills))


def texts_of(path: Path, folder: str) -> dict[str, str]:
    """The XML parts of a folder of the file, such as "xl/drawings/"."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith(folder) and name.endswith(".xml")]
        return {name: archive.read(name).decode() for name in names}


def _shown(cell: Cell, rules: list[Rule]) -> Iterator[tuple[str, str]]:
    text = _rgb(cell.font.color, INK)
    fill = _rgb(cell.fill.fgColor, PAPER) if cell.fill.patternType == "solid" else PAPER
    yield text, fill
    for rule in rules:
        for under in rule.fills or (fill,):
            yield rule.text or text, under


def _within(cell: Cell, cells: MultiCellRange) -> bool:
    return any(
        block.min_row <= cell.row <= block.max_row and block.min_col <= cell.column <= block.max_col
        for block in cells.ranges
    )


def _striped(cell: Cell, table: CellRange) -> bool:
    below = cell.row - table.min_row
    return (
        0 < below <= table.max_row - table.min_row and below % 2 == 1 and table.min_col <= cell.column <= table.max_col
    )


def _is_large(font: Font) -> bool:
    size = float(font.sz or 11)
    return size >= LARGE_POINTS or (bool(font.b) and size >= LARGE_BOLD_POINTS)


def _rgb(color, otherwise: str) -> str:
    if color is None or color.type != "rgb" or not isinstance(color.rgb, str):
        return otherwise
    return "#" + color.rgb[-6:]
