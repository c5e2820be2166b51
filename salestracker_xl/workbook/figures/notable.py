"""What stands out in the chosen period: the largest gaps and the largest gains that chance does not explain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.breakdown import CENT, Breakdown, RepGoals
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import FiscalYear
from salestracker_xl.workbook.figures.order import KEY, ORDER, at_place, write_order
from salestracker_xl.workbook.figures.period import Period
from salestracker_xl.workbook.figures.selection import MONTH_NAMES
from salestracker_xl.workbook.formulas import (
    ABS,
    AND,
    CHOOSE,
    COUNT,
    EOMONTH,
    IF,
    IFERROR,
    MAX,
    MIN,
    MONTH,
    ROUND,
    SUM,
    YEAR,
)
from salestracker_xl.workbook.live import Live, Range

PLACES = 7
MOST_GAINS = 3  # places kept for gains where there are so many
STANDARD_ERRORS = 2.0
FEWEST_ORDERS = 10  # average ones that a gap must amount to: a single large order is no trend
SMALLEST = 0.005  # of the whole
SPREAD = 2.0  # mean squared order over squared mean order: orders about as unequal as exponential ones

BELOW_LAST_YEAR = Text("% below last year", " % de moins qu'en N-1")
ABOVE_LAST_YEAR = Text("% above last year", " % de plus qu'en N-1")
NEW = Text("nothing last year", "rien l'an dernier")
BELOW_GOAL = Text("% below the goal", " % de moins que visé")
ABOVE_GOAL = Text("% above the goal", " % de plus que visé")
NO_YEAR_BEFORE = Text("no year before", "pas d'an dernier")
PERHAPS_CHANCE = Text(" (perhaps chance)", " (hasard ?)")
NOTHING = Text(
    "Nothing to compare: no goals, no names or no year before.",
    "Rien à comparer : objectifs, noms ou année passée manquent.",
)
COLON = Text(": ", " : ")


@dataclass(frozen=True, slots=True)
class Notable:
    """What stands out, gaps first and then gains: a sentence and the money; both empty in places not needed."""

    words: Sequence[Live]
    money: Sequence[Live]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row that may stand out. `told` says whether it may be judged at all."""

    name: Live
    actual: Live
    reference: Live
    told: Live
    whole: Live
    below: Text
    above: Text


def write_notable(
    calc: Calc,
    labels: Mapping[str, Text],
    parts: Mapping[str, Breakdown],
    rep_goals: RepGoals | None,
    year: FiscalYear | None,
    period: Period,
) -> Notable:
    """Write the candidates and what stands out among them.

    Regions, products and reps stand against last year, reps with `rep_goals` against these; and, with a `year` that has
    goals, its months in the period that are over. First come gaps that are STANDARD_ERRORS wide, where the orders that
    make one up are taken for a compound Poisson process with the average order of the period, and FEWEST_ORDERS worth;
    the others, which are said to be perhaps chance, come behind. What is below SMALLEST of the whole is left out.
    """
    candidates = [
        *_against_year_before(
            calc, labels, {k: part for k, part in parts.items() if k != "rep" or rep_goals is None}, period
        ),
        *_reps_against_goals(calc, labels["rep"], rep_goals),
        *_months_against_goals(calc, year, period),
    ]
    title = Text("What stands out", "Ce qui ressort")
    calc.heading(title)
    whole = next(iter(parts.values()))
    average = calc.line(
        Text("Average order", "Panier moyen"), IFERROR(MAX(0, SUM(whole.revenue) / SUM(whole.orders)), 0), "money"
    )
    header = (title, Text("Actual", "Réalisé"), Text("Reference", "Référence"), Text("Gap", "Écart"), KEY, ORDER, KEY)
    calc.header((*header, ORDER, Text("In words", "En clair"), Text("Clear", "Net")))
    calc.column(0, [candidate.name for candidate in candidates])
    if not candidates:
        return _nothing(calc)
    actual = calc.column(1, [IFERROR(candidate.actual, 0) for candidate in candidates], "money")
    reference = calc.column(2, [IFERROR(candidate.reference, 0) for candidate in candidates], "money")
    pairs = list(zip(candidates, actual, reference, strict=True))
    gap = calc.column(3, [IF(c.told, ROUND(now - then, 2), 0) for c, now, then in pairs], "money")
    clear = calc.column(
        9, [_clear(c, now, then, average, cell) for (c, now, then), cell in zip(pairs, gap, strict=True)]
    )
    matters = [
        ABS(cell) > MAX(candidate.whole * SMALLEST, CENT) for candidate, cell in zip(candidates, gap, strict=True)
    ]
    first = SUM(reference) + SUM(actual)  # more than any gap, so that the clear ones come before all others
    rows = list(zip(gap, clear, matters, strict=True))
    short = write_order(calc, 4, [IF(AND(g < 0, m), IF(c, first, 0) - g, "") for g, c, m in rows])
    ahead = write_order(calc, 6, [IF(AND(g > 0, m), IF(c, first, 0) + g, "") for g, c, m in rows])
    words = calc.column(8, [_in_words(calc, *row) for row in zip(candidates, gap, reference, clear, strict=True)])
    calc.row += len(candidates)
    return _write_places(calc, gap, words, short, ahead)


def _write_places(calc: Calc, gap: Range, words: Range, short: Range, ahead: Range) -> Notable:
    title = Text("What stands out, in order", "Ce qui ressort, dans l'ordre")
    calc.heading(title)
    gains = calc.line(Text("Gains", "Gains"), COUNT(ahead), "count")
    gaps = calc.line(Text("Gaps", "Manques"), MIN(COUNT(short), PLACES - MIN(gains, MOST_GAINS)), "count")
    calc.header((title, Text("Money", "Montant")))

    def picked(cells: Range, place: int, otherwise: Live | str) -> Live:
        of_gaps = at_place(cells, short, place)
        return IFERROR(IF(gaps >= place, of_gaps, at_place(cells, ahead, place - gaps)), otherwise)

    nothing = IF(gains + gaps > 0, "", calc.sheet.book.say(NOTHING))
    notable = Notable(
        list(calc.column(0, [picked(words, at + 1, nothing if at == 0 else "") for at in range(PLACES)])),
        list(calc.column(1, [picked(gap, at + 1, "") for at in range(PLACES)], "money")),
    )
    calc.row += PLACES
    return notable


def _nothing(calc: Calc) -> Notable:
    said = calc.sheet.write(calc.row, 0, NOTHING)
    blank = calc.sheet.write(calc.row, 1, Live('""', ""))  # a blank cell would show as 0
    calc.row += 1
    return Notable([said], [blank])


def _against_year_before(
    calc: Calc,
    labels: Mapping[str, Text],
    parts: Mapping[str, Breakdown],
    period: Period,
) -> list[_Candidate]:
    say = calc.sheet.book.say
    found = []
    for dimension, part in parts.items():
        whole = SUM(part.before)
        told = AND(period.has_before, whole > 0)
        rows = list(zip(part.brief, part.revenue, part.before, strict=True))[:-1]
        start = say(labels[dimension]) + " "
        found += [_Candidate(start & n, a, b, told, whole, BELOW_LAST_YEAR, ABOVE_LAST_YEAR) for n, a, b in rows]
    return found


def _reps_against_goals(calc: Calc, label: Text, goals: RepGoals | None) -> list[_Candidate]:
    if goals is None:
        return []
    start, whole = calc.sheet.book.say(label) + " ", SUM(goals.goal_to_date)
    rows = zip(goals.brief, goals.judged, goals.goal_to_date, strict=True)
    return [_Candidate(start & n, a, due, due > 0, whole, BELOW_GOAL, ABOVE_GOAL) for n, a, due in rows]


def _months_against_goals(calc: Calc, year: FiscalYear | None, period: Period) -> list[_Candidate]:
    if year is None:
        return []
    names = [calc.sheet.book.say(name) for name in MONTH_NAMES]
    found = []
    for month, sold, goal in zip(year.month, year.actual, year.goal, strict=True):
        over = AND(EOMONTH(month, 0) <= period.end, month >= period.start)
        words = CHOOSE(MONTH(month), *names) & " " & YEAR(month)
        aim = IFERROR(goal, 0)
        found.append(_Candidate(words, IFERROR(sold, 0), aim, AND(over, aim > 0), aim, BELOW_GOAL, ABOVE_GOAL))
    return found


def _clear(candidate: _Candidate, now: Live, then: Live, average: Live, gap: Live) -> Live:
    """Whether a gap is wider than chance makes it.

    The variance of the difference is that of all orders on both sides: their number times the mean squared order.
    """
    against_goal = candidate.below is BELOW_GOAL  # a goal is no sum of orders and varies by nothing
    orders = MAX(0, now) if against_goal else MAX(0, now) + MAX(0, then)
    variance = average * orders * (SPREAD * STANDARD_ERRORS**2)
    return AND(gap * gap > variance, ABS(gap) >= average * FEWEST_ORDERS)


def _in_words(calc: Calc, candidate: _Candidate, gap: Live, reference: Live, clear: Live) -> Live:
    say = calc.sheet.book.say
    percent = IFERROR(ROUND(ABS(gap) / reference * 100, 0), 0)
    told = IF(gap < 0, percent & say(candidate.below), percent & say(candidate.above))
    return candidate.name & say(COLON) & IF(reference > 0, told, say(NEW)) & IF(clear, "", say(PERHAPS_CHANCE))
