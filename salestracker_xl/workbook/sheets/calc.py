"""Helper figures: hidden, and the only place with helper formulas."""

from __future__ import annotations

from salestracker_xl.analysis.goals import goal_reps
from salestracker_xl.language import Text
from salestracker_xl.tables.schema import ANSWERS, CUSTOMERS, DEALS, ENGAGEMENT, INTERACTIONS, OUTCOMES, SALES
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import PARTS, Figures
from salestracker_xl.workbook.inputs import ALL, DIMENSIONS, PERIOD_CHOICES
from salestracker_xl.workbook.published import load_published

NAME = Text("Calc", "Calculs")
FIRST_LIST_COL = 20
LIST_LABELS = {
    "period": Text("Period", "Période"),
    **PARTS,
    "interaction": ENGAGEMENT.field("kind").label,
    "answer": CUSTOMERS.field("opt_in").label,
    **{f"customer_{field.key}": field.label for field in CUSTOMERS.fields},
    "sector": Text("Sector", "Secteur"),
    "benchmark": Text("Benchmark", "Repère"),
    "channel": SALES.field("channel").label,
    **{f"deal_{key}": DEALS.field(key).label for key in ("rep", "stage", "status")},
}


def write_lists(book: Book, sheet: Sheet) -> None:
    """Write the choices of every drop-down, and tell the book where they stand and which word chooses all."""
    own = {dimension: _names(book, dimension) for dimension in (*DIMENSIONS, "channel")}
    book.everything = _unlike(book.say(ALL), [name for of_one in own.values() for name in of_one])
    lists = {"period": [book.say(choice) for choice in PERIOD_CHOICES]}
    for dimension in own:
        lists[dimension] = [book.everything, *own[dimension]]
    lists["interaction"] = [book.say(kind) for kind in INTERACTIONS.values()]
    lists["answer"] = [book.say(answer) for answer in ANSWERS.values()]
    told = book.tracker.customers
    for field in (field for field in CUSTOMERS.fields if field.labels):
        names = () if told is None else told.frame[field.key].dropna().unique()
        lists[f"customer_{field.key}"] = sorted(map(str, names), key=str.casefold)
    published = load_published()
    lists["sector"] = [book.say(label) for label in published.sectors.values()]
    lists["benchmark"] = [book.say(measure.label) for measure in published.measures.values()]
    lists |= _deal_lists(book)
    for col, (key, choices) in enumerate(lists.items(), start=FIRST_LIST_COL):
        sheet.write(0, col, LIST_LABELS[key], "quiet")  # each keeps its column, also while it is empty
        if choices:
            book.lists[key] = sheet.write_column(1, col, choices).formula
        if own.get(key):  # a sale has a name, and never all of them
            book.lists[f"{key}_names"] = sheet.span(2, col, 1 + len(own[key]), col)


def _deal_lists(book: Book) -> dict[str, list[str]]:
    """Give the choices of the Deals sheet."""
    deals = book.tracker.deals
    reps = {*book.sales.by_revenue("rep"), *(() if deals is None else map(str, deals.frame["rep"].dropna().unique()))}
    stages = [] if deals is None else [str(name) for name in deals.frame["stage"].dropna().unique()]
    return {
        "deal_rep": sorted(reps, key=str.casefold),
        "deal_stage": stages,
        "deal_status": [book.say(word) for word in OUTCOMES.values()],
    }


def _names(book: Book, dimension: str) -> list[str]:
    """Names of a dimension in order; reps also from the goals, once where they differ in case only."""
    names = list(book.sales.by_revenue(dimension))
    if dimension == "rep" and names:
        names += goal_reps(book.tracker)
    return sorted({name.lower(): name for name in reversed(names)}.values(), key=str.casefold)


def _unlike(word: str, names: list[str]) -> str:
    """The word, in as many brackets as it takes to be none of the names."""
    taken = {name.lower() for name in names}
    while word.lower() in taken:
        word = f"({word})"
    return word


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Hide the sheet."""
    sheet.worksheet.hide()
