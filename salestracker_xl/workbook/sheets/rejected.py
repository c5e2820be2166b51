"""What was read from each file, and the rows that could not be taken, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from salestracker_xl.language import Text
from salestracker_xl.limits import SHEET_ROWS
from salestracker_xl.tables.reading import Reading
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.file_accounts import files_of
from salestracker_xl.workbook.formulas import IF, SUM
from salestracker_xl.workbook.grid import Grid, rule_rows
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.spoken import spoken
from salestracker_xl.workbook.table import TableColumn, write_table

NAME = Text("Rejected", "Rejets")
TABLE_NAME = Text("Rejects", "Lignes_rejetées")

FILES_AT_ONCE = 9  # lines of files that a tracker has room for, and as many more when they are full
MOST_FROZEN_ROWS = 16  # a higher header would leave no room to scroll below it

TABLE = Text("Table", "Table")
FILE = Text("File", "Fichier")
LINE = Text("Line", "Ligne")
COLUMN = Text("Column", "Colonne")
ROWS = Text("Rows", "Lignes")
ACCEPTED = Text("Accepted", "Acceptées")
REJECTED = Text("Rejected", "Rejetées")
CHECK = Text("Check", "Contrôle")
TOTAL = Text("Total", "Total")
COMPLETE = Text("✓ accepted + rejected = rows", "✓ acceptées + rejetées = lignes")
INCOMPLETE = Text("✗ rows are missing", "✗ il manque des lignes")
WIDTHS = (13.0, 30.0, 10.0, 18.0, 30.0, 70.0)

SOME = Text(
    "Rows read: {rows}. Rejected: {rejected}. Each stands here with its reason; correct the file and build again.",
    "Lignes lues : {rows}. Rejetées : {rejected}. Chacune figure ici avec sa raison ; corrigez le fichier et "
    "reconstruisez.",
)
NONE = Text(
    "Nothing was rejected. Rows read and taken: {rows}.", "Rien n'a été rejeté. Lignes lues et reprises : {rows}."
)
MORE = Text(
    "The first {shown} of {rejected} rejected rows; a sheet of Excel holds no more.",
    "Les {shown} premières des {rejected} lignes rejetées ; une feuille Excel n'en contient pas plus.",
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the totals of each file, and below them the rejected rows."""
    readings = book.tracker.readings
    rows, rejected = sum(reading.rows for reading in readings), sum(len(reading.rejects) for reading in readings)
    told = (SOME if rejected else NONE).format(rows=spoken(rows), rejected=spoken(rejected))
    sheet.set_columns(*WIDTHS)
    write_title(sheet, NAME, told, len(WIDTHS))
    end = write_files(book, sheet, readings)
    write_rejects(book, sheet, end + 2, readings)


def write_files(book: Book, sheet: Sheet, readings: Sequence[Reading]) -> int:
    """Write rows, accepted and rejected rows of each file and of all; give back the row of the totals."""
    files = [file for reading in readings for file in files_of(reading)]
    grid = Grid(sheet, FIRST_CONTENT_ROW, over=("unruled",))
    waiting = [None] * (-len(files) % FILES_AT_ONCE)  # there are more files after each refresh
    grid.names(TABLE, [*(file.table for file in files), *waiting])
    grid.total(TOTAL)
    grid.names(FILE, [*(file.name for file in files), *waiting])
    grid.total(None)
    columns, totals = [], []
    for label, counts in (
        (ROWS, [file.rows for file in files]),
        (ACCEPTED, [file.accepted for file in files]),
        (REJECTED, [file.rejected for file in files]),
    ):
        columns.append(grid.figures(label, [*counts, *waiting], "count"))
        totals.append(grid.total(SUM(columns[-1]), "count", "right"))
    verdicts = [IF(row[0].equals(""), "", _verdict(book, *row)) for row in zip(*columns, strict=True)]
    grid.words(CHECK, verdicts)
    rule_rows(grid)
    grid.total(_verdict(book, *totals), "left", "inset")
    return grid.total_row


def write_rejects(book: Book, sheet: Sheet, row: int, readings: Sequence[Reading]) -> None:
    """Write every rejected row with the cell at fault; as many as a sheet of Excel holds."""
    rejects = pd.concat([reading.rejects.assign(table=book.say(reading.schema.label)) for reading in readings])
    room = SHEET_ROWS - row - 1
    more = MORE.format(shown=spoken(room), rejected=spoken(len(rejects))) if len(rejects) > room else None
    sheet.write(row - 1, 0, more, "note")
    cells: dict[str, list[Any]] = {name: list(rejects[name].head(room)) for name in rejects}
    columns = [
        _texts("table", TABLE, cells["table"]),
        _texts("file", FILE, cells["file"]),
        TableColumn("line", LINE, np.array(cells["line"], float), ("body", "count")),
        replace(_texts("column", COLUMN, cells["column"]), styles=("body", "left", "inset")),
        _texts("value", Text("Value", "Valeur"), cells["value"]),
        _texts("reason", Text("Reason", "Raison"), [book.say(reason) for reason in cells["reason"]]),
    ]
    columns = [replace(column, width=width) for column, width in zip(columns, WIDTHS, strict=True)]
    write_table(sheet, row, 0, "rejects", TABLE_NAME, columns)
    if row < MOST_FROZEN_ROWS:
        sheet.worksheet.freeze_panes(row + 1, 0)
    sheet.worksheet.repeat_rows(row)


def _verdict(book: Book, rows: Live, accepted: Live, rejected: Live) -> Live:
    return IF((accepted + rejected).equals(rows), book.say(COMPLETE), book.say(INCOMPLETE))


def _texts(key: str, label: Text, cells: Sequence[Any]) -> TableColumn:
    """A column of texts; a blank one is None."""
    texts = [None if cell is None or cell != cell or cell == "" else str(cell) for cell in cells]
    return TableColumn(key, label, texts, ("body",))
