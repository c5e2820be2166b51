"""What the add-in meets on a computer: its system, folders, registry, programs and Python."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text

FILE = "salestracker.xlam"
MAC_STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
MAC_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"
EXCEL = {"win32": "excel.exe", "darwin": "microsoft excel"}

Registry = Callable[
    [str, str], Any
]  # the value of a name under a key such as HKCU\Software\..., None where there is none


class NoExcelHere(SalesTrackerError):
    """A system that Excel does not run on."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer as far as the add-in is concerned; `system` is Python's name of it, programs are in lower case."""

    system: str
    home: Path
    environment: Mapping[str, str]
    interpreter: Path
    xlwings: str
    has_pywin32: bool
    programs: frozenset[str]
    registry: Registry

    @property
    def excel_runs(self) -> bool:
        """Whether Excel is open."""
        return EXCEL.get(self.system) in self.programs

    @property
    def startup(self) -> Path:
        """The folder whose add-ins Excel opens. Raises NoExcelHere on other systems than Windows and macOS.

        Windows: https://learn.microsoft.com/office/troubleshoot/excel/use-startup-folders. The folder of a Mac was told
        by users; it was not tried.
        """
        if self.system == "win32":
            return Path(self.environment["APPDATA"]) / "Microsoft" / "Excel" / "XLSTART"
        if self.system == "darwin":
            return self.home / MAC_STARTUP
        raise NoExcelHere(
            Text(
                "Excel runs on Windows and macOS; on this system build the add-in with `salestracker addin build` and "
                "take it there, or use `salestracker serve`.",
                "Excel tourne sous Windows et macOS ; sur ce système, construisez le complément avec `salestracker "
                "addin build` et emportez-le, ou utilisez `salestracker serve`.",
            )
        )

    @property
    def installed(self) -> Path:
        """Where the add-in stands once it is installed."""
        return self.startup / FILE


def this_machine() -> Machine:
    """Look at the computer that runs this."""
    return Machine(
        system=sys.platform,
        home=Path.home(),
        environment=os.environ,
        interpreter=Path(sys.executable),
        xlwings=version("xlwings"),
        has_pywin32=find_spec("win32com") is not None,
        programs=_programs(),
        registry=_registry_value,
    )


def _programs() -> frozenset[str]:
    """Names of the programs that run; none where the system does not tell."""
    commands = {"win32": ["tasklist", "/FO", "CSV", "/NH"], "darwin": ["ps", "-axco", "command"]}
    command = commands.get(sys.platform)
    if command is None:
        return frozenset()
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True, errors="replace").stdout
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(line.split('","')[0].strip('" ').lower() for line in told.splitlines())


def _registry_value(key: str, name: str) -> Any:
    if sys.platform != "win32":
        return None
    import winreg

    root, _, path = key.partition("\\")
    roots = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
    try:
        with winreg.OpenKey(roots[root], path) as opened:
            return winreg.QueryValueEx(opened, name)[0]
    except OSError:
        return None
