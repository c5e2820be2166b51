"""What is low, typical and high in the chosen sector, and where one stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.formulas import AND, IF, IFERROR, INDEX, ISNUMBER, MATCH, NA, NOT
from salestracker_xl.workbook.grid import NONE
from salestracker_xl.workbook.inputs import BenchmarkInputs
from salestracker_xl.workbook.live import Live, Range, Term
from salestracker_xl.workbook.published import GENERAL, Measure, load_published

MOST_FIGURES = 150  # rows of the table that are looked through: those written, and those that people add below
SEPARATOR = " | "

BELOW: Mapping[int, Text] = {
    1: Text("✗ below the range", "✗ sous la fourchette"),
    -1: Text("✓ below the range: better", "✓ sous la fourchette : mieux"),
}
ABOVE: Mapping[int, Text] = {
    1: Text("✓ above the range", "✓ au-dessus de la fourchette"),
    -1: Text("✗ above the range", "✗ au-dessus de la fourchette"),
}
WITHIN = Text("✓ within the range", "✓ dans la fourchette")
NO_OWN: Mapping[str, Text] = {
    "typed": Text("type your figure", "saisissez votre chiffre"),
    "computed": Text("no figure of yours yet", "pas encore de chiffre"),
}
NOTHING_PUBLISHED = Text("nothing published: type one", "rien de publié : à saisir")
OTHER_CURRENCY = Text("not compared: in ", "non comparé : en ")
VALID = Text("✓ up to date", "✓ à jour")
OUT_OF_DATE = Text("! out of date", "! périmé")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One metric: one's own figure beside the sector's, each cell #N/A (or "" for a text) where there is none.

    `low` and `high` are the bounds that `standing` is judged by: the published ones, or the reference typed beside.
    `row` is the place in the table of published figures.
    """

    measure: Measure
    own: Live
    row: Live
    low: Live
    typical: Live
    high: Live
    floor: Live
    ceiling: Live
    standing: Live
    validity: Live


def write_benchmarks(
    calc: Calc, inputs: BenchmarkInputs, own: Mapping[str, Live], today: Live
) -> Mapping[str, Benchmark]:
    """Write one row for each metric, by its key."""
    calc.heading(Text("Benchmarks", "Repères"))
    keys = _write_keys(calc, inputs)
    labels = (
        Text("Metric", "Métrique"),
        Text("Own figure", "Chiffre propre"),
        Text("Row of the table", "Ligne de la table"),
        Text("Low", "Bas"),
        Text("Typical", "Courant"),
        Text("High", "Haut"),
        Text("Range from", "Fourchette de"),
        Text("Range to", "Fourchette à"),
        Text("Standing", "Position"),
        Text("Validity", "Validité"),
    )
    calc.header(labels)
    benchmarks = {}
    for key, measure in load_published().measures.items():
        benchmarks[key] = _write(calc, inputs, measure, key, own.get(key, inputs.own.get(key)), keys, today)
        calc.row += 1
    return benchmarks


def sector_growth(benchmarks: Mapping[str, Benchmark], inputs: BenchmarkInputs) -> Live:
    """How fast the chosen sector grows: what its reader typed, else what was published; #N/A without either."""
    typed = inputs.reference["growth"]
    return IF(ISNUMBER(typed), typed, benchmarks["growth"].typical)


def _write_keys(calc: Calc, inputs: BenchmarkInputs) -> Range:
    """Write metric and sector of each row of the table as one text, which can be looked up."""
    calc.header((Text("Published for", "Publié pour"),))
    metric, sector = inputs.table["metric"], inputs.table["sector"]
    rows = range(1, MOST_FIGURES + 1)
    keys = calc.column(0, [IFERROR(INDEX(metric, at) & SEPARATOR & INDEX(sector, at), "") for at in rows])
    calc.row += MOST_FIGURES
    return keys


def _write(
    calc: Calc, inputs: BenchmarkInputs, measure: Measure, key: str, own: Live | None, keys: Range, today: Live
) -> Benchmark:
    say, sheet, row = calc.sheet.book.say, calc.sheet, calc.row
    label = sheet.write(row, 0, measure.label)
    mine = NA() if own is None else IF(ISNUMBER(own), own, NA())
    value = sheet.write(row, 1, mine, measure.style)
    general = say(load_published().sectors[GENERAL])
    in_sector = MATCH(label & SEPARATOR & inputs.sector, keys)
    place = sheet.write(row, 2, IFERROR(in_sector, MATCH(label & SEPARATOR & general, keys)))
    low, typical, high = (
        sheet.write(row, 3 + at, _number(inputs.table[name], place), measure.style)
        for at, name in enumerate(("low", "typical", "high"))
    )
    reference = inputs.reference[key]
    floor = sheet.write(row, 6, _bound(reference, low, typical, high), measure.style)
    ceiling = sheet.write(row, 7, _bound(reference, high, typical, low), measure.style)
    currency = IF(ISNUMBER(reference), NONE, IFERROR(INDEX(inputs.table["currency"], place), NONE))
    standing = sheet.write(row, 8, _standing(calc, measure, value, floor, ceiling, currency))
    expires = INDEX(inputs.table["expires"], place)
    dated = AND(ISNUMBER(expires), NOT(ISNUMBER(reference)))
    judged = IF(dated, IF(expires < today, say(OUT_OF_DATE), say(VALID)), NONE)
    validity = sheet.write(row, 9, IFERROR(judged, NONE))
    return Benchmark(measure, value, place, low, typical, high, floor, ceiling, standing, validity)


def _number(column: Range, row: Live) -> Live:
    """The number in a row of the table; #N/A where a dash stands, or nothing."""
    return IF(ISNUMBER(INDEX(column, row)), INDEX(column, row), NA())


def _bound(reference: Live, first: Term, second: Term, third: Term) -> Live:
    return IF(ISNUMBER(reference), reference, IFERROR(first, IFERROR(second, third)))


def _standing(calc: Calc, measure: Measure, own: Live, floor: Live, ceiling: Live, currency: Live) -> Live:
    """Where one's own figure stands, in words that know which way is better."""
    book = calc.sheet.book
    say, mine = book.say, book.tracker.currency or NONE
    compared = IF(
        own < floor,
        say(BELOW[measure.better]),
        IF(own > ceiling, say(ABOVE[measure.better]), say(WITHIN)),
    )
    foreign = AND(currency.differs(NONE), currency.differs(mine))
    in_money = IF(foreign, say(OTHER_CURRENCY) & currency, compared)
    known = IF(ISNUMBER(floor), in_money, say(NOTHING_PUBLISHED))
    return IF(ISNUMBER(own), known, say(NO_OWN[measure.own]))
