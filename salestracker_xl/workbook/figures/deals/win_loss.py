"""Deals closed in the chosen period: why they were lost, where they came from, how long they waited for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.analysis.lead_response import BANDS
from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.deals.counts import DealCounts, Pair
from salestracker_xl.workbook.figures.deals.pipeline import Pipeline
from salestracker_xl.workbook.figures.intervals import wilson_limits
from salestracker_xl.workbook.figures.sums import exactly
from salestracker_xl.workbook.formulas import IFERROR, NA
from salestracker_xl.workbook.live import Range

REASON = Text("Reason", "Motif")
SOURCE = Text("Source", "Source")
WAITED = Text("First response", "Première réponse")
OTHER = Text("Other or not given", "Autre ou non renseigné")
NOT_ANSWERED = Text("Not told", "Non renseigné")
BAND_NAMES = (
    Text("same day", "le jour même"),
    Text("after 1 day", "après 1 jour"),
    Text("after 2 to 3 days", "après 2 à 3 jours"),
    Text("after 4 to 7 days", "après 4 à 7 jours"),
    Text("after more than 7 days", "après plus de 7 jours"),
)


@dataclass(frozen=True, slots=True)
class Losses:
    """Lost deals by reason, the last row what has none of those."""

    name: Range
    lost: Range
    amount: Range
    share: Range


@dataclass(frozen=True, slots=True)
class WinLoss:
    """Won and lost deals by some trait, the last row what has none of those; rate and limits #N/A without any."""

    name: Range
    won: Range
    lost: Range
    rate: Range
    low: Range
    high: Range
    amount: Range


def write_losses(calc: Calc, counts: DealCounts, pipeline: Pipeline, reasons: Sequence[str]) -> Losses:
    """Write the lost deals by reason."""
    calc.heading(Text("Lost deals by reason", "Affaires perdues par motif"))
    calc.header((REASON, Text("Lost", "Perdues"), Text("Amount", "Montant"), Text("Share", "Part")))
    name = calc.column(0, [*reasons, OTHER])
    of: list[Pair] = [(counts.deals["lost_reason"], exactly(cell)) for cell in list(name)[:-1]]
    period = counts.in_period
    lost = calc.column_with_rest(1, [counts.count("lost", *period, pair) for pair in of], pipeline.lost, "count")
    whole = counts.total("amount", "lost", *period)
    amount = calc.column_with_rest(2, [counts.total("amount", "lost", *period, pair) for pair in of], whole, "money")
    share = calc.column(3, [IFERROR(cell / pipeline.lost, NA()) for cell in lost], "rate")
    calc.row += len(name)
    return Losses(name, lost, amount, share)


def write_sources(calc: Calc, counts: DealCounts, pipeline: Pipeline, sources: Sequence[str]) -> WinLoss:
    """Write won and lost deals by source."""
    calc.heading(Text("Won and lost by source", "Gagnées et perdues par source"))
    name = calc.column(0, [*sources, OTHER])
    own = [((counts.deals["source"], exactly(cell)),) for cell in list(name)[:-1]]
    return _write_win_loss(calc, counts, pipeline, name, own)


def write_waits(calc: Calc, counts: DealCounts, pipeline: Pipeline) -> WinLoss:
    """Write won and lost deals by the days that they waited for the first answer."""
    calc.heading(Text("Won and lost by first response", "Gagnées et perdues selon la première réponse"))
    name = calc.column(0, [*BAND_NAMES, NOT_ANSWERED])
    days = counts.deals["response_days"]
    own = [((days, f">={first}"), *(() if last is None else ((days, f"<={last}"),))) for first, last in BANDS]
    return _write_win_loss(calc, counts, pipeline, name, own)


def _write_win_loss(
    calc: Calc, counts: DealCounts, pipeline: Pipeline, name: Range, own: Sequence[tuple[Pair, ...]]
) -> WinLoss:
    period = counts.in_period
    won = calc.column_with_rest(1, [counts.count("won", *period, *of) for of in own], pipeline.won, "count")
    lost = calc.column_with_rest(2, [counts.count("lost", *period, *of) for of in own], pipeline.lost, "count")
    pairs = list(zip(won, lost, strict=True))
    rate = calc.column(3, [IFERROR(w / (w + n), NA()) for w, n in pairs], "rate")
    limits = [wilson_limits(w, w + n) for w, n in pairs]
    low = calc.column(4, [IFERROR(limit, NA()) for limit, _ in limits], "rate")
    high = calc.column(5, [IFERROR(limit, NA()) for _, limit in limits], "rate")
    whole = counts.total("amount", "won", *period)
    amount = calc.column_with_rest(6, [counts.total("amount", "won", *period, *of) for of in own], whole, "money")
    calc.row += len(name)
    return WinLoss(name, won, lost, rate, low, high, amount)
