"""A tracker brought up to date by a click.

What has to be written is settled over a copy of the file, which tells formulas and properties in every host. It is
written into the workbook that is open; where sheets have to be laid out anew, into the file instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from salestracker_xl.hosts.actions import Click, NotHere, Outcome
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import Text
from salestracker_xl.refresh import file_refresh
from salestracker_xl.refresh.appending import Files
from salestracker_xl.refresh.apply import apply
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.filtered import check_filters
from salestracker_xl.refresh.plan import Plan
from salestracker_xl.refresh.refreshing import refresh as plan_of

NAMED = 5  # new names in a sentence; more would fill the message box

MORE_ROWS = Text(
    "The figures need rows where the tracker has none yet.",
    "Les chiffres demandent des lignes que le suivi n'a pas encore.",
)
NEW_NAMES = Text(
    "New in the data: {names}. That needs rows where the tracker has none yet.",
    "Nouveau dans les données : {names}. Il faut des lignes que le suivi n'a pas encore.",
)
AND_OTHERS = Text("{names} and {n} more", "{names} et {n} de plus")
MAY_CLOSE = Text(
    "{why} May the workbook be saved and closed, its sheets laid out anew, and opened again?",
    "{why} Le classeur peut-il être enregistré et fermé, ses feuilles remises en page, puis rouvert ?",
)
SAVE_IT = Text(
    "{told} All of it stands in the workbook that opens: save it in place of the one that is open.",
    "{told} Tout se trouve dans le classeur qui s'ouvre : enregistrez-le à la place de celui qui est ouvert.",
)


def refresh(click: Click) -> Outcome:
    """Write into the open workbook what follows from its rows and from those of the chosen files.

    Where sheets have to be laid out anew, nothing is written and the outcome asks whether the workbook may be closed.
    """
    if click.book is None:
        raise NotHere(ribbon().says["excel_is_busy"])
    plan = _plan(click.tracker, click)
    if plan.layout is not None:
        return Outcome(MAY_CLOSE.format(why=_why(plan)), asks=True)
    apply(plan, click.book)
    return Outcome(plan.told)


def refresh_file(click: Click) -> Outcome:
    """The same in the file of a workbook that was closed, sheets laid out anew with it."""
    if click.place is None:
        raise NotHere(ribbon().says["not_a_tracker"])
    done = file_refresh.refresh_file(click.place, Files(unsorted=click.files), click.place, told=click.told)
    return Outcome(done.sentence)


def refresh_or_copy(click: Click) -> Outcome:
    """The same where no workbook can be closed: sheets that need it are laid out anew in a copy, to be opened."""
    plan = _plan(click.tracker, click)
    if plan.layout is None:
        apply(plan, click.book)
        return Outcome(plan.told)
    path = Path(click.tracker or "")
    done = file_refresh.write_file(path, plan, path)
    return Outcome(SAVE_IT.format(told=done.sentence), path, opens=True)


def _plan(tracker: Path | None, click: Click) -> Plan:
    if tracker is None:
        raise NotHere(ribbon().says["not_a_tracker"])
    with FileSource(tracker) as opened:
        source: Any = opened  # pyright takes no cached property for a property
        plan = plan_of(source, Files(unsorted=click.files), told=click.told)
        if plan.layout is None:
            check_filters(plan, opened)
        return plan


def _why(plan: Plan) -> Text:
    """The new names that need rows, the first of them."""
    names = list(plan.layout.names) if plan.layout is not None else []
    if not names:
        return MORE_ROWS
    shown, more = ", ".join(names[:NAMED]), len(names) - NAMED
    return NEW_NAMES.format(names=AND_OTHERS.format(names=shown, n=more) if more > 0 else shown)
