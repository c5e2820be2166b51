"""Computers made up for tests: a Windows and a Mac on which the add-in works, to be spoilt one thing at a time."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from salestracker_xl.hosts.classic.addin import build_addin
from salestracker_xl.hosts.classic.machine import MAC_SCRIPTS, Machine

XLWINGS = version("xlwings")


def windows(folder: Path, registry: dict[tuple[str, str], Any] | None = None, **changes: Any) -> Machine:
    """A Windows computer with the add-in installed."""
    known = registry or {}
    machine = replace(bare("win32", folder), registry=lambda key, name: known.get((key, name)))
    (machine.interpreter.parent / f"xlwings64-{XLWINGS}.dll").touch()
    return ready(replace(machine, **changes))


def mac(folder: Path, **changes: Any) -> Machine:
    """A Mac with the add-in installed."""
    machine = bare("darwin", folder)
    script = machine.home / MAC_SCRIPTS / f"xlwings-{XLWINGS}.applescript"
    script.parent.mkdir(parents=True)
    script.touch()
    return ready(replace(machine, **changes))


def bare(system: str, folder: Path) -> Machine:
    """A computer with a Python, and nothing of ours."""
    python = folder / "python" / "pythonw.exe"
    python.parent.mkdir(parents=True)
    python.touch()
    environment = {"APPDATA": str(folder / "AppData"), "USERPROFILE": str(folder)}
    return Machine(
        system=system,
        home=folder,
        environment=environment,
        interpreter=python,
        xlwings=XLWINGS,
        has_pywin32=True,
        programs=frozenset(),
        registry=lambda key, name: None,
        registry_values=lambda key: [],
        user_base=folder / "AppData" / "Python",
        code_page="cp1252",
    )


def ready(machine: Machine) -> Machine:
    """The same computer with the add-in in its place."""
    machine.installed.parent.mkdir(parents=True)
    build_addin(machine.installed, str(machine.interpreter))
    return machine
