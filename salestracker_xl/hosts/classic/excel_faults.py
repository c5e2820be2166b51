"""What may keep Excel from loading the add-in, or have it load too much."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from salestracker_xl.hosts.classic.addin import FUNCTIONS
from salestracker_xl.hosts.classic.finding import Finding
from salestracker_xl.hosts.classic.machine import FILE, Machine
from salestracker_xl.language import Text

EXCEL_KEY = r"HKCU\Software\Microsoft\Office\16.0\Excel"
POLICY_KEY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel"
EXCEL_PATH_KEY = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
DISABLED_KEY = rf"{EXCEL_KEY}\Resiliency\DisabledItems"
MOST_OPENED = 50  # values OPEN, OPEN1, OPEN2 ... that are looked at
MACROS_OFF, ONLY_SIGNED = 4, 3  # VBAWarnings


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


def disabled_after_a_crash(machine: Machine) -> Finding | None:
    """After a crash Excel may put what it blames on a list of its own, as the path in UTF-16 behind three numbers."""
    blamed = [value for value in machine.registry_values(DISABLED_KEY) if isinstance(value, bytes)]
    if not any(FILE in value.decode("utf-16-le", errors="replace").lower() for value in blamed):
        return None
    return Finding(
        "fault",
        Text("Excel has disabled the add-in after a crash.", "Excel a désactivé le complément après un plantage."),
        Text(
            "File > Options > Add-ins > Manage: Disabled Items > Go: choose it, then Enable.",
            "Fichier > Options > Compléments > Gérer : Éléments désactivés > Atteindre : choisissez-le, puis Activer.",
        ),
    )


def opened_twice(machine: Machine) -> Finding | None:
    """Excel opens a second copy of the add-in from its own list."""
    names = ["OPEN", *(f"OPEN{number}" for number in range(1, MOST_OPENED))]
    opened = [str(machine.registry(rf"{EXCEL_KEY}\Options", name) or "") for name in names]
    ours = str(machine.installed).lower()
    second = next((said for said in opened if FILE in said.lower() and ours not in said.lower()), None)
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
    if not any(FUNCTIONS in value for key, value in _xlwings_settings(machine) if key.upper() == "UDF MODULES"):
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


def _security(machine: Machine, name: str, under: str = r"\Security") -> int | None:
    """A setting of the Trust Center: the administrator's before the user's."""
    policy = machine.registry(POLICY_KEY + under, name)
    return machine.registry(EXCEL_KEY + under, name) if policy is None else policy


def _xlwings_settings(machine: Machine) -> Iterator[tuple[str, str]]:
    """Lines `"KEY","value"` of the settings file of xlwings' own add-in."""
    file = Path(machine.environment.get("USERPROFILE", machine.home)) / ".xlwings" / "xlwings.conf"
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for row in csv.reader(text.splitlines()):
        if len(row) > 1:
            yield row[0], row[1]
