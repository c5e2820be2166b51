"""What may be wrong with the add-in in the start-up folder of Excel."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import fastexcel

from salestracker_xl.hosts.classic.addin import BUILT_FOR, INTERPRETER, NAME
from salestracker_xl.hosts.classic.finding import BUILD_AGAIN, Finding
from salestracker_xl.hosts.classic.machine import MAC_SCRIPTS, Machine
from salestracker_xl.language import Text


def addin_is_missing(machine: Machine) -> Finding | None:
    """The start-up folder has no add-in of ours."""
    if machine.installed.exists():
        return None
    what = Text("{place} is not there.", "{place} est absent.").format(place=machine.installed)
    return Finding("fault", what, BUILD_AGAIN)


def built_for_another_xlwings(machine: Machine) -> Finding | None:
    """The add-in asks for the DLL of another version of xlwings, or was not built by us."""
    if not machine.installed.exists():
        return None
    built_for = _settings(machine.installed).get(BUILT_FOR)
    if built_for == machine.xlwings:
        return None
    if built_for is None:
        what = Text(
            "{place} is not an add-in that salestracker built.",
            "{place} n'est pas un complément fait par salestracker.",
        )
        return Finding("fault", what.format(place=machine.installed), BUILD_AGAIN)
    what = Text(
        "The add-in was built for xlwings {built}, and {installed} is installed.",
        "Le complément est fait pour xlwings {built}, et {installed} est installé.",
    )
    return Finding("fault", what.format(built=built_for, installed=machine.xlwings), BUILD_AGAIN)


def starts_another_python(machine: Machine) -> Finding | None:
    """The add-in starts a Python that is gone, or not this one."""
    if not machine.installed.exists():
        return None
    written = _settings(machine.installed).get(INTERPRETER[machine.system])
    if written is None or _same_file(started := _filled_in(written, machine), str(machine.interpreter), machine):
        return None
    if not Path(started).exists():
        what = Text(
            "The add-in starts {python}, which does not exist.", "Le complément lance {python}, qui n'existe pas."
        )
        return Finding("fault", what.format(python=started), BUILD_AGAIN)
    what = Text("The add-in starts {python}; this is {here}.", "Le complément lance {python} ; celui-ci est {here}.")
    return Finding("warning", what.format(python=started, here=machine.interpreter), BUILD_AGAIN)


def mac_script_is_missing(machine: Machine) -> Finding | None:
    """On a Mac the buttons reach Python through a script of xlwings, one for each version."""
    if (machine.home / MAC_SCRIPTS / f"xlwings-{machine.xlwings}.applescript").exists():
        return None
    return Finding(
        "fault",
        Text(
            "The script through which buttons reach Python is not installed for xlwings {version}.",
            "Le script par lequel les boutons joignent Python n'est pas installé pour xlwings {version}.",
        ).format(version=machine.xlwings),
        Text("Run `xlwings runpython install`.", "Lancez `xlwings runpython install`."),
    )


def _filled_in(path: str, machine: Machine) -> str:
    """The path that xlwings makes of one with variables such as %LOCALAPPDATA%."""
    return re.sub("%([^%]+)%", lambda found: machine.environment.get(found[1].upper(), found[0]), path)


def _same_file(one: str, other: str, machine: Machine) -> bool:
    return one.casefold() == other.casefold() if machine.system == "win32" else one == other


def _settings(addin: Path) -> dict[str, str]:
    """The settings sheet of an add-in; empty where it is none of ours."""
    try:
        table = fastexcel.read_excel(addin.read_bytes()).load_sheet(f"{NAME}.conf", header_row=None).to_pandas()
    except (OSError, fastexcel.FastExcelError, zipfile.BadZipFile):
        return {}
    return {str(key): str(value) for key, value in table.to_numpy().tolist()}
