"""One metric over one period: its value with the size of the sample, or the sentence why there is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from salestracker_xl.language import Text
from salestracker_xl.metric import MetricError, Unit
from salestracker_xl.metrics import REGISTRY

ORDERS = Text("orders", "commandes")
CUSTOMERS = Text("customers", "clients")
GOAL_MONTHS = Text("months with a goal", "mois avec objectif")
DEALS = Text("deals", "affaires")
WORKING_DAYS = Text("working days", "jours ouvrés")


@dataclass(frozen=True, slots=True)
class Span:
    """A period of the headline, both days included."""

    key: str
    label: Text
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Line:
    """One metric over one period: its value with the size of the sample, or the sentence why there is none."""

    key: str
    label: Text
    unit: Unit
    span: Span
    value: float | None
    sample: int
    sample_of: Text
    why_not: Text | None = None


def line(key: str, label: Text, unit: Unit, span: Span, compute: Callable[[], float], sample: int, of: Text) -> Line:
    """Compute a figure; where the data do not allow it, say why."""
    try:
        return Line(key, label, unit, span, float(compute()), int(sample), of)
    except MetricError as error:
        return Line(key, label, unit, span, None, int(sample), of, error.text)


def metric_line(name: str, span: Span, sample: int, of: Text, *columns: Any) -> Line:
    """Compute a metric of the registry from clean columns."""
    entry = REGISTRY[name]
    return line(name, entry.label, entry.unit, span, lambda: entry.compute(*columns), sample, of)
