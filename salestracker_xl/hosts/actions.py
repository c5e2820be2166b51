"""What the buttons of the ribbon do where it takes Python, the same in every host."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.files import CannotWrite
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import Language, Text

NAMED = Text("tracker", "suivi")  # what the name of a new workbook ends in, after that of its orders

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


def export_calendar(click: Click) -> Outcome:
    """Write the reviews of a year beside the workbook, for the calendar on one's phone."""
    from salestracker_xl.reviews.export import beside, export  # with openpyxl, half a second that no cell waits for
    from salestracker_xl.reviews.tracker_file import read_agenda

    if click.tracker is None:
        raise NotHere(ribbon().says["not_a_tracker"])
    place = click.place or click.tracker
    exported = export(read_agenda(click.tracker), beside(place, click.language))
    return Outcome(exported.sentence, exported.path)


def new_tracker(click: Click) -> Outcome:
    """Build a tracker from the chosen exports of orders, beside the first of them under a free name, and open it."""
    from salestracker_xl.tables.tracker import read_tracker
    from salestracker_xl.workbook.account import account
    from salestracker_xl.workbook.generate import generate

    if not click.files:
        raise NotHere(Text("Choose an export of orders first.", "Choisissez d'abord un export de commandes."))
    click.told(Text("Reading the files", "Lecture des fichiers"))
    tracker = read_tracker(click.files, language=click.language)
    path = free_name(click.files[0], click.language)
    generate(tracker, path, told=click.told)
    return Outcome(account(tracker, path), path, opens=True)


def free_name(orders: Path, language: Language) -> Path:
    """A name beside an export that no file has yet: "orders-tracker.xlsx", then "orders-tracker-2.xlsx"."""
    stem = f"{orders.stem}-{NAMED[language]}"
    count, path = 1, orders.with_name(f"{stem}.xlsx")
    while path.exists():
        count += 1
        path = orders.with_name(f"{stem}-{count}.xlsx")
    return path
