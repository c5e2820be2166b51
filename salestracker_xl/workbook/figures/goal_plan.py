"""From a long-term goal to the goals of years, quarters and months: a proposal, whatever goals were set."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.goal_year import QUARTER, GoalYear, part
from salestracker_xl.workbook.figures.months import FISCAL_MONTHS, GOAL, MONTH, REVENUE
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import (
    AND,
    CHOOSE,
    EDATE,
    EOMONTH,
    IF,
    IFERROR,
    ISNUMBER,
    MAX,
    MIN,
    MOD,
    NA,
    SUM,
    SUMIFS,
    YEAR,
)
from salestracker_xl.workbook.formulas import (
    MONTH as MONTH_OF,
)
from salestracker_xl.workbook.live import Live, Range

YEARS = 3  # how far a long-term goal looks ahead

SHARE = Text("Share of the year", "Part de l'exercice")
PROPOSED = Text("Proposed goal", "Objectif proposé")
OF_BEST = Text("Of the best month", "Du meilleur mois")

NO_OWN = Text(
    "Your own growth cannot be told yet: it takes two complete fiscal years.",
    "Votre propre croissance n'est pas encore connue : il faut deux exercices complets.",
)
NO_SECTOR = Text(
    "No growth of the sector yet: type it with its source, or choose your sector on the sheet Benchmarks.",
    "Pas encore de croissance du secteur : saisissez-la avec sa source, ou choisissez le secteur dans Repères.",
)
LOSES_SHARE = Text(
    "! The goal grows less than the sector: reaching it would still lose ground.",
    "! L'objectif croît moins que le secteur : même atteint, il ferait perdre du terrain.",
)
ABOVE_OWN = Text(
    "! The goal asks for more growth than you had: say what will be done differently.",
    "! L'objectif demande plus de croissance que vous n'en aviez : dites ce qui changera.",
)
BELOW_OWN = Text(
    "! You grew faster than this goal asks for: it may be set higher.",
    "! Vous croissiez plus vite que cet objectif : il peut être relevé.",
)
FITS = Text(
    "✓ The goal fits your own growth, and grows no less than the sector.",
    "✓ L'objectif suit votre croissance, sans croître moins que le secteur.",
)
MUCH = 0.05  # points of growth that are a difference


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """The yellow cells of the plan; a blank base or sector growth is looked up, `split` is the year's number."""

    base: Live
    growth: Live
    sector: Live
    split: Live


@dataclass(frozen=True, slots=True)
class GoalPlan:
    """Base, growths and the goals of YEARS; the months of the year that is split, and its quarters.

    `in_table` is what the goals on the sheet say of the same months, 0 where they say nothing; `of_best` is #N/A
    before a month was complete.
    """

    base: Live
    own: Live
    sector: Live
    words: Live
    starts: tuple[Live, ...]
    years: tuple[Live, ...]
    year_of_best: tuple[Live, ...]
    month: Range
    share: Range
    proposed: Range
    in_table: Range
    of_best: Range
    quarters: tuple[tuple[Live, Live], ...]


def write_goal_plan(calc: Calc, sums: Sums, year: GoalYear, inputs: PlanInputs, sector_known: Live) -> GoalPlan:
    """Write the plan. `sector_known` is the growth of the sector where the sheet of benchmarks knows one."""
    calc.heading(Text("Goals, from a long-term one", "Objectifs, à partir d'un objectif à long terme"))
    first_day = sums.period.fiscal_year_start
    first_sale = MIN(sums.inputs.sold.dates)
    base, own, sector, growth = _write_growth(calc, sums, year, inputs, sector_known, first_sale)
    words = calc.line(Text("In words", "En clair"), _words(calc, growth, own, sector))
    best = year.by_month.best
    years: list[Live] = []
    for at in range(YEARS):
        label = Text("Goal of year {n}", "Objectif de l'année {n}").format(n=at + 1)
        years.append(calc.line(label, (years[-1] if years else base) * (1 + growth), "money"))
    split = calc.line(
        Text("Year that is split", "Année répartie"),
        IF(ISNUMBER(inputs.split), MAX(1, MIN(YEARS, inputs.split)), 1),
    )
    goal = calc.line(GOAL, CHOOSE(split, *years), "money")
    starts = tuple(EDATE(first_day, 12 * at) for at in range(YEARS))
    share_of = _write_season(calc, sums, year, first_sale)
    calc.heading(Text("Goals, proposed by month", "Objectifs proposés par mois"))
    calc.header((MONTH, SHARE, PROPOSED, GOAL, OF_BEST, REVENUE))
    month = calc.column(0, [EDATE(first_day, 12 * (split - 1) + at) for at in range(FISCAL_MONTHS)], "month")
    season = calc.column(5, [MAX(0, share_of(day)) for day in month], "money")
    whole_year = SUM(season)
    share = calc.column(1, [IF(whole_year > 0, cell / whole_year, 1 / FISCAL_MONTHS) for cell in season], "rate")
    proposed = calc.column(2, [goal * cell for cell in share], "money")
    in_table = calc.column(3, [sums.all_goals(day, EOMONTH(day, 0)) for day in month], "money")
    of_best = calc.column(4, [IF(best > 0, cell / best, NA()) for cell in proposed], "rate")
    calc.row += FISCAL_MONTHS
    firsts = range(0, FISCAL_MONTHS, QUARTER)
    return GoalPlan(
        base=base,
        own=own,
        sector=sector,
        words=words,
        starts=starts,
        years=tuple(years),
        year_of_best=tuple(IF(best > 0, aim / FISCAL_MONTHS / best, NA()) for aim in years),
        month=month,
        share=share,
        proposed=proposed,
        in_table=in_table,
        of_best=of_best,
        quarters=tuple((SUM(part(proposed, at, QUARTER)), SUM(part(in_table, at, QUARTER))) for at in firsts),
    )


def _write_growth(
    calc: Calc, sums: Sums, year: GoalYear, inputs: PlanInputs, sector_known: Live, first_sale: Live
) -> tuple[Live, Live, Live, Live]:
    """Write the base, how it grew, how the sector grows, and the growth that is aimed at."""
    first_day = sums.period.fiscal_year_start
    sold = year.past[1].head(FISCAL_MONTHS)
    known_base = IF(year.before > 0, year.before, SUM(sold))
    base = calc.line(Text("Base", "Base"), IF(ISNUMBER(inputs.base), inputs.base, known_base), "money")
    before_that = calc.line(
        Text("The fiscal year before the base", "Exercice précédant la base"),
        sums.all_sales("amount", EDATE(first_day, -24), EDATE(first_day, -12) - 1),
        "money",
    )
    whole = first_sale <= EDATE(first_day, -24) + 31
    own = calc.line(
        Text("Own growth", "Croissance propre"),
        IF(AND(whole, before_that > 0), year.before / before_that - 1, NA()),
        "rate",
    )
    sector = calc.line(
        Text("Growth of the sector", "Croissance du secteur"),
        IF(ISNUMBER(inputs.sector), inputs.sector, IF(ISNUMBER(sector_known), sector_known, NA())),
        "rate",
    )
    growth = calc.line(Text("Growth aimed at", "Croissance visée"), IF(ISNUMBER(inputs.growth), inputs.growth, 0))
    return base, own, sector, growth


def _write_season(calc: Calc, sums: Sums, year: GoalYear, first_sale: Live):
    """Write which of the complete months so far make up whole years; give back what a calendar month sold in them."""
    start, revenue = year.past
    calc.heading(Text("Goals, season of the past", "Objectifs, saison passée"))
    latest = sums.period.last_complete_month
    months = (YEAR(latest) - YEAR(first_sale)) * 12 + MONTH_OF(latest) - MONTH_OF(first_sale) + 1
    months = calc.line(Text("Complete months so far", "Mois complets à ce jour"), MAX(0, MIN(months, len(start))))
    counted = calc.line(Text("Of whole years", "D'années entières"), months - MOD(months, 12))
    calc.header((Text("Month of the year", "Mois de l'année"),))
    number = calc.column(0, [IF(at < counted, MONTH_OF(day), 0) for at, day in enumerate(start)])
    calc.row += len(start)
    return lambda day: SUMIFS(revenue, number, MONTH_OF(day))


def _words(calc: Calc, growth: Live, own: Live, sector: Live) -> Live:
    say = calc.sheet.book.say
    beside_own = IF(growth > own + MUCH, say(ABOVE_OWN), IF(growth < own - MUCH, say(BELOW_OWN), say(FITS)))
    known = IF(growth < sector, say(LOSES_SHARE), IF(ISNUMBER(own), IFERROR(beside_own, ""), say(NO_OWN)))
    return IF(ISNUMBER(sector), IFERROR(known, ""), say(NO_SECTOR))
