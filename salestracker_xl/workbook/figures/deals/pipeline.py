"""The pipeline in a few figures: what is open, what it is worth, how fast and how often deals are won."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.deals.counts import A_NUMBER, DealCounts, Pair
from salestracker_xl.workbook.figures.goal_span import Span
from salestracker_xl.workbook.figures.intervals import wilson_limits
from salestracker_xl.workbook.formulas import COUNT, IF, IFERROR, MEDIAN, NA
from salestracker_xl.workbook.live import Live


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Open deals as they stand on the day looked from, closed ones in the chosen period; #N/A where nothing tells.

    `priced` are the open deals with a probability, `cycles` and `answered` the deals behind the medians.
    """

    open: Live
    amount: Live
    weighted: Live
    priced: Live
    stuck: Live
    stuck_amount: Live
    slipped: Live
    slipped_amount: Live
    won: Live
    lost: Live
    win_rate: Live
    low: Live
    high: Live
    cycle: Live
    cycles: Live
    deal_size: Live
    velocity: Live
    remaining: Live
    coverage: Live
    response: Live
    answered: Live


def write_pipeline(calc: Calc, counts: DealCounts, stuck_beyond: Live, full_goal: Live, span: Span) -> Pipeline:
    """Write the figures; `full_goal` is that of the whole period, `span` the days whose revenue stands against it."""
    deals, sums = counts.deals, counts.sums
    calc.heading(Text("Pipeline", "Pipeline"))

    def line(en: str, fr: str, figure: Live, style: str = "count") -> Live:
        return calc.line(Text(en, fr), figure, style)

    stuck, slipped = _stuck(counts, stuck_beyond), _slipped(counts)
    opened = line("Open deals", "Affaires en cours", counts.count("open"))
    amount = line("Open pipeline", "Pipeline en cours", counts.total("amount", "open"), "money")
    won = line("Won in the period", "Gagnées sur la période", counts.count("won", *counts.in_period))
    lost = line("Lost in the period", "Perdues sur la période", counts.count("lost", *counts.in_period))
    closed = won + lost
    rate = line("Win rate", "Taux de réussite", IFERROR(won / closed, NA()), "rate")
    low, high = (IFERROR(limit, NA()) for limit in wilson_limits(won, closed))
    cycles = line("Won deals that tell their days", "Affaires gagnées datées", COUNT(deals["cycle"]))
    cycle = line("Median days of the cycle", "Durée médiane du cycle", IFERROR(MEDIAN(deals["cycle"]), NA()))
    priced = counts.count("won", *counts.in_period, (deals["amount"], A_NUMBER))
    size = IFERROR(counts.total("amount", "won", *counts.in_period) / priced, NA())
    deal_size = line("Average won deal", "Affaire gagnée moyenne", size, "money")
    sold = sums.sales("amount", span.start, span.end)
    remaining = line("Left of the goal", "Reste à réaliser", full_goal - sold, "money")
    answered = line("Deals answered", "Affaires avec réponse", COUNT(deals["response_days"]))
    return Pipeline(
        open=opened,
        amount=amount,
        weighted=line("Weighted pipeline", "Pipeline pondéré", counts.total("weighted", "open"), "money"),
        priced=line("With a probability", "Avec probabilité", counts.count("open", (deals["probability"], A_NUMBER))),
        stuck=line("Stuck", "Bloquées", IF(stuck_beyond > 0, counts.count("open", *stuck), 0)),
        stuck_amount=line(
            "Amount stuck", "Montant bloqué", IF(stuck_beyond > 0, counts.total("amount", "open", *stuck), 0), "money"
        ),
        slipped=line("Close date passed", "Clôture dépassée", counts.count("open", *slipped)),
        slipped_amount=line(
            "Amount past its date", "Montant en dépassement", counts.total("amount", "open", *slipped), "money"
        ),
        won=won,
        lost=lost,
        win_rate=rate,
        low=line("Win rate, from", "Taux de réussite, de", low, "rate"),
        high=line("Win rate, to", "Taux de réussite, à", high, "rate"),
        cycle=cycle,
        cycles=cycles,
        deal_size=deal_size,
        velocity=line(
            "Velocity, a day", "Vélocité par jour", IFERROR(opened * rate * deal_size / cycle, NA()), "money"
        ),
        remaining=remaining,
        coverage=line("Coverage", "Couverture", IF(remaining > 0, amount / remaining, NA()), "number"),
        response=line("Median days to response", "Délai médian", IFERROR(MEDIAN(deals["response_days"]), NA())),
        answered=answered,
    )


def _stuck(counts: DealCounts, beyond: Live) -> tuple[Pair, ...]:
    return ((counts.deals["age"], ">" & beyond),)


def _slipped(counts: DealCounts) -> tuple[Pair, ...]:
    closed = counts.deals["closed"]
    return (closed, ">0"), (closed, "<" & counts.sums.period.as_of)
