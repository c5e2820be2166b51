"""Each thing that keeps the add-in from working is found, explained and comes with its remedy."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from hosts.classic.machines import XLWINGS, bare, mac, ready, windows

from salestracker_xl.hosts.classic.addin import build_addin
from salestracker_xl.hosts.classic.doctor import all_well, examine
from salestracker_xl.hosts.classic.excel_faults import DISABLED_KEY, EXCEL_KEY, EXCEL_PATH_KEY, POLICY_KEY
from salestracker_xl.hosts.classic.machine import FILE
from salestracker_xl.language import LANGUAGES


def other_xlwings(machine):
    dll = machine.interpreter.parent / "xlwings64-9.9.9.dll"
    dll.touch()
    return replace(machine, xlwings="9.9.9")


def no_addin(machine):
    machine.installed.unlink()
    return machine


def strange_addin(machine):
    machine.installed.write_bytes(b"PK of somebody else")
    return machine


def python_gone(machine):
    machine.interpreter.unlink()
    moved = machine.interpreter.with_name("python.exe")
    moved.touch()
    return replace(machine, interpreter=moved)


def python_beside(machine):
    other = machine.interpreter.with_name("python.exe")
    other.touch()
    return replace(machine, interpreter=other)


def no_dll(machine):
    (machine.interpreter.parent / f"xlwings64-{XLWINGS}.dll").unlink()
    return machine


def dll_for_one_user(machine):
    machine.user_base.mkdir(parents=True)
    (machine.user_base / f"xlwings64-{XLWINGS}.dll").touch()
    return no_dll(machine)


def from_anaconda(machine):
    (machine.interpreter.parent / "conda-meta").mkdir()
    return machine


def blamed(machine):
    """The list of what Excel disabled, as it stood in a registry: type, lengths, path and name."""
    path = f"{str(machine.installed).lower()}\0".encode("utf-16-le")
    entries = {DISABLED_KEY: [b"\x01\0\0\0", struct.pack("<III", 2, len(path), 2) + path + b"\0\0"]}
    return replace(machine, registry_values=lambda key: entries.get(key, []))


def blocked(machine):
    machine.installed.with_name(f"{FILE}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    return machine


def xlwings_imports(machine):
    file = machine.home / ".xlwings" / "xlwings.conf"
    file.parent.mkdir()
    file.write_text('"UDF MODULES","mine;salestracker_udfs"\n')
    return machine


def said(**values):
    known = {
        "store": (EXCEL_PATH_KEY, "", r"C:\Program Files\WindowsApps\Microsoft.Office.Desktop\EXCEL.EXE"),
        "macros": (EXCEL_KEY + r"\Security", "VBAWarnings", 4),
        "macros_by_policy": (POLICY_KEY + r"\Security", "VBAWarnings", 3),
        "no_folder": (POLICY_KEY + r"\Security\Trusted Locations", "AllLocationsDisabled", 1),
        "addins": (POLICY_KEY + r"\Security", "DisableAllAddins", 1),
        "signed": (EXCEL_KEY + r"\Security", "RequireAddinSig", 1),
        "second": (EXCEL_KEY + r"\Options", "OPEN3", r'/R "D:\Old\salestracker.xlam"'),
    }
    registry = {(key, name): value for it, (key, name, value) in known.items() if it in values}
    return lambda machine: replace(machine, registry=lambda key, name: registry.get((key, name)))


SPOILT = [
    (no_addin, "fault", "is not there"),
    (strange_addin, "fault", "not an add-in that salestracker built"),
    (other_xlwings, "fault", f"built for xlwings {XLWINGS}, and 9.9.9 is installed"),
    (python_gone, "fault", "which does not exist"),
    (python_beside, "warning", "starts"),
    (no_dll, "fault", "stands neither in"),
    (dll_for_one_user, "fault", "where Excel does not look"),
    (from_anaconda, "warning", "from Anaconda or Miniconda"),
    (blamed, "fault", "has disabled the add-in after a crash"),
    (blocked, "fault", "has blocked"),
    (xlwings_imports, "warning", "every function is there twice"),
    (
        lambda machine: replace(machine, has_pywin32=False),
        "fault",
        "pywin32 is not installed in this Python, or does not load",
    ),
    (said(store=1), "fault", "Excel comes from the Microsoft Store"),
    (said(macros=1, no_folder=1), "fault", "runs no unsigned macros"),
    (said(macros_by_policy=1, no_folder=1), "fault", "runs no unsigned macros"),
    (said(addins=1), "fault", "loads no unsigned add-ins"),
    (said(signed=1), "fault", "loads no unsigned add-ins"),
    (said(second=1), "warning", r"also opens /R"),
]


@pytest.mark.parametrize(("make", "well"), [(windows, "of the add-in."), (mac, "On a Mac the add-in has no functions")])
def test_a_computer_on_which_all_is_well_has_no_findings(make, well, tmp_path):
    machine = make(tmp_path)
    assert examine(machine) == []
    assert well in all_well(machine).en


@pytest.mark.parametrize(("spoil", "severity", "words"), SPOILT, ids=[words for _, _, words in SPOILT])
def test_each_fault_is_found_alone_and_named(spoil, severity, words, tmp_path):
    [finding] = examine(spoil(windows(tmp_path)))
    assert finding.severity == severity
    assert words in finding.what.en
    for language in LANGUAGES:
        assert "{" not in finding.what[language] + finding.mend[language]


def test_python_from_the_store_is_found(tmp_path):
    machine = bare("win32", tmp_path / "WindowsApps")
    (machine.interpreter.parent / f"xlwings64-{XLWINGS}.dll").touch()
    [finding] = examine(ready(machine))
    assert "Python comes from the Microsoft Store" in finding.what.en


def test_a_path_that_vba_cannot_hand_to_windows_is_found(tmp_path):
    (tmp_path / "Ελένη").mkdir()
    [finding] = examine(windows(tmp_path / "Ελένη"))
    assert (finding.severity, "(cp1252)" in finding.what.en) == ("fault", True)
    (tmp_path / "Jérôme").mkdir()
    assert examine(windows(tmp_path / "Jérôme")) == []
    (tmp_path / "Ζωή").mkdir()
    assert examine(windows(tmp_path / "Ζωή", code_page="cp1253")) == []


def test_an_add_in_built_for_many_starts_the_python_of_each(tmp_path):
    """xlwings fills in %NAME%, and Windows does not tell upper from lower case."""
    machine = windows(tmp_path)
    machine = replace(machine, environment={**machine.environment, "LOCALAPPDATA": str(tmp_path).upper()})
    build_addin(machine.installed, f"%LocalAppData%{str(machine.interpreter).removeprefix(str(tmp_path))}")
    assert examine(machine) == []
    build_addin(machine.installed, r"%LOCALAPPDATA%\nowhere\python.exe")
    [finding] = examine(machine)
    assert str(tmp_path).upper() in finding.what.en
    assert "which does not exist" in finding.what.en


def test_an_add_in_that_excel_opens_from_its_list_too_is_no_second_one(tmp_path):
    machine = windows(tmp_path)
    opened = {(EXCEL_KEY + r"\Options", "OPEN"): f'/R "{str(machine.installed).upper()}"'}
    assert examine(replace(machine, registry=lambda key, name: opened.get((key, name)))) == []


def test_a_mac_without_the_script_of_this_xlwings_is_told_to_install_it(tmp_path):
    [finding] = examine(without_script(mac(tmp_path)))
    assert "xlwings runpython install" in finding.mend.en


def without_script(machine):
    next((machine.home / "Library" / "Application Scripts" / "com.microsoft.Excel").iterdir()).unlink()
    return machine


def test_faults_come_before_warnings(tmp_path):
    found = examine(no_dll(xlwings_imports(windows(tmp_path))))
    assert [finding.severity for finding in found] == ["fault", "warning"]


def test_macros_that_only_ask_first_are_no_fault(tmp_path):
    assert examine(said(macros=1)(windows(tmp_path))) == []  # the start-up folder is trusted all the same
    assert examine(said(no_folder=1)(windows(tmp_path / "other"))) == []
