"""How far the chosen period has run, in working days."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.live import Live


@dataclass(frozen=True, slots=True)
class Workdays:
    """Working days of the chosen period: those passed, all of them, and those left."""

    passed: Live
    whole: Live
    left: Live


def write_workdays(calc: Calc, sums: Sums) -> Workdays:
    """Write the three counts; weekends and public holidays of the settings are left out."""
    period = sums.period
    calc.heading(Text("Working days of the chosen period", "Jours ouvrés de la période choisie"))
    passed = calc.line(Text("Passed", "Écoulés"), sums.workdays(period.start, period.end), "count")
    whole = calc.line(Text("In all", "Au total"), sums.workdays(period.start, period.full_end), "count")
    return Workdays(passed, whole, calc.line(Text("Left", "Restants"), whole - passed, "count"))
