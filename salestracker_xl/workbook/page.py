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
PIXELS_PER_INCH = 96
ON_PAPER = 0.97  # printers' fonts make columns a little wider
NOTE_PIXELS = 32  # the row between the subtitle and the first section, so that neither sticks to its note


def write_title(sheet: Sheet, title: Text, subtitle: Content, width: int) -> None:
    """Write title, subtitle and the link back in the first two rows; `width` is the number of columns that print."""
    sheet.columns = width
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


def print_across(sheet: Sheet, pages: int, repeated: int) -> None:
    """Print a table of many columns on pages side by side, its first columns repeated, so that it can be read."""
    sheet.worksheet.fit_to_pages(pages, 0)
    sheet.worksheet.repeat_columns(0, repeated - 1)


def print_apart(sheet: Sheet, first_col: int, last_row: int) -> None:
    """Print what stands from a column on behind the rest, on a page of its own; both as large as the larger one can be.

    The page holds the rows down to `last_row`. Call it when all columns and rows have their sizes.
    """
    worksheet = sheet.worksheet
    wide, high = printed_inches(sheet)
    sizes = [worksheet._size_col(col) for col in range((worksheet.dim_colmax or 0) + 1)]
    wider = max(sum(sizes[:first_col]), sum(sizes[first_col:]))
    tall = sum(worksheet._size_row(row) for row in range(last_row + 1))
    fits = min(wide / wider, high / tall) * PIXELS_PER_INCH
    worksheet.set_print_scale(min(100, int(100 * ON_PAPER * fits)))
    worksheet.set_v_pagebreaks([first_col])


def write_section(sheet: Sheet, row: int, title: Content, columns: int = 0) -> None:
    """Write the head of a section with a line under so many columns, or under all that print."""
    sheet.write_row(row, 0, [title, *[None] * ((columns or sheet.columns) - 1)], "section")


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
