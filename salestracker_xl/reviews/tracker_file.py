"""The agenda of a tracker, read back from its file with all that people changed in it.

Everything is found through the defined names that begin with st_, whatever sheets, tables and headers are called now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl.utils.cell import get_column_letter

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import LANGUAGES, Text
from salestracker_xl.reviews.agenda import COLUMNS, MOST_REVIEWS, Agenda, Entry
from salestracker_xl.reviews.cadence import CADENCES, Cadence, WorkCalendar
from salestracker_xl.reviews.identity import IDENTITY, LANGUAGE
from salestracker_xl.tables.formats.opening import UnknownKind, check_path, locked
from salestracker_xl.tables.formats.package import UNREADABLE, Package
from salestracker_xl.tables.formats.sheet_cells import day_of
from salestracker_xl.tables.formats.workbooks import check_container

FIRST_YEAR = 1900  # Excel knows no day before it
_CADENCES = {cadence.label[language].casefold(): cadence for cadence in CADENCES for language in LANGUAGES}

Cell = tuple[str, Any]  # where it stands, as 'Calendar!D12', and what is in it


class NotATracker(SalesTrackerError):
    """A workbook that was not made here, or that lost what a tracker is found by."""


class WrongCell(SalesTrackerError):
    """A cell of a tracker with something else than belongs there."""


def read_agenda(path: Path) -> Agenda:
    """Read the agenda, days off and settings of a tracker.

    Raises a SalesTrackerError for what is no tracker, cannot be opened, or has a cell that cannot be read.
    """
    package = opened(path)
    try:
        with readable(path):
            return _read(_Names(path, package))
    finally:
        package.close()


def opened(path: Path) -> Package:
    """Open the file of a tracker. Raises a SalesTrackerError for what is none or cannot be opened."""
    check_path(path)
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise UnknownKind(
            Text(
                "{file} is not an .xlsx file; give the tracker that `salestracker build` made.",
                "{file} n'est pas un fichier .xlsx ; donnez le suivi que `salestracker build` a créé.",
            ).format(file=path.name)
        )
    with readable(path):
        check_container(path)
        return Package(path)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what a locked or broken file raises into a SalesTrackerError."""
    try:
        yield
    except PermissionError as error:
        raise locked(path) from error
    except UNREADABLE as error:
        raise no_tracker(path) from error


class _Names:
    """The cells behind the defined names of an open workbook."""

    def __init__(self, path: Path, package: Package) -> None:
        self.path = path
        self.package = package

    def cells(self, name: str, rows: int | None = None) -> list[Cell]:
        """The cells of the first column behind a name, or `rows` cells from there on. Raises NotATracker without it."""
        if name not in self.package.names:
            raise self._lost(name)
        place = self.package.names[name]
        last = place.top + rows - 1 if rows else place.bottom
        found = self.package.cells(place.sheet).values(place.top, place.left, last, place.left)
        letter = get_column_letter(place.left + 1)
        return [(f"{place.sheet}!{letter}{row}", value) for row, (value,) in enumerate(found, start=place.top + 1)]

    def cell(self, name: str) -> Cell:
        """The one cell behind a name."""
        return self.cells(name, 1)[0]

    def _lost(self, name: str) -> NotATracker:
        if not any(known.startswith("st_sheet_") for known in self.package.names):
            return no_tracker(self.path)
        return NotATracker(
            Text(
                "{file}: a part of this tracker is gone ({name}), with its sheet, or another version built it; undo "
                "that, or build it anew.",
                "{file} : une partie de ce suivi a disparu ({name}), avec sa feuille, ou une autre version l'a "
                "construit ; annulez, ou reconstruisez-le.",
            ).format(file=self.path.name, name=name)
        )

    def property(self, name: str) -> str:
        """A document property. Raises NotATracker without it."""
        if name not in self.package.properties:
            raise no_tracker(self.path)
        return self.package.properties[name]

    def day(self, cell: Cell) -> dt.date | None:
        """The day in a cell, None for a blank one. Raises WrongCell for anything else."""
        place, value = cell
        if isinstance(value, str) and not value.strip():
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = day_of(value, self.package.epoch)
        if value is None:
            return None
        if isinstance(value, dt.date) and value.year >= FIRST_YEAR:
            return value.date() if isinstance(value, dt.datetime) else value
        raise wrong_cell(place, value, Text("type a date", "saisissez une date"))


def _read(names: _Names) -> Agenda:
    fixed_day = names.day(names.cell("st_in_fixed_day"))
    return Agenda(
        tracker=names.property(IDENTITY),
        language="fr" if names.property(LANGUAGE) == "fr" else "en",
        entries=tuple(dict.fromkeys(_entries(names))),
        work=WorkCalendar(
            weekend=_weekend(names.cell("st_in_weekend")),
            holidays=frozenset(day for cell in names.cells("st_days_off") if (day := names.day(cell))),
            fiscal_start=_month(names.cell("st_in_fiscal_start")),
        ),
        since=fixed_day or names.day(names.cell("st_made")) or dt.date.today(),
        today=fixed_day,
        saved=names.package.saved or dt.datetime.fromtimestamp(names.path.stat().st_mtime, dt.UTC),
    )


def _entries(names: _Names) -> Iterator[Entry]:
    """Every row with a metric and a cadence; the others ask for nothing."""
    keys = _keys(names)
    columns = {key: names.cells(f"st_reviews_{key}", 1 + MOST_REVIEWS)[1:] for key in COLUMNS}
    for row in zip(*columns.values(), strict=True):
        cells = dict(zip(columns, row, strict=True))
        metric, cadence = _text(cells["metric"]), _cadence(cells["cadence"])
        if metric and cadence:
            yield Entry(
                key=keys.get(metric.casefold(), metric.casefold()),
                metric=metric,
                cadence=cadence,
                owner=_text(cells["owner"]),
                last_done=names.day(cells["last_done"]),
                decision=_text(cells["decision"]),
                action=_text(cells["action"]),
            )


def _keys(names: _Names) -> Mapping[str, str]:
    """Identity of what a tracker was built with, by the name that it has in the agenda."""
    labels, keys = names.cells("st_review_labels"), names.cells("st_review_keys")
    return {_text(label).casefold(): _text(key) for label, key in zip(labels, keys, strict=False)}


def _text(cell: Cell) -> str:
    value = cell[1]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


def _cadence(cell: Cell) -> Cadence | None:
    return _CADENCES.get(_text(cell).casefold())


def _month(cell: Cell) -> int:
    place, value = cell
    if isinstance(value, int | float) and 1 <= value <= 12:
        return int(value)
    raise wrong_cell(
        place, value, Text("type the number of a month, 1 to 12", "saisissez un numéro de mois, de 1 à 12")
    )


def _weekend(cell: Cell) -> str:
    """Seven signs from Monday; a number is one of Excel's own codes (1 Saturday and Sunday, 11 Sunday alone, ...)."""
    value = cell[1]
    if isinstance(value, int | float) and int(value) in (*range(1, 8), *range(11, 18)):
        code = int(value)
        off = {(code + 4) % 7, (code + 5) % 7} if code < 11 else {(code - 5) % 7}
        return "".join("1" if day in off else "0" for day in range(7))
    return _text(cell)


def wrong_cell(place: str, value: Any, belongs: Text) -> WrongCell:
    """The complaint about a cell: what is in it, and what belongs there."""
    return WrongCell(
        Text(
            '{place}: "{value}" cannot be read; {belongs}.', "{place} : « {value} » est illisible ; {belongs}."
        ).format(place=place, value=value, belongs=belongs)
    )


def no_tracker(path: Path) -> NotATracker:
    """The complaint about a file that holds no tracker."""
    return NotATracker(
        Text(
            "{file} is not a tracker of this version; give a workbook that `salestracker build` or `demo` made.",
            "{file} n'est pas un suivi de cette version ; donnez un classeur créé par `salestracker build` ou `demo`.",
        ).format(file=path.name)
    )
