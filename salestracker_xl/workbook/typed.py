"""What people typed into a tracker, so that one made anew shows it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from salestracker_xl.workbook.values import Value


@dataclass(frozen=True, slots=True)
class Typed:
    """The yellow cells by their key, and the tables that people fill, by the keys of the table and of its columns.

    A cell that is not here keeps what a build proposes; one with None was emptied. Days are Excel serials.
    """

    cells: Mapping[str, Value] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, Sequence[Value]]] = field(default_factory=dict)
