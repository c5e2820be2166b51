"""What the last errors meant."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from threading import Lock

from salestracker_xl.language import Language, Text, system_language

TOLD = 5  # reasons in one message box
KEPT = 100  # a person reads the newest few; a sheet full of errors must not fill the memory

NOTHING_WRONG = Text("No function has met an error yet.", "Aucune fonction n'a encore rencontré d'erreur.")

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

    def name_newest(self, cell: str) -> None:
        """Name the cell of the newest reason, for a host that tells the cell only after the error."""
        with self._lock:
            if self._reasons:
                _, newest = self._reasons.popitem(last=True)
                named = replace(newest, cell=cell)
                self._reasons.pop(named, None)
                self._reasons[named] = named

    def reasons(self) -> tuple[Reason, ...]:
        """Give the reasons, newest first."""
        with self._lock:
            return tuple(reversed(self._reasons))


JOURNAL = Journal()


def told(language: Language | None = None) -> str:
    """The last errors in words for a message box, the newest first: cell, function, error, and what it means."""
    spoken = language or system_language()
    reasons = JOURNAL.reasons()[:TOLD]
    return "\n\n".join(_line(reason, spoken) for reason in reasons) or NOTHING_WRONG[spoken]


def name_cell(cell: str) -> None:
    """Name the cell whose function met the newest error."""
    JOURNAL.name_newest(cell)


def _line(reason: Reason, language: Language) -> str:
    place = f"{reason.cell}  " if reason.cell else ""
    return f"{place}{reason.function}  {reason.code}\n{reason.sentence[language]}"


@contextmanager
def called_from(cell: str | None) -> Iterator[None]:
    """Name the calling cell ("[Book1.xlsx]Sheet1!C1") to the journal while a host, which knows it, runs a function."""
    token = _calling_cell.set(cell)
    try:
        yield
    finally:
        _calling_cell.reset(token)
