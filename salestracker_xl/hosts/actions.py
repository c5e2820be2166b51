"""What the buttons of the ribbon do where it takes Python, the same in every host."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.files import CannotWrite
from salestracker_xl.language import Language, Text

_UNFORESEEN = Text(
    "This stopped on something unforeseen ({fault}). Please report it with what you did.",
    "Arrêt sur un imprévu ({fault}). Merci de le signaler avec ce que vous faisiez.",
)
_REFUSED = Text(
    "{file}: the system does not let it be read or written; close it in other programs, or choose another folder.",
    "{file} : le système n'en permet pas la lecture ou l'écriture ; fermez-le dans les autres programmes, ou "
    "choisissez un autre dossier.",
)

_log = logging.getLogger(__name__)


def _silent(doing: Text) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Click:
    """What a host hands over when a button is clicked.

    `language` is that of the person. `tracker` is a file of the workbook as it stands open, `place` where it is saved.
    `files` were chosen. `book` is the open workbook as xlwings shows it, `chosen` the cell that is active in it, and
    `told` hears what goes on.
    """

    language: Language = "en"
    tracker: Path | None = None
    place: Path | None = None
    files: tuple[Path, ...] = ()
    book: Any = None
    chosen: Any = None
    told: Callable[[Text], None] = _silent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a button did, in a sentence; `made` is a file that it wrote, `opens` whether that is to be opened.

    An outcome that `asks` did nothing yet: its sentence is the question.
    """

    said: Text
    made: Path | None = None
    opens: bool = False
    asks: bool = False
    failed: bool = False


Action = Callable[[Click], Outcome]


class NotHere(SalesTrackerError):
    """A button that was clicked where it has nothing to work on."""


def outcome_of(action: Action, click: Click) -> Outcome:
    """Do it; whatever goes wrong is told in one sentence."""
    try:
        return action(click)
    except SalesTrackerError as error:
        refused = isinstance(error, CannotWrite) and isinstance(error.__cause__, PermissionError)
        return Outcome(_refusal(error.__cause__) if refused else error.text, failed=True)
    except PermissionError as fault:
        return Outcome(_refusal(fault), failed=True)
    except Exception as fault:
        _log.exception("A button failed")
        return Outcome(_UNFORESEEN.format(fault=f"{type(fault).__name__}: {fault}"[:200]), failed=True)


def _refusal(fault: Any) -> Text:
    """What a command line would answer with an option, of which a button has none."""
    return _REFUSED.format(file=fault.filename2 or fault.filename)
