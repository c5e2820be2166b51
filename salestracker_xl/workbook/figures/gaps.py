"""How far each metric lies behind its goal, its sector and the year before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.benchmarks import ABOVE, BELOW, WITHIN, Benchmark
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.cards import Card
from salestracker_xl.workbook.figures.reviews.agenda import reviewed_with
from salestracker_xl.workbook.formulas import AND, IF, IFERROR, ISNUMBER, MAX, NA, OR, RANK, ROUND
from salestracker_xl.workbook.live import Live, Range, Term
from salestracker_xl.workbook.playbook import load_playbook

DIGITS = 9  # of a share: the same sums added up in another order are ranked alike
BY_SECTOR_ONLY = ("win_rate", "sales_cycle", "pipeline_coverage", "repeat_rate")  # metrics that are no cards
BEHIND_GOAL = Text("behind its goal", "sous son objectif")
BEHIND_SECTOR = Text("behind its sector", "derrière son secteur")
BEHIND_YEAR = Text("behind last year", "en retrait sur l'an dernier")
NOTHING_BESIDE = Text("nothing to compare with yet", "encore rien à comparer")
NOT_BEHIND = Text("✓ not behind", "✓ pas de retard")


@dataclass(frozen=True, slots=True)
class Gap:
    """One metric: its value, what it lies furthest behind (#N/A where nothing), and by which share of that.

    `rank` is 1 for the widest gap, "" where there is none.
    """

    key: str
    label: Text
    style: str
    label_cell: Live
    value: Live
    reference: Live
    gap: Live
    behind: Live
    rank: Live


@dataclass(frozen=True, slots=True)
class Gaps:
    """The metrics in the order of the playbook, with the columns of their names and values.

    `reviewed` has the names of the reviews of the agenda that look at them.
    """

    rows: Sequence[Gap]
    label: Range
    value: Range
    reviewed: Range


@dataclass(frozen=True, slots=True)
class _Compared:
    """A metric beside what it could lie behind; a reference without a figure is #N/A."""

    label: Text
    style: str
    value: Live
    references: tuple[Live, Live, Live]
    shares: tuple[Live, Live, Live]

    @property
    def is_known(self) -> Live:
        """Whether there is a value, and something to hold it against."""
        return AND(ISNUMBER(self.value), OR(*(ISNUMBER(reference) for reference in self.references)))


def write_gaps(calc: Calc, cards: Mapping[str, Card], benchmarks: Mapping[str, Benchmark]) -> Gaps:
    """Write one row for each metric that the playbook has ideas for."""
    say = calc.sheet.book.say
    calc.heading(Text("Gaps", "Retards"))
    titles = (
        Text("Metric", "Métrique"),
        Text("Value", "Valeur"),
        Text("Behind its goal", "Sous l'objectif"),
        Text("Behind its sector", "Derrière le secteur"),
        Text("Behind last year", "Derrière l'an dernier"),
        Text("Widest gap", "Plus grand retard"),
        Text("Behind what", "Derrière quoi"),
        Text("What it should be", "Valeur visée"),
        Text("Rank of the gap", "Rang du retard"),
        Text("Reviewed with", "Revue avec"),
    )
    calc.header(titles)
    compared = [_compared(key, cards, benchmarks, say) for key in load_playbook().ideas]
    label = calc.column(0, [one.label for one in compared])
    value = calc.column(1, [one.value for one in compared])
    goal, sector, year = (
        calc.column(2 + at, [ROUND(IFERROR(MAX(0, one.shares[at]), 0), DIGITS) for one in compared], "rate")
        for at in range(3)
    )
    gap = calc.column(5, [MAX(*shares) for shares in zip(goal, sector, year, strict=True)], "rate")
    widest = list(zip(gap, goal, sector, strict=True))
    words = (say(BEHIND_GOAL), say(BEHIND_SECTOR), say(BEHIND_YEAR))
    told = [
        IF(most > 0, _by_cause(most, a, b, words), IF(one.is_known, say(NOT_BEHIND), say(NOTHING_BESIDE)))
        for (most, a, b), one in zip(widest, compared, strict=True)
    ]
    behind = calc.column(6, told)
    pairs = zip(widest, compared, strict=True)
    reference = calc.column(7, [IF(m > 0, _by_cause(m, a, b, one.references), NA()) for (m, a, b), one in pairs])
    rank = calc.column(8, [IF(most > 0, RANK(most, gap), "") for most in gap])
    reviews = [reviewed_with(key) for key in load_playbook().ideas]
    reviewed = calc.column(9, [cell if one is None else one.label for one, cell in zip(reviews, label, strict=True)])
    calc.row += len(compared)
    columns = zip(load_playbook().ideas, compared, label, value, reference, gap, behind, rank, strict=True)
    rows = [Gap(key, one.label, one.style, *cells) for key, one, *cells in columns]
    return Gaps(rows, label, value, reviewed)


def _by_cause(most: Live, goal: Live, sector: Live, choices: tuple[Term, Term, Term]) -> Live:
    """What belongs to the reference that a metric lies furthest behind: its goal, its sector or the year before."""
    return IF(most.equals(goal), choices[0], IF(most.equals(sector), choices[1], choices[2]))


def _compared(
    key: str, cards: Mapping[str, Card], benchmarks: Mapping[str, Benchmark], say: Callable[[Text], str]
) -> _Compared:
    sector, behind_sector = _sector(benchmarks.get(key), say)
    if key in BY_SECTOR_ONLY:
        measure = benchmarks[key].measure
        return _Compared(
            measure.label, measure.style, benchmarks[key].own, (NA(), sector, NA()), (NA(), behind_sector, NA())
        )
    card = cards[key]
    better = card.shown.better
    if card.shown.is_share:
        behind_goal = (card.goal - card.value) / card.goal
        behind_year = (card.before - card.value) / card.before
    else:
        behind_goal = card.against_goal * -better
        behind_year = card.against_before * -better
    return _Compared(
        card.shown.short,
        card.shown.style,
        card.value,
        (card.goal, sector, card.before),
        (behind_goal, behind_sector, behind_year),
    )


def _sector(benchmark: Benchmark | None, say: Callable[[Text], str]) -> tuple[Live, Live]:
    """The bound that one should be within, and how far from it one is; #N/A unless one is on its wrong side."""
    if benchmark is None:
        return NA(), NA()
    better = benchmark.measure.better
    bound = benchmark.floor if better > 0 else benchmark.ceiling
    away = (bound - benchmark.own) / bound * better
    wrong, right, within = (say(words) for words in (BELOW[1], ABOVE[1], WITHIN))
    if better < 0:
        wrong, right = say(ABOVE[-1]), say(BELOW[-1])
    standing = benchmark.standing
    is_compared = OR(standing.equals(wrong), standing.equals(right), standing.equals(within))
    return IF(is_compared, bound, NA()), IF(standing.equals(wrong), away, NA())
