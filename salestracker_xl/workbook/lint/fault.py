"""A fault of a workbook: where it stands, what was found, what belongs there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault; `place` is a cell, a name or another spot within the part.

    >>> str(Fault("xl/workbook.xml", "the name Rate", "is defined twice", "a name is defined once"))
    'xl/workbook.xml, the name Rate: is defined twice; a name is defined once.'
    """

    part: str
    place: str
    found: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.part}, {self.place}: {self.found}; {self.wanted}."


class Unreadable(Exception):
    """A part that is no XML, or none of ours; it holds the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault
