"""What the dashboard's filters say, in words that follow them."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.calendar import FIRST, MONTHS
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.period import Period
from salestracker_xl.workbook.formulas import CHOOSE, DAY, EOMONTH, IF, MONTH, ROUND, YEAR
from salestracker_xl.workbook.inputs import Inputs
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.spoken import PERCENT

MONTH_NAMES: tuple[Text, ...] = (
    Text("Jan", "janv."),
    Text("Feb", "févr."),
    Text("Mar", "mars"),
    Text("Apr", "avr."),
    Text("May", "mai"),
    Text("Jun", "juin"),
    Text("Jul", "juill."),
    Text("Aug", "août"),
    Text("Sep", "sept."),
    Text("Oct", "oct."),
    Text("Nov", "nov."),
    Text("Dec", "déc."),
)
FILTERS: tuple[tuple[str, Text], ...] = (
    ("region", Text("Region: ", "Région : ")),
    ("rep", Text("Rep: ", "Commercial : ")),
    ("product", Text("Product: ", "Produit : ")),
)

CHOSEN = Text("Dashboard filters: ", "Filtres du tableau de bord : ")
WITHOUT_PERIOD = Text("Dashboard filters, all but the period: ", "Filtres du tableau de bord, hormis la période : ")
WHAT_IF = Text(" · WHAT-IF: goals × ", " · HYPOTHÈSE : objectifs × ")
NOT_OVER = Text("The last month is not over: it counts up to ", "Le dernier mois n'est pas fini : il compte jusqu'au ")


@dataclass(frozen=True, slots=True)
class Told:
    """Live sentences: all filters, all but the period, and a word about a month not over.

    `unfinished` is an empty text when the day looked from is the last one of its month.
    """

    chosen: Live
    without_period: Live
    unfinished: Live


def write_told(calc: Calc, inputs: Inputs, period: Period, goal_factor: Live) -> Told:
    """Write the sentences and the days in words that they are made of."""
    book = calc.sheet.book
    calc.heading(Text("Filters in words", "Filtres en toutes lettres"))
    start = calc.line(Text("From, in words", "Du, en toutes lettres"), day_in_words(book, period.start))
    end = calc.line(Text("To, in words", "Au, en toutes lettres"), day_in_words(book, period.end))
    as_of = calc.line(Text("Looks from, in words", "Vu au, en toutes lettres"), day_in_words(book, period.as_of))
    spoken = calc.line(
        Text("Period, in words", "Période, en toutes lettres"), _between(book, inputs.period, start, end)
    )
    filters = calc.line(
        Text("Filters, in words", "Filtres, en toutes lettres"), _filters(book, inputs) & _what_if(book, goal_factor)
    )
    return Told(
        chosen=calc.line(Text("All filters", "Tous les filtres"), book.say(CHOSEN) & spoken & " · " & filters),
        without_period=calc.line(Text("All but the period", "Hormis la période"), book.say(WITHOUT_PERIOD) & filters),
        unfinished=calc.line(Text("Month not over", "Mois inachevé"), _unfinished(book, period, as_of)),
    )


def _between(book: Book, choice: Live, start: Live, end: Live) -> Live:
    return choice & book.say(Text(", ", ", du ")) & start & book.say(Text(" to ", " au ")) & end


def _filters(book: Book, inputs: Inputs) -> Live:
    region, rep, product = (book.say(label) & _chosen(book, inputs.filters[key]) for key, label in FILTERS)
    return region & " · " & rep & " · " & product


def _chosen(book: Book, cell: Live) -> Live:
    return IF(cell.equals(""), book.everything, cell)


def _what_if(book: Book, goal_factor: Live) -> Live:
    """A word about goals that are only tried out, in whole percent of the goals that were set."""
    return IF(goal_factor.equals(1), "", book.say(WHAT_IF) & ROUND(goal_factor * 100, 0) & book.say(PERCENT))


def _unfinished(book: Book, period: Period, as_of: Live) -> Live:
    return IF(period.as_of.equals(EOMONTH(period.as_of, 0)), "", book.say(NOT_OVER) & as_of & ".")


def day_in_words(book: Book, day: Live) -> Live:
    """A day as `spoken_day` writes it; TEXT() would need format letters that differ from language to language."""
    number = IF(DAY(day).equals(1), book.say(FIRST), DAY(day))
    return number & " " & CHOOSE(MONTH(day), *(book.say(name) for name in MONTHS)) & " " & YEAR(day)
