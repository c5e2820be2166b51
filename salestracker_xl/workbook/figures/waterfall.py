"""The way from one figure to another in steps: from the goal, or last year, to what was sold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.figures.breakdown import OTHERS
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.order import KEY, ORDER, at_place, write_order
from salestracker_xl.workbook.formulas import ABS, AND, IF, IFERROR, MAX, MIN, ROUND, SUM
from salestracker_xl.workbook.live import Live, Range

SPACE = "  "
THOUSANDS, MILLIONS, BILLIONS = Text("k", " k"), Text("M", " M"), Text("B", " Md")  # as in the number formats
MOST_STEPS = 6  # names with a step of their own; the others share one

RISE = Text("More", "En plus")
FALL = Text("Less", "En moins")
LEVEL = Text("Level", "Niveau")
BASE = Text("Invisible base", "Base invisible")
ACROSS = Text("Across zero", "De part et d'autre de zéro")


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Parts of each bar, stacked over an invisible `base`: a whole at either end, rises and falls between.

    Where all levels lie far above zero, the bars begin at a cut below the lowest of them, so that the steps can be
    seen; the names at either end tell the whole figure. A step that crosses zero stands in `above` and `below`.
    """

    name: Range
    base: Range
    whole: Range
    rise: Range
    fall: Range
    above: Range
    below: Range


def write_waterfall(
    calc: Calc,
    title: Text,
    first: tuple[Text, Live],
    last: tuple[Text, Live],
    names: Range,
    changes: Sequence[Live],
) -> Waterfall:
    """Write the way from `first` to `last` by the largest of the changes; what they leave open is the others' step."""
    calc.heading(title)
    calc.header((title, Text("Change", "Écart"), KEY, ORDER))
    calc.column(0, list(names))
    change = calc.column(1, [ROUND(cell, 2) for cell in changes], "money")
    order = write_order(calc, 2, [ABS(cell) for cell in change])
    calc.row += len(names)
    count = min(len(names), MOST_STEPS)
    calc.heading(title)
    calc.header(
        (title, Text("Step", "Étape"), LEVEL, BASE, LEVEL, RISE, FALL, ACROSS, ACROSS, Text("Cut", "Coupe"), LEVEL)
    )
    shown = [at_place(names, order, at + 1) for at in range(count)]
    say = calc.sheet.book.say
    ends = [(say(label) + SPACE) & in_short(calc.sheet.book, figure) for label, figure in (first, last)]
    name = calc.column(0, [ends[0], *shown, say(OTHERS), ends[1]])
    own = [IFERROR(at_place(change, order, at + 1), 0) for at in range(count)]
    steps = calc.column(1, [first[1], *own, 0, 0], "money")
    rest = ROUND(last[1] - SUM(steps.head(1 + count)), 2)
    others = calc.sheet.write(calc.row + 1 + count, 1, rest, "money")
    step = [*list(steps)[: 1 + count], others]
    level: list[Live] = []
    for at in range(1 + count):
        level.append(calc.sheet.write(calc.row + at, 2, step[at] if at == 0 else level[-1] + step[at], "money"))
    level.append(calc.sheet.write(calc.row + 1 + count, 2, last[1], "money"))
    level.append(calc.sheet.write(calc.row + 2 + count, 2, last[1], "money"))
    lowest, highest = MIN(*level), MAX(*level)
    cut = calc.sheet.write(calc.row, 9, MAX(0, lowest - (highest - lowest)), "money")
    level = [calc.sheet.write(calc.row + at, 10, height - cut, "money") for at, height in enumerate(level)]
    between = [(level[at - 1], level[at]) for at in range(1, 2 + count)]
    crossing = [AND(MIN(a, b) < 0, MAX(a, b) > 0) for a, b in between]
    size = [_size(a, b) for a, b in between]
    rows = list(zip(between, crossing, size, strict=True))

    def column(col: int, parts: Sequence[Live | float], first_part: Live | float, last_part: Live | float) -> Range:
        return calc.column(col, [first_part, *parts, last_part], "money")

    waterfall = Waterfall(
        name=name,
        base=column(3, [IF(cross, 0, _nearer(a, b)) for (a, b), cross, _ in rows], 0, 0),
        whole=column(4, [0] * len(rows), level[0], level[-1]),
        rise=column(5, [IF(AND(b > a, cross.equals(False)), s, 0) for (a, b), cross, s in rows], 0, 0),
        fall=column(6, [IF(AND(b < a, cross.equals(False)), s, 0) for (a, b), cross, s in rows], 0, 0),
        above=column(7, [IF(cross, MAX(a, b), 0) for (a, b), cross, _ in rows], 0, 0),
        below=column(8, [IF(cross, MIN(a, b), 0) for (a, b), cross, _ in rows], 0, 0),
    )
    calc.row += len(name)
    return waterfall


def in_short(book: Book, figure: Live) -> Live:
    """An amount in words, shortened where it is large; TEXT() would need letters of each language."""

    def counted(unit: float, letter: Text) -> Live:
        return ROUND(figure / unit, 0) & book.say(letter)

    size = ABS(figure)
    very_large = IF(size < 1e10, counted(1e6, MILLIONS), counted(1e9, BILLIONS))
    return IF(size < 10_000, ROUND(figure, 0) & "", IF(size < 1e7, counted(1000, THOUSANDS), very_large))


def _nearer(a: Live, b: Live) -> Live:
    """The end of a step that is nearer to zero, where both lie on one side."""
    return IF(MAX(a, b) > 0, MIN(a, b), MAX(a, b))


def _size(a: Live, b: Live) -> Live:
    """The length of a step, towards the side of zero that it stands on."""
    return IF(MAX(a, b) > 0, ABS(b - a), -ABS(b - a))
