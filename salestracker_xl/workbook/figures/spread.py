"""How attainment is spread over the reps, as the filters stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.analysis.rep_results import BANDS
from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.breakdown import RepGoals
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.formulas import COUNT, COUNTIFS, IF, IFERROR, MAX, MEDIAN, NA, SUM
from salestracker_xl.workbook.live import Live


@dataclass(frozen=True, slots=True)
class Spread:
    """Reps in each of the BANDS, how many are judged, their median, and the best one's share of their sales.

    The last two are #N/A where nobody is judged.
    """

    reps: Sequence[Live]
    judged: Live
    median: Live
    top_share: Live


def write_spread(calc: Calc, goals: RepGoals) -> Spread:
    """Write the counts over the reps that have a goal."""
    title = Text("Spread of attainment", "Répartition des taux d'atteinte")
    calc.heading(title)
    calc.header((Text("Attainment", "Taux d'atteinte"), Text("Sales", "Ventes")))
    known = calc.column(0, [IFERROR(share, "") for share in goals.attainment], "rate")
    sold = calc.column(1, [IF(goal > 0, own, 0) for goal, own in zip(goals.goal, goals.judged, strict=True)], "money")
    calc.row += len(known)
    reps = []
    lower: float | None = None
    for limit, name in BANDS:
        pairs = [*((known, f">={lower}") if lower is not None else ()), *((known, f"<{limit}") if limit < 1e9 else ())]
        reps.append(calc.line(name, COUNTIFS(*pairs), "count"))
        lower = limit
    judged = calc.line(Text("Reps with a goal", "Commerciaux avec objectif"), COUNT(known), "count")
    median = calc.line(Text("Median", "Médiane"), IF(judged > 0, IFERROR(MEDIAN(known), NA()), NA()), "rate")
    best = calc.line(
        Text("Best rep's share of sales", "Part du meilleur dans les ventes"),
        IF(SUM(sold) > 0, MAX(sold) / SUM(sold), NA()),
        "rate",
    )
    return Spread(reps, judged, median, best)
