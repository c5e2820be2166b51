"""What buttons do alike where Excel's JavaScript client runs them: on a server and in xlwings Lite."""

from __future__ import annotations

import platform
from typing import Any

import xlwings as xw

from salestracker_xl import __version__
from salestracker_xl.hosts.actions import Action, Click, Outcome
from salestracker_xl.hosts.agenda import go_to
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import Text
from salestracker_xl.metrics import REGISTRY


def active_cell(book: Any) -> Any:
    """The active cell of a workbook, the first of those that are selected; None where a picture is."""
    selection = book.api["book"]["selection"] or ""
    first = selection.partition(",")[0].partition(":")[0]
    return book.sheets.active.range(first) if first else None


def going_to(sheet: str, said: Text | None = None) -> Action:
    """A button that shows a sheet of the tracker, and has little to say."""

    def go(click: Click) -> Outcome:
        go_to(click.book, sheet)
        return Outcome(said or ribbon().says["shown"])

    return go


def telling_versions(sentence: str) -> Action:
    """A button that tells what answers here, in a sentence of the ribbon."""

    def tell(click: Click) -> Outcome:
        versions = {"ours": __version__, "xlwings": xw.__version__, "python": platform.python_version()}
        return Outcome(ribbon().says[sentence].format(functions=len(REGISTRY), **versions))

    return tell
