"""The rows of a table as they are beside those of its twin.

Rows that people fill are theirs: they stay as they are but for the columns that we compute, in the order in which they
stand, and new ones come below them. A table that only we fill is brought up to date row by row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.refresh.difference.comparison import Cells, Differences, Wording, constant, same
from salestracker_xl.refresh.difference.filled import Filled, name_key
from salestracker_xl.refresh.difference.standing import NotInPlace, Standing, cell_name
from salestracker_xl.refresh.plan import Block, Cell, Growth
from salestracker_xl.refresh.source import Area, CellValue
from salestracker_xl.tables.schema import CUSTOMERS
from salestracker_xl.workbook.book import Sheet
from salestracker_xl.workbook.contents import Held, contents, written_columns
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.rectangles import Rectangle

NO_COLUMN = Text(
    "The table {table} on {sheet} has no column {header} any more; give it back its header, and refresh again.",
    "Le tableau {table} de {sheet} n'a plus de colonne {header} ; remettez son en-tête, puis actualisez.",
)
NO_TABLE = Text(
    "{sheet}!{cell} is no longer the head of the table {table}; undo what moved it, and refresh again.",
    "{sheet}!{cell} n'est plus l'en-tête du tableau {table} ; annulez ce qui l'a déplacé, puis actualisez.",
)
IN_THE_WAY = Text(
    'The table {table} on {sheet} needs the rows below it, and {cell} holds "{found}"; move that, and refresh again.',
    "Le tableau {table} de {sheet} a besoin des lignes en dessous, et {cell} contient « {found} » ; déplacez-le, puis "
    "actualisez.",
)
ROWS_LACK = Text(
    "{table} on {sheet}: {found} rows stand there, {read} were read; please report it.",
    "{table} sur {sheet} : {found} lignes s'y trouvent, {read} ont été lues ; merci de le signaler.",
)


class InTheWay(SalesTrackerError):
    """Something below a table that has to grow."""


@dataclass(frozen=True)
class TwinTable:
    """A table of the twin: its key, name and area with the header, the keys, headers and cells of its columns."""

    key: str
    name: str
    span: Rectangle
    keys: Sequence[str]
    headers: Sequence[str]
    columns: Sequence[Sequence[Held]]

    def name_in(self, row: int) -> str:
        """The name that a row begins with, in lower case."""
        return name_key(self.columns[0][row])

    def height(self, cols: Sequence[int]) -> int:
        """How many rows it has down to the last one with something in these columns."""
        filled = (at for col in cols for at, held in enumerate(self.columns[col]) if held not in (None, ""))
        return max(filled, default=-1) + 1


@dataclass(frozen=True)
class HereTable:
    """The same table in the open workbook: its name and area, in which column each of ours is, and its rows."""

    name: str
    area: Area
    places: Sequence[int]
    rows: Sequence[Sequence[CellValue]]

    def value(self, row: int, at: int) -> CellValue:
        """What stands in a row under one of our columns."""
        return self.rows[row][self.places[at] - self.area.left]

    def filled(self, cols: Sequence[int]) -> list[int]:
        """The rows with something in these columns."""
        return [row for row in range(len(self.rows)) if any(self.value(row, at) not in (None, "") for at in cols)]


@dataclass(frozen=True)
class TableChanges:
    """The rows to come below those that are there, where the table ends then if it grows, and how many they are."""

    key: str
    blocks: Sequence[Block]
    growth: Growth | None
    added: int


def compare_table(
    standing: Standing, sheet: Sheet, name: str, span: Rectangle, tables: Mapping[str, Filled], into: Differences
) -> TableChanges:
    """Compare a table; `tables` are those that people fill, by their keys.

    Raises NotInPlace where the table is not what it was, and InTheWay where it cannot grow.
    """
    twin = _twin_table(standing, sheet, name, span)
    here = _here_table(standing, into.title, twin)
    by_people = tables.get(twin.key, Filled(()))
    theirs = [at for at, key in enumerate(twin.keys) if key in by_people.columns]
    filled = here.filled(theirs) if theirs else list(range(len(here.rows)))
    order = _order(twin, here, theirs, filled, into.title)
    known = set(filled)
    stays = [row for row in range(len(order)) if order[row] in known]
    rows = {order[row]: row for row in stays}
    ours: dict[int, Sequence[int]] = {at: range(len(here.rows)) for at in range(len(twin.keys))}
    for at in theirs:
        key = twin.keys[at]
        ours[at] = (
            [order[row] for row in stays if by_people.is_ours(key, row, twin.name_in(row))]
            if by_people.has_ours(key)
            else []
        )
    _compare_rows(standing, sheet, twin, here, ours, rows, into)
    new = [(order[row], row) for row in range(len(order)) if order[row] not in known]
    last = here.area.top + 1 + max(order, default=-1)
    grows = last > here.area.bottom
    if grows:
        _clear_the_way(standing, here, last)
    blocks = _new_rows(standing, twin, here, new, into.title)
    return TableChanges(twin.key, blocks, Growth(here.name, into.title, last) if grows else None, len(new))


def _twin_table(standing: Standing, sheet: Sheet, name: str, span: Rectangle) -> TwinTable:
    key, written = next((key, table) for key, table in standing.twin.written.items() if table.name == name)
    held, block = contents(standing.twin, sheet), sheet.worksheet.block
    rows, cols = range(span.top + 1, span.bottom + 1), range(span.left, span.right + 1)
    if block is not None and block.first_row == rows[0]:
        columns = list(written_columns(sheet).values())
    else:
        columns = [[held.get((row, col)) for row in rows] for col in cols]
    return TwinTable(key, name, span, list(written.columns), [str(held[span.top, col]) for col in cols], columns)


def _here_table(standing: Standing, title: str, twin: TwinTable) -> HereTable:
    name = standing.renamed_tables.get(twin.name, twin.name)
    area = standing.source.tables.get(name)
    if area is None or (area.sheet, area.top) != (title, twin.span.top):
        cell = cell_name(twin.span.top, twin.span.left)
        raise NotInPlace(NO_TABLE.format(sheet=title, cell=cell, table=name))
    head, *rows = standing.source.values(area)
    found = {str(header): area.left + at for at, header in enumerate(head) if header is not None}
    for header in twin.headers:
        if header not in found:
            raise NotInPlace(NO_COLUMN.format(table=name, sheet=title, header=header))
    return HereTable(name, area, [found[header] for header in twin.headers], rows)


def _order(twin: TwinTable, here: HereTable, theirs: Sequence[int], filled: Sequence[int], title: str) -> list[int]:
    """In which row of the open workbook each row of the twin stands, or comes to stand."""
    if not theirs:
        return list(range(twin.height(range(len(twin.keys)))))
    count, below = twin.height(theirs), filled[-1] + 1 if filled else 0
    if twin.key == CUSTOMERS.key:
        return _order_by_name(twin, here, filled, count, below)
    if count < len(filled):
        raise NotInPlace(ROWS_LACK.format(table=here.name, sheet=title, found=len(filled), read=count))
    return [*filled, *range(below, below + count - len(filled))]


def _order_by_name(twin: TwinTable, here: HereTable, filled: Sequence[int], count: int, below: int) -> list[int]:
    """Customers keep their rows, whatever they are worth now: people may have columns of their own beside them."""
    at = twin.keys.index("customer")
    places = {name_key(here.value(row, at)): row for row in reversed(filled)}
    order = []
    for name in twin.columns[at][:count]:
        place = places.pop(name_key(name), None)
        order.append(below if place is None else place)
        below += place is None
    return order


def _compare_rows(
    standing: Standing,
    sheet: Sheet,
    twin: TwinTable,
    here: HereTable,
    ours: Mapping[int, Sequence[int]],
    rows: Mapping[int, int],
    into: Differences,
) -> None:
    """Compare the cells of ours, of each column in some rows; those of no twin are emptied."""
    first = here.area.top + 1
    places = [(first + row, col) for row in (0, max(len(here.rows) - 1, 0)) for col in here.places]
    cells = Cells(standing, into.title, places, standing.says_otherwise(sheet))
    for at, col in enumerate(here.places):
        column = twin.columns[at]
        for row in ours[at]:
            wanted = column[rows[row]] if row in rows else None
            if (
                not isinstance(wanted, Live)
                and cells.is_formula((first + row, col))
                and same(here.value(row, at), wanted)
            ):
                continue  # of a typed row, which Excel computes itself
            cells.compare((first + row, col), wanted, into)


def _clear_the_way(standing: Standing, here: HereTable, last: int) -> None:
    """Raise InTheWay for what stands where a table has to grow."""
    below = Area(here.area.sheet, here.area.bottom + 1, here.area.left, last, here.area.right)
    for row, cells in enumerate(standing.source.values(below), start=below.top):
        for col, found in enumerate(cells, start=below.left):
            if found not in (None, ""):
                told = {"table": here.name, "sheet": below.sheet, "cell": cell_name(row, col), "found": found}
                raise InTheWay(IN_THE_WAY.format(**told))


def _new_rows(
    standing: Standing, twin: TwinTable, here: HereTable, new: Sequence[tuple[int, int]], title: str
) -> list[Block]:
    """The rows below, a block for each stretch of our columns that stand side by side; `new` gives place and row."""
    if not new:
        return []
    wording = Wording(standing.renamed_sheets, standing.renamed_tables)

    def cell(held: Held) -> Cell:
        return wording.of(held) if isinstance(held, Live) else constant(held)

    top = here.area.top + 1 + new[0][0]
    blocks = []
    for stretch in _stretches(here.places):
        columns = [twin.columns[here.places.index(col)] for col in stretch]
        rows = [[cell(column[row]) for column in columns] for _, row in new]
        blocks.append(Block(title, top, stretch[0], rows))
    return blocks


def _stretches(places: Sequence[int]) -> list[list[int]]:
    """Columns in their order on the sheet, those side by side together.

    >>> _stretches([4, 0, 1, 2])
    [[0, 1, 2], [4]]
    """
    stretches: list[list[int]] = []
    for col in sorted(places):
        if stretches and stretches[-1][-1] == col - 1:
            stretches[-1].append(col)
        else:
            stretches.append([col])
    return stretches
