"""The help that Excel's function wizard shows, laid down in the add-in as Excel itself saves it.

What a function does stands in its module; its category and what its arguments mean stand in the workbook ([MS-XLSX]
2.4.2, argumentDescriptions). docs/decisions/0030 tells why Excel is not asked to do it.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from salestracker_xl.hosts.udf import CATEGORY
from salestracker_xl.language import Language
from salestracker_xl.metric import WIZARD_LIMIT, Metric
from salestracker_xl.metrics import REGISTRY

BUILT_IN_GROUPS = 19  # of Excel 2013 and later; a category of one's own is counted from the next but one

_HELP = (
    '<extLst><ext uri="{{8193D73E-4604-4355-AFF4-8A2333D13BE4}}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    "<x14:definedNames>{names}</x14:definedNames></ext></extLst>"
)


def attributes(metric: Metric, language: Language) -> list[str]:
    """The lines below the head of a function that tell what it does, and in which category it is."""
    summary = metric.summary[language][:WIZARD_LIMIT].replace('"', '""')
    return [
        f'Attribute {metric.name}.VB_Description = "{summary}"',
        f'Attribute {metric.name}.VB_ProcData.VB_Invoke_Func = " \\n{BUILT_IN_GROUPS + 1}"',
    ]


def with_help(workbook: str, language: Language) -> str:
    """Add the category, and what each argument of each function means, to the XML of a workbook."""
    category = f"<functionGroup name={quoteattr(CATEGORY[language])}/>"
    groups = f'<functionGroups builtInGroupCount="{BUILT_IN_GROUPS}">{category}</functionGroups>'
    names = "".join(_arguments(REGISTRY[name], language) for name in sorted(REGISTRY))
    grouped = workbook.replace("</sheets>", f"</sheets>{groups}")
    return grouped.replace("</workbook>", f"{_HELP.format(names=names)}</workbook>")


def _arguments(metric: Metric, language: Language) -> str:
    told = "".join(
        f'<x14:argumentDescription index="{number}">{escape(it.arg.summary[language][:WIZARD_LIMIT])}'
        "</x14:argumentDescription>"
        for number, it in enumerate(metric.parameters)
    )
    count = len(metric.parameters)
    described = f'<x14:argumentDescriptions count="{count}">{told}</x14:argumentDescriptions>'
    return f'<x14:definedName name="{metric.name}">{described}</x14:definedName>'
