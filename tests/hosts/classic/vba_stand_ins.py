"""VBA that stands in for Excel and Python while LibreOffice's Basic runs our modules."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from salestracker_xl.hosts.classic.addin import project_modules
from salestracker_xl.hosts.classic.other_help import help_module
from salestracker_xl.hosts.classic.project import Module, vba_project

XLWINGS = """\
Option Explicit
Public Broken As Boolean
Public Starts As Long
Public Function XLPy() As Object
    Starts = Starts + 1
    If Broken Then Err.Raise 1000, , "It does not start"
    Set XLPy = New StandIn
End Function
Public Sub RunPython(ByVal Command As String)
End Sub
"""

VALUES = """\
Option Explicit
Public Function PlainValues(ByVal Block As Object) As Variant
    PlainValues = Block.Value
End Function
Public Function TableOf(ByVal Cell As Range) As Range
    Dim Height As Long
    Height = 1
    Do While Cell.Cells(1, 1).Offset(Height, 0).Value <> "end"
        Height = Height + 1
    Loop
    Set TableOf = Cell.Cells(1, 1).Resize(Height, 4)
End Function
Public Sub AddRow(ByVal Cell As Range)
    Dim Height As Long
    Height = TableOf(Cell).Rows.Count
    Cell.Cells(1, 1).Offset(Height, 0).Value = ""
    Cell.Cells(1, 1).Offset(Height + 1, 0).Value = "end"
End Sub
"""  # LibreOffice 7.4 knows no Value2, and no tables: here one of four columns ends above the word "end"

HELP = help_module("en").text.replace("ThisWorkbook.IsAddin", "HiddenBook.IsAddin")
WIZARD = """\
Option Explicit
Public IsAddin As Boolean
Public Described As Long
Public Sub MacroOptions(ByVal Macro, ByVal Description, ByVal Category, ByVal ArgumentDescriptions)
    If IsAddin Then Err.Raise 1004, , "Cannot edit a macro on a hidden workbook"
    If Macro Like "*!CLV" Then Err.Raise 1004, , "Another fault"
    If UBound(ArgumentDescriptions) >= 0 Then Described = Described + 1
End Sub
"""  # what Excel's function wizard does, and the property of the add-in that it asks for

LEFT_OUT = ("Dictionary", "SalesTrackerHelp")  # of another system, and of Excel's function wizard


def add_project(workbook: Any, put: Mapping[str, str], extra: list[Module]) -> None:
    """Add our VBA project to an XlsxWriter workbook, some of its modules replaced and others added.

    What stands in for Python is asked by another word: LibreOffice's Basic takes no function named Call.
    """
    texts = {"xlwings": XLWINGS, "SalesTrackerValues": VALUES, "ThisWorkbook": "", **put}
    modules = [
        Module(it.name, texts.get(it.name, it.text).replace("Python.Call(", "Python.Asked("), it.kind, it.base)
        for it in project_modules("en")
        if it.name not in LEFT_OUT
    ]
    document = next(it for it in modules if it.name == "Sheet1")
    workbook.set_vba_name("ThisWorkbook")
    for number, sheet in enumerate(workbook.worksheets(), start=1):
        sheet.set_vba_name(f"Sheet{number}")
        if number > 1:
            modules.append(Module(f"Sheet{number}", "", "document", document.base))
    workbook.add_vba_project(io.BytesIO(vba_project("SalesTracker", [*modules, *extra])), is_stream=True)
