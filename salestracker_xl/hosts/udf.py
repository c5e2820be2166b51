"""The metrics as functions that xlwings can show to Excel."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import xlwings as xw

from salestracker_xl.cells import Cells, evaluate, to_cells
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.hosts.why import JOURNAL
from salestracker_xl.language import Language, Text
from salestracker_xl.metric import Metric, MetricError, WrongInput
from salestracker_xl.metrics import REGISTRY

CATEGORY = Text("Sales Tracker", "Suivi des ventes")  # under which Excel's function wizard lists them

_UNEXPECTED = Text(
    "{name} stopped on something unforeseen ({fault}). Please report it with the data that led to it.",
    "{name} s'est arrêtée sur un imprévu ({fault}). Merci de le signaler avec les données en cause.",
)

_log = logging.getLogger(__name__)


def excel_functions(language: Language) -> dict[str, Callable[..., Cells]]:
    """Make a function of every metric, by name, with its help in `language`, decorated for the host that runs it.

    Each is called as Excel calls it, also in plain Python: `CAC([[1000], [500]], [[10], [5]])`. An optional argument
    may be left out, None or one blank cell. It gives back a float, an int, a str or a non-empty rectangular list of
    rows; where there is no value, the text of an Excel error ("#DIV/0!"), and `why.JOURNAL` has the sentence.
    """
    functions = _plain_functions(language)
    return {name: _decorated(functions[name], metric, language) for name, metric in REGISTRY.items()}


def answer(metric: Metric, language: Language, *given: Cells) -> Cells:
    """Compute a metric from a host's cells; whatever goes wrong becomes an Excel error and a line in the journal."""
    try:
        found = to_cells(evaluate(metric, *given), language)
    except SalesTrackerError as error:
        code = error.code if isinstance(error, MetricError) else WrongInput.code
        JOURNAL.remember(metric.name, code, error.text, error.places if isinstance(error, WrongInput) else ())
        return code
    except Exception as fault:  # an exception would be cell text in classic Excel and a retried HTTP 500 on a server
        _log.exception("%s failed", metric.name)
        sentence = _UNEXPECTED.format(name=metric.name, fault=f"{type(fault).__name__}: {fault}"[:200])
        JOURNAL.remember(metric.name, WrongInput.code, sentence)
        return WrongInput.code
    JOURNAL.forget(metric.name)
    return found


def _plain_functions(language: Language) -> dict[str, Callable[..., Cells]]:
    """Write `def NAME(argument, optional=None)` for each: hosts and editors read names and defaults off a signature.

    All in one piece: to compile them one by one would take a tenth of the time that the first formula waits.
    """
    namespace: dict[str, Any] = {"__name__": __name__, "answer": answer, "metrics": REGISTRY, "language": language}
    exec("\n".join(map(_definition, REGISTRY.values())), namespace)
    return {name: namespace[name] for name in REGISTRY}


def _definition(metric: Metric) -> str:
    names = ", ".join(parameter.name for parameter in metric.parameters)
    signature = ", ".join(f"{it.name}=None" if it.optional else it.name for it in metric.parameters)
    return f"def {metric.name}({signature}):\n    return answer(metrics[{metric.name!r}], language, {names})\n"


def _decorated(function: Callable[..., Cells], metric: Metric, language: Language) -> Callable[..., Cells]:
    """Add the wizard's help and take arguments raw: `cells` reads every host's form, far faster than cell by cell."""
    function.__doc__ = metric.summary[language]
    for parameter in metric.parameters:
        function = xw.arg(parameter.name, convert="raw", doc=parameter.arg.summary[language])(function)
    return xw.func(category=CATEGORY[language])(function)
