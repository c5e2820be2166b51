"""What the server does when a button of the task pane is clicked."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import xlwings as xw

from salestracker_xl.hosts import agenda, refreshing, snapshot
from salestracker_xl.hosts.actions import Action, Click, NotHere, Outcome, outcome_of
from salestracker_xl.hosts.browser import active_cell, going_to, telling_versions
from salestracker_xl.hosts.making import export_calendar, new_tracker
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import Language, Text

UNNAMED = "orders.csv"  # a file that a browser names nothing


@dataclass(frozen=True, slots=True)
class Served:
    """What a button does, and what the pane has to send along.

    `sheets` are those whose cells the action reads, by their keys; with none, the names of the workbook are enough,
    and None asks for no workbook at all. `tracker` asks for the file of the workbook, `files` for files to choose.
    """

    action: Action
    sheets: tuple[str, ...] | None = None
    structure: bool = False  # whether the workbook is sent with its sheets and tables, and no cell
    tracker: bool = False
    files: bool = False
    several: bool = False  # whether more than one file may be chosen
    shows: str = ""  # the tab of the pane that has the answer
    quiet: bool = False  # whether the sheet that it goes to is answer enough

    @property
    def asks(self) -> dict[str, Any]:
        """The same for the pane."""
        return {key: getattr(self, key) for key in self.__slots__ if key != "action"}


def _going_to(sheet: str, said: Text | None = None) -> Served:
    return Served(going_to(sheet, said), sheets=(), quiet=said is None)


def _showing(tab: str) -> Served:
    return Served(lambda click: Outcome(ribbon().says["shown"]), shows=tab)


ACTIONS: Mapping[str, Served] = {
    "refresh": Served(refreshing.refresh_or_copy, structure=True, tracker=True),
    "snapshot": Served(snapshot.take_snapshot, sheets=snapshot.SHEETS),
    "dashboard": _going_to("dashboard"),
    "pdf": _going_to("dashboard", ribbon().says["print_it"]),
    "import": Served(refreshing.refresh_or_copy, structure=True, tracker=True, files=True, several=True),
    "sales": _going_to("sales"),
    "checks": _going_to("checks"),
    "due_today": Served(agenda.show_due, sheets=agenda.SHEETS),
    "mark_done": Served(agenda.mark_done, sheets=agenda.SHEETS),
    "export_calendar": Served(export_calendar, tracker=True),
    "new": Served(new_tracker, files=True, several=True),
    "settings": _going_to("settings"),
    "functions": _showing("functions"),
    "why": _showing("why"),
    "doctor": Served(telling_versions("server_answers")),
}


def buttons(language: Language) -> list[dict[str, Any]]:
    """The groups of the ribbon with their buttons, and what the pane has to send along for each."""
    return [
        {
            "label": group.label[language],
            "buttons": [
                {"key": it.key, "label": it.label[language], "tip": it.served[language], **ACTIONS[it.key].asks}
                for it in group.buttons
            ],
        }
        for group in ribbon().groups
    ]


def answer(key: str, sent: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Do what a button says with what the pane sent.

    Gives the sentence to show, what is to be written into the workbook, and a file where one was made.
    """
    with tempfile.TemporaryDirectory(prefix="salestracker-") as folder:
        book = xw.Book(json=sent["book"]) if sent.get("book") else None
        try:
            outcome = outcome_of(
                lambda click: _served(key, click, sent, Path(folder)),
                Click(language, book=book, chosen=None if book is None else active_cell(book)),
            )
            actions = book.json()["actions"] if book is not None else []
            return _answered(outcome, actions, language)
        finally:
            if book is not None:
                book.close()


def _served(key: str, click: Click, sent: Mapping[str, Any], folder: Path) -> Outcome:
    served = ACTIONS[key]
    if (served.structure or served.sheets is not None) and click.book is None:
        raise NotHere(ribbon().says["not_a_tracker"])
    tracker = _stored(sent.get("tracker"), folder / "open") if served.tracker else None
    files = [_stored(file, folder / f"chosen-{at}") for at, file in enumerate(sent.get("files") or [])]
    chosen = tuple(file for file in files if file is not None)
    return served.action(replace(click, tracker=tracker, place=tracker, files=chosen))


def _stored(file: Mapping[str, str] | None, folder: Path) -> Path | None:
    """Write a file that was sent under its own name, without the folders that a name might pretend to."""
    if not file:
        return None
    name = Path(file["name"].replace("\\", "/")).name or UNNAMED
    folder.mkdir(exist_ok=True)
    path = folder / name
    try:
        path.write_bytes(base64.b64decode(file["content"], validate=True))
    except binascii.Error as error:
        raise NotHere(
            Text("{file} did not arrive whole; try again.", "{file} n'est pas arrivé entier ; réessayez.").format(
                file=name
            )
        ) from error
    return path


def _answered(outcome: Outcome, actions: list[Any], language: Language) -> dict[str, Any]:
    """What the pane gets; after a fault, nothing of what was to be written by then."""
    said = outcome.said[language]
    file = None
    if outcome.made is not None:
        said = said.replace(str(outcome.made), outcome.made.name)
        content = base64.b64encode(outcome.made.read_bytes()).decode("ascii")
        file = {"name": outcome.made.name, "content": content}
    written = [] if outcome.failed else actions
    return {"said": said, "failed": outcome.failed, "file": file, "opens": outcome.opens, "actions": written}
