"""Whether all is well: rows read, goals, sales, predictions, reviews and checks, each in a sign and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.language import Text
from salestracker_xl.metric import MetricError
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book, Content
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.formulas import EDATE, IF, MAX, MIN, SUM
from salestracker_xl.workbook.spoken import spoken
from salestracker_xl.workbook.summary import is_summarised

ALL_TAKEN = Text("✓ all {rows}", "✓ toutes : {rows}")
SOME_TAKEN = Text("✓ {accepted} of {rows} taken", "✓ {accepted} sur {rows} reprises")
NONE_REJECTED = Text("✓ none", "✓ aucune")
SOME_REJECTED = Text("! {rejected}, see why →", "! {rejected}, voir pourquoi →")
GOALS_GIVEN = Text("✓ as given →", "✓ tels que fournis →")
GOALS_PROPOSED = Text("! proposed, to check →", "! proposés, à vérifier →")
GOALS_MISSING = Text("! none yet →", "! pas encore fixés →")
TYPED_LATER = Text("! counted at the next build →", "! comptées en reconstruisant →")
NONE_OVERDUE = Text("✓ none overdue →", "✓ aucune en retard →")
OVERDUE = Text(" overdue →", " en retard →")
CHECKS_AGREE = Text("✓ all totals agree →", "✓ tout concorde →")
CHECKS_OFF = Text(" to look at →", " à regarder →")
MODELS = Text("Purchases: {buying} Spending: {spending}", "Achats : {buying} Dépenses : {spending}")


@dataclass(frozen=True, slots=True)
class Light:
    """One thing to know at a glance: what it is, how it stands, and the sheet that says more."""

    label: Text
    content: Content
    styles: tuple[str, ...] = ()
    target: str | None = None


def lights(book: Book, figures: Figures, predicted: Light) -> Iterator[Light]:
    """Everything to know at a glance, in the order in which a person asks."""
    yield from _reading_lights(book.tracker)
    if is_summarised(book.tracker):
        yield Light(Text("Sales typed by hand", "Ventes saisies"), TYPED_LATER, target="sales")
    yield _goals_light(book, figures)
    yield from _sales_lights(figures)
    yield predicted
    yield _reviews_light(book, figures)
    yield _checks_light(book, figures)


def _reading_lights(tracker: Tracker) -> Iterator[Light]:
    rows = sum(reading.rows for reading in tracker.readings)
    rejected = sum(len(reading.rejects) for reading in tracker.readings)
    counts = {"rows": spoken(rows), "accepted": spoken(rows - rejected), "rejected": spoken(rejected)}
    taken = ALL_TAKEN if rejected == 0 else SOME_TAKEN
    yield Light(Text("Rows read", "Lignes lues"), taken.format(**counts))
    why = NONE_REJECTED if rejected == 0 else SOME_REJECTED
    yield Light(Text("Rows rejected", "Lignes rejetées"), why.format(**counts), target="rejected")


def _goals_light(book: Book, figures: Figures) -> Light:
    label = Text("Goals", "Objectifs")
    if book.tracker.targets is not None:
        return Light(label, GOALS_GIVEN, target="goals")
    year = figures.period.fiscal_year_start
    known = figures.sums.all_goals(year, EDATE(year, 11)) > 0
    return Light(label, IF(known, book.say(GOALS_PROPOSED), book.say(GOALS_MISSING)), target="goals")


def _sales_lights(figures: Figures) -> Iterator[Light]:
    sales, dates = figures.inputs.sales, figures.inputs.sold.dates
    yield Light(Text("First sale", "Première vente"), MIN(dates), ("date",))
    yield Light(Text("Last sale", "Dernière vente"), MAX(dates), ("date",))
    yield Light(Text("Orders", "Commandes"), SUM(sales["orders"]), ("count",))
    yield Light(Text("Customers", "Clients"), SUM(sales["new_customers"]), ("count",))


def prediction(known: KnownSales) -> tuple[Light, Text]:
    """Whether customer value can be predicted, in a word, and the models' own account."""
    label = Text("Customer value", "Valeur client")
    try:
        values = known.latest_lifetime
    except MetricError as error:
        return Light(label, Text("! not enough data yet", "! pas encore assez de données")), error.text
    word = Text("✓ predicted", "✓ prédite")
    return Light(label, word), MODELS.format(buying=values.purchases.status, spending=values.spending.status)


def _reviews_light(book: Book, figures: Figures) -> Light:
    overdue = figures.agenda.overdue
    told = IF(overdue > 0, "! " & overdue & book.say(OVERDUE), book.say(NONE_OVERDUE))
    return Light(Text("Reviews", "Revues"), told, target="calendar")


def _checks_light(book: Book, figures: Figures) -> Light:
    off = figures.checks.off
    told = IF(off > 0, "! " & off & book.say(CHECKS_OFF), book.say(CHECKS_AGREE))
    return Light(Text("Checks", "Contrôles"), told, target="checks")
