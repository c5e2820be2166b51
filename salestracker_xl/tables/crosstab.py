"""Plans as people draw them, with months or names side by side: each filled cell becomes a row of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.tables import kernels, notes
from salestracker_xl.tables.day_cells import FIRST_YEAR, LAST_YEAR, month_named, months_across
from salestracker_xl.tables.grid import Column, Grid
from salestracker_xl.tables.recognition import Look, Match, wording
from salestracker_xl.tables.schema import TableSchema
from salestracker_xl.tables.synonyms import MONTH, YEAR
from salestracker_xl.tables.totals import TOTAL, is_total
from salestracker_xl.tables.vocabulary import normal

NAMED_BY = {"targets": "rep", "spend": "channel"}  # what stands beside the months of a plan
_FEWEST = 2  # columns of amounts side by side
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")

SIDE_BY_SIDE = Text("months stand side by side", "les mois sont côte à côte")
NAMES_SIDE_BY_SIDE = Text("names stand side by side", "les noms sont côte à côte")


class MonthsWithoutYear(SalesTrackerError):
    """Months side by side of which nothing tells the year."""


@dataclass(frozen=True, slots=True, eq=False)
class Unfolded:
    """A grid with a row for each cell of the plan, and the columns that are known by that."""

    grid: Grid
    matches: dict[str, Match] = field(default_factory=dict)


def unfold(grid: Grid, schema: TableSchema) -> Unfolded:
    """Give a plan a row for each month and name; a file that has such rows already is left as it is.

    Blank cells are nothing planned, and give no row; columns of totals are left out, and noted; a line of totals gives
    one row, to be rejected. Every row keeps the line of its cell. Raises MonthsWithoutYear for names of months where
    neither a column of years, nor the name of the sheet or file tells the year, or where they run over the end of one.
    """
    if schema.key not in NAMED_BY or not len(grid):
        return Unfolded(grid)
    months = _months(grid)
    if len(months) >= _FEWEST:
        return _months_as_rows(grid, schema, months)
    names = _names(grid, schema)
    return _names_as_rows(grid, schema, *names) if names else Unfolded(grid)


def _months(grid: Grid) -> dict[str, np.ndarray]:
    """Give the headers that are months, with the month of each row under them."""
    across = months_across(grid.headers)
    found = {grid.headers[place]: np.full(len(grid), month) for place, month in across.items()}
    named = {header: month for header in grid.headers if (month := month_named(header.strip()))}
    if len(named) >= _FEWEST:
        years = _years(grid, list(named), list(named.values()))
        found |= {header: years + np.timedelta64(month - 1, "M") for header, month in named.items()}
    return {header: found[header] for header in grid.headers if header in found}


def _years(grid: Grid, headers: Sequence[str], months: Sequence[int]) -> np.ndarray:
    """Give the January of each row."""
    column = next((one for one in grid.columns if normal(one.header) in YEAR), None)
    if column is not None:
        given = [_YEAR.findall(cell or "") for cell in column.text.to_pylist()]
        if all(given):
            return np.array([years[0] for years in given], "datetime64[Y]").astype("datetime64[M]")
    told = {int(year) for year in _YEAR.findall(f"{grid.name} {grid.sheet or ''}")}
    told = {year for year in told if FIRST_YEAR <= year <= LAST_YEAR}
    if len(told) != 1 or list(months) != sorted(months):
        raise MonthsWithoutYear(
            Text(
                '{file}: the months {first} to {last} have no year; head the columns "{first} 2026" or so, or add a '
                "column Year.",
                "{file} : les mois de {first} à {last} n'ont pas d'année ; intitulez les colonnes par exemple "
                "« {first} 2026 », ou ajoutez une colonne Année.",
            ).format(file=grid.name, first=headers[0], last=headers[-1])
        )
    return np.full(len(grid), np.datetime64(f"{told.pop()}-01", "M"))


def _months_as_rows(grid: Grid, schema: TableSchema, months: dict[str, np.ndarray]) -> Unfolded:
    sides = [header for header in grid.headers if header in months]
    beside = [column for column in grid.columns if column.header not in months]
    rows, amounts = _filled_cells(grid, sides)
    of_cells = np.concatenate([months[header] for header in sides]).reshape(len(sides), -1).T.ravel()
    month = Column(
        _label(schema, "month"), kernels.texts([str(it) for it in of_cells[rows]]), days=of_cells[rows].astype("M8[D]")
    )
    kept = [column.take(rows // len(sides)) for column in beside]
    unfolded = _rows_of(grid, rows // len(sides), [*kept, month, amounts], sides)
    matches = {"month": Match("month", month.header, 1.0, SIDE_BY_SIDE)} | _amount(amounts, SIDE_BY_SIDE)
    texts = [column for column in kept if Look(column).filled and Look(column).numbers < 0.5]
    named = NAMED_BY[schema.key]
    if len(texts) == 1 and not any(wording(one, normal(texts[0].header)) for one in schema.fields if one.key != named):
        matches[named] = Match(named, texts[0].header, 1.0, SIDE_BY_SIDE)
    return Unfolded(unfolded, matches)


def _names(grid: Grid, schema: TableSchema) -> tuple[Column, list[str]] | None:
    """Find a column of months with amounts under names beside it, where no header speaks of an amount."""
    looks = {column.header: Look(column) for column in grid.columns}
    month = next((one for one in grid.columns if normal(one.header) in MONTH and looks[one.header].dates >= 0.5), None)
    numeric = [header for header, look in looks.items() if look.filled and look.numbers > 0.9 and look.dates < 0.9]
    sides = [header for header in numeric if not is_total(header) and header.strip()]
    amount = schema.field("amount")
    spoken = any(wording(amount, normal(header)) or set(normal(header).split()) & amount.strangers for header in sides)
    return (month, sides) if month is not None and len(sides) >= _FEWEST and not spoken else None


def _names_as_rows(grid: Grid, schema: TableSchema, month: Column, sides: list[str]) -> Unfolded:
    rows, amounts = _filled_cells(grid, sides)
    field_of_names = NAMED_BY[schema.key]
    names = Column(_label(schema, field_of_names), kernels.texts([sides[row % len(sides)] for row in rows.tolist()]))
    unfolded = _rows_of(grid, rows // len(sides), [month.take(rows // len(sides)), names, amounts], sides)
    return Unfolded(
        unfolded,
        {field_of_names: Match(field_of_names, names.header, 1.0, NAMES_SIDE_BY_SIDE)}
        | _amount(amounts, NAMES_SIDE_BY_SIDE),
    )


def _filled_cells(grid: Grid, sides: list[str]) -> tuple[np.ndarray, Column]:
    """Give the cells under these headers that are not blank, line by line: their places, and one column of them."""
    columns = [grid.column(header) for header in sides]
    order = np.arange(len(grid) * len(sides)).reshape(len(sides), -1).T.ravel()
    together = Column(
        f"{sides[0]} … {sides[-1]}",
        pa.concat_arrays([kernels.texts(column.text.to_pylist()) for column in columns]),
        None if all(column.numbers is None for column in columns) else np.concatenate(_numbers(columns)),
    ).take(order)
    rows = np.flatnonzero(together.filled)
    lines = rows // len(sides)
    again = np.append(False, lines[1:] == lines[:-1])
    rows = rows[~(again & _is_total_line(grid, sides)[lines])] if len(rows) else rows
    return rows, together.take(rows)


def _is_total_line(grid: Grid, sides: Sequence[str]) -> np.ndarray:
    """Tell which lines announce a total beside their amounts."""
    beside = [column.text for column in grid.columns if column.header not in sides]
    return np.logical_or.reduce([np.zeros(len(grid), bool), *(kernels.matches(text, TOTAL) for text in beside)])


def _numbers(columns: Sequence[Column]) -> list[np.ndarray]:
    return [np.full(len(one), np.nan) if one.numbers is None else one.numbers for one in columns]


def _rows_of(grid: Grid, rows: np.ndarray, columns: Sequence[Column], sides: Sequence[str]) -> Grid:
    told = notes.side_by_side(len(sides), len(rows))
    left_out = [header for header in grid.headers if is_total(header)]
    more = tuple(notes.totals_left_out(header) for header in left_out)
    lines = grid.take(rows)
    return replace(lines, columns=tuple(columns), notes=(*grid.notes, told, *more))


def _label(schema: TableSchema, key: str) -> str:
    label = schema.field(key).label
    return f"{label.en} / {label.fr}"


def _amount(column: Column, reason: Text) -> dict[str, Match]:
    return {"amount": Match("amount", column.header, 1.0, reason)}
