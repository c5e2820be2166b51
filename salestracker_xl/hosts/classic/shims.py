"""The VBA that stands in Excel for each function: what to call, and its help in the function wizard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files

from salestracker_xl.hosts.classic.project import Module
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.hosts.udf import CATEGORY
from salestracker_xl.language import LANGUAGES, Language, Text
from salestracker_xl.metric import WIZARD_LIMIT, Metric
from salestracker_xl.metrics import REGISTRY

LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "fr": "French"}
BUTTONS = (
    "SalesTrackerRibbon",
    "SalesTrackerReviews",
    "SalesTrackerSnapshot",
    "SalesTrackerActions",
    "SalesTrackerDialogs",
)
TAB = "salestracker"  # the key under which VBA knows the label of the whole tab

_HELP = """\
Option Explicit
Option Private Module

Private Done As Boolean

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
    If SpeaksFrench Then HelpInFrench Else HelpInEnglish
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
"""


def modules() -> list[Module]:
    """Every module of ours: calls, functions, help, and the ribbon with its buttons, dialogs and labels."""
    return [
        Module("SalesTrackerValues", _source("SalesTrackerValues.bas")),
        Module("SalesTrackerCalls", _source("SalesTrackerCalls.bas")),
        Module("SalesTrackerFunctions", functions_source(list(REGISTRY.values()))),
        Module("SalesTrackerHelp", _HELP + "".join(map(_help_source, LANGUAGES))),
        *(Module(name, _source(f"{name}.bas")) for name in BUTTONS),
        Module("SalesTrackerLabels", labels_source()),
    ]


def start_up_source() -> str:
    """What happens when the add-in opens."""
    return _source("ThisWorkbook.cls")


def functions_source(metrics: Sequence[Metric]) -> str:
    """A function for each metric. A Mac has none: Python cannot be called from a cell there.

    Without them, the LAMBDA names that a tracker brings along answer on a Mac instead.
    """
    return "\n".join(["Option Explicit", "", "#If Not Mac Then", *map(_function, metrics), "#End If", ""])


def labels_source() -> str:
    """Labels and tips of the tab, its groups and buttons, and what they say, by their keys."""
    tab = ribbon()
    labels = {TAB: tab.label} | {group.key: group.label for group in tab.groups}
    labels |= {button.key: button.label for button in tab.buttons} | dict(tab.says)
    tips = {button.key: button.tip for button in tab.buttons}
    return "Option Explicit\nOption Private Module\n" + _choice("LabelOf", labels) + _choice("TipOf", tips)


def _function(metric: Metric) -> str:
    signature = ", ".join(f"Optional {it.name}" if it.optional else it.name for it in metric.parameters)
    given = ", ".join(parameter.name for parameter in metric.parameters)
    lines = [
        f"\nPublic Function {metric.name}({signature})",
        *(f"    If IsMissing({it.name}) Then {it.name} = Empty" for it in metric.parameters if it.optional),
        f'    {metric.name} = Answer("{metric.name}", Array({given}))',
        "End Function",
    ]
    return "\n".join(lines)


def _help_source(language: Language) -> str:
    """One procedure of help; an argument a line, for VBA takes lines of 1,023 characters at the most."""
    lines = [
        f"\nPrivate Sub HelpIn{LANGUAGE_NAMES[language]}()",
        f"    Dim Ours As String: Ours = {_quoted(CATEGORY[language])}",
    ]
    for metric in REGISTRY.values():
        lines.append(f"    Describe {_quoted(metric.name)}, Ours, {_wizard(metric.summary, language)}, Array( _")
        arguments = [_wizard(parameter.arg.summary, language) for parameter in metric.parameters]
        lines.append(", _\n".join(f"        {argument}" for argument in arguments) + ")")
    return "\n".join([*lines, "End Sub", ""])


def _choice(name: str, texts: dict[str, Text]) -> str:
    cases = [
        f"        Case {_quoted(key)}: {name} = IIf(InFrench, {_quoted(text['fr'])}, {_quoted(text['en'])})"
        for key, text in texts.items()
    ]
    head = f"\nPublic Function {name}(ByVal Key As String, ByVal InFrench As Boolean) As String\n    Select Case Key\n"
    return head + "\n".join([*cases, "    End Select", "End Function", ""])


def _wizard(text: Text, language: Language) -> str:
    return _quoted(text[language][:WIZARD_LIMIT])


def _quoted(text: str) -> str:
    """A text of VBA in ASCII alone: Windows reads a module in the code page of the computer, a Mac in its own."""
    spelt = [
        f"ChrW({ord(sign)})" if sign else '"' + plain.replace('"', '""') + '"'
        for plain, sign in re.findall(r"([ -~]+)|([^ -~])", text)
    ]
    return " & ".join(spelt) or '""'


def _source(name: str) -> str:
    return (files("salestracker_xl.hosts.classic") / "vba" / name).read_text(encoding="utf-8")
