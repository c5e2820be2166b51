"""Formulas as a file, Excel and other programs word them, brought to one wording to be compared.

Excel leaves away the quotes of a sheet's name that needs none, the name of a table within it and spaces; it writes
[@Amount] where the file has Sales[[#This Row],[Amount]], and a function newer than the format without its prefix.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from salestracker_xl.refresh.entering import spoken_formula

PIECES = re.compile(r'("(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'!?|\[(?:\'.|[^\[\]\']|\[(?:\'.|[^\[\]\'])*\])*\])')
TABLE = re.compile(r"[^\W\d]\w*(?=$)")
THIS_ROW = re.compile(r"\[(?:\[#This Row\],|@)\[?(.*?)\]?\]", re.IGNORECASE | re.DOTALL)
SHEET_NEEDS_NO_QUOTES = re.compile(r"'((?:[^']|'')*)'!")


def renamed(formula: str, sheets: Mapping[str, str], tables: Mapping[str, str]) -> str:
    """A formula with the sheets and tables called as they are called in another workbook.

    >>> print(renamed("SUM('Calc'!A1,Sales[Amount])", {"Calc": "My calc"}, {"Sales": "Orders"}))
    SUM('My calc'!A1,Orders[Amount])
    """
    if not sheets and not tables:
        return formula
    pieces = PIECES.split(formula)
    for at, piece in enumerate(pieces):
        if piece.endswith("'!"):
            name = piece[1:-2].replace("''", "'")
            pieces[at] = "'" + sheets.get(name, name).replace("'", "''") + "'!"
        elif piece.startswith("[") and (found := TABLE.search(pieces[at - 1])):
            pieces[at - 1] = pieces[at - 1][: found.start()] + tables.get(found[0], found[0])
    return "".join(pieces)


def common(formula: str) -> str:
    """The wording in which two formulas that are the same are equal.

    >>> common("=_xlfn.ISOWEEKNUM('Calc'!B3 + 1)") == common("=ISOWEEKNUM(Calc!B3+1)")
    True
    >>> common('=IF(Deals[[#This Row],[Status]]="Open",TRUE)') == common('=if([@Status]="Open", true)')
    True
    """
    pieces = PIECES.split(spoken_formula(formula))
    for at, piece in enumerate(pieces):
        if piece.startswith('"'):
            continue
        if piece.startswith("'"):
            pieces[at] = SHEET_NEEDS_NO_QUOTES.sub(r"\1!", piece).upper()
        elif piece.startswith("["):
            row = THIS_ROW.fullmatch(piece)
            pieces[at] = f"[@{row[1]}]".upper() if row else piece.upper()
            if row:
                pieces[at - 1] = TABLE.sub("", pieces[at - 1])
        else:
            pieces[at] = "".join(piece.split()).upper()
    return "".join(pieces)
