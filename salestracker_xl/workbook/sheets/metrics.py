"""What is measured and why, how often, and against which goal."""

from __future__ import annotations

from collections.abc import Sequence

from salestracker_xl.analysis.samples import monthly_samples
from salestracker_xl.language import Text
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.reviews import BY_KEY
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.catalogue import CATALOGUE, Shown
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.cards import Card
from salestracker_xl.workbook.figures.reviews.agenda import reviewed_with
from salestracker_xl.workbook.figures.samples import Sample, write_samples
from salestracker_xl.workbook.formulas import IF, IFERROR, INDEX, ISNUMBER, MATCH, NA, SMALL
from salestracker_xl.workbook.grid import NONE
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.sections.measuring import followed_metrics, write_advisor, write_costs
from salestracker_xl.workbook.sections.other_metrics import Other, other_metrics
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Metrics", "Métriques")

HEADER_ROW = FIRST_CONTENT_ROW
FIRST_ROW = HEADER_ROW + 1
NUMBER, WORDS, SET_OFF = ("right", "fit"), ("left",), ("left", "inset")
COLUMNS: tuple[tuple[str, Text, float, tuple[str, ...]], ...] = (  # key, label, width, alignment
    ("priority", Text("Rank", "Rang"), 5, NUMBER),
    ("metric", Text("Metric", "Métrique"), 22, SET_OFF),
    ("definition", Text("Definition", "Définition"), 37, WORDS),
    ("unit", Text("Unit", "Unité"), 9.5, SET_OFF),
    ("direction", Text("Direction", "Sens"), 16.5, WORDS),
    ("goal", Text("Goal", "Objectif"), 13, NUMBER),
    ("value", Text("Now", "Actuel"), 12, NUMBER),
    ("before", Text("Year before", "Année précédente"), 12, NUMBER),
    ("change", Text("Change", "Écart"), 10, NUMBER),
    ("against_goal", Text("Against the goal", "Face à l'objectif"), 20, SET_OFF),
    ("cadence", Text("How often", "Fréquence"), 12, WORDS),
    ("computed", Text("Computed", "Calcul"), 18, WORDS),
    ("sample", Text("Sample", "Échantillon"), 15, NUMBER),
)
PLACE = {key: col for col, (key, *_) in enumerate(COLUMNS)}
WIDTH = {key: width for key, _, width, _ in COLUMNS}
ALIGNED = {key: alignment for key, *_, alignment in COLUMNS}
HEADER_PIXELS = 40  # two lines
GOALS_ELSEWHERE = frozenset({"revenue", "attainment"})  # their goals are those of the Goals sheet, month by month

ORDER_SHOWN, TIES = 8, 1000
ORDER_TITLE = Text("In your order of importance", "Dans votre ordre d'importance")
ORDER_NOTE = Text(
    "Type other ranks into the yellow column above; the cards of the dashboard stay the first eight metrics there.",
    "Saisissez d'autres rangs dans la colonne jaune. Les cartes restent les huit premières listées.",
)
CARD, NO_CARD = (
    Text("a card of the dashboard", "une carte du tableau de bord"),
    Text("on this sheet", "sur cette feuille"),
)
ON_GOALS = Text("on Goals →", "voir Objectifs →")
NO_GOAL = Text("no goal set", "pas d'objectif")
HIGHER = Text("▲ higher is better", "▲ à augmenter")
LOWER = Text("▼ lower is better", "▼ à réduire")
LIVE = Text("live formula", "formule Excel")
MONEY, SHARE, COUNT = Text("money", "montant"), Text("share, %", "part, %"), Text("number", "nombre")


def write_inputs(book: Book, sheet: Sheet) -> dict[str, Live]:
    """Write the goal cell of each metric; give the cells by key, #N/A for those whose goals are on the Goals sheet."""
    goals = {}
    for row, shown in enumerate(CATALOGUE, start=FIRST_ROW):
        if shown.key in GOALS_ELSEWHERE:
            goals[shown.key] = NA()
            continue
        key = f"goal_{shown.key}"
        goals[shown.key] = sheet.write(row, PLACE["goal"], None, "input", shown.style, "right", key=key)
        place = (row, PLACE["goal"], row, PLACE["goal"])
        sheet.worksheet.data_validation(*place, {"validate": "decimal", "criteria": ">=", "value": 0})
    return goals


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the catalogue, the most important metric first."""
    sheet.set_columns(*WIDTH.values())
    sheet.worksheet.set_row_pixels(HEADER_ROW, HEADER_PIXELS)
    for col, (_, label, _, alignment) in enumerate(COLUMNS):
        sheet.write(HEADER_ROW, col, label, "header", *alignment)
    write_title(sheet, NAME, figures.told.chosen, len(COLUMNS))
    counted = monthly_samples(book.sales.rows, figures.history.month.numbers, book.tracker.last_day)
    samples = write_samples(figures.calc, figures.sums, figures.cards, figures.history, counted)
    for row, shown in enumerate(CATALOGUE, start=FIRST_ROW):
        card = figures.cards[shown.key]
        write_metric(book, sheet, row, card, figures.history.computed_on, samples.get(shown.key))
    row = FIRST_ROW + len(CATALOGUE)
    others = other_metrics(book, figures)
    for at, other in enumerate(others):
        write_other(book, sheet, row + at, other, figures.history.computed_on)
    write_notes(sheet, row + len(others) + 1)
    row += len(others) + 6
    ranks = write_ranks(sheet, [*(shown.key for shown in CATALOGUE), *(other.key for other in others)])
    write_order(book, sheet, row, ranks, [other.label for other in others], figures)
    row += ORDER_SHOWN + 4
    advice, rate = write_advisor(book, sheet, row, figures)
    write_costs(book, sheet, row + 9, figures, followed_metrics(others), advice, rate)
    sheet.worksheet.freeze_panes(FIRST_ROW, PLACE["definition"])


def write_ranks(sheet: Sheet, keys: Sequence[str]) -> list[Live]:
    """Write the yellow column of ranks, in the order of the catalogue until people type others."""
    styles = ("cell", "input", *ALIGNED["priority"])
    return [
        sheet.write(FIRST_ROW + at, PLACE["priority"], at + 1, *styles, key=f"rank_{key}")
        for at, key in enumerate(keys)
    ]


def write_metric(book: Book, sheet: Sheet, row: int, card: Card, computed_on: Live, sample: Sample | None) -> None:
    """Write one metric from left to right, without its rank; its goal stands already."""
    shown = card.shown
    by_python = shown.key.upper() in REGISTRY and not REGISTRY[shown.key.upper()].native
    cells: dict[str, tuple[Content, tuple[str, ...]]] = {
        "metric": (shown.label, ("name", "strong")),
        "definition": (shown.definition, ("name",)),
        "unit": (_unit(book, shown), ()),
        "direction": (HIGHER if shown.better > 0 else LOWER, ()),
        "value": (IFERROR(card.value, NONE), (shown.style, "strong")),
        "before": (IFERROR(card.before, NONE), (shown.style,)),
        "change": (IFERROR(card.against_before, NONE), ("points" if shown.is_share else "change",)),
        "against_goal": _against_goal(book, card),
        "cadence": (BY_KEY[shown.cadence].label, ()),
        "computed": (computed_on, ("python_on",)) if by_python else (LIVE, ()),
        "sample": (NONE, ()) if sample is None else (IFERROR(sample.size, NONE), (f"n_{sample.of}",)),
    }
    for key, (content, styles) in cells.items():
        sheet.write(row, PLACE[key], content, "cell", *styles, *ALIGNED[key])
    wrapped = {"metric": shown.label, "definition": shown.definition}
    fit_row(sheet, row, [(book.say(text), WIDTH[key]) for key, text in wrapped.items()], least=2)
    _colour(book, sheet, row, PLACE["change"], shown.better)
    if shown.key in GOALS_ELSEWHERE:
        sheet.link(row, PLACE["goal"], book.sheets["goals"], book.say(ON_GOALS), "cell", "link", "right")
    if shown.key != "attainment":
        _colour(book, sheet, row, PLACE["against_goal"], shown.better)


def write_other(book: Book, sheet: Sheet, row: int, other: Other, computed_on: Live) -> None:
    """Write a metric that is no card: without goal and year before, which are kept for the cards."""
    cells: dict[str, tuple[Content, tuple[str, ...]]] = {
        "metric": (other.label, ("name", "strong")),
        "definition": (other.definition, ("name",)),
        "unit": (other.unit, ()),
        "direction": (HIGHER if other.better > 0 else LOWER, ()),
        "value": (other.value, (other.style, "strong")),
        "computed": (computed_on, ("python_on",)) if other.by_python else (LIVE, ()),
        "sample": (other.sample, ()),
    }
    review = reviewed_with(other.key)
    if review is not None:
        cells["cadence"] = review.cadence.label, ()
    for key in list(PLACE)[1:]:
        content, styles = cells.get(key, (NONE, ()))
        sheet.write(row, PLACE[key], content, "cell", *styles, *ALIGNED[key])
    wrapped = {"metric": other.label, "definition": other.definition}
    fit_row(sheet, row, [(book.say(text), WIDTH[key]) for key, text in wrapped.items()], least=2)


def write_order(
    book: Book, sheet: Sheet, row: int, ranks: Sequence[Live], others: Sequence[Text], figures: Figures
) -> None:
    """Write the most important metrics in the order of the ranks that people type."""
    labels = [*(shown.label for shown in CATALOGUE), *others]
    calc = figures.calc
    calc.heading(ORDER_TITLE)
    calc.header((COLUMNS[PLACE["metric"]][1], COLUMNS[PLACE["priority"]][1]))
    label = calc.column(0, labels)
    order = calc.column(1, [IF(ISNUMBER(rank), rank + at / TIES, "") for at, rank in enumerate(ranks, start=1)])
    calc.row += len(labels)
    sheet.write(row, 1, ORDER_TITLE, "section")
    sheet.write(row, PLACE["direction"], ORDER_NOTE, "note")
    for at in range(1, ORDER_SHOWN + 1):
        place = MATCH(SMALL(order, at), order)
        on_dashboard = IF(place <= len(CATALOGUE), book.say(CARD), book.say(NO_CARD))
        sheet.write(row + at, PLACE["priority"], at, "cell", "right")
        sheet.write(row + at, PLACE["metric"], IFERROR(INDEX(label, place), NONE), "cell", "strong", "left", "inset")
        sheet.write(row + at, PLACE["definition"], IFERROR(on_dashboard, NONE), "cell", "left")


def write_notes(sheet: Sheet, row: int) -> None:
    """Say below the table where its figures come from."""
    notes = (
        Text(
            "Yellow cells are yours: a goal typed there shows on the dashboard at once.",
            "Les cellules jaunes sont à vous : un objectif saisi ici apparaît aussitôt sur le tableau de bord.",
        ),
        Text(
            "Figures computed by Python hold for the whole company and stand still until the tracker is built or "
            "refreshed again.",
            "Les chiffres calculés par Python valent pour toute l'entreprise et ne bougent qu'à la prochaine "
            "construction ou actualisation.",
        ),
        Text(
            "Acquisition cost is that of the whole company too: spend knows neither region, rep nor product.",
            "Le coût d'acquisition vaut aussi pour toute l'entreprise : les dépenses ignorent région, commercial et "
            "produit.",
        ),
    )
    for at, note in enumerate(notes):
        sheet.write(row + at, 0, note, "note")


def _against_goal(book: Book, card: Card) -> tuple[Content, tuple[str, ...]]:
    """How far from the goal, in words that the number format supplies."""
    shown, none = card.shown, book.say(NO_GOAL)
    if shown.key == "attainment":
        return IFERROR(card.full_goal, none), ("goal_of",)
    style = "met_points" if shown.is_share else "met" if shown.better > 0 else "kept"
    return IFERROR(card.against_goal, none), (style,)


def _unit(book: Book, shown: Shown) -> Content:
    if shown.style.startswith("money"):
        return book.tracker.currency or MONEY
    return SHARE if shown.is_share else COUNT


def _colour(book: Book, sheet: Sheet, row: int, col: int, better: int) -> None:
    """Colour what the sign or the words say already: good green, bad red."""
    cell = sheet.reference(row, col).rpartition("!")[2]
    for comparison, good in ((">0", better > 0), ("<0", better < 0)):
        look = book.workbook.add_format({"font_color": book.color("good" if good else "bad")})
        test = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}{comparison})", "format": look}
        sheet.worksheet.conditional_format(row, col, row, col, test)
