"""The pipeline stage by stage: what is open there and how old it is, and how many deals came that far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.deals.counts import A_NUMBER, DealCounts, Pair
from salestracker_xl.workbook.figures.deals.pipeline import Pipeline
from salestracker_xl.workbook.figures.intervals import wilson_limits
from salestracker_xl.workbook.figures.sums import exactly
from salestracker_xl.workbook.formulas import IF, IFERROR, MAX, NA, OR, SUM
from salestracker_xl.workbook.live import Live, Range

AGE_BANDS = ((0, 30), (31, 60), (61, 90), (91, None))  # days, both ends counted
STAGE = Text("Stage", "Étape")
REST = Text("Other or no stage", "Autre ou sans étape")
WON = Text("Won", "Gagnée")


@dataclass(frozen=True, slots=True)
class Stages:
    """A row for each stage, and in the first columns a last one for open deals of none of them.

    `reached` and what follows count the deals closed in the chosen period: those that came to the stage or further,
    the share of them that went on to the next (to be won, from the last), and its limits; #N/A where no lost deal
    tells how far it came. `untold` are the lost deals left out for that.
    """

    open: Range
    amount: Range
    weighted: Range
    age: Range
    bands: Sequence[Range]
    stuck: Range
    slipped: Range
    reached: Range
    next_rate: Range
    low: Range
    high: Range
    untold: Live


@dataclass(frozen=True, slots=True)
class FunnelBars:
    """Bars centred by a spacer: their names, what stands before each, and the bars themselves."""

    name: Range
    spacer: Range
    bar: Range


def write_stages(calc: Calc, counts: DealCounts, names: Range, pipeline: Pipeline, stuck_beyond: Live) -> Stages:
    """Write the block for the stages that stand in `names`."""
    deals, as_of = counts.deals, counts.sums.period.as_of
    calc.heading(STAGE)
    first = calc.row
    of = [(deals["stage"], exactly(name)) for name in names]
    calc.column(0, [*names, REST])

    def column(col: int, style: str, figure: Callable[..., Live], whole: Live) -> Range:
        return calc.column_with_rest(col, [figure(pair) for pair in of], whole, style)

    def counted(col: int, *pairs: Pair) -> Range:
        return column(col, "count", lambda of: counts.count("open", of, *pairs), counts.count("open", *pairs))

    opened = column(1, "count", lambda of: counts.count("open", of), pipeline.open)
    amount = column(2, "money", lambda of: counts.total("amount", "open", of), pipeline.amount)
    weighted = column(3, "money", lambda of: counts.total("weighted", "open", of), pipeline.weighted)
    aged = counted(4, (deals["age"], A_NUMBER))
    days = column(5, "count", lambda of: counts.total("age", "open", of), counts.total("age", "open"))
    bands = [counted(6 + at, *_within(deals["age"], *band)) for at, band in enumerate(AGE_BANDS)]
    last_col = 6 + len(AGE_BANDS)
    stuck = column(
        last_col,
        "count",
        lambda of: IF(stuck_beyond > 0, counts.count("open", of, (deals["age"], ">" & stuck_beyond)), 0),
        pipeline.stuck,
    )
    past = ((deals["closed"], ">0"), (deals["closed"], "<" & as_of))
    slipped = column(last_col + 1, "count", lambda of: counts.count("open", of, *past), pipeline.slipped)
    age = calc.column(last_col + 2, [IFERROR(d / n, NA()) for d, n in zip(days, aged, strict=True)], "count")
    calc.row = first + len(names) + 2
    return Stages(opened, amount, weighted, age, bands, stuck, slipped, *_write_course(calc, counts, names, pipeline))


def _within(days: Range, first: int, last: int | None) -> tuple[Pair, ...]:
    """Criteria of a band; the first takes in whatever is less."""
    from_ = () if first == 0 else ((days, f">={first}"),)
    return (*from_, (days, A_NUMBER if last is None else f"<={last}"))


def _write_course(
    calc: Calc, counts: DealCounts, names: Range, pipeline: Pipeline
) -> tuple[Range, Range, Range, Range, Live]:
    """How far the deals closed in the period came: lost at a stage, or on to the next."""
    stage, furthest = counts.deals["stage"], counts.deals["furthest"]
    calc.header((STAGE, Text("Lost here", "Perdues ici"), Text("Reached", "Atteinte")))
    calc.column(0, list(names))
    lost = calc.column(
        1,
        [
            counts.count("lost", *counts.in_period, (furthest, exactly(name)))
            + counts.count("lost", *counts.in_period, (furthest, "="), (stage, exactly(name)))
            for name in names
        ],
        "count",
    )
    tells = OR(pipeline.lost.equals(0), SUM(lost) > 0)
    last = len(names) - 1
    came = [SUM(pipeline.won, _from(calc, lost, at)) for at in range(len(names))]
    reached = calc.column(2, [IF(tells, number, NA()) for number in came], "count")
    on = [*list(reached)[1:], pipeline.won]
    rate = calc.column(3, [IFERROR(n / r, NA()) for n, r in zip(on, reached, strict=True)], "rate")
    limits = [wilson_limits(n, r) for n, r in zip(on, reached, strict=True)]
    low = calc.column(4, [IFERROR(limit, NA()) for limit, _ in limits], "rate")
    high = calc.column(5, [IFERROR(limit, NA()) for _, limit in limits], "rate")
    calc.row += last + 1
    untold = calc.line(Text("Lost, stage not told", "Perdues, étape inconnue"), pipeline.lost - SUM(lost), "count")
    return reached, rate, low, high, untold


def _from(calc: Calc, cells: Range, at: int) -> Range:
    """The cells of a column from a row on down."""
    rest = list(cells)[at:]
    row = calc.row + at
    return Range(calc.sheet.span(row, 1, row + len(rest) - 1, 1), [cell.value for cell in rest], rest)


def write_funnel_bars(calc: Calc, title: Text, names: Sequence[Live | Text], figures: Sequence[Live]) -> FunnelBars:
    """Write the bars of a funnel, each in the middle of the widest."""
    calc.heading(title)
    calc.header((title, Text("Spacer", "Espace"), Text("Bar", "Barre")))
    bar = calc.column(2, [IFERROR(figure, 0) for figure in figures], "count")
    bars = FunnelBars(
        name=calc.column(0, names),
        spacer=calc.column(1, [(MAX(bar) - cell) / 2 for cell in bar]),
        bar=bar,
    )
    calc.row += len(bar)
    return bars
