"""What is known about the exports of one program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from salestracker_xl.language import Text
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.recognition import Hints

TABLES = frozenset(("sales", "deals", "spend", "targets"))


def as_it_is(grid: Grid) -> Grid:
    """Leave the rows of a file as they are."""
    return grid


def nothing_more(draft: Draft) -> None:
    """Add nothing to what the columns say."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A program: how its exports are told by their headers, and what to know when reading them.

    A file fits when it has at least one header of each group of `signature`, in normal form. `hints` say, by table and
    field, under which headers a field stands, best first; an empty list says that the program has none. `arrange`
    puts the rows in order before columns are looked at, `settle` adds the program's own rules afterwards.
    """

    key: str
    label: Text
    signature: tuple[frozenset[str], ...]
    hints: Mapping[str, Hints] = field(default_factory=dict)
    tables: frozenset[str] = TABLES
    arrange: Callable[[Grid], Grid] = as_it_is
    settle: Callable[[Draft], None] = nothing_more

    def fits(self, names: frozenset[str]) -> bool:
        """Tell whether a file with these headers, in normal form, is an export of this program."""
        return all(group & names for group in self.signature)


def phrases(text: str) -> tuple[str, ...]:
    """Cut a list of headers in normal form at its commas.

    >>> phrases("deal name, amount")
    ('deal name', 'amount')
    """
    return tuple(phrase.strip() for phrase in text.split(","))
