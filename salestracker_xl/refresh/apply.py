"""A plan written into an open workbook, through what xlwings offers alike on Windows, on a Mac and on a server.

Everything is settled before the first cell is written. When Excel refuses one of them, what the others held is put
back; on a server nothing was written yet, and what was to be written is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.refresh.entering import entered, entered_text
from salestracker_xl.refresh.plan import Block, Formula, Growth, Plan

QUIET = (("screen_updating", False), ("enable_events", False), ("calculation", "manual"))
WRITING = Text("Sales tracker: writing {sheet}", "Suivi des ventes : écriture de {sheet}")
LAID_OUT_ANEW = Text(
    "New in the sales: {names}. That needs rows where the tracker has none yet, and nothing was written: save and "
    "close the workbook, and run `salestracker refresh` on its file.",
    "Nouveau dans les ventes : {names}. Il faut des lignes que le suivi n'a pas encore, et rien n'a été écrit : "
    "enregistrez et fermez le classeur, puis lancez `salestracker refresh` sur son fichier.",
)
MORE_ROWS = Text(
    "The figures need more rows than the tracker has, and nothing was written: save and close the workbook, and run "
    "`salestracker refresh` on its file.",
    "Les chiffres demandent plus de lignes que le suivi n'en a, et rien n'a été écrit : enregistrez et fermez le "
    "classeur, puis lancez `salestracker refresh` sur son fichier.",
)
REFUSED = Text(
    "Excel refused to write into {sheet}: {why} Nothing was changed.",
    "Excel a refusé l'écriture dans {sheet} : {why} Rien n'a été modifié.",
)
NOT_PUT_BACK = Text(
    "Excel refused to write into {sheet}: {why} What stood there before could not be put back: close the workbook "
    "without saving it.",
    "Excel a refusé l'écriture dans {sheet} : {why} L'état précédent n'a pas pu être rétabli : fermez le classeur sans "
    "l'enregistrer.",
)


class NeedsNewLayout(SalesTrackerError):
    """A plan whose sheets have to be laid out anew, which an open workbook cannot be."""


class NotWritten(SalesTrackerError):
    """A cell that Excel refused, as of a protected sheet."""


def apply(plan: Plan, book: Any) -> None:
    """Write a plan into an xlwings Book, each block once.

    Raises NeedsNewLayout before anything is written, and NotWritten when Excel refuses.
    """
    if plan.layout is not None:
        names = ", ".join(plan.layout.names)
        raise NeedsNewLayout(LAID_OUT_ANEW.format(names=names) if names else MORE_ROWS)
    language = "en" if plan.twin is None else plan.twin.language
    contents = [[[entered(cell) for cell in row] for row in block.rows] for block in plan.blocks]
    journal, sheet = _journal(book), ""
    with _quiet(book.app) as shown:
        try:
            for growth in plan.growth:
                sheet = growth.sheet
                _grow(book, growth, journal)
            for block, rows in zip(plan.blocks, contents, strict=True):
                if sheet != block.sheet:
                    shown(WRITING.format(sheet=block.sheet)[language])
                sheet = block.sheet
                _write(book, block, rows, journal)
        except Exception as error:  # whatever Excel, a script of a Mac or a server complains of
            raise _refusal(journal, sheet, error) from error


def _write(book: Any, block: Block, rows: list[list[Any]], journal: _Journal) -> None:
    target = book.sheets[block.sheet][block.row, block.col].resize(len(rows), len(rows[0]))
    journal.remember_cells(target)
    if any(isinstance(cell, Formula) for row in block.rows for cell in row):
        target.formula = rows
    else:
        target.value = rows


def _grow(book: Any, growth: Growth, journal: _Journal) -> None:
    sheet = book.sheets[growth.sheet]
    table = sheet.tables[growth.table]
    whole = table.range
    journal.remember_table(table, whole)
    first = sheet[whole.row - 1, whole.column - 1]
    table.resize(first.resize(growth.last_row - whole.row + 2, whole.shape[1]))


class _Memory:
    """What an open Excel held before, so that it can be put back."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], None]] = []

    def remember_cells(self, target: Any) -> None:
        formulas, values = _rows(target.formula), _rows(target.options(ndim=2).value)
        before = [
            [_again(formula, value) for formula, value in zip(*pair, strict=True)]
            for pair in zip(formulas, values, strict=True)
        ]
        self._steps.append(lambda: setattr(target, "formula", before))

    def remember_table(self, table: Any, whole: Any) -> None:
        self._steps.append(lambda: table.resize(whole))

    def undo(self) -> bool:
        """Put back what was there, the last first; give back whether that succeeded.

        The cells that were refused are as they were, and may well refuse what they hold.
        """
        *done, refused = self._steps or [lambda: None]
        with suppress(Exception):
            refused()
        try:
            for step in reversed(done):
                step()
        except Exception:  # whatever Excel complains of
            return False
        return True


class _Sending:
    """The actions that a server is about to send: none of them was carried out yet."""

    def __init__(self, book: Any) -> None:
        self._actions = book.json()["actions"]
        self._before = len(self._actions)

    def remember_cells(self, target: Any) -> None:
        pass

    def remember_table(self, table: Any, whole: Any) -> None:
        pass

    def undo(self) -> bool:
        """Send nothing of it."""
        del self._actions[self._before :]
        return True


_Journal = _Memory | _Sending


def _journal(book: Any) -> _Journal:
    return _Sending(book) if _is_remote(book.app) else _Memory()


def _is_remote(app: Any) -> bool:
    """Whether writing only notes down what a browser is to do later."""
    return app.engine.type == "remote"


def _refusal(journal: _Journal, sheet: str, error: Exception) -> NotWritten:
    told = REFUSED if journal.undo() else NOT_PUT_BACK
    why = " ".join(_words_of(error).split()) or type(error).__name__
    return NotWritten(told.format(sheet=sheet, why=why if why.endswith((".", "!")) else f"{why}."))


def _words_of(error: Any) -> str:
    """What Excel says; COM wraps it into numbers and the names of programs and files of help."""
    details = getattr(error, "excepinfo", None)
    return str((details[2] if details else None) or error)


@contextmanager
def _quiet(app: Any) -> Iterator[Callable[[str], None]]:
    """Keep Excel still until the end of the block; gives what shows a line at the foot of its window."""
    if _is_remote(app):
        yield lambda line: None
        return
    before = [(name, getattr(app, name)) for name, _ in QUIET]
    try:
        for name, value in QUIET:
            setattr(app, name, value)
        yield lambda line: setattr(app, "status_bar", line)
        if ("calculation", "automatic") not in before:
            app.calculate()  # who refreshes wants to see the figures, also where Excel waits to be asked for them
    finally:
        for name, value in reversed(before):
            setattr(app, name, value)
        app.status_bar = False  # Excel writes there itself again


def _rows(cells: Any) -> list[list[Any]]:
    """Cells row by row, as one cell and one row do not come by themselves."""
    if not isinstance(cells, list | tuple):
        return [[cells]]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in cells]


def _again(formula: Any, value: Any) -> Any:
    """What to enter to have a cell again that shows this formula and this value.

    Of a text that only looks like a formula, both are the same.
    """
    if isinstance(value, str) and formula == value:
        return entered_text(value)
    return formula
