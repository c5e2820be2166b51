"""The table of published figures: one row for each metric and sector, with source, date and expiry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.grid import NONE
from salestracker_xl.workbook.published import Measure, Published, PublishedFigure, load_published
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.table import TableColumn, write_table
from salestracker_xl.workbook.typed import rows_of
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Published figures", "Chiffres publiés")
METRIC = Text("Metric", "Métrique")
SECTOR = Text("Sector", "Secteur")
LOW, TYPICAL, HIGH = Text("Low", "Bas"), Text("Typical", "Courant"), Text("High", "Haut")
CURRENCY = Text("Currency", "Devise")
PUBLISHED = Text("Published or read on", "Publié ou lu le")
EXPIRES = Text("Valid until", "Valable jusqu'au")
LINK = Text("Link", "Lien")
NOTE = Text("What it counts", "Ce qui est compté")
SOURCE = Text("Source", "Source")
OPEN = Text("open →", "ouvrir →")
UNSOURCED = Text("no source", "sans source")
SENTENCES = ("metric", "note", "source")  # columns whose texts go on in further lines


def write_published(book: Book, sheet: Sheet, row: int, widths: Sequence[float]) -> Table:
    """Write the table; where a source is silent stands a dash, so that no cell of it is blank."""
    published = load_published()
    columns = _columns(book, published, widths)
    table = write_table(sheet, row, 0, "benchmarks", NAME, columns)
    measures = {book.say(measure.label): measure for measure in published.measures.values()}
    addresses = {f"{source.publisher}: {source.title}": source.address for source in published.sources.values()}
    for at in range(len(table["metric"])):
        entry = {column.key: column.values[at] for column in columns}
        _dress(sheet, table, table.first_row + at, entry, measures.get(entry["metric"]))
        address = addresses.get(str(entry["source"]))
        if address is not None and entry["link"] == book.say(OPEN):
            style = book.style("cell", "input", "link", "left")
            sheet.worksheet.write_url(table.first_row + at, table.place("link"), address, style, string=entry["link"])
        fit_row(sheet, table.first_row + at, [(str(entry[key] or ""), widths[table.place(key)]) for key in SENTENCES])
    return table


def source_of(book: Book, published: Published, figure: PublishedFigure) -> str:
    """Publisher and title of what a figure was taken from."""
    source = published.sources.get(figure.source)
    return book.say(UNSOURCED) if source is None else f"{source.publisher}: {source.title}"


def _columns(book: Book, published: Published, widths: Sequence[float]) -> list[TableColumn]:
    figures = published.figures
    sources = [published.sources.get(figure.source) for figure in figures]
    days = [_day(source and (source.published or source.read)) for source in sources]
    filled: list[tuple[str, Text, Sequence[str | float], tuple[str, ...]]] = [
        ("metric", METRIC, [book.say(published.measures[figure.metric].label) for figure in figures], ("name",)),
        ("sector", SECTOR, [book.say(published.sectors[figure.sector]) for figure in figures], ("name", "left")),
        ("low", LOW, [_shown(figure.low) for figure in figures], ("right",)),
        ("typical", TYPICAL, [_shown(figure.typical) for figure in figures], ("right",)),
        ("high", HIGH, [_shown(figure.high) for figure in figures], ("right",)),
        ("currency", CURRENCY, [figure.currency or NONE for figure in figures], ("left", "inset")),
        ("note", NOTE, [book.say(figure.note) for figure in figures], ("name", "left")),
        ("source", SOURCE, [source_of(book, published, figure) for figure in figures], ("name", "left")),
        ("published", PUBLISHED, days, ("date", "left")),
        ("expires", EXPIRES, [_day(figure.expires) for figure in figures], ("date", "left")),
        ("link", LINK, [book.say(OPEN) if source else NONE for source in sources], ("left",)),
    ]
    rows = rows_of(book.typed, "benchmarks", {key: values for key, _, values, _ in filled})
    return [
        TableColumn(key, label, rows[key], ("cell", "input", *styles), width)
        for (key, label, _, styles), width in zip(filled, widths, strict=False)
    ]


def _dress(sheet: Sheet, table: Table, row: int, entry: Mapping[str, Any], measure: Measure | None) -> None:
    """Give the figures of a row the number format of its metric."""
    for key in ("low", "typical", "high"):
        if measure is not None and isinstance(entry[key], int | float):
            sheet.write(row, table.place(key), entry[key], "cell", "input", measure.bound_style, "right")


def _shown(value: float | None) -> str | float:
    return NONE if value is None else value


def _day(day: dt.date | int | None) -> str | float:
    """A serial day; a year alone as it is, in words."""
    return str(day) if isinstance(day, int) else NONE if day is None else float(serial(day))
