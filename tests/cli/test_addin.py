"""The command that looks after the Excel add-in."""

from __future__ import annotations

import sys
import zipfile
from dataclasses import replace

import pytest
from hosts.classic.machines import mac, windows


def test_build_writes_an_add_in_for_this_python(run, tmp_path):
    code, out, _ = run("addin", "build")
    assert code == 0
    assert f"salestracker.xlam: written for {sys.executable}" in out
    assert "xl/vbaProject.bin" in zipfile.ZipFile(tmp_path / "salestracker.xlam").namelist()


@pytest.mark.parametrize("name", ["addin.xlsx", "nowhere/addin.xlam"])
def test_a_place_that_cannot_hold_an_add_in_is_refused(run, tmp_path, name):
    code, _, err = run("addin", "build", "-o", name)
    assert code == 2
    assert "an .xlam file in a folder that exists" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="would change the Excel of this computer")
@pytest.mark.parametrize("command", ["install", "uninstall", "doctor"])
def test_where_excel_cannot_run_a_person_is_told_so(run, command):
    code, _, err = run("addin", command)
    assert (code, err.count("\n")) == (2, 1)
    assert "Excel runs on Windows and macOS" in err


@pytest.mark.parametrize("make", [windows, mac])
def test_what_will_keep_the_add_in_from_working_is_told_when_it_is_installed(run, tmp_path, monkeypatch, make):
    machine = make(tmp_path / "home")
    monkeypatch.setattr("salestracker_xl.hosts.classic.machine.this_machine", lambda: machine)
    code, out, _ = run("addin", "install")
    assert (code, out) == (0, f"{machine.installed}: installed; start Excel and look for the tab Sales Tracker.\n")
    machine = replace(machine, xlwings="9.9.9")
    code, out, _ = run("addin", "install")
    assert code == 0
    assert "✗ " in out
    assert {windows: "xlwings64-9.9.9.dll stands neither in", mac: "xlwings runpython install"}[make] in out


def test_a_call_without_a_command_shows_those_there_are(run):
    code, out, err = run("addin")
    assert (code, err) == (
        2,
        "salestracker: `salestracker addin` wants a command after it; see `salestracker addin --help`.\n",
    )
    assert "doctor" in out


def test_the_help_of_each_part_speaks_french(run):
    for command in ("build", "install", "uninstall", "doctor"):
        code, out, _ = run("addin", command, "--help", "--lang", "fr")
        assert code == 0
        assert "Affiche cette page" in out
