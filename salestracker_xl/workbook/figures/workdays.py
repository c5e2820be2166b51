"""How far the chosen period has run, in working days."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.goal_span import Span
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import MAX
from salestracker_xl.workbook.live import Live


@dataclass(frozen=True, slots=True)
class Workdays:
    """Working days: those passed, all of them, and those left."""

    passed: Live
    whole: Live
    left: Live


def write_workdays(calc: Calc, sums: Sums) -> Workdays:
    """Write the three counts of the chosen period; weekends and public holidays of the settings are left out."""
    period = sums.period
    calc.heading(Text("Working days of the chosen period", "Jours ouvrés de la période choisie"))
    return _write(calc, sums, Span(period.start, period.end, period.full_end))


def write_goal_workdays(calc: Calc, sums: Sums, span: Span) -> Workdays:
    """Write the three counts of the months of the chosen period that have a goal."""
    calc.heading(Text("Working days of the months with a goal", "Jours ouvrés des mois avec objectif"))
    return _write(calc, sums, span)


def _write(calc: Calc, sums: Sums, span: Span) -> Workdays:
    passed = calc.line(Text("Passed", "Écoulés"), MAX(0, sums.workdays(span.start, span.end)), "count")
    left = calc.line(Text("Left", "Restants"), MAX(0, sums.workdays(sums.period.end + 1, span.full_end)), "count")
    return Workdays(passed, calc.line(Text("In all", "Au total"), passed + left, "count"), left)
