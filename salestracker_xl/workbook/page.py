"""What every sheet has in common: its title, the way back, and how it prints."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Content, Sheet

BACK = Text("← Dashboard", "← Tableau de bord")
A4, LETTER = 9, 1
ON_LETTER = frozenset(  # countries that print on Letter, by CLDR (supplemental data, paperSize)
    ["BZ", "CA", "CL", "CO", "CR", "DO", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)
INCHES = {A4: (11.69, 8.27), LETTER: (11.0, 8.5)}  # landscape
SIDE, TOP, BOTTOM = 0.4, 0.5, 0.6  # margins in inches
FIRST_CONTENT_ROW = 3
NOTE_PIXELS = 32  # the row between the subtitle and the first section, so that neither sticks to its note


def write_title(sheet: Sheet, title: Text, subtitle: Content, width: int) -> None:
    """Write title, subtitle and the link back in the first two rows; `width` is the number of columns that print."""
    sheet.worksheet.hide_gridlines(2)
    sheet.worksheet.set_row(0, 30)
    sheet.write(0, 0, title, "title")
    sheet.write(1, 0, subtitle, "subtitle")
    sheet.worksheet.set_row_pixels(FIRST_CONTENT_ROW - 1, NOTE_PIXELS)
    dashboard = sheet.book.sheets["dashboard"]
    if sheet is not dashboard:
        sheet.link(0, width - 1, dashboard, sheet.book.say(BACK), "link", "right")
    set_print(sheet)


def set_print(sheet: Sheet) -> None:
    """One page wide on a landscape page of the country, with the file's and the page's name in the footer."""
    worksheet = sheet.worksheet
    worksheet.set_landscape()
    worksheet.set_paper(_paper(sheet))
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(SIDE, SIDE, TOP, BOTTOM)
    worksheet.set_footer("&L&8&F · &A&R&8&P / &N")


def write_missing(sheet: Sheet, row: int, what: Text) -> None:
    """One sentence in place of a table or chart whose data is missing: what to add, and where."""
    sheet.write(row, 0, what, "note")


def printed_inches(sheet: Sheet) -> tuple[float, float]:
    """Width and height of what a page holds between its margins."""
    wide, high = INCHES[_paper(sheet)]
    return wide - 2 * SIDE, high - TOP - BOTTOM


def _paper(sheet: Sheet) -> int:
    country = (sheet.book.tracker.country or "").partition("-")[0]
    return LETTER if country in ON_LETTER else A4
