"""Answers to surveys: satisfied customers and net promoters, over twelve months and by quarter."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.analysis.interaction_lines import DETRACTOR, PROMOTER, SATISFIED
from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.period import Period, year_before
from salestracker_xl.workbook.formulas import COUNTIFS, EDATE, EOMONTH, IF, MIN, MOD, MONTH, NA
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.structured import Table

QUARTERS = 8
QUARTER = Text("Quarter begins", "Début du trimestre")
COLUMNS = (
    QUARTER,
    Text("CSAT answers", "Réponses CSAT"),
    Text("Satisfied", "Satisfaits"),
    Text("CSAT", "CSAT"),
    Text("NPS answers", "Réponses NPS"),
    Text("Promoters", "Promoteurs"),
    Text("Detractors", "Détracteurs"),
    Text("NPS", "NPS"),
)


@dataclass(frozen=True, slots=True)
class Answers:
    """Over one span: how many answered, the share that is satisfied (0 to 1) and the NPS in points, #N/A without."""

    csat_count: Live
    csat: Live
    nps_count: Live
    nps: Live


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The last 12 months, the 12 before, and the last quarters, oldest first."""

    now: Answers
    before: Answers
    quarter: Range
    csat: Range
    nps: Range


def write_satisfaction(calc: Calc, interactions: Table, period: Period) -> Satisfaction:
    """Write the block."""
    calc.heading(Text("Satisfaction", "Satisfaction"))
    calc.header(COLUMNS)
    end = period.as_of
    spans = [(year_before(end) + 1, end), (year_before(end, 2) + 1, year_before(end))]
    begins = EDATE(period.month_start, -MOD(MONTH(period.month_start) - 1, 3))
    first = calc.row
    rows = []
    for at in range(len(spans) + QUARTERS):
        if at < len(spans):
            start, until = spans[at]
        else:
            start = EDATE(begins, 3 * (at - len(spans) - QUARTERS + 1))
            until = MIN(EOMONTH(start, 2), end)
        rows.append(_write_row(calc, interactions, start, until))
    quarters = rows[len(spans) :]
    top, last, sheet = first + len(spans), calc.row - 1, calc.sheet

    def column(col: int, cells: list[Live]) -> Range:
        return Range(sheet.span(top, col, last, col), [cell.value for cell in cells], cells)

    return Satisfaction(
        now=rows[0][1],
        before=rows[1][1],
        quarter=column(0, [start for start, _ in quarters]),
        csat=column(3, [answers.csat for _, answers in quarters]),
        nps=column(7, [answers.nps for _, answers in quarters]),
    )


def _write_row(calc: Calc, interactions: Table, start: Live, until: Live) -> tuple[Live, Answers]:
    dates, csat, nps = interactions["date"], interactions["csat"], interactions["nps"]
    begin = calc.sheet.write(calc.row, 0, start, "month")
    within = (dates, ">=" & begin, dates, "<=" & until)

    def count(col: int, *criteria) -> Live:
        return calc.sheet.write(calc.row, col, COUNTIFS(*within, *criteria), "count")

    rated, satisfied = count(1, csat, ">0"), count(2, csat, f">={SATISFIED}")
    share = calc.sheet.write(calc.row, 3, IF(rated > 0, satisfied / rated, NA()), "rate")
    asked, promoters = count(4, nps, ">=0"), count(5, nps, f">={PROMOTER}")
    detractors = count(6, nps, ">=0", nps, f"<={DETRACTOR}")
    score = calc.sheet.write(calc.row, 7, IF(asked > 0, 100 * (promoters - detractors) / asked, NA()), "tenths")
    calc.row += 1
    return begin, Answers(rated, share, asked, score)
