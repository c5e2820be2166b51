"""What keeps the add-in from working on a computer, and how to mend it.

The complaints are those that users of xlwings report most: see its issues 1166 and 1476 (Excel from the Store), 1036
(the DLL beside the wrong Python) and 2395 (Python COM server) on GitHub.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import fastexcel

from salestracker_xl.hosts.classic.addin import BUILT_FOR, FUNCTIONS, INTERPRETER, NAME
from salestracker_xl.hosts.classic.machine import FILE, MAC_SCRIPTS, Machine, this_machine
from salestracker_xl.language import Language, Text, system_language

Severity = Literal["fault", "warning"]

EXCEL_KEY = r"HKCU\Software\Microsoft\Office\16.0\Excel"
POLICY_KEY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel"
EXCEL_PATH_KEY = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
MOST_OPENED = 50  # values OPEN, OPEN1, OPEN2 ... that are looked at
MACROS_OFF, ONLY_SIGNED = 4, 3  # VBAWarnings
ALL_WELL = Text("Nothing stands in the way of the add-in.", "Rien ne s'oppose au complément.")
ALL_WELL_ON_A_MAC = Text(
    "Nothing stands in the way of the buttons. On a Mac the add-in has no functions: the names of a tracker, xlwings "
    "Lite (`salestracker lite`) or a server (`salestracker serve`) calculate there.",
    "Rien ne s'oppose aux boutons. Sur Mac, le complément n'a pas de fonctions : les noms d'un suivi, xlwings Lite "
    "(`salestracker lite`) ou un serveur (`salestracker serve`) y calculent.",
)
BUILD_AGAIN = Text("Run `salestracker addin install`.", "Lancez `salestracker addin install`.")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that stands in the way: what it is and how to mend it."""

    severity: Severity
    what: Text
    mend: Text


Check = Callable[[Machine], Finding | None]


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
    yield from (addin_is_missing, built_for_another_xlwings, starts_another_python, settings_file_overrules)
    if machine.system == "win32":
        yield from (python_is_from_the_store, excel_is_from_the_store, pywin32_is_missing, dll_is_missing)
        yield from (macros_are_off, addins_are_off, file_is_blocked, opened_twice, xlwings_imports_functions_too)
    elif machine.system == "darwin":
        yield mac_script_is_missing


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
    started = _settings(machine.installed).get(INTERPRETER[machine.system])
    if started is None or started == str(machine.interpreter):
        return None
    if not Path(started).exists():
        what = Text(
            "The add-in starts {python}, which does not exist.", "Le complément lance {python}, qui n'existe pas."
        )
        return Finding("fault", what.format(python=started), BUILD_AGAIN)
    what = Text("The add-in starts {python}; this is {here}.", "Le complément lance {python} ; celui-ci est {here}.")
    return Finding("warning", what.format(python=started, here=machine.interpreter), BUILD_AGAIN)


def settings_file_overrules(machine: Machine) -> Finding | None:
    """A settings file of the user's names another Python; xlwings believes it before the add-in."""
    named = {key.upper(): value for key, value in _conf(machine, NAME)}
    python = named.get(INTERPRETER[machine.system].upper())
    if not python or python == str(machine.interpreter):
        return None
    what = Text(
        "{file} names another Python, {python}, and overrules the add-in.",
        "{file} indique un autre Python, {python}, et l'emporte sur le complément.",
    )
    mend = Text("Delete that line of the file.", "Supprimez cette ligne du fichier.")
    return Finding("fault", what.format(file=_conf_file(machine, NAME), python=python), mend)


def python_is_from_the_store(machine: Machine) -> Finding | None:
    """Python from the Microsoft Store runs in a container that Excel cannot reach."""
    if "windowsapps" not in str(machine.interpreter).lower():
        return None
    return Finding(
        "fault",
        Text("This Python comes from the Microsoft Store.", "Ce Python vient du Microsoft Store."),
        Text(
            "Install Python from python.org, then salestracker-xl and the add-in with it.",
            "Installez Python depuis python.org, puis salestracker-xl et le complément avec lui.",
        ),
    )


def excel_is_from_the_store(machine: Machine) -> Finding | None:
    """Excel from the Microsoft Store cannot start a COM server of Python."""
    if "windowsapps" not in str(machine.registry(EXCEL_PATH_KEY, "")).lower():
        return None
    return Finding(
        "fault",
        Text("This Excel comes from the Microsoft Store.", "Cet Excel vient du Microsoft Store."),
        Text(
            "Uninstall it and install Office from office.com, or use xlwings Lite (`salestracker lite`).",
            "Désinstallez-le et installez Office depuis office.com, ou utilisez xlwings Lite (`salestracker lite`).",
        ),
    )


def pywin32_is_missing(machine: Machine) -> Finding | None:
    """Without pywin32 Python cannot speak to Excel."""
    if machine.has_pywin32:
        return None
    return Finding(
        "fault",
        Text("pywin32 is not installed in this Python.", "pywin32 n'est pas installé dans ce Python."),
        Text("Run `pip install pywin32`.", "Lancez `pip install pywin32`."),
    )


def dll_is_missing(machine: Machine) -> Finding | None:
    """VBA looks for the DLL of xlwings beside Python, or one folder above."""
    names = [f"xlwings{bits}-{machine.xlwings}.dll" for bits in (64, 32)]
    folders = (machine.interpreter.parent, machine.interpreter.parent.parent)
    if any((folder / name).exists() for folder in folders for name in names):
        return None
    what = Text(
        "{dll} stands neither in {beside} nor in {above}.", "{dll} ne se trouve ni dans {beside} ni dans {above}."
    )
    return Finding(
        "fault",
        what.format(dll=names[0], beside=folders[0], above=folders[1]),
        Text("Run `pip install --force-reinstall xlwings`.", "Lancez `pip install --force-reinstall xlwings`."),
    )


def macros_are_off(machine: Machine) -> Finding | None:
    """Excel is set to run no macros, or signed ones only, and trusts no folder: not even the start-up folder."""
    setting = _security(machine, "VBAWarnings")
    trusts_none = _security(machine, "AllLocationsDisabled", r"\Security\Trusted Locations") == 1
    if setting not in (MACROS_OFF, ONLY_SIGNED) or not trusts_none:
        return None
    return Finding(
        "fault",
        Text("Excel runs no unsigned macros.", "Excel n'exécute pas de macros non signées."),
        Text(
            "File > Options > Trust Center > Macro Settings; where it is greyed out, ask your administrator.",
            "Fichier > Options > Centre de gestion de la confidentialité > Paramètres des macros ; si c'est grisé, "
            "demandez à votre administrateur.",
        ),
    )


def addins_are_off(machine: Machine) -> Finding | None:
    """Excel is set to load no add-ins, or signed ones only."""
    if 1 not in (_security(machine, "DisableAllAddins"), _security(machine, "RequireAddinSig")):
        return None
    return Finding(
        "fault",
        Text("Excel loads no unsigned add-ins.", "Excel ne charge pas de compléments non signés."),
        Text(
            "File > Options > Trust Center > Add-ins; where it is greyed out, ask your administrator.",
            "Fichier > Options > Centre de gestion de la confidentialité > Compléments ; si c'est grisé, demandez à "
            "votre administrateur.",
        ),
    )


def file_is_blocked(machine: Machine) -> Finding | None:
    """Windows marks files from the internet, and Excel does not run their macros."""
    mark = machine.installed.with_name(f"{FILE}:Zone.Identifier")
    if not mark.exists():
        return None
    return Finding(
        "fault",
        Text("Windows has blocked {place}.", "Windows a bloqué {place}.").format(place=machine.installed),
        Text(
            "Right-click the file > Properties > Unblock; or run `salestracker addin install` here.",
            "Clic droit sur le fichier > Propriétés > Débloquer ; ou lancez `salestracker addin install` ici.",
        ),
    )


def opened_twice(machine: Machine) -> Finding | None:
    """Excel opens a second copy of the add-in from its own list."""
    names = ["OPEN", *(f"OPEN{number}" for number in range(1, MOST_OPENED))]
    opened = [str(machine.registry(rf"{EXCEL_KEY}\Options", name) or "") for name in names]
    second = next((said for said in opened if FILE in said.lower() and str(machine.installed) not in said), None)
    if second is None:
        return None
    return Finding(
        "warning",
        Text("Excel also opens {second}.", "Excel ouvre aussi {second}.").format(second=second),
        Text(
            "File > Options > Add-ins > Go: clear its box.",
            "Fichier > Options > Compléments > Atteindre : décochez-le.",
        ),
    )


def xlwings_imports_functions_too(machine: Machine) -> Finding | None:
    """The add-in of xlwings itself is told to import our functions into workbooks, where they stand twice then."""
    if not any(FUNCTIONS in value for key, value in _conf(machine, "xlwings") if key.upper() == "UDF MODULES"):
        return None
    return Finding(
        "warning",
        Text(
            "xlwings' own add-in imports {functions} as well: every function is there twice.",
            "Le complément de xlwings importe aussi {functions} : chaque fonction existe deux fois.",
        ).format(functions=FUNCTIONS),
        Text(
            "Remove {functions} from UDF Modules on its ribbon.", "Retirez {functions} de UDF Modules dans son ruban."
        ).format(functions=FUNCTIONS),
    )


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


def _security(machine: Machine, name: str, under: str = r"\Security") -> int | None:
    """A setting of the Trust Center: the administrator's before the user's."""
    policy = machine.registry(POLICY_KEY + under, name)
    return machine.registry(EXCEL_KEY + under, name) if policy is None else policy


def _settings(addin: Path) -> dict[str, str]:
    """The settings sheet of an add-in; empty where it is none of ours."""
    try:
        table = fastexcel.read_excel(addin.read_bytes()).load_sheet(f"{NAME}.conf", header_row=None).to_pandas()
    except (OSError, fastexcel.FastExcelError, zipfile.BadZipFile):
        return {}
    return {str(key): str(value) for key, value in table.to_numpy().tolist()}


def _conf_file(machine: Machine, name: str) -> Path:
    if machine.system == "win32":
        return Path(machine.environment.get("USERPROFILE", machine.home)) / f".{name}" / f"{name}.conf"
    return machine.home / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / f"{name}.conf"


def _conf(machine: Machine, name: str) -> Iterator[tuple[str, str]]:
    """Lines `"KEY","value"` of a settings file of xlwings."""
    try:
        text = _conf_file(machine, name).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for row in csv.reader(text.splitlines()):
        if len(row) > 1:
            yield row[0], row[1]
