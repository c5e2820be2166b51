"""The table of published figures: one row for each metric and sector, with source, date and expiry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.grid import NONE
from salestracker_xl.workbook.published import NO_SOURCE, Published, PublishedFigure, load_published
from salestracker_xl.workbook.table import Table, TableColumn, write_table
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Published figures", "Chiffres publiés")
METRIC = Text("Metric", "Métrique")
SECTOR = Text("Sector", "Secteur")
LOW, TYPICAL, HIGH = Text("Low", "Bas"), Text("Typical", "Courant"), Text("High", "Haut")
CURRENCY = Text("Currency", "Devise")
PUBLISHER = Text("Publisher", "Éditeur")
READ, PUBLISHED = Text("Read on", "Lu le"), Text("Published on", "Publié le")
EXPIRES = Text("Valid until", "Valable jusqu'au")
LINK = Text("Link", "Lien")
NOTE = Text("What it counts", "Ce qui est compté")
SOURCE = Text("Source", "Source")
OPEN = Text("open →", "ouvrir →")
UNSOURCED = Text("no source", "sans source")


def write_published(book: Book, sheet: Sheet, row: int, widths: Sequence[float]) -> Table:
    """Write the table; where a source is silent stands a dash, so that no cell of it is blank."""
    published = load_published()
    columns = _columns(book, published, widths)
    table = write_table(sheet, row, 0, "benchmarks", NAME, columns)
    for at, figure in enumerate(published.figures, start=table.first_row):
        _dress(book, sheet, table, at, figure, published, widths)
    return table


def _columns(book: Book, published: Published, widths: Sequence[float]) -> list[TableColumn]:
    figures = published.figures
    sources = [published.sources.get(figure.source) for figure in figures]

    def of_source(field: str, without: str) -> list[str]:
        return [getattr(source, field) if source else without for source in sources]

    filled: list[tuple[str, Text, Sequence[str | float], tuple[str, ...]]] = [
        ("metric", METRIC, [book.say(published.measures[figure.metric].label) for figure in figures], ("name",)),
        ("sector", SECTOR, [book.say(published.sectors[figure.sector]) for figure in figures], ("left",)),
        ("low", LOW, [_shown(figure.low) for figure in figures], ("right",)),
        ("typical", TYPICAL, [_shown(figure.typical) for figure in figures], ("right",)),
        ("high", HIGH, [_shown(figure.high) for figure in figures], ("right",)),
        ("currency", CURRENCY, [figure.currency or NONE for figure in figures], ("left", "inset")),
        ("publisher", PUBLISHER, of_source("publisher", NONE), ("name", "left")),
        ("read", READ, [_day(source and source.read) for source in sources], ("date", "left")),
        ("published", PUBLISHED, [_day(source and source.published) for source in sources], ("date", "left")),
        ("expires", EXPIRES, [_day(figure.expires) for figure in figures], ("date", "left")),
        ("link", LINK, [book.say(OPEN) if source else NONE for source in sources], ("left",)),
        ("note", NOTE, [book.say(figure.note) for figure in figures], ("name", "left")),
        ("source", SOURCE, of_source("title", book.say(UNSOURCED)), ("name", "left")),
    ]
    return [
        TableColumn(key, label, values, ("cell", "input", *styles), width)
        for (key, label, values, styles), width in zip(filled, widths, strict=True)
    ]


def _dress(
    book: Book,
    sheet: Sheet,
    table: Table,
    row: int,
    figure: PublishedFigure,
    published: Published,
    widths: Sequence[float],
) -> None:
    """Give a row its number formats, its link, and the height of its texts."""
    measure = published.measures[figure.metric]
    for key in ("low", "typical", "high"):
        value = getattr(figure, key)
        if value is not None:
            sheet.write(row, table.place(key), value, "cell", "input", measure.bound_style, "right")
    texts = {"metric": book.say(measure.label), "note": book.say(figure.note)}
    if figure.source != NO_SOURCE:
        source = published.sources[figure.source]
        style = book.style("cell", "input", "link", "left")
        sheet.worksheet.write_url(row, table.place("link"), source.address, style, string=book.say(OPEN))
        texts |= {"publisher": source.publisher, "source": source.title}
    fit_row(sheet, row, [(text, widths[table.place(key)]) for key, text in texts.items()])


def _shown(value: float | None) -> str | float:
    return NONE if value is None else value


def _day(day: dt.date | int | None) -> str | float:
    """A serial day; a year alone as it is, in words."""
    return str(day) if isinstance(day, int) else NONE if day is None else float(serial(day))
