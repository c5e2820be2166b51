"""What the scripts of xlwings Lite do, one for each button of the ribbon that can work there.

The modules behind them travel in the file that a person pastes, so that they import little. What Lite cannot hand over,
a file of the workbook and the generator of trackers, `docs/lite.md` names with the buttons that need it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from salestracker_xl.hosts import agenda, snapshot, why
from salestracker_xl.hosts.actions import Action, Click, Outcome, outcome_of
from salestracker_xl.hosts.browser import active_cell, going_to, telling_versions
from salestracker_xl.language import Language, Text


@dataclass(frozen=True, slots=True)
class Script:
    """What a button does, and the sheets whose cells it reads, by their keys: Lite loads no other."""

    action: Action
    sheets: tuple[str, ...] = ()


def _reasons(click: Click) -> Outcome:
    return Outcome(Text(why.told("en"), why.told("fr")))


SCRIPTS: Mapping[str, Script] = {
    "snapshot": Script(snapshot.take_snapshot, snapshot.SHEETS),
    "dashboard": Script(going_to("dashboard")),
    "sales": Script(going_to("sales")),
    "checks": Script(going_to("checks")),
    "due_today": Script(agenda.show_due, agenda.SHEETS),
    "mark_done": Script(agenda.mark_done, agenda.SHEETS),
    "settings": Script(going_to("settings")),
    "why": Script(_reasons),
    "doctor": Script(telling_versions("lite_answers")),
}


async def click(key: str, book: Any, language: Language) -> None:
    """Do what a button says, and print the sentence that tells of it; after a fault nothing is written."""
    outcome = await _outcome(SCRIPTS[key], book, language)
    if outcome.failed:
        book.json()["actions"].clear()  # what was to be written once the script has ended
    print(outcome.said[language])


async def _outcome(script: Script, book: Any, language: Language) -> Outcome:
    try:
        await _load(book, script.sheets)
    except Exception as error:  # of no one type: it comes from the JavaScript that speaks to Excel
        return outcome_of(_failing(error), Click(language))
    return outcome_of(lambda click: script.action(replace(click, chosen=active_cell(book))), Click(language, book=book))


async def _load(book: Any, sheets: tuple[str, ...]) -> None:
    """Have Excel tell the cells of these sheets, which it does not do by itself; in no tracker there are none."""
    wanted = {f"st_sheet_{sheet}" for sheet in sheets}
    for name in book.names:
        if name.name in wanted:
            await name.refers_to_range.sheet.load(values=True)


def _failing(error: Exception) -> Action:
    def fail(click: Click) -> Outcome:
        raise error

    return fail
