"""The table of deals, with what follows from each row: its age, its weight, whether it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import DEALS, OUTCOMES
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.sums import ANYTHING, Sums
from salestracker_xl.workbook.formulas import AND, IF, ISNUMBER, OR, ROUND
from salestracker_xl.workbook.live import ADD, Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW
from salestracker_xl.workbook.readings import header_width, reading_columns
from salestracker_xl.workbook.structured import Table, header_cell, table_name, this_row
from salestracker_xl.workbook.table import TableColumn, write_table
from salestracker_xl.workbook.values import Value

NAME = Text("Deals", "Affaires")
WEIGHTED = Text("Weighted amount", "Montant pondéré")
AGE = Text("Age in days", "Âge en jours")
STAGE_DAYS = Text("Days in stage", "Jours en étape")
RESPONSE_DAYS = Text("Days to response", "Jours avant réponse")
CYCLE = Text("Cycle counted", "Cycle compté")
WATCHED = Text("Watch order", "Ordre de suivi")
MOST_ROWS = 2**20  # of a sheet: a row's part of them keeps equal amounts apart


@dataclass(frozen=True, slots=True)
class _Deal:
    """The cells of one row as formulas in the same row read them, and what a deal is judged by."""

    cells: dict[str, Live]
    place: Live
    sums: Sums
    stuck_beyond: Live
    words: Mapping[str, str]

    def __getitem__(self, key: str) -> Live:
        return self.cells[key]

    def has_ended(self, outcome: str) -> Live:
        """Whether the deal's status is this one, "open" included."""
        return self["status"].equals(self.words[outcome])

    @property
    def is_asked_for(self) -> Live:
        """Whether the filter on reps lets the deal through."""
        is_all = self.sums.criteria["rep"].equals(ANYTHING)
        return OR(is_all, self["rep"].equals(self.sums.inputs.filters["rep"]))


def write_deals(sheet: Sheet, sums: Sums, stuck_beyond: Live) -> Table:
    """Write the table, empty when no deals were given; its last columns are formulas, in rows typed below too."""
    book = sheet.book
    columns = reading_columns(DEALS, book.tracker.deals, book.language)
    size = len(columns[0].values)
    rows = list(_computed_rows(book, columns, sums, stuck_beyond))
    computed = [
        TableColumn(
            key,
            label,
            [row[key] for row in rows[:size]],
            (*styles, "quiet"),
            header_width(book.say(label)),
            rows[0][key].formula,
        )
        for key, label, _, styles in COMPUTED
    ]
    return write_table(sheet, FIRST_CONTENT_ROW, 0, DEALS.key, NAME, [*columns, *computed])


def _computed_rows(
    book: Book, columns: Sequence[TableColumn], sums: Sums, stuck_beyond: Live
) -> Iterator[dict[str, Live]]:
    """The formulas of each row by the key of their column; of a blank row where there is none."""
    name = table_name(book.say(NAME))
    first = header_cell(name, book.say(columns[0].label))
    own = {key: this_row(name, book.say(label)) for key, label, *_ in COMPUTED}
    read = {column.key: this_row(name, book.say(column.label)) for column in columns}
    words = {outcome: book.say(word) for outcome, word in OUTCOMES.items()}
    rows = list(zip(*(column.values for column in columns), strict=True)) or [(None,) * len(columns)]
    for place, values in enumerate(rows, start=1):
        cells = {key: Live(ref, _plain(value)) for (key, ref), value in zip(read.items(), values, strict=True)}
        deal = _Deal(cells, Live(f"ROW()-ROW({first})", place, ADD), sums, stuck_beyond, words)
        formulas = {}
        for key, _, formula, *_ in COMPUTED:
            formulas[key] = formula(deal)
            cells[key] = Live(own[key], formulas[key].value)
        yield formulas


def _plain(value: Any) -> Value:
    """The value of a cell, None for a blank."""
    return None if value is None or value != value else value


def _age(deal: _Deal) -> Live:
    """Days since its creation: up to the day looked from for an open deal, up to its end for another."""
    closed = IF(ISNUMBER(deal["closed"]), deal["closed"] - deal["created"], "")
    lived = IF(deal.has_ended("open"), deal.sums.period.as_of - deal["created"], closed)
    return IF(ISNUMBER(deal["created"]), lived, "")


def _weighted(deal: _Deal) -> Live:
    return IF(deal.has_ended("open"), deal["amount"] * deal["probability"], 0)


def _stage_days(deal: _Deal) -> Live:
    known = AND(deal.has_ended("open"), ISNUMBER(deal["stage_since"]))
    return IF(known, deal.sums.period.as_of - deal["stage_since"], "")


def _response_days(deal: _Deal) -> Live:
    known = AND(ISNUMBER(deal["created"]), ISNUMBER(deal["first_response"]), deal["first_response"] >= deal["created"])
    return IF(known, deal["first_response"] - deal["created"], "")


def _cycle(deal: _Deal) -> Live:
    """The age of a deal won in the chosen period, whose median is the cycle."""
    period = deal.sums.period
    within = AND(deal["closed"] >= period.start, deal["closed"] <= period.end)
    counts = AND(deal.has_ended("won"), deal.is_asked_for, within, ISNUMBER(deal["age"]), deal["age"] >= 0)
    return IF(counts, deal["age"], "")


def _watched(deal: _Deal) -> Live:
    """A number for each open deal that is stuck or has slipped: its amount in whole units, equal ones kept apart."""
    limit, as_of = deal.stuck_beyond, deal.sums.period.as_of
    stuck = AND(ISNUMBER(deal["age"]), limit > 0, deal["age"] > limit)
    slipped = AND(deal["closed"] > 0, deal["closed"] < as_of)
    order = ROUND(deal["amount"], 0) + 1 - deal.place / MOST_ROWS
    return IF(AND(deal.has_ended("open"), deal.is_asked_for, OR(stuck, slipped)), order, "")


COMPUTED: tuple[tuple[str, Text, Callable[[_Deal], Live], tuple[str, ...]], ...] = (
    ("weighted", WEIGHTED, _weighted, ("money",)),
    ("age", AGE, _age, ("count",)),
    ("stage_days", STAGE_DAYS, _stage_days, ("count",)),
    ("response_days", RESPONSE_DAYS, _response_days, ("count",)),
    ("cycle", CYCLE, _cycle, ("count",)),
    ("watched", WATCHED, _watched, ("count",)),
)
