"""What the add-in meets on a computer: its system, folders, registry, programs and Python."""

from __future__ import annotations

import locale
import os
import site
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text

FILE = "salestracker.xlam"
MAC_STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
MAC_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"
EXCEL = {"win32": "excel.exe", "darwin": "microsoft excel"}

Registry = Callable[[str, str], Any]  # the value of a name under a key such as HKCU\Software\..., None without one
RegistryValues = Callable[[str], Sequence[Any]]  # all that stands under a key


class NoExcelHere(SalesTrackerError):
    """A system that Excel does not run on."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer as far as the add-in is concerned; `system` is Python's name of it, programs are in lower case.

    `user_base` is where pip puts files for one user alone, `code_page` the alphabet in which VBA calls a DLL.
    """

    system: str
    home: Path
    environment: Mapping[str, str]
    interpreter: Path
    xlwings: str
    has_pywin32: bool
    programs: frozenset[str]
    registry: Registry
    registry_values: RegistryValues
    user_base: Path
    code_page: str

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
        has_pywin32=_loads("win32api") and _loads("pythoncom"),
        programs=_programs(),
        registry=_registry_value,
        registry_values=_registry_values,
        user_base=Path(site.getuserbase()),
        code_page=locale.getencoding(),
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


def _loads(module: str) -> bool:
    """Whether a module is there with the DLLs that it needs."""
    try:
        import_module(module)
    except ImportError:
        return False
    return True


def _registry_value(key: str, name: str) -> Any:
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with _registry_key(key) as opened:
            return winreg.QueryValueEx(opened, name)[0]
    except OSError:
        return None


def _registry_values(key: str) -> list[Any]:
    if sys.platform != "win32":
        return []
    import winreg

    try:
        with _registry_key(key) as opened:
            return [winreg.EnumValue(opened, at)[1] for at in range(winreg.QueryInfoKey(opened)[1])]
    except OSError:
        return []


def _registry_key(key: str) -> Any:
    import winreg

    root, _, path = key.partition("\\")
    roots: Any = winreg  # which has nothing of this on other systems
    return roots.OpenKey({"HKCU": roots.HKEY_CURRENT_USER, "HKLM": roots.HKEY_LOCAL_MACHINE}[root], path)
