"""Excel would compile our VBA, on Windows and on a Mac, as far as a reader of VBA can tell."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from engines.vba import SYSTEMS, faults, statements

from salestracker_xl.hosts.classic.addin import project_modules, settings
from salestracker_xl.hosts.classic.xlwings_source import USED
from salestracker_xl.language import LANGUAGES
from salestracker_xl.metrics import REGISTRY

OF_XLWINGS = re.compile(r"(?:xlwings|Dictionary), line")  # compiled by others for years, and without Option Explicit


@pytest.fixture(scope="module", params=LANGUAGES)
def modules(request) -> list[tuple[str, str, bool]]:
    return [(it.name, it.text, it.kind == "standard") for it in project_modules(request.param)]


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_compiler_takes_every_module(modules, system):
    assert [fault for fault in faults(modules, system) if not OF_XLWINGS.match(fault)] == []


BROKEN = {
    "Dim a As Long: b = 1": "b is not declared",
    "Dim a As Long: Dim A As Long": "declared twice",
    "Dim loop As Long": "a word of VBA",
    "Dim Two As Range: Two = Nothing": "with Set or without",
    "Dim Two As Long: Set Two = Nothing": "with Set or without",
    "If 1 = 1 Then\nNext": "closes nothing",
    "Select Case 1\nCase 1": "not closed",
    "Exit Function": "Exit Function in a Sub",
    "On Error GoTo Away": "no label Away",
    "Other": "Other takes 2 arguments, not 0",
    "Other 1, 2, 3": "Other takes 2 arguments, not 3",
    "Dim a As Widget": "no type Widget",
    "Hidden": "Hidden is not declared",
    'Err.Raise 1, , "é"': "code page",
    "Err.Raise 1, , " + '"' + "x" * 1010 + '"': "too long",
    "Err.Raise 1, , _\n" + "1 + _\n" * 30 + "1": "too long",
    "#If Win64 Then\nb = 1\n#End If": "b is not declared",
    "Dim Second As Long\nEnd Sub\nPrivate Sub Second()": "a module has this name",
}


@pytest.mark.parametrize(("body", "fault"), BROKEN.items())
def test_a_compiler_refuses_what_is_broken(body, fault):
    first = f"Option Explicit\nPublic Sub Tried()\n{body}\nEnd Sub\n"
    second = "Option Explicit\nPublic Sub Other(ByVal A As Long, Optional ByVal B As Long)\nEnd Sub\n"
    hidden = "Private Sub Hidden()\nEnd Sub\n"
    assert any(
        fault in it for it in faults([("First", first, True), ("Second", second + hidden, True)], next(iter(SYSTEMS)))
    )


def test_only_the_system_that_compiles_a_line_refuses_it():
    text = "Option Explicit\nPublic Sub Tried()\n#If Mac Then\nb = 1\n#End If\nEnd Sub\n"
    assert [system for system in SYSTEMS if faults([("First", text, True)], system)] == ["Mac"]


def test_every_module_of_ours_declares_its_variables(modules):
    assert [name for name, text, _ in modules if "Option Explicit" not in text] == ["Sheet1", "xlwings"]


def test_a_name_that_people_see_is_spelt_one_way(modules):
    """VBA keeps one spelling of a name for a whole project, and the function wizard shows that one."""
    shown = {name for metric in REGISTRY.values() for name in (metric.name, *(it.name for it in metric.parameters))}
    spelt = {name.lower(): name for name in shown}
    words = {
        word
        for _, text, _ in modules
        for _, line in statements(text, SYSTEMS["Windows, 64 bits"])
        for word in re.findall(r"[A-Za-z]\w*", line)
    }
    assert [word for word in words if spelt.get(word.lower(), word) != word] == []


def test_the_callbacks_of_the_ribbon_have_the_arguments_that_office_hands_over(modules):
    text = next(text for name, text, _ in modules if name == "SalesTrackerRibbon")
    assert dict(re.findall(r"^Public Sub (\w+)\((.*)\)", text, re.MULTILINE)) == {
        "RibbonLabel": "control As IRibbonControl, ByRef returned",
        "RibbonTip": "control As IRibbonControl, ByRef returned",
        "RibbonClick": "control As IRibbonControl",
    }


def test_no_formula_in_a_workbook_can_run_what_xlwings_brings_along(modules):
    """A function that is not private can be called from a cell of any workbook."""
    text = next(text for name, text, _ in modules if name == "xlwings")
    open_to_all = re.findall(r"^(?:Public )?(?:Function|Sub) (\w+)|^ *Declare (?:PtrSafe )?Function (\w+)", text, re.M)
    assert {name or declared for name, declared in open_to_all} == set(USED)
    body = text.split("Public Function RunPython(PythonCommand As String)\n")[1]
    assert body.lstrip().startswith('If TypeName(Application.Caller) = "Range" Then Exit Function')


def test_no_workbook_tells_the_add_in_which_python_to_start(modules):
    """Nor what to look for beside it: the settings sheet of the add-in answers all that xlwings asks for."""
    text = next(text for name, text, _ in modules if name == "xlwings")
    for procedure in ("GetConfig", "XLPyCommand"):
        body = text.split(f"\nPrivate Function {procedure}(")[1].split("\nEnd Function")[0]
        assert "ThisWorkbook" in body
        assert "ActiveWorkbook" not in body
    asked = re.findall(r'GetConfig\("([^"]+)"', (files("xlwings") / "xlwings_custom_addin.bas").read_text())
    answered = {key.upper() for key in settings("python")}
    assert set(asked) - answered == {"INTERPRETER"}  # asked only where neither Interpreter_Win nor _Mac is there
