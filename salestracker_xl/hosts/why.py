"""What the last errors meant."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock

from salestracker_xl.language import Text

KEPT = 100  # a person reads the newest few; a sheet full of errors must not fill the memory

_calling_cell: ContextVar[str | None] = ContextVar("calling_cell", default=None)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a function answered with the error `code`, and to which cell, where the host tells it."""

    function: str
    code: str
    sentence: Text
    cell: str | None = None
    at: dt.datetime = field(default_factory=dt.datetime.now, compare=False)


class Journal:
    """The last reasons, each once, however many cells or recalculations repeat it; safe to use from many threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._reasons: OrderedDict[Reason, Reason] = OrderedDict()
        self._lock = Lock()

    def remember(self, function: str, code: str, sentence: Text) -> None:
        """Put a reason on top, with the cell that `called_from` names."""
        reason = Reason(function, code, sentence, _calling_cell.get())
        with self._lock:
            self._reasons.pop(reason, None)
            self._reasons[reason] = reason
            if len(self._reasons) > self._kept:
                self._reasons.popitem(last=False)

    def reasons(self) -> tuple[Reason, ...]:
        """Give the reasons, newest first."""
        with self._lock:
            return tuple(reversed(self._reasons))


JOURNAL = Journal()


@contextmanager
def called_from(cell: str | None) -> Iterator[None]:
    """Name the calling cell ("[Book1.xlsx]Sheet1!C1") to the journal while a host, which knows it, runs a function."""
    token = _calling_cell.set(cell)
    try:
        yield
    finally:
        _calling_cell.reset(token)
