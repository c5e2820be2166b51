"""What has to be entered into an open workbook so that a cell holds what it should.

Whatever a program hands to Excel as a text is read as if somebody had typed it: "=1+1" would become a formula, "3-4" a
day and "0042" the number 42. Excel, on Windows, on a Mac and in a browser, takes a text as it is after an apostrophe,
which it keeps as a sign of the cell and shows to nobody; the text that is read back is without it.
"""

from __future__ import annotations

import re

from salestracker_xl.refresh.plan import Cell, Formula

LOGICAL = frozenset(  # what Excel reads as true or false in the languages that it speaks
    (
        *("TRUE", "FALSE", "VRAI", "FAUX", "WAHR", "FALSCH", "VERDADERO", "FALSO", "VERO", "VERDADEIRO", "WAAR"),
        *("ONWAAR", "SANT", "FALSKT", "SAND", "FALSK", "SANN", "USANN", "TOSI", "EPÄTOSI", "PRAWDA", "FAŁSZ"),
        *("PRAVDA", "NEPRAVDA", "IGAZ", "HAMIS", "DOĞRU", "YANLIŞ", "ИСТИНА", "ЛОЖЬ", "ADEVĂRAT", "FALS"),
    )
)
PREFIX = re.compile(r"_xl(?:fn|ws|pm|op|udf)\.")


def entered(cell: Cell) -> float | int | str | bool | None:
    """What to hand to Excel for a cell."""
    if isinstance(cell, Formula):
        return spoken_formula(cell.text)
    return entered_text(cell) if isinstance(cell, str) else cell


def entered_text(text: str) -> str:
    """A text with an apostrophe before it where Excel would read something else.

    >>> entered_text("=1+1"), entered_text("Team Nova"), entered_text("3-4"), entered_text("'s Hertogenbosch")
    ("'=1+1", 'Team Nova', "'3-4", "''s Hertogenbosch")
    """
    is_word = text[:1].isalpha() and not any(sign.isdigit() for sign in text) and text.upper() not in LOGICAL
    return text if is_word or not text else f"'{text}"


def spoken_formula(formula: str) -> str:
    """A formula as a person writes it: functions newer than the file format have no prefix there.

    >>> spoken_formula("=_xlfn.ISOWEEKNUM(A1)")
    '=ISOWEEKNUM(A1)'
    """
    pieces = re.split(r'("(?:[^"]|"")*")', formula)
    return "".join(piece if at % 2 else PREFIX.sub("", piece) for at, piece in enumerate(pieces))
