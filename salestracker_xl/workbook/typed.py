"""What people typed into a tracker, so that one made anew shows it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.values import ExcelError, Value

MADE = "made"  # key of the day on which a tracker was first made; its cell is not yellow
EMPTY_ROWS = 2  # Excel asks for one; a range of a single cell is none to other engines

FILLED: Mapping[str, Sequence[str]] = {  # by the keys of the tables that people fill, those of the columns they fill
    "reviews": ("metric", "cadence", "owner", "last_done", "decision", "action"),
    "actions": (
        *("id", "action", "metric", "hypothesis", "owner", "start", "due"),
        *("baseline", "target", "result", "done"),
    ),
    "market": ("month", "index"),
    "competitors": ("competitor", "product", "price", "own_price", "share", "checked", "note"),
    "benchmarks": (
        *("metric", "sector", "low", "typical", "high", "currency", "note", "source", "published", "expires"),
        "link",
    ),
    "goal_versions": ("date", "by", "why", "goal"),
    "holidays": ("day", "name"),
    "history": ("day", "filters", *(shown.key for shown in CATALOGUE)),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """The yellow cells by their key, and the tables that people fill, by the keys of the table and of its columns.

    A cell that is not here keeps what a build proposes; one with None was emptied. Days are Excel serials. A table
    that is not here keeps the rows that a build proposes; of one that is here, every row is one that people left,
    changed or added, in their order.
    """

    cells: Mapping[str, Value] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, Sequence[Value]]] = field(default_factory=dict)


def rows_of(typed: Typed, key: str, proposed: Mapping[str, Sequence[Value]]) -> dict[str, list[Value]]:
    """The columns that people fill of a table: as they left them, else as proposed; as many rows as those at least.

    Raises KeyError for a table that nobody fills, and ValueError for other columns than those that FILLED names.
    """
    if tuple(proposed) != tuple(FILLED[key]):
        raise ValueError(f"people fill the columns {', '.join(FILLED[key])} of {key}, not {', '.join(proposed)}")
    left = typed.tables.get(key, proposed)
    rows = max(EMPTY_ROWS, *(len(column) for column in (*left.values(), *proposed.values())))
    return {name: _padded([_shown(value) for value in left.get(name, ())], rows) for name in proposed}


def _padded(column: list[Value], rows: int) -> list[Value]:
    return column + [None] * (rows - len(column))


def _shown(value: Value) -> Value:
    """An error that stands in a cell is a text as long as nobody computes it."""
    return value.code if isinstance(value, ExcelError) else value
