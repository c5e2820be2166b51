"""Who moved the figures most against last year."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.breakdown import CENT, Breakdown
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.period import Period
from salestracker_xl.workbook.formulas import AND, IF, INDEX, MATCH, MAX, MIN, SUM
from salestracker_xl.workbook.live import Live, Range

NO_YEAR_BEFORE = Text("no year before", "pas d'an dernier")
NOBODY = "–"


@dataclass(frozen=True, slots=True)
class Mover:
    """The name whose sales rose or fell most, and by how much money; a word and 0 where there is none."""

    label: Text
    name: Live
    change: Live


def write_movers(
    calc: Calc, title: Text, up: Text, down: Text, breakdown: Breakdown, period: Period
) -> tuple[Mover, ...]:
    """Write the largest rise and the largest fall of a breakdown; nothing where it has no names of its own."""
    names = list(breakdown.name)[:-1]
    if not names:
        return ()
    calc.heading(title)
    calc.header((title, Text("Change", "Écart")))
    name = calc.column(0, names)
    pairs = zip(breakdown.revenue, breakdown.before, strict=True)
    change = calc.column(1, [now - before for now, before in list(pairs)[:-1]], "money")
    calc.row += len(names)
    known = AND(period.has_before, SUM(breakdown.before) > 0)
    rise, fall = MAX(change), MIN(change)
    return (
        _mover(calc, up, name, change, rise, rise > CENT, known),
        _mover(calc, down, name, change, fall, fall < -CENT, known),
    )


def _mover(calc: Calc, label: Text, names: Range, changes: Range, extreme: Live, moved: Live, known: Live) -> Mover:
    change = calc.line(label, extreme, "money")
    calc.row -= 1
    who = IF(moved, INDEX(names, MATCH(change, changes)), NOBODY)
    name = calc.sheet.write(calc.row, 2, IF(known, who, calc.sheet.book.say(NO_YEAR_BEFORE)))
    shown = calc.sheet.write(calc.row, 3, IF(AND(known, moved), change, 0), "money")
    calc.row += 1
    return Mover(label, name, shown)
