"""How the days of a calendar look: due, off, today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from salestracker_xl.reviews import CADENCES, DAILY, Cadence
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.reviews.due_days import listed_name

TODAY, WEEKEND, DAYS_OFF, NEXT_DUE = "st_today", "st_in_weekend", "st_days_off", "st_next_due"
LONGEST_FIRST = tuple(cadence for cadence in reversed(CADENCES) if cadence != DAILY)
Block = tuple[int, int, int, int]
Look = dict[str, Any]
Criteria = tuple[str, ...]


def paint_days(sheet: Sheet, blocks: Sequence[Block], *, below: int = 0) -> None:
    """Give each day of some blocks the colour of the longest cadence due on it.

    The cells of the blocks stand `below` rows under their day. Days off are grey, today is framed, and the days on
    which a review of the agenda is due next are bold: in red once they have passed.
    """
    _paint(sheet, blocks, below, {cadence: sheet.book.theme.properties(cadence.key) for cadence in LONGEST_FIRST})


def paint_lettered_days(sheet: Sheet, blocks: Sequence[Block]) -> None:
    """As `paint_days`, with the letter of the cadence beside the day, so that no colour speaks alone."""
    book = sheet.book
    pattern = book.theme.formats["day_letter"]
    looks = {
        cadence: book.theme.properties(cadence.key)
        | {"num_format": pattern.replace("{letter}", book.say(cadence.letter))}
        for cadence in LONGEST_FIRST
    }
    _paint(sheet, blocks, 0, looks)


def _paint(sheet: Sheet, blocks: Sequence[Block], below: int, looks: Mapping[Cadence, Look]) -> None:
    book = sheet.book
    everywhere = " ".join(xl_range(*block) for block in blocks)
    for criterion, look in _rules(book, xl_rowcol_to_cell(blocks[0][0] - below, blocks[0][1]), looks):
        sheet.worksheet.conditional_format(
            *blocks[0],
            {
                "type": "formula",
                "criteria": f"={criterion}",
                "format": book.workbook.add_format(look),
                "multi_range": everywhere,
            },
        )


def _rules(book: Book, cell: str, looks: Mapping[Cadence, Look]) -> Iterator[tuple[str, Look]]:
    """Criterion and look of each kind of day, the ones that win first.

    Each rule says all at once, because LibreOffice follows only the first rule that holds.
    """
    style = book.theme.properties
    waits = f"ISNUMBER(MATCH({cell},{NEXT_DUE},0))"
    states = (
        ((f"{cell}={TODAY}", waits), style("framed", "strong")),
        ((f"{cell}<{TODAY}", waits), style("bad", "strong")),
        ((waits,), style("strong")),
        ((f"{cell}={TODAY}",), style("framed")),
        ((), {}),
    )
    cadences = [((f"ISNUMBER(MATCH({cell},{listed_name(due)},0))",), look) for due, look in looks.items()]
    kinds = [*cadences, *_others(book, cell)]
    for criteria, over in states:
        for kind, look in kinds:
            whole = [*criteria, *kind]
            if whole:
                yield f'AND({cell}<>"",{",".join(whole)})', look | over


def _others(book: Book, cell: str) -> Iterator[tuple[Criteria, Look]]:
    yield (f"NETWORKDAYS.INTL({cell},{cell},{WEEKEND},{DAYS_OFF})=0",), book.theme.properties("day_off")
    yield (), {}
