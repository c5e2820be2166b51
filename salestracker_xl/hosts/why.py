"""What the last errors meant."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from threading import Lock

from salestracker_xl.language import Language, Text, system_language
from salestracker_xl.metric import Place

TOLD = 5  # reasons in one message box
KEPT = 100  # a person reads the newest few; a sheet full of errors must not fill the memory
ONE_CALCULATION = dt.timedelta(seconds=5)  # =CAC(...)/CAC(...): what answers beside an error does not undo it
SESSIONS = 200  # of people on one server; who was away longest begins anew

NOTHING_WRONG = Text(
    "No function has met an error that still stands. Those that a tracker brings along, marked on its sheet Functions, "
    "are calculated by Excel, which tells no reasons.",
    "Aucune fonction n'a d'erreur en cours. Celles que porte un suivi, marquées sur sa feuille Fonctions, sont "
    "calculées par Excel, qui ne dit pas ses raisons.",
)

IN_FRENCH = {"#VALUE!": "#VALEUR!", "#NUM!": "#NOMBRE!"}  # as a French Excel shows them; the others are alike

_caller: ContextVar[tuple[str | None, str | None]] = ContextVar("caller", default=(None, None))  # cell and session


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a function answered with the error `code`, and to which cell, where the host tells it."""

    function: str
    code: str
    sentence: Text
    cell: str | None = None
    places: tuple[Place, ...] = ()
    at: dt.datetime = field(default_factory=dt.datetime.now, compare=False)

    @property
    def shown(self) -> Text:
        """The error as Excel shows it in the cell."""
        return Text(self.code, IN_FRENCH.get(self.code, self.code))


class Journal:
    """The last reasons of each session, each once, however many cells or recalculations repeat it.

    A session is one person's Excel on a server; where only one person can ask, it is None. Safe to use from many
    threads.
    """

    def __init__(self, kept: int = KEPT, sessions: int = SESSIONS) -> None:
        self._kept = kept
        self._most_sessions = sessions
        self._sessions: OrderedDict[str | None, OrderedDict[Reason, Reason]] = OrderedDict()
        self._lock = Lock()

    def remember(self, function: str, code: str, sentence: Text, places: tuple[Place, ...] = ()) -> None:
        """Put a reason on top of those of the session, with the cell; `called_from` names both."""
        cell, session = _caller.get()
        reason = Reason(function, code, sentence, cell, places)
        with self._lock:
            reasons = self._sessions.setdefault(session, OrderedDict())
            self._sessions.move_to_end(session)
            if len(self._sessions) > self._most_sessions:
                self._sessions.popitem(last=False)
            if cell is not None:
                _forget_earlier(reasons, function, cell)
            reasons.pop(reason, None)
            reasons[reason] = reason
            if len(reasons) > self._kept:
                reasons.popitem(last=False)

    def forget(self, function: str) -> None:
        """Drop the reason of a function that has answered now, where `called_from` names the cell."""
        cell, session = _caller.get()
        if cell is not None:
            self.drop(function, cell, session)

    def drop(self, function: str, cell: str, session: str | None = None) -> bool:
        """Drop what earlier calculations met in a function of a cell; whether there was something."""
        with self._lock:
            return _forget_earlier(self._sessions.get(session, OrderedDict()), function, cell)

    def name_newest(self, cell: str, said: Callable[[Reason], Text]) -> None:
        """Name the cell of the newest reason, and say it anew, for a host that tells more only after the error."""
        with self._lock:
            reasons = self._sessions.get(None)
            if reasons:
                _, newest = reasons.popitem(last=True)
                named = replace(newest, cell=cell, sentence=said(newest))
                _forget_earlier(reasons, named.function, cell)
                reasons.pop(named, None)
                reasons[named] = named

    def reasons(self, session: str | None = None) -> tuple[Reason, ...]:
        """Give the reasons of a session, newest first."""
        with self._lock:
            return tuple(reversed(self._sessions.get(session, ())))


def _forget_earlier(reasons: OrderedDict[Reason, Reason], function: str, cell: str) -> bool:
    """Drop what a function met in a cell before this calculation."""
    now = dt.datetime.now()
    earlier = [it for it in reasons if (it.function, it.cell) == (function, cell) and now - it.at >= ONE_CALCULATION]
    for reason in earlier:
        del reasons[reason]
    return bool(earlier)


JOURNAL = Journal()


def told(language: Language | None = None, chosen: str = "") -> str:
    """The last errors in words for a message box: cell, function, error, and what it means.

    Those of the cell that a person has chosen come first, then the newest.
    """
    spoken = language or system_language()
    reasons = sorted(JOURNAL.reasons(), key=lambda reason: not chosen or reason.cell != chosen)[:TOLD]
    return "\n\n".join(_line(reason, spoken) for reason in reasons) or NOTHING_WRONG[spoken]


def _line(reason: Reason, language: Language) -> str:
    place = f"{reason.cell}  " if reason.cell else ""
    return f"{place}{reason.function}  {reason.shown[language]}\n{reason.sentence[language]}"


@contextmanager
def called_from(cell: str | None, session: str | None = None) -> Iterator[None]:
    """Name the calling cell ("[Book1.xlsx]Sheet1!C1") and the session to the journal while a host runs a function."""
    token = _caller.set((cell, session))
    try:
        yield
    finally:
        _caller.reset(token)
