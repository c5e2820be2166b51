"""The add-in goes to where Excel finds it, never while Excel runs."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hosts.classic.machines import bare, mac, windows

from salestracker_xl.hosts.classic.doctor import examine
from salestracker_xl.hosts.classic.install import CannotInstall, ExcelIsOpen, install, uninstall
from salestracker_xl.hosts.classic.machine import NoExcelHere, this_machine

PLACES = {
    "win32": "AppData/Microsoft/Excel/XLSTART/salestracker.xlam",
    "darwin": "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel/"
    "salestracker.xlam",
}
EXCEL = {"win32": "excel.exe", "darwin": "microsoft excel"}


@pytest.mark.parametrize("system", PLACES)
def test_the_add_in_goes_into_the_start_up_folder_and_away_again(system, tmp_path):
    machine = bare(system, tmp_path)
    assert install(machine) == tmp_path / PLACES[system]
    assert (tmp_path / PLACES[system]).stat().st_size > 10_000
    assert uninstall(machine) == tmp_path / PLACES[system]
    assert not (tmp_path / PLACES[system]).exists()
    assert uninstall(machine) is None


def test_installing_again_replaces_what_was_there(tmp_path):
    machine = windows(tmp_path)
    machine.installed.write_bytes(b"an older one")
    install(machine)
    assert examine(machine) == []


@pytest.mark.parametrize("system", PLACES)
def test_nothing_is_touched_while_excel_runs(system, tmp_path):
    make = {"win32": windows, "darwin": mac}[system]
    machine = replace(make(tmp_path), programs=frozenset({EXCEL[system]}))
    before = machine.installed.read_bytes()
    for work in (install, uninstall):
        with pytest.raises(ExcelIsOpen, match="Excel is open"):
            work(machine)
    assert machine.installed.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    machine = bare("win32", tmp_path)
    (tmp_path / "AppData").write_text("a file where a folder belongs")
    with pytest.raises(CannotInstall, match=r"XLSTART"):
        install(machine)


def test_elsewhere_a_person_is_told_what_can_be_done(tmp_path):
    with pytest.raises(NoExcelHere, match="addin build"):
        install(bare("linux", tmp_path))


def test_this_machine_is_looked_at():
    machine = this_machine()
    assert str(machine.interpreter) == sys.executable
    assert machine.system == sys.platform
