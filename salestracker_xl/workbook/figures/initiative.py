"""Sales before and after an initiative, in windows of the same length, and in the same windows a year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.attribution import romi
from salestracker_xl.workbook.figures.calc import DUST, Calc
from salestracker_xl.workbook.figures.sums import ANYTHING, Sums, exactly
from salestracker_xl.workbook.formulas import AND, EDATE, IF, IFERROR, MAX, MIN, NA, OR, ROUND
from salestracker_xl.workbook.live import Live, Range

BEFORE, AFTER = Text("Before", "Avant"), Text("After", "Après")
THEN_BEFORE = Text("Before, a year ago", "Avant, un an plus tôt")
THEN_AFTER = Text("After, a year ago", "Après, un an plus tôt")
MEASURES = (
    Text("Revenue", "Chiffre d'affaires"),
    Text("Orders", "Commandes"),
    Text("New customers", "Nouveaux clients"),
    Text("Average order", "Panier moyen"),
    Text("Revenue of all else", "Chiffre d'affaires du reste"),
)


@dataclass(frozen=True, slots=True)
class Initiative:
    """What the user types of an initiative: cells, blank where nothing is chosen."""

    start: Live
    days: Live
    channel: Live
    region: Live
    cost: Live


@dataclass(frozen=True, slots=True)
class Comparison:
    """First and last day of the four windows, and a column for each with a row for each of MEASURES.

    The windows are before, after, and the same two a year earlier; both of a pair are as long as what has passed since
    the start, up to the days asked for. `has_year` tells whether sales reach back to the earliest of them.
    """

    first: Range
    last: Range
    columns: Sequence[Range]
    has_after: Live
    has_year: Live
    uplift: Live
    uplift_on_year: Live
    romi: Live


def write_comparison(calc: Calc, sums: Sums, given: Initiative, margin: Live) -> Comparison:
    """Write the windows and the sums in them."""
    book, as_of = calc.sheet.book, sums.period.as_of
    calc.heading(Text("Before and after an initiative", "Avant et après une action"))
    length = calc.line(
        Text("Days compared", "Jours comparés"), MAX(0, MIN(given.days, as_of - given.start + 1)), "count"
    )
    has_after = calc.line(Text("Has begun", "A commencé"), AND(given.start > 0, length > 0))
    of = {
        name: calc.line(label, IF(OR(cell.equals(""), cell.equals(book.everything)), ANYTHING, exactly(cell)))
        for name, label, cell in (
            ("channel", Text("Channel meets", "Canal répond à"), given.channel),
            ("region", Text("Region meets", "Région répond à"), given.region),
        )
    }
    before = given.start - length
    calc.header((Text("Window", "Fenêtre"), Text("From", "Du"), Text("To", "Au"), *MEASURES))
    calc.column(0, (BEFORE, AFTER, THEN_BEFORE, THEN_AFTER))
    starts = [before, given.start, IFERROR(EDATE(given.start, -12), 0) - length, IFERROR(EDATE(given.start, -12), 0)]
    first = calc.column(1, starts, "date")
    last = calc.column(2, [start + length - 1 for start in first], "date")
    columns = [_window(calc, sums, at, span, of) for at, span in enumerate(zip(first, last, strict=True))]
    calc.row += len(starts)
    now, then = columns[1].cells[0], columns[3].cells[0]
    has_year = calc.line(
        Text("Sales reach back a year", "Ventes assez anciennes"), first[2] >= MIN(sums.inputs.sales["date"])
    )
    uplift = calc.line(Text("Gain on before", "Gain sur avant"), now - columns[0].cells[0], "money")
    return Comparison(
        first,
        last,
        columns,
        has_after,
        has_year,
        uplift,
        calc.line(Text("Gain on the year before", "Gain sur un an"), IF(has_year, now - then, NA()), "money"),
        calc.line(Text("ROMI", "ROMI"), romi(uplift, margin, given.cost), "rate"),
    )


def _window(calc: Calc, sums: Sums, at: int, span: tuple[Live, Live], of: dict[str, Live]) -> Range:
    """The measures of one window, side by side in a row."""
    revenue, orders, new = (sums.all_sales(field, *span, **of) for field in ("amount", "orders", "new_customers"))
    row, col = calc.row + at, 3
    cells = [calc.sheet.write(row, col + place, figure) for place, figure in enumerate((revenue, orders, new))]
    cells.append(calc.sheet.write(row, col + 3, IFERROR(cells[0] / cells[1], NA()), "money"))
    others = ROUND(sums.all_sales("amount", *span) - cells[0], DUST)
    cells.append(calc.sheet.write(row, col + 4, others, "money"))
    return Range(calc.sheet.span(row, col, row, col + 4), [cell.value for cell in cells], cells)
