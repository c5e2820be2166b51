"""Our VBA at work: LibreOffice's Basic runs the real modules against a Python that only tells what it was handed."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter
from engines import macros
from engines.require import require
from hosts.classic.vba_stand_ins import add_project

from salestracker_xl.hosts.classic.addin import build_addin, project_modules
from salestracker_xl.hosts.classic.project import Module

STAND_IN = """\
Option Explicit

Public Function CallUDF(ByVal Script As String, ByVal FunctionName As String, ByVal Given, ByVal Book, ByVal Caller)
    Dim At As Long, Told As String
    Dim Table(1, 1)
    Select Case FunctionName
        Case "ROI": CallUDF = "#DIV/0!"
        Case "CAGR": CallUDF = Array("#N/A", "#NA", 5)
        Case "LTVCAC"
            Table(0, 0) = "#N/A"
            Table(0, 1) = "#NA"
            Table(1, 0) = 5
            Table(1, 1) = "#DIV/0!"
            CallUDF = Table
        Case "RFM": Err.Raise 1000, , "Python is not there"
        Case Else
            For At = LBound(Given) To UBound(Given)
                If IsArray(Given(At)) Then
                    Told = Told & UBound(Given(At), 1) & "x" & UBound(Given(At), 2) & ";"
                Else
                    Told = Told & TypeName(Given(At)) & ";"
                End If
            Next At
            CallUDF = Script & "." & FunctionName & ";" & Told
    End Select
End Function
"""

PROBE = """\
Option Explicit
Public Function SHOWN(x)
    SHOWN = TypeName(x) & " " & CStr(x)
End Function
Public Function LABELLED(Key, InFrench)
    LABELLED = LabelOf(Key, InFrench) & "|" & TipOf(Key, InFrench)
End Function
Public Function REASON(After)
    REASON = ReasonsOfErrors
End Function
Public Function PAGE(Words)
    PAGE = FirstPage(Words)
End Function
Public Function BROKEN_NOW(After)
    Broken = True
    Starts = 0
    BROKEN_NOW = 1
End Function
Public Function STARTED(After)
    STARTED = Starts
End Function
Public Function CLICKED(After)
    Broken = False
    Diagnosis
    CLICKED = 1
End Function
"""

FORMULAS = {
    "one cell": "=CAC(A1,7)",
    "two columns": "=CAC(A1:A3,B1:B3)",
    "whole columns": "=CAC(A:A,B:B)",
    "whole columns of two sheets": "=CAC(A:A,Other!A:A)",
    "a column from below": "=CAC(A3:A1048576,B3:B1048576)",
    "beyond the used rows": "=CAC(A100:A200,B100:B200)",
    "a whole row": "=CAC(1:1,2:2)",
    "left out": "=AOV(A1:A4)",
    "an error": "=SHOWN(ROI(1,0))",
    "errors inside": "=SHOWN(INDEX(CAGR(1,2,3),1,1))&SHOWN(INDEX(CAGR(1,2,3),1,2))&INDEX(CAGR(1,2,3),1,3)",
    "no Python": "=SHOWN(RFM(A1,A1,A1))",
    "why": "=REASON(D11)",
    "English label": '=LABELLED("why",FALSE)',
    "French label": '=LABELLED("checks",TRUE)',
    "a long text": '=LEN(PAGE(REPT("ab ",600)))&" "&LEN(PAGE(REPT("abc"&CHAR(10),400)))&" "&LEN(PAGE("short"))',
    "errors in rows": "=" + "&".join(f"SHOWN(INDEX(LTVCAC(1,2),{row},{col}))" for row in (1, 2) for col in (1, 2)),
    "broken": "=BROKEN_NOW(D11)",
    "a call that closes it": "=SHOWN(RFM(D17,1,1))",
    "a call": "=SHOWN(CAC(D18,7))",
    "another call": "=SHOWN(CAC(D19,7))",
    "starts": "=STARTED(D20)",
    "a click": "=CLICKED(D21)",
    "after the click": "=CAC(D22,7)",
}


@pytest.fixture(scope="module")
def libreoffice_basic():
    require("LibreOffice with python3-uno", macros.has_bridge())
    return macros


@pytest.fixture(scope="module")
def cells(libreoffice_basic, tmp_path_factory) -> dict[str, object]:
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet, other = workbook.add_worksheet("Sheet1"), workbook.add_worksheet("Other")
    for row in range(4):
        sheet.write_row(row, 0, [10 * row, row])
    other.write_column(0, 0, range(9))
    for row, formula in enumerate(FORMULAS.values()):
        sheet.write_formula(row, 3, formula, None, 0)
    add_project(workbook, {}, [Module("StandIn", STAND_IN, "class"), Module("Probe", PROBE)])
    workbook.close()
    path = tmp_path_factory.mktemp("shims") / "shims.xlsm"
    path.write_bytes(written.getvalue())
    found = libreoffice_basic.opened(path).cells
    return {name: found[f"Sheet1!D{row}"] for row, name in enumerate(FORMULAS, start=1)}


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("one cell", "CAC;Double;Double;"),
        ("two columns", "CAC;3x1;3x1;"),
        ("whole columns", "CAC;23x1;23x1;"),  # the formulas stand in rows 1 to 23
        ("whole columns of two sheets", "CAC;23x1;23x1;"),  # of one height, though the other sheet ends in row 9
        ("a column from below", "CAC;21x1;21x1;"),
        ("beyond the used rows", "CAC;Empty;Empty;"),
        ("a whole row", "CAC;1x4;1x4;"),
        ("left out", "AOV;4x1;Empty;"),
    ],
)
def test_ranges_come_as_values_trimmed_to_the_used_part(cells, formula, told):
    assert cells[formula] == f"salestracker_udfs.{told}"


def test_an_error_of_python_is_an_error_of_excel(cells):
    assert cells["an error"] == "String Error 2007"  # LibreOffice's CVErr gives the text


def test_errors_inside_a_table_are_errors_and_texts_are_texts(cells):
    assert cells["errors inside"] == "String Error 2042String #NA5"
    assert cells["errors in rows"] == "String Error 2042String #NADouble 5String Error 2007"


def test_without_python_the_cell_shows_an_error_and_why_says_more(cells):
    assert cells["no Python"] == "String Error 2015"
    assert "RFM: Python is not there" in cells["why"]


def test_python_that_does_not_start_is_not_tried_again_for_every_cell(cells):
    """It may take a minute each time; a person who clicks is not kept waiting."""
    assert cells["a call"] == cells["another call"] == "String Error 2015"
    assert cells["starts"] == 1
    assert cells["after the click"].startswith("salestracker_udfs.CAC")


def test_a_long_message_takes_several_boxes(cells):
    """A box cuts off what is longer than about 1,024 letters: whole words, and whole lines where there are some."""
    assert cells["a long text"] == "900 900 5"


def test_labels_speak_the_language_of_excel(cells):
    assert cells["English label"].startswith("Why?|Tell what")
    assert cells["French label"].startswith("Contrôler|Voir si")


def test_libreoffice_loads_the_add_in_with_all_its_modules(libreoffice_basic, tmp_path):
    found = libreoffice_basic.opened(build_addin(tmp_path / "salestracker.xlam", "python", "en")).modules
    for module in project_modules("en"):
        declared = re.findall(r"^(?:Public|Private) (?:Function|Sub) .*", module.text, re.MULTILINE)
        assert [line for line in declared if line.rstrip() not in found[module.name]] == []
