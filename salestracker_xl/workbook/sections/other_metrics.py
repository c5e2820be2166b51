"""Everything that is measured beside the cards: what formulas compute, and what Python does."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from salestracker_xl.analysis.interaction_lines import SUMMARIES
from salestracker_xl.analysis.line import Line
from salestracker_xl.language import Text
from salestracker_xl.metric import Unit
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.template import template_file
from salestracker_xl.workbook.book import Book, Content
from salestracker_xl.workbook.catalogue import CATALOGUE, Cadence
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.formulas import IFERROR
from salestracker_xl.workbook.grid import NONE
from salestracker_xl.workbook.spoken import spoken

RUNNING_YEAR = "fiscal_year"  # the span over which Python's figures are shown
LIVE_ONES: Mapping[str, Text] = {  # metrics that are compared with other companies and computed nowhere else
    "reps_on_goal": Text(
        "Reps who have sold their goal to date, of all reps with one.",
        "Commerciaux ayant vendu leur objectif à date, parmi ceux qui en ont un.",
    ),
    "pipeline_coverage": Text(
        "Open deals, times what the goal of the period still asks for.",
        "Affaires en cours, en multiple de ce que l'objectif de la période demande encore.",
    ),
    "spend_share": Text("Spend of the period, of its revenue.", "Dépenses de la période, rapportées à son revenu."),
    "cac_payback": Text(
        "Months until a customer's margin has paid for winning it: CAC / (CLV / 12 x gross margin).",
        "Mois avant que la marge d'un client ait payé son acquisition : CAC / (CLV / 12 x marge brute).",
    ),
    "ltv_cac": Text(
        "Margin that a customer brings in twelve months, for each unit of acquisition cost.",
        "Marge apportée par un client en douze mois, par unité de coût d'acquisition.",
    ),
}
STYLES: Mapping[Unit, str] = {"currency": "money", "rate": "rate", "count": "count", "days": "tenths"}
UNITS: Mapping[str, Text] = {
    "money": Text("money", "montant"),
    "rate": Text("share, %", "part, %"),
    "count": Text("number", "nombre"),
    "days": Text("days", "jours"),
    "tenths": Text("months", "mois"),
    "multiple": Text("times", "fois"),
}


@dataclass(frozen=True, slots=True)
class Usage:
    """What a metric decides, and what following it takes until somebody says otherwise."""

    decision: Text
    better: Literal[1, -1] = 1
    cadence: Cadence = "monthly"
    minutes: float = 10


@dataclass(frozen=True, slots=True)
class Other:
    """A metric beside the cards as the catalogue shows it."""

    key: str
    label: Text
    definition: Text
    unit: Content
    style: str
    better: Literal[1, -1]
    value: Content
    by_python: bool
    sample: Content


@functools.cache
def load_usage() -> tuple[float, Mapping[str, Usage]]:
    """Read the template's hourly rate, and the usage of each metric by its key."""
    raw = tomllib.loads(template_file("measuring.toml").read_text(encoding="utf-8"))

    def usage(entry: Mapping[str, Any]) -> Usage:
        return Usage(**{**entry, "decision": Text(**entry["decision"])})

    return raw["hourly_rate"], {key: usage(entry) for key, entry in raw["metrics"].items()}


def other_metrics(book: Book, figures: Figures) -> list[Other]:
    """The metrics that are no cards: those computed by formulas first, then those of Python for the fiscal year."""
    cards = {shown.key.replace("_", "") for shown in CATALOGUE}
    lines = [line for line in figures.measured if line.span.key == RUNNING_YEAR and line.key.lower() not in cards]
    return [*(_live(book, figures, key) for key in LIVE_ONES), *(_by_python(book, line) for line in lines)]


def _live(book: Book, figures: Figures, key: str) -> Other:
    benchmark = figures.benchmarks[key]
    measure = benchmark.measure
    value = IFERROR(benchmark.own, NONE)
    return Other(
        key, measure.label, LIVE_ONES[key], UNITS[measure.style], measure.style, measure.better, value, False, NONE
    )


def _by_python(book: Book, line: Line) -> Other:
    """A figure of Python with its sample; where the data does not allow it, the reason stands behind the definition."""
    key = line.key.lower()
    _, usages = load_usage()
    unit: Content = UNITS["multiple"] if line.unit == "ratio" else UNITS.get(str(line.unit), UNITS["count"])
    if line.unit == "currency":
        unit = book.tracker.currency or UNITS["money"]
    definition = REGISTRY[line.key].summary if line.key in REGISTRY else SUMMARIES[line.key]
    if line.why_not is not None:
        definition = Text("{what} {why}", "{what} {why}").format(what=definition, why=line.why_not)
    sample = Text("{n} {of}", "{n} {of}").format(n=spoken(line.sample), of=line.sample_of)
    better = usages[key].better if key in usages else 1
    value = NONE if line.value is None else line.value
    return Other(key, line.label, definition, unit, STYLES.get(line.unit, "number"), better, value, True, sample)
