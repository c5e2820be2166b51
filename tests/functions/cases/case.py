"""A call and its answer, and how to write the cells of a call."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from functions.sheet import Omitted

HOSTS = ("plain Python", "classic, ranges", "classic, Value2", "Office.js", "Office.js by Lite", "Office.js over HTTP")

OMITTED = Omitted()
NAN = math.nan


Answer = float | str | list[list[float | str]]  # a cell, or the rows that spill


@dataclass(frozen=True)
class Case:
    """A call of one function: what it shows, its arguments and answer, and the hosts that differ, with the reason."""

    shows: str
    function: str
    args: Sequence[Any]
    answer: Answer
    differs: dict[str, Answer] = field(default_factory=dict)
    because: str = ""

    @property
    def id(self) -> str:
        return f"{self.function}: {self.shows}"

    def answer_in(self, host: str) -> Answer:
        return self.differs.get(host.removesuffix(" over HTTP").removesuffix(" by Lite"), self.answer)


def column(*cells: Any) -> list[list[Any]]:
    return [[cell] for cell in cells]


def row(*cells: Any) -> list[list[Any]]:
    return [list(cells)]


def day(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day)


def late_in_hawaii(moment: dt.datetime) -> dt.datetime:
    """Late in the evening there, the next day in Greenwich."""
    return moment.replace(hour=23, tzinfo=dt.timezone(dt.timedelta(hours=-10)))


TAIL = [[None]] * 200
