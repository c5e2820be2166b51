"""Faults of tables: name, place and columns, beside the cells of their headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from salestracker_xl.workbook.lint.fault import Fault
from salestracker_xl.workbook.lint.formulas import Vocabulary, faults_of
from salestracker_xl.workbook.lint.names import is_a_name
from salestracker_xl.workbook.lint.parts import MAIN, Package
from salestracker_xl.workbook.lint.places import Block, block


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table as its part declares it; `block` is None where its reference names no cells."""

    part: str
    name: str
    block: Block | None
    columns: tuple[str, ...]
    headed: bool

    @property
    def place(self) -> str:
        """How a fault names it."""
        return f"the table {self.name}"


def table_parts(package: Package) -> dict[str, list[TablePart]]:
    """The tables of the workbook, by the part of the sheet on which each stands."""
    found: dict[str, list[TablePart]] = {}
    for sheet, part, tree in package.tables():
        columns = tuple(column.get("name", "") for column in tree.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn"))
        headed = tree.get("headerRowCount", "1") != "0"
        table = TablePart(part, tree.get("displayName", ""), block(tree.get("ref", "")), columns, headed)
        found.setdefault(sheet.part, []).append(table)
    return found


def bad_tables(package: Package, words: Vocabulary) -> Iterator[Fault]:
    """Tables that Excel does not take, whatever stands in their cells."""
    names: set[str] = set()
    ids: set[str | None] = set()
    for _, part, tree in package.tables():
        name = tree.get("displayName", "")
        place = f"the table {name}"
        if not is_a_name(name):
            yield Fault(part, place, "has no name that Excel takes", "a name begins with a letter and holds no space")
        if name.lower() in names:
            yield Fault(part, place, "stands twice", "each table has a name of its own")
        if tree.get("id") in ids:
            yield Fault(part, place, f"has the id {tree.get('id')} of another table", "each table has an id of its own")
        names.add(name.lower())
        ids.add(tree.get("id"))
        yield from _bad_shape(part, place, tree)
        yield from _bad_columns(part, place, tree, words)


def bad_headers(tables: list[TablePart], texts: Mapping[tuple[int, int], str | None]) -> Iterator[Fault]:
    """Columns whose name is not the text of the cell above them; `texts` by row and column of the sheet."""
    for table in tables:
        if table.block is None or not table.headed:
            continue
        for col, name in enumerate(table.columns, start=table.block.left):
            shown = texts.get((table.block.top, col))
            if shown is None or shown.replace("\r\n", "\n") != name.replace("_x000a_", "\n"):
                found = f"has a column {name!r} where the cell says {shown!r}"
                yield Fault(table.part, table.place, found, "a header is the text of its cell")


def overlapping(part: str, blocks: list[tuple[str, Block]], wanted: str) -> Iterator[Fault]:
    """Pairs of blocks of a sheet that share a cell."""
    for at, (place, first) in enumerate(blocks):
        for other, second in blocks[at + 1 :]:
            if first.overlaps(second):
                yield Fault(part, place, f"overlaps {other}", wanted)


def _bad_shape(part: str, place: str, tree: Element) -> Iterator[Fault]:
    reference, columns = tree.get("ref", ""), tree.findall(f"{MAIN}tableColumns/{MAIN}tableColumn")
    found = block(reference)
    if found is None:
        yield Fault(part, place, f"stands at {reference!r}", "a table has a first and a last cell")
        return
    if found.right - found.left + 1 != len(columns):
        yield Fault(part, place, f"has {len(columns)} columns over {reference}", "it has one for each column of cells")
    edges = int(tree.get("headerRowCount", "1")) + int(tree.get("totalsRowCount", "0"))
    if found.bottom - found.top < edges:
        yield Fault(part, place, f"has no row in {reference}", "below its header a table has a row")
    filtered = tree.find(f"{MAIN}autoFilter")
    totals = int(tree.get("totalsRowCount", "0"))
    if filtered is not None:
        over = block(filtered.get("ref", ""))
        if over != Block(found.top, found.left, found.bottom - totals, found.right):
            yield Fault(part, place, f"is filtered over {filtered.get('ref')!r}", f"its filter covers {reference}")


def _bad_columns(part: str, place: str, tree: Element, words: Vocabulary) -> Iterator[Fault]:
    seen: set[str] = set()
    ids: set[str | None] = set()
    for column in tree.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn"):
        name = column.get("name", "")
        if not 1 <= len(name) <= 255:
            yield Fault(part, place, f"has a column name of {len(name)} characters", "it has 1 to 255")
        if name.lower() in seen:
            yield Fault(part, place, f"has two columns {name!r}", "each column has a name of its own")
        if column.get("id") in ids:
            yield Fault(part, place, f"has two columns of the id {column.get('id')}", "each has an id of its own")
        seen.add(name.lower())
        ids.add(column.get("id"))
        for formula in column.iterfind(f"{MAIN}calculatedColumnFormula"):
            yield from faults_of(formula.text or "", part, f"{place}, column {name}", words)
