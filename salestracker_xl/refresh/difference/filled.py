"""Which cells of a table people fill, and which of those are ours all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from salestracker_xl.refresh.reading.found import Found
from salestracker_xl.refresh.reading.told_customers import DERIVED
from salestracker_xl.tables.schema import CUSTOMERS, DEALS, ENGAGEMENT, SALES, SPEND, TARGETS
from salestracker_xl.tables.tracker import Tracker

SCHEMAS = (SALES, DEALS, SPEND, TARGETS, CUSTOMERS, ENGAGEMENT)


@dataclass(frozen=True)
class Filled:
    """A table that people fill: the keys of their columns, and what in them is not theirs.

    `renewed` are rows that a newer file has with other content. `told` has, by the columns that a build works out of
    others, the names of whom somebody told it.
    """

    columns: Sequence[str] = ()
    renewed: Set[int] = frozenset()
    told: Mapping[str, Set[str]] = field(default_factory=dict)

    def has_ours(self, column: str) -> bool:
        """Whether a column may have cells that are written anew."""
        return column in self.told or bool(self.renewed)

    def is_ours(self, column: str, row: int, name: str) -> bool:
        """Whether the cell of a column is written anew, in a row of the twin that begins with a name."""
        return name not in self.told[column] if column in self.told else row in self.renewed


def filled_tables(found: Found, now: Tracker) -> Mapping[str, Filled]:
    """The tables that people fill by their keys; goals that nobody gave are proposed by every build.

    `now` is the tracker with the rows of new files.
    """
    tables = {key: Filled(tuple(columns)) for key, columns in found.typed.tables.items()}
    tables |= {schema.key: Filled(schema.keys) for schema in (SALES, SPEND, ENGAGEMENT)}
    tables[DEALS.key] = Filled(DEALS.keys, renewed=_renewed(found.tracker, now))
    tables[CUSTOMERS.key] = Filled(CUSTOMERS.keys, told={key: _told(found.tracker, key) for key in DERIVED})
    if found.tracker.targets is not None:
        tables[TARGETS.key] = Filled(TARGETS.keys)
    return tables


def name_key(name: object) -> str:
    """A name as two spellings of it have it in common.

    >>> name_key("Café  Lumen") == name_key("CAFÉ Lumen")
    True
    """
    return " ".join(str(name).split()).lower()


def _renewed(before: Tracker, now: Tracker) -> Set[int]:
    """The deals with another content than the tracker has."""
    if before.deals is None or now.deals is None:
        return frozenset()
    columns, count = list(DEALS.keys), len(before.deals.frame)
    old, new = (deals.frame[columns].iloc[:count].reset_index(drop=True) for deals in (before.deals, now.deals))
    differs = (old != new) & ~(old.isna() & new.isna())
    return frozenset(np.flatnonzero(differs.any(axis=1)).tolist())


def _told(tracker: Tracker, column: str) -> Set[str]:
    """The customers of whom a column says something that was not worked out."""
    if tracker.customers is None:
        return frozenset()
    frame = tracker.customers.frame
    return frozenset(map(name_key, pd.Series(frame["customer"])[frame[column].notna()]))
