"""Pairs of figures that must agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from salestracker_xl.distinct import distinct
from salestracker_xl.language import Text
from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.schema import CUSTOMERS, DEALS, ENGAGEMENT, SALES, SPEND, TARGETS, TableSchema
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.criteria import matches
from salestracker_xl.workbook.figures.breakdown import Breakdown, RepGoals
from salestracker_xl.workbook.figures.months import Months
from salestracker_xl.workbook.figures.sums import ANYTHING, Sums
from salestracker_xl.workbook.formulas import COUNT, COUNTA, COUNTIFS, IF, SUM, SUMIFS
from salestracker_xl.workbook.inputs import Inputs
from salestracker_xl.workbook.live import Live, Term, lift
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.summary import exceeds_a_sheet

TYPED = Text("+ typed since the build", "+ saisi depuis")
KEPT = Text("+ kept", "+ conservées")
BLANK = "="  # the criterion that blank cells meet
FILES, TABLES, REVENUE, ENTRIES, OTHERS = (
    Text("Files", "Fichiers"),
    Text("Rows since the build", "Lignes depuis la construction"),
    Text("Totals", "Totaux"),
    Text("What was typed", "Saisies"),
    Text("Customers, goals, deals", "Clients, objectifs, affaires"),
)
HOMES: dict[str, str] = {"targets": "goals"}  # the sheet on which a table stands, where it has another name
COUNTED = Text("{name}: rows accepted + rejected = rows read", "{name} : lignes acceptées + rejetées = lues")
SUMS: dict[str, tuple[Text, str]] = {  # by dimension: what must agree, and where its names stand
    "region": (Text("Revenue of the period = sum of regions", "CA de la période = somme des régions"), "regions"),
    "rep": (Text("Revenue of the period = sum of reps", "CA de la période = somme des commerciaux"), "reps"),
    "product": (Text("Revenue of the period = sum of products", "CA de la période = somme des produits"), "regions"),
}
UNKNOWN_NAME = Text(
    "A name that is new since the build has no row of its own yet: build again.",
    "Un nom nouveau depuis la construction n'a pas encore sa ligne : reconstruisez.",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures that must agree: what they are, the sheet they are about, and what it means when they do not.

    A difference beside which `typed` is above 0 comes from rows typed since the build, and is in order: `in_order` says
    so.
    """

    group: Text
    what: Text
    left: Live
    right: Live
    sheet: str
    otherwise: Text
    style: str = "count"
    typed: Live | None = None
    in_order: Text = TYPED


def agreements(
    tracker: Tracker, book: Book, sums: Sums, months: Months, parts: Mapping[str, Breakdown], rep_goals: RepGoals | None
) -> Iterator[Pair]:
    """Everything that must agree in this workbook, group by group."""
    yield from _files(tracker)
    yield from _rows(tracker, sums.inputs)
    yield from _totals(book, sums, months, parts)
    yield from _entries(tracker, sums)
    yield from _others(book, tracker, sums, months, rep_goals)


def _files(tracker: Tracker) -> Iterator[Pair]:
    for reading in tracker.readings:
        yield Pair(
            FILES,
            Text("{name}: rows accepted + rejected = rows read", "{name} : lignes acceptées + rejetées = lues").format(
                name=reading.schema.label
            ),
            lift(len(reading.frame)) + len(reading.rejects),
            lift(reading.rows),
            "rejected",
            Text("Rows were lost on the way: please report it.", "Des lignes se sont perdues : signalez-le."),
        )


def _rows(tracker: Tracker, inputs: Inputs) -> Iterator[Pair]:
    """Rows of each table now and at the build."""
    given = {reading.schema.key: reading for reading in tracker.readings}
    if exceeds_a_sheet(tracker):
        del given[SALES.key]  # its sheet holds a summary
    for schema, table in _tables(inputs):
        now, built = _rows_in(schema, table), _rows_built(given.get(schema.key), schema, table)
        yield Pair(
            TABLES,
            Text("{table}: rows now = rows at the build", "{table} : lignes actuelles = à la construction").format(
                table=schema.label
            ),
            now,
            lift(built),
            HOMES.get(schema.key, schema.key),
            Text(
                "Rows that the build wrote are gone; undo, or build again.",
                "Des lignes écrites à la construction ont disparu ; annulez, ou reconstruisez.",
            ),
            typed=now - built,
        )


def _totals(book: Book, sums: Sums, months: Months, parts: Mapping[str, Breakdown]) -> Iterator[Pair]:
    sales, period = sums.inputs.sales, sums.period
    everything, read, first_month = SUM(sales["amount"]), book.sales, next(iter(months.month))
    yield Pair(
        REVENUE,
        Text("Revenue on Sales = revenue in the files", "CA de la feuille Ventes = CA des fichiers"),
        everything,
        lift(round(float(read.frame["amount"].to_numpy().sum()), 2)),
        "sales",
        Text("An amount was changed since the build.", "Un montant a été modifié depuis la construction."),
        "money",
        _rows_in(SALES, sales) - len(sales["date"]),
    )
    yield Pair(
        REVENUE,
        Text("Revenue on Sales = revenue of the rows with a date", "CA de la feuille Ventes = CA des lignes datées"),
        everything,
        SUMIFS(sales["amount"], sales["date"], ">0"),
        "sales",
        Text("A row without a date counts in no month.", "Une ligne sans date ne compte dans aucun mois."),
        "money",
    )
    yield Pair(
        REVENUE,
        Text("Revenue of 36 months = sum of the months", "CA de 36 mois = somme des mois"),
        sums.sales("amount", first_month, period.as_of),
        SUM(months.revenue),
        "trends",
        Text("The months do not cover all days.", "Les mois ne couvrent pas tous les jours."),
        "money",
    )
    for dimension, (what, sheet) in SUMS.items():
        names, shown = len(read.by_revenue(dimension)), parts[dimension].revenue
        if 0 < names < len(shown):  # else the smaller names share a row that is reckoned from the total
            total = sums.sales("amount", period.start, period.end)
            named = SUM(shown.head(len(shown) - 1))
            unnamed = sums.sales("amount", period.start, period.end, **{dimension: lift(BLANK)})
            unnamed = IF(sums.criteria[dimension].equals(ANYTHING), unnamed, 0)
            yield Pair(REVENUE, what, total, named + unnamed, sheet, UNKNOWN_NAME, "money")


def _entries(tracker: Tracker, sums: Sums) -> Iterator[Pair]:
    """What stands on Sales is of the right kind, and once."""
    sales, none = sums.inputs.sales, lift(0)
    names_nobody = matches(sales["customer"], BLANK).all()  # as a summary by month
    for key, what in (
        ("date", Text("Dates that Excel does not read = 0", "Dates qu'Excel ne lit pas = 0")),
        ("amount", Text("Amounts that Excel does not read = 0", "Montants qu'Excel ne lit pas = 0")),
    ):
        yield Pair(
            ENTRIES,
            what,
            COUNTA(sales[key]) - COUNT(sales[key]),
            none,
            "sales",
            Text("A text stands where a date or a number belongs.", "Un texte tient lieu de date ou de nombre."),
        )
    yield Pair(
        ENTRIES,
        Text("Sales after today, or after the fixed day = 0", "Ventes après aujourd'hui, ou le jour fixé = 0"),
        COUNTIFS(sales["date"], ">" & sums.period.today),
        none,
        "sales",
        Text("They count from their day on; or a date is mistyped.", "Elles compteront à leur date ; ou date erronée."),
    )
    yield Pair(
        ENTRIES,
        Text("Sales without a customer = 0", "Ventes sans client = 0"),
        none if names_nobody else COUNTIFS(sales["customer"], BLANK, sales["date"], ">0"),
        none,
        "sales",
        Text("Retention and customer value leave them out.", "Fidélisation et valeur client les ignorent."),
    )
    frame = tracker.sales.frame
    alike = frame.loc[frame.duplicated(["date", "amount"], keep=False)]  # numbers, which are quick to compare
    yield Pair(
        ENTRIES,
        Text("Lines equal to an earlier one, in the files = 0", "Lignes égales à une autre, dans les fichiers = 0"),
        lift(int(alike.duplicated(list(SALES.keys)).to_numpy().sum())),
        none,
        "start",
        Text(
            "Two equal lines may be two units of an article, so both count.",
            "Deux lignes égales peuvent être deux unités d'un article : les deux comptent.",
        ),
        typed=lift(1),
        in_order=KEPT,
    )


def _others(book: Book, tracker: Tracker, sums: Sums, months: Months, rep_goals: RepGoals | None) -> Iterator[Pair]:
    inputs = sums.inputs
    first_month = next(iter(months.month))
    named = (tracker.sales.frame["amount"] >= 0).to_numpy() & (book.sales.customers >= 0)
    buyers = len(distinct(book.sales.customers[named]))
    yield Pair(
        OTHERS,
        Text("Customers won, month by month = customers in the files", "Clients gagnés = clients dans les fichiers"),
        SUM(inputs.sales["new_customers"]),
        lift(buyers),
        "sales",
        Text("A customer was renamed since the build.", "Un client a été renommé depuis la construction."),
        typed=_rows_in(SALES, inputs.sales) - len(inputs.sales["date"]),
    )
    yield Pair(
        OTHERS,
        Text("Goals of 36 months = sum of the months", "Objectifs de 36 mois = somme des mois"),
        sums.goal(first_month, sums.period.as_of),
        SUM(months.goal),
        "goals",
        Text("A goal stands outside every month.", "Un objectif n'appartient à aucun mois."),
        "money",
    )
    if rep_goals is not None and tracker.targets is not None and _names_reps(tracker.targets):
        yield _goals_of_reps(sums, rep_goals)
    if tracker.deals is not None:
        status, words = inputs.deals["status"], DEALS.field("status").words.values()
        yield Pair(
            OTHERS,
            Text("Deals won + lost + open = all deals", "Affaires gagnées + perdues + en cours = toutes"),
            _added([COUNTIFS(status, book.say(word)) for word in words]),
            COUNTA(status),
            "deals",
            Text("A status is none of the three.", "Un statut n'est aucun des trois."),
        )
    currencies = sorted({source.currency for source in tracker.sales.sources if source.currency})
    if tracker.currency is not None and currencies:
        yield Pair(
            OTHERS,
            Text("Currency of the tracker = currency of the files", "Devise du suivi = devise des fichiers"),
            inputs.settings.currency & "",
            lift(", ".join(currencies)),
            "settings",
            Text("Amounts are not converted; build again.", "Rien n'est converti ; reconstruisez."),
            "text",
        )


def _goals_of_reps(sums: Sums, rep_goals: RepGoals) -> Pair:
    period = sums.period
    of_nobody = sums.goal(period.start, period.full_end, lift(BLANK))
    return Pair(
        OTHERS,
        Text("Goals of the period = sum of the reps", "Objectifs de la période = somme des commerciaux"),
        sums.goal(period.start, period.full_end),
        SUM(rep_goals.goal) + IF(sums.criteria["rep"].equals(ANYTHING), of_nobody, 0),
        "reps",
        Text("A rep has a goal, but no row on Reps.", "Un commercial a un objectif, mais pas de ligne."),
        "money",
    )


def _tables(inputs: Inputs) -> Iterator[tuple[TableSchema, Table]]:
    yield SALES, inputs.sales
    yield DEALS, inputs.deals
    yield SPEND, inputs.spend
    yield TARGETS, inputs.targets
    yield CUSTOMERS, inputs.customers
    yield ENGAGEMENT, inputs.engagement


def _rows_in(schema: TableSchema, table: Table) -> Live:
    """Rows whose first needed field is filled."""
    key = schema.required[0]
    return COUNTA(table[key]) if schema.field(key).kind == "text" else COUNT(table[key])


def _rows_built(reading: Reading | None, schema: TableSchema, table: Table) -> int:
    """Rows that were read; of a table that nobody gave, those that the build proposes."""
    if reading is not None:
        return len(reading.frame)
    return int(pd.Series(list(table[schema.required[0]].values), dtype=object).notna().sum())


def _names_reps(targets: Reading) -> bool:
    return bool(targets.frame["rep"].notna().to_numpy().any())


def _added(figures: Sequence[Live]) -> Live:
    total: Term = figures[0]
    for figure in figures[1:]:
        total = total + figure
    return lift(total)
