"""Tables that get more rows: their range, the look of the new rows, and the rules of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from salestracker_xl.language import Text
from salestracker_xl.refresh.package.parts import CannotPatch, Parts
from salestracker_xl.refresh.package.shared_formulas import formula_of, moved
from salestracker_xl.refresh.package.sheet_xml import FORMULA, Change, SheetXml, attribute, is_filled, place_of
from salestracker_xl.refresh.plan import Formula, Growth
from salestracker_xl.workbook.writing.fast_sheet import letters, xml_text

_TABLE = re.compile(r"<table\b[^>]*>")
_REF = re.compile(r'(\bref=")([^"]+)"')
_RULES = re.compile(r'(<(?:conditionalFormatting|dataValidation)\b[^>]*?\bsqref=")([^"]+)"')
_NEWER_RULES = re.compile(r"<x14:(conditionalFormatting|dataValidation)\b.*?</x14:\1>", re.DOTALL)
_NEWER_CELLS = re.compile(r"(<xm:sqref>)([^<]+)")
_ARRAY = re.compile(r'<f\b[^>]*\st="array"[^>]*>[^<]')
Cells = Mapping[int, re.Match[str]]
_TABLE_COLUMN = re.compile(r"<tableColumn\b[^>]*?(?:/>|>.*?</tableColumn>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table in the file: its part, and its cells counted from 0, without a row of totals."""

    part: str
    name: str
    top: int
    left: int
    bottom: int
    right: int
    totals: bool
    computed: tuple[int, ...]  # columns of the sheet that have one formula for all rows


def table_part(parts: Parts, sheet: str, name: str) -> TablePart:
    """Find a table of a sheet by its name. Raises CannotPatch where it is gone."""
    for part in parts.related(sheet, "table"):
        text = parts.text(part)
        opening = _TABLE.search(text)
        if opening is not None and unescape(attribute(opening[0], "displayName") or "") == name:
            return read_table(part, name, opening[0], text)
    raise CannotPatch(
        Text(
            "{file}: the table {table} is gone, which the refresh fills.",
            "{file} : le tableau {table}, que l'actualisation remplit, a disparu.",
        ).format(file=parts.file, table=name)
    )


def grow(parts: Parts, growth: Growth, sheet: SheetXml, changes: dict[int, dict[int, Change]]) -> SheetXml:
    """Let a table end in another row: its part, the rules of its columns, and what new rows look like.

    `changes` of the sheet hold the new cells, which get the formats of the last row and the formulas of columns that
    people added. Raises CannotPatch where something stands below the table.
    """
    table = table_part(parts, parts.sheets[growth.sheet], growth.table)
    if growth.last_row > table.bottom:
        if table.totals:
            raise _totals(parts.file, growth, table)
        _check_room(parts.file, growth, table, sheet)
        last = sheet.cells(table.bottom)
        for row in range(table.bottom + 1, growth.last_row + 1):
            _dress(changes.setdefault(row, {}), row, table, sheet, last)
        sheet = SheetXml(ruled(sheet.text, table, growth.last_row))
    parts.put(table.part, _resized(parts.text(table.part), table.bottom, growth.last_row))
    return sheet


def read_table(part: str, name: str, opening: str, text: str) -> TablePart:
    """The table that a part describes."""
    (top, left), (bottom, right) = map(place_of, (attribute(opening, "ref") or "A1:A1").split(":"))
    totals = int(attribute(opening, "totalsRowCount") or 0)
    columns = enumerate(_TABLE_COLUMN.findall(text), start=left)
    computed = tuple(col for col, column in columns if "<calculatedColumnFormula" in column)
    return TablePart(part, name, top, left, bottom - totals, right, totals > 0, computed)


def _check_room(file: str, growth: Growth, table: TablePart, sheet: SheetXml) -> None:
    for row, _ in sheet.rows:
        if table.bottom < row <= growth.last_row:
            taken = [
                col for col, cell in sheet.cells(row).items() if is_filled(cell) and table.left <= col <= table.right
            ]
            if taken:
                raise _occupied(file, growth, f"{letters(taken[0])}{row + 1}", growth.last_row - table.bottom)


def _dress(changes: dict[int, Change], row: int, table: TablePart, sheet: SheetXml, last: Cells) -> None:
    """Give the cells of a new row the formats of the last one, and formulas to columns that have one for all rows."""
    for col in range(table.left, table.right + 1):
        above, change = last.get(col), changes.get(col)
        style = int(attribute(f"<c {above[1]}", "s") or 0) if above is not None else None
        if change is None and col in table.computed and above is not None and (array := _array(above)):
            changes[col] = Change(None, written=_spread(array, (table.bottom, col), row))
            continue
        if change is None:
            change = Change(_copied(sheet, above, (table.bottom, col), row) if col in table.computed else None)
        if change.content is not None or style:
            changes[col] = Change(change.content, style if change.style is None else change.style)


def _array(cell: re.Match[str]) -> str | None:
    """A cell whose formula Excel reads as one of arrays, by the metadata that it points to.

    Without the mark, Excel would take one cell of each range, and the formula would mean something else.
    """
    opening = f"<c {cell[1]}"
    if attribute(opening, "cm") is None or _ARRAY.search(cell[2] or "") is None:
        return None
    return cell[0]


def _spread(cell: str, at: tuple[int, int], row: int) -> str:
    """A cell with a formula of arrays as it reads in another row, its value still to be calculated."""
    place = f"{letters(at[1])}{row + 1}"
    cell = re.sub(r"<v\b[^>]*>[^<]*</v>|<v/>", "", cell)
    cell = re.sub(r'(<c\b[^>]*?)\st="[^"]*"', r"\1", cell, count=1)
    cell = re.sub(r'(<(?:c\b[^>]*?\sr|f\b[^>]*?\sref)=")[^"]*', rf"\g<1>{place}", cell)
    return re.sub(
        r"(<f\b[^>]*>)([^<]*)",
        lambda it: it[1] + xml_text(moved(unescape(it[2]), at, (row, at[1]))),
        cell,
    )


def _copied(sheet: SheetXml, above: re.Match[str] | None, at: tuple[int, int], row: int) -> Formula | None:
    """The formula of the last row as it reads in a new one; Excel works out its value."""
    element = FORMULA.search(above[2] or "") if above is not None else None
    text = formula_of(sheet.text, element[0], at) if element else ""
    return Formula(f"={moved(text, at, (row, at[1]))}", None) if text else None


def _resized(text: str, bottom: int, last_row: int) -> str:
    """The part of a table with every reference that ends in the last row ending in another."""
    return _REF.sub(lambda found: f'{found[1]}{_stretched(found[2], bottom, last_row)}"', text)


def ruled(text: str, table: TablePart, last_row: int) -> str:
    """The part of a sheet with the rules of the last row reaching over the new ones."""

    def wider(found: re.Match[str]) -> str:
        areas = found[2].split()
        return found[1] + " ".join(
            _stretched(area, table.bottom, last_row) if _touches(area, table) else area for area in areas
        )

    text = _RULES.sub(lambda found: f'{wider(found)}"', text)
    return _NEWER_RULES.sub(lambda found: _NEWER_CELLS.sub(wider, found[0]), text)


def _touches(area: str, table: TablePart) -> bool:
    """Whether an area holds cells of the last row of a table, and nothing above its header."""
    places = list(corners(area))
    (top, left), (_, right) = places[0], places[-1]
    return top > table.top and left <= table.right and right >= table.left


def _stretched(area: str, bottom: int, last_row: int) -> str:
    """An area that ends in one row ending in another; others as they are.

    >>> _stretched("B5:B90", 89, 99), _stretched("B5:B80", 89, 99), _stretched("C90", 89, 99)
    ('B5:B100', 'B5:B80', 'C90:C100')
    """
    first, _, last = area.partition(":")
    corner = re.fullmatch(r"([A-Z]+)(\d+)", last or first)
    if corner is None or int(corner[2]) != bottom + 1:
        return area
    return f"{first}:{corner[1]}{last_row + 1}"


def corners(area: str) -> Iterator[tuple[int, int]]:
    """First and last cell of an area; a whole column or row reaches from end to end."""
    for corner in area.split(":"):
        found = re.fullmatch(r"([A-Z]*)(\d*)", corner)
        name, row = (found[1], found[2]) if found else ("", "")
        yield place_of(f"{name or 'A'}{row or 1}")


def _occupied(file: str, growth: Growth, cell: str, rows: int) -> CannotPatch:
    return CannotPatch(
        Text(
            "{file}, {sheet}!{cell}: something stands here, where the table {table} needs room for {rows} more rows; "
            "move it beside the table or to a sheet of your own, and refresh again.",
            "{file}, {sheet}!{cell} : cette cellule n'est pas vide, or il faut {rows} lignes de plus au tableau "
            "{table} ; déplacez son contenu à côté du tableau ou sur une feuille à vous, puis recommencez.",
        ).format(file=file, sheet=growth.sheet, cell=cell, table=growth.table, rows=rows)
    )


def _totals(file: str, growth: Growth, table: TablePart) -> CannotPatch:
    return CannotPatch(
        Text(
            "{file}, {sheet}!{cell}: the table {table} has a row of totals here, where new rows belong; switch it off "
            "(Table Design, Total Row) and refresh again.",
            "{file}, {sheet}!{cell} : le tableau {table} a ici une ligne de totaux, à la place des nouvelles lignes ; "
            "désactivez-la (Création de tableau, Ligne des totaux), puis recommencez.",
        ).format(file=file, sheet=growth.sheet, cell=f"{letters(table.left)}{table.bottom + 2}", table=growth.table)
    )
