"""Help for the function wizard in the other language, for an Excel that speaks it.

The file holds the help in one language; where Excel speaks the other, VBA replaces it once a workbook is in front.
"""

from __future__ import annotations

from importlib.resources import files

from salestracker_xl.hosts.classic.project import Module
from salestracker_xl.hosts.classic.quoting import quoted
from salestracker_xl.hosts.udf import CATEGORY
from salestracker_xl.language import Language, Text
from salestracker_xl.metric import WIZARD_LIMIT
from salestracker_xl.metrics import REGISTRY

_REGISTER = """\
Option Explicit
Option Private Module

Private Done As Boolean

Public Function SpeaksAnother() As Boolean
    SpeaksAnother = (Language <> "{brought}")  ' than the help that this add-in brings along
End Function

Public Sub RegisterHelp()
    Dim InFront As Workbook
    Dim Updates As Boolean, Events As Boolean
    Set InFront = ActiveWorkbook
    If Done Or InFront Is Nothing Then Exit Sub     ' called again as soon as there is one
    Done = True
    Updates = Application.ScreenUpdating
    Events = Application.EnableEvents
    On Error Resume Next                    ' a function without help still calculates, and all is put back as it was
    Application.ScreenUpdating = False
    Application.EnableEvents = False
    ThisWorkbook.IsAddin = False            ' MacroOptions refuses the functions of a hidden workbook
    DescribeAll
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True               ' or Excel asks to save the add-in when it closes
    InFront.Activate
    Application.EnableEvents = Events
    Application.ScreenUpdating = Updates
End Sub

Private Sub Describe(ByVal FunctionName As String, ByVal Category As String, ByVal Summary As String, ByVal Arguments)
    On Error Resume Next
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & FunctionName, Description:=Summary, _
        Category:=Category, ArgumentDescriptions:=Arguments
End Sub

Private Sub DescribeAll()
    Dim Ours As String: Ours = {category}
{calls}
End Sub
"""


def help_module(brought: Language) -> Module:
    """The procedures that describe every function in the language that is not `brought`."""
    other: Language = "fr" if brought == "en" else "en"
    calls = [
        f"    Describe {quoted(name)}, Ours, {_told(metric.summary, other)}, Array( _\n"
        + ", _\n".join(f"        {_told(parameter.arg.summary, other)}" for parameter in metric.parameters)
        + ")"
        for name, metric in REGISTRY.items()
    ]  # an argument a line, for VBA takes lines of 1,023 characters at the most
    source = _REGISTER.format(brought=brought, category=quoted(CATEGORY[other]), calls="\n".join(calls))
    return Module("SalesTrackerHelp", source)


def start_up_source() -> str:
    """What happens when the add-in opens."""
    return (files("salestracker_xl.hosts.classic") / "vba" / "ThisWorkbook.cls").read_text(encoding="utf-8")


def _told(text: Text, language: Language) -> str:
    return quoted(text[language][:WIZARD_LIMIT])
