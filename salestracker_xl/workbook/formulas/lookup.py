"""Excel's functions that look something up or replace it."""

from __future__ import annotations

from salestracker_xl.workbook.formulas.calling import call, cell_value, shown
from salestracker_xl.workbook.live import Live, Range, Term, lift
from salestracker_xl.workbook.values import Fault, Value, as_number, as_text, sort_key


def INDEX(cells: Range, row: Term) -> Live:
    """The cell in a row of a range, counted from 1."""

    def picked(r: Range, at: Value) -> Value:
        place = int(as_number(at))
        if not 1 <= place <= len(r):
            raise Fault("#REF!")
        return shown(cell_value(r, place - 1))

    return call("INDEX", picked, cells, row)


def MATCH(term: Term, cells: Range) -> Live:
    """Row of the first cell equal to the term, counted from 1; #N/A without one."""

    def found(value: Value, r: Range) -> int:
        row = r.first_rows.get(sort_key(value))
        if row is None:
            raise Fault("#N/A")
        return row + 1

    one = lift(term)
    return Live(f"MATCH({one.formula},{cells.formula},0)", call("MATCH", found, one, cells).value)


def SUBSTITUTE(term: Term, old: Term, new: Term) -> Live:
    """Text with every `old` replaced."""
    return call("SUBSTITUTE", lambda t, o, n: as_text(t).replace(as_text(o), as_text(n)), term, old, new)
