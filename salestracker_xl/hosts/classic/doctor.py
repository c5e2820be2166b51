"""What keeps the add-in from working on a computer, and how to mend it.

The complaints are those that users of xlwings report most: see its issues 1166 and 1476 (Excel from the Store), 1036,
1803 and 2376 (the DLL beside the wrong Python, or taken by an antivirus) and 2395 (Python COM server) on GitHub.
"""

from __future__ import annotations

from collections.abc import Iterator

from salestracker_xl.hosts.classic import addin_faults as of_addin
from salestracker_xl.hosts.classic import excel_faults as of_excel
from salestracker_xl.hosts.classic import python_faults as of_python
from salestracker_xl.hosts.classic.finding import Check, Finding
from salestracker_xl.hosts.classic.machine import Machine, this_machine
from salestracker_xl.language import Language, Text, system_language

ALL_WELL = Text("Nothing stands in the way of the add-in.", "Rien ne s'oppose au complément.")
ALL_WELL_ON_A_MAC = Text(
    "Nothing stands in the way of the buttons. On a Mac the add-in has no functions: the names of a tracker, xlwings "
    "Lite (`salestracker lite`) or a server (`salestracker serve`) calculate there.",
    "Rien ne s'oppose aux boutons. Sur Mac, le complément n'a pas de fonctions : les noms d'un suivi, xlwings Lite "
    "(`salestracker lite`) ou un serveur (`salestracker serve`) y calculent.",
)


def examine(machine: Machine) -> list[Finding]:
    """Give everything that was found, faults first. Raises NoExcelHere where no Excel can run."""
    found = [finding for check in _checks(machine) if (finding := check(machine)) is not None]
    return sorted(found, key=lambda finding: finding.severity != "fault")


def all_well(machine: Machine) -> Text:
    """What is told where nothing was found."""
    return ALL_WELL_ON_A_MAC if machine.system == "darwin" else ALL_WELL


def told(language: Language | None = None) -> str:
    """What stands in the way on this machine, in words for a message box."""
    spoken = language or system_language()
    machine = this_machine()
    findings = examine(machine)
    return "\n\n".join(f"{it.what[spoken]} {it.mend[spoken]}" for it in findings) or all_well(machine)[spoken]


def _checks(machine: Machine) -> Iterator[Check]:
    yield from (of_addin.addin_is_missing, of_addin.built_for_another_xlwings, of_addin.starts_another_python)
    if machine.system == "win32":
        yield from (of_python.python_is_from_the_store, of_python.python_is_from_conda)
        yield from (of_python.python_path_has_odd_letters, of_python.pywin32_is_missing, of_python.dll_is_missing)
        yield from (of_excel.excel_is_from_the_store, of_excel.macros_are_off, of_excel.addins_are_off)
        yield from (of_excel.disabled_after_a_crash, of_excel.file_is_blocked, of_excel.opened_twice)
        yield of_excel.xlwings_imports_functions_too
    elif machine.system == "darwin":
        yield of_addin.mac_script_is_missing
