"""Putting the add-in where Excel finds it, and taking it away; no Excel is needed."""

from __future__ import annotations

from pathlib import Path

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.hosts.classic.addin import build_addin
from salestracker_xl.hosts.classic.machine import Machine
from salestracker_xl.language import Language, Text


class ExcelIsOpen(SalesTrackerError):
    """Excel holds its add-ins open while it runs."""


class CannotInstall(SalesTrackerError):
    """A folder that cannot be written to."""


def install(machine: Machine, language: Language | None = None) -> Path:
    """Build the add-in for this Python into the start-up folder of Excel and give its path.

    Raises ExcelIsOpen, NoExcelHere and CannotInstall.
    """
    place = machine.installed
    _wait_for_no_excel(machine)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        return build_addin(place, str(machine.interpreter), language)
    except OSError as error:
        raise _refused(place, error) from error


def uninstall(machine: Machine) -> Path | None:
    """Remove the add-in from the start-up folder; give its path, or None where there was none.

    Raises ExcelIsOpen, NoExcelHere and CannotInstall.
    """
    place = machine.installed
    if not place.exists():
        return None
    _wait_for_no_excel(machine)
    try:
        place.unlink()
    except OSError as error:
        raise _refused(place, error) from error
    return place


def _wait_for_no_excel(machine: Machine) -> None:
    if machine.excel_runs:
        raise ExcelIsOpen(
            Text(
                "Excel is open; close all its windows, then try again.",
                "Excel est ouvert ; fermez toutes ses fenêtres, puis réessayez.",
            )
        )


def _refused(place: Path, error: OSError) -> CannotInstall:
    return CannotInstall(
        Text("{place}: cannot be changed ({why}).", "{place} : modification impossible ({why}).").format(
            place=place, why=error.strerror or error
        )
    )
