"""What VBA calls when a button needs Python.

On Windows, VBA waits for the answer and tells it. On a Mac, xlwings runs a command in the background, so the answer is
told from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import xlwings as xw

from salestracker_xl.hosts.actions import Action, Click, Outcome, outcome_of
from salestracker_xl.hosts.making import export_calendar, new_tracker
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import Language, Text, language_of_tag

DONE, FAILED, OPENS, ASKS = "done", "failed", "opens", "asks"  # what VBA does with the answer

Answer = tuple[str, str, str]


def _refresh(click: Click) -> Outcome:
    from salestracker_xl.hosts import refreshing  # with the whole generator, which no function of a cell waits for

    return refreshing.refresh(click)


def _refresh_file(click: Click) -> Outcome:
    from salestracker_xl.hosts import refreshing

    return refreshing.refresh_file(click)


ACTIONS: Mapping[str, Action] = {
    "refresh": _refresh,
    "refresh_file": _refresh_file,
    "export_calendar": export_calendar,
    "new": new_tracker,
}


def perform(action: str, language: str, given: str) -> Answer:
    """Do what a button says; give back what VBA has to do with the sentence, the sentence, and the file made.

    `given` has a line for the copy of the open workbook, one for the place where it is saved, and one for each file
    that was chosen; a blank line stands for none. The copy is deleted.
    """
    spoken = language_of_tag(language)
    copy, place, *files = [*given.split("\n"), "", ""][: max(2, given.count("\n") + 1)]
    tracker = Path(copy) if copy else None
    book = _book()
    click = Click(
        language=spoken,
        tracker=tracker,
        place=Path(place) if place else None,
        files=tuple(Path(file) for file in files if file),
        book=book,
        told=_status_bar(book, spoken),
    )
    try:
        outcome = outcome_of(ACTIONS[action], click)
    finally:
        if tracker is not None:
            with suppress(OSError):
                tracker.unlink()
    return _answer(outcome, spoken)


def on_mac(action: str, language: str, given: str) -> None:
    """Do the same where nobody waits; `given` comes as the hexadecimal digits of UTF-16, which no shell reads into."""
    lines = bytes.fromhex(given).decode("utf-16-be")
    state, said, made = perform(action, language, lines)
    book = xw.Book.caller()
    app, title = book.app, ribbon().label[language_of_tag(language)]
    with suppress(Exception):
        app.status_bar = False  # xlwings leaves "Running..." there
    if state == ASKS:
        if app.alert(said, title, buttons="ok_cancel") == "ok":
            state, said = _laid_out_anew(book, language, lines)
            app.alert(said, title, mode="critical" if state == FAILED else "info")
        return
    if state == OPENS:
        app.books.open(made)
    app.alert(said, title, mode="critical" if state == FAILED else "info")


def _laid_out_anew(book: Any, language: str, given: str) -> tuple[str, str]:
    """Save and close the workbook, refresh its file, and open it again, whatever comes of it."""
    _, place, *files = given.split("\n")
    if "://" in place:
        return FAILED, ribbon().says["save_here"][language_of_tag(language)]
    app = book.app
    try:
        book.save()
    except Exception:  # what a script of a Mac complains of is of no one type
        return FAILED, ribbon().says["read_only"][language_of_tag(language)]
    book.close()
    try:
        state, said, _ = perform("refresh_file", language, "\n".join(["", place, *files]))
    finally:
        app.books.open(place)
    return state, said


def _answer(outcome: Outcome, language: Language) -> Answer:
    state = FAILED if outcome.failed else ASKS if outcome.asks else OPENS if outcome.opens else DONE
    return state, outcome.said[language], str(outcome.made or "")


def _book() -> Any:
    """The workbook that is open in front; None where xlwings cannot tell."""
    with suppress(Exception):
        return xw.Book.caller()
    return None


def _status_bar(book: Any, language: Language) -> Callable[[Text], None]:
    """Tell what goes on at the bottom of Excel; one that is busy is not waited for."""

    def tell(doing: Text) -> None:
        with suppress(Exception):
            book.app.status_bar = f"{ribbon().label[language]}: {doing[language]}"

    return tell
