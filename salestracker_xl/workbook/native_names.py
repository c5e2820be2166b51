"""The metrics with a closed form as functions of the workbook itself: defined names that hold a LAMBDA."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from salestracker_xl.language import Language
from salestracker_xl.metric import Metric
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.writing.assembly import FastWorkbook
from salestracker_xl.workbook.writing.packing import Packers

Forms = Mapping[frozenset[str], str]

PREFIXED = {  # functions of dynamic arrays as a file names them
    "FILTER": "_xlfn._xlws.FILTER",
    "HSTACK": "_xlfn.HSTACK",
    "SORT": "_xlfn._xlws.SORT",
    "UNIQUE": "_xlfn.UNIQUE",
}
DYNAMIC = re.compile(rf"\b({'|'.join(PREFIXED)})(?=\()")


class WorkbookWithFunctions(FastWorkbook):
    """A workbook that can hold functions: names with a LAMBDA, and the comment that Excel shows while one is typed."""

    def __init__(self, options: dict[str, object], pool: Packers | None = None) -> None:
        super().__init__(options, pool)
        self._comments: dict[str, str] = {}

    def define_function(self, name: str, formula: str, comment: str) -> None:
        """Enter a name with its formula in file form; a comment has 255 characters at most."""
        self.define_name(name, f"={formula}")
        self._comments[name] = comment

    def _write_defined_name(self, defined_name: Sequence[object]) -> None:
        name, sheet, formula, _ = defined_name
        if name in self._comments and sheet == -1:
            attributes = [("name", name), ("comment", self._comments[str(name)])]
            self._xml_data_element("definedName", formula, attributes)
        else:
            super()._write_defined_name(defined_name)


def define_native_functions(workbook: WorkbookWithFunctions, language: Language) -> frozenset[str]:
    """Give a workbook every metric that Excel can compute by itself, so that `=AOV(...)` needs no Python; name them.

    Excel 2024, Excel for Microsoft 365, for the web and for Mac know LAMBDA. An older Excel opens the workbook too, but
    shows #NAME? where such a function is typed; no sheet of ours calls one.
    """
    formulas = {metric: formula for metric in REGISTRY.values() if (formula := lambda_of(metric)) is not None}
    for metric, formula in formulas.items():
        workbook.define_function(metric.name, formula, metric.summary[language])
    return frozenset(metric.name for metric in formulas)


def lambda_of(metric: Metric) -> str | None:
    """The closed form of a metric as a LAMBDA in the form that a file has it, or None where there is none.

    A file marks the arguments of a LAMBDA `_xlpm.`, where one that may be left out is declared `_xlop.`. Raises
    ValueError when a choice of optional arguments has no closed form while others have.

    >>> lambda_of(REGISTRY["CAC"])
    '_xlfn.LAMBDA(_xlpm.spend,_xlpm.new_customers,SUM(_xlpm.spend)/SUM(_xlpm.new_customers))'
    """
    forms = {metric.arguments_of(formula): formula for formula in (*metric.native, *metric.dynamic)}
    if not forms:
        return None
    known = frozenset().union(*forms)
    declared = [parameter for parameter in metric.parameters if parameter.name in known]
    if declared != list(metric.parameters[: len(declared)]):
        raise ValueError(f"{metric.name}: no closed form takes an argument that stands before one that some take.")
    optional = [parameter.name for parameter in declared if parameter.optional]
    if len(forms) != 2 ** len(optional):
        raise ValueError(f"{metric.name}: every choice of {', '.join(optional)} needs a closed form, or none of them.")
    arguments = ",".join(f"_xl{'op' if parameter.optional else 'pm'}.{parameter.name}" for parameter in declared)
    body = DYNAMIC.sub(lambda found: PREFIXED[found[0]], _chosen(forms, optional))
    return f"_xlfn.LAMBDA({arguments},{body.format(**{name.name: f'_xlpm.{name.name}' for name in declared})})"


def _chosen(forms: Forms, optional: Sequence[str]) -> str:
    """One formula that takes the form of the arguments that were given."""
    if not optional:
        [formula] = forms.values()
        return formula
    first, *others = optional
    left_out = _chosen({given: formula for given, formula in forms.items() if first not in given}, others)
    given = _chosen({given: formula for given, formula in forms.items() if first in given}, others)
    return f"IF(_xlfn.ISOMITTED({{{first}}}),{left_out},{given})"
