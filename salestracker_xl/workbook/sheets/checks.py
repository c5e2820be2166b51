"""Totals that must agree, and whether they do."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.breakdown import CENT
from salestracker_xl.workbook.figures.checks import Check
from salestracker_xl.workbook.formulas import ABS, IF
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title

NAME = Text("Checks", "Contrôles")
WIDTHS = (54.0, 17.0, 17.0, 14.0, 27.0, 18.0, 66.0)

AGREES = Text("✓ agrees", "✓ concorde")
LOOK = Text("! to look at", "! à regarder")
ALL_AGREE = Text("✓ All totals agree.", "✓ Tous les totaux concordent.")
SOME_OFF = Text(
    "! To look at: {number}. The last column says what each means.",
    "! À regarder : {number}. La dernière colonne dit ce que cela signifie.",
)
HEADERS = (
    (Text("What must agree", "Ce qui doit concorder"), ()),
    (Text("First figure", "Premier chiffre"), ("right",)),
    (Text("Second figure", "Second chiffre"), ("right",)),
    (Text("Difference", "Écart"), ("right",)),
    (Text("Result", "Résultat"), ("left", "inset")),
    (Text("Where", "Où"), ("left",)),
    (Text("If they differ", "S'ils diffèrent"), ("left",)),
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the checks group by group, each with its sign and words."""
    checks = figures.checks
    before, after = book.say(SOME_OFF).split("{number}")
    told = IF(checks.off.equals(0), book.say(ALL_AGREE), before & checks.off & after)
    sheet.set_columns(*WIDTHS)
    write_title(sheet, NAME, told, len(WIDTHS))
    for col, (label, styles) in enumerate(HEADERS):
        sheet.write(FIRST_CONTENT_ROW, col, label, "header", *styles)
    row, group = FIRST_CONTENT_ROW + 1, None
    for check in checks.all:
        if check.pair.group is not group:
            group = check.pair.group
            sheet.write_row(row, 0, [group] + [None] * (len(WIDTHS) - 1), "section")
            row += 1
        write_check(book, sheet, row, check)
        row += 1
    colour_verdicts(sheet, FIRST_CONTENT_ROW + 1, 4, row - 1)
    sheet.worksheet.freeze_panes(FIRST_CONTENT_ROW + 1, 0)
    sheet.worksheet.repeat_rows(FIRST_CONTENT_ROW)


def write_check(book: Book, sheet: Sheet, row: int, check: Check) -> None:
    """Write one line: what must agree, both figures, their difference, the verdict, and where to look."""
    pair = check.pair
    sheet.write(row, 0, pair.what, "cell")
    for col, figure in enumerate((check.left, check.right), start=1):
        sheet.write(row, col, figure, "cell", pair.style, "right", "fit")
    sheet.write(row, 3, check.difference, "cell", "count" if pair.style == "text" else pair.style, "right", "fit")
    sheet.write(row, 4, _verdict(book, check), "cell", "left", "inset")
    target = book.sheets[pair.sheet]
    sheet.link(row, 5, target, f"{target.name} →", "cell", "link", "left")
    sheet.write(row, 6, pair.otherwise, "cell", "quiet", "left")


def colour_verdicts(sheet: Sheet, first_row: int, col: int, last_row: int) -> None:
    """Colour what the sign says already: ✓ green, ! red."""
    book = sheet.book
    for sign, color in (("✓", "good"), ("!", "bad")):
        look = book.workbook.add_format({"font_color": book.color(color)})
        begins = {"type": "text", "criteria": "begins with", "value": sign, "format": look}
        sheet.worksheet.conditional_format(first_row, col, last_row, col, begins)


def _verdict(book: Book, check: Check) -> Live:
    in_order = IF(ABS(check.difference) < CENT, book.say(AGREES), book.say(check.pair.in_order))
    return IF(check.is_off.equals(1), book.say(LOOK), in_order)
