"""The VBA that stands in Excel for each function, and what the ribbon says."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from salestracker_xl.hosts.classic.other_help import help_module
from salestracker_xl.hosts.classic.project import Module
from salestracker_xl.hosts.classic.quoting import quoted
from salestracker_xl.hosts.classic.wizard import attributes
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import Language, Text
from salestracker_xl.metric import Metric
from salestracker_xl.metrics import REGISTRY

BUTTONS = (
    "SalesTrackerRibbon",
    "SalesTrackerReviews",
    "SalesTrackerSnapshot",
    "SalesTrackerActions",
    "SalesTrackerDialogs",
)
TAB = "salestracker"  # the key under which VBA knows the label of the whole tab


def modules(language: Language) -> list[Module]:
    """Every module of ours: calls, functions with their help, and the ribbon with its buttons, dialogs and labels."""
    return [
        Module("SalesTrackerValues", _source("SalesTrackerValues.bas")),
        Module("SalesTrackerCalls", _source("SalesTrackerCalls.bas")),
        Module("SalesTrackerFunctions", functions_source(list(REGISTRY.values()), language)),
        help_module(language),
        *(Module(name, _source(f"{name}.bas")) for name in BUTTONS),
        Module("SalesTrackerLabels", labels_source()),
    ]


def functions_source(metrics: Sequence[Metric], language: Language) -> str:
    """A function for each metric. A Mac has none: Python cannot be called from a cell there.

    Without them, the LAMBDA names that a tracker brings along answer on a Mac instead.
    """
    functions = (_function(metric, language) for metric in metrics)
    return "\n".join(["Option Explicit", "", "#If Not Mac Then", *functions, "#End If", ""])


def labels_source() -> str:
    """Labels and tips of the tab, its groups and buttons, and what they say, by their keys."""
    tab = ribbon()
    labels = {TAB: tab.label} | {group.key: group.label for group in tab.groups}
    labels |= {button.key: button.label for button in tab.buttons} | dict(tab.says)
    tips = {button.key: button.tip for button in tab.buttons}
    return "Option Explicit\nOption Private Module\n" + _choice("LabelOf", labels) + _choice("TipOf", tips)


def _function(metric: Metric, language: Language) -> str:
    signature = ", ".join(f"Optional {it.name}" if it.optional else it.name for it in metric.parameters)
    given = ", ".join(parameter.name for parameter in metric.parameters)
    lines = [
        f"\nPublic Function {metric.name}({signature})",
        *attributes(metric, language),
        *(f"    If IsMissing({it.name}) Then {it.name} = Empty" for it in metric.parameters if it.optional),
        f'    {metric.name} = Answer("{metric.name}", Array({given}))',
        "End Function",
    ]
    return "\n".join(lines)


def _choice(name: str, texts: dict[str, Text]) -> str:
    cases = [
        f"        Case {quoted(key)}: {name} = IIf(InFrench, {quoted(text['fr'])}, {quoted(text['en'])})"
        for key, text in texts.items()
    ]
    head = f"\nPublic Function {name}(ByVal Key As String, ByVal InFrench As Boolean) As String\n    Select Case Key\n"
    return head + "\n".join([*cases, "    End Select", "End Function", ""])


def _source(name: str) -> str:
    return (files("salestracker_xl.hosts.classic") / "vba" / name).read_text(encoding="utf-8")
