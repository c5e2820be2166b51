"""`salestracker check`: how each column was understood, what was rejected and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import argument, currency_of, mapping_of, option
from salestracker_xl.collecting import uncollected
from salestracker_xl.language import Text

if TYPE_CHECKING:  # as the command below loads it: with pandas, which other commands do not need
    from salestracker_xl.tables.reading import Reading, Source
    from salestracker_xl.tables.schema import TableSchema

CHECK = Text(
    "Show how files are understood and what is rejected; writes nothing.",
    "Montre comment les fichiers sont compris et ce qui est rejeté ; n'écrit rien.",
)
DATE_ORDERS = {
    "dmy": Text("day, month, year", "jour, mois, année"),
    "mdy": Text("month, day, year", "mois, jour, année"),
    "ymd": Text("year, month, day", "année, mois, jour"),
}
MOST_REJECTS = 20  # lines shown; the sheet Rejected has them all


def register(app: typer.Typer, voice: Voice) -> None:
    """Add the command check."""

    @app.command("check", help=voice.of(CHECK))
    def check(
        files: list[Path] = argument(voice, "files"),
        currency: str = option(voice, "currency", None, "--currency"),
        mapping: list[str] = option(voice, "map", [], "--map"),
        targets: Path = option(voice, "targets", None, "--targets"),
        spend: Path = option(voice, "spend", None, "--spend"),
        deals: Path = option(voice, "deals", None, "--deals"),
        customers: Path = option(voice, "customers", None, "--customers"),
        engagement: Path = option(voice, "engagement", None, "--engagement"),
        lang: str = option(voice, "lang", None, "--lang"),
    ) -> None:
        with uncollected():
            from salestracker_xl.tables.beside import read_beside
            from salestracker_xl.tables.reading import read_sales

        sales = read_sales(files, mapping=mapping_of(mapping), currency=currency_of(currency))
        beside = read_beside(
            sales.frame,
            deals=[deals] if deals else [],
            spend=spend,
            targets=targets,
            customers=customers,
            engagement=engagement,
        )
        for reading in (sales, *beside.values()):
            _show(reading, voice)


def _show(reading: Reading, voice: Voice) -> None:
    for source in reading.sources:
        _show_source(source, reading.schema, voice)
    _show_rejects(reading, voice)


def _show_source(source: Source, schema: TableSchema, voice: Voice) -> None:
    rows = [
        (field.label, match.header, f"{match.confidence:.0%}", match.reason)
        for field in schema.fields
        if (match := source.mapping.get(field.key))
    ]
    headers = (
        Text("Field", "Champ"),
        Text("Column of the file", "Colonne du fichier"),
        Text("Sure", "Sûr à"),
        Text("Why", "Pourquoi"),
    )
    voice.shows(source.name, headers, rows)
    for fact, found in _facts(source):
        voice.says(Text("  {fact}: {found}", "  {fact} : {found}"), fact=fact, found=found)
    for note in source.notes:
        voice.says(Text("  {note}", "  {note}"), note=note)


def _facts(source: Source) -> list[tuple[Text, Text | str]]:
    """What was found out about a file beside its columns."""
    order = DATE_ORDERS.get(source.date_order or "")
    because = Text("{order} ({why})", "{order} ({why})")
    facts = [
        (Text("Looks like", "Ressemble à"), source.profile_label),
        (Text("Sheet", "Feuille"), source.sheet),
        (Text("Encoding", "Encodage"), source.encoding),
        (Text("Columns parted by", "Colonnes séparées par"), repr(source.delimiter) if source.delimiter else None),
        (Text("Header in line", "Titres en ligne"), str(source.header_line) if source.header_line else None),
        (
            Text("Dates", "Dates"),
            because.format(order=order, why=source.date_reason) if order and source.date_reason else order,
        ),
        (Text("Currency", "Devise"), source.currency),
    ]
    return [(fact, found) for fact, found in facts if found]


def _show_rejects(reading: Reading, voice: Voice) -> None:
    rejects = reading.rejects
    voice.says(
        Text(
            "{rows} rows = {accepted} accepted + {rejected} rejected.",
            "{rows} lignes = {accepted} acceptées + {rejected} rejetées.",
        ),
        rows=reading.rows,
        accepted=len(reading.frame),
        rejected=len(rejects),
    )
    if rejects.empty:
        return
    headers = (
        Text("File", "Fichier"),
        Text("Line", "Ligne"),
        Text("Column", "Colonne"),
        Text("Value", "Valeur"),
        Text("Reason", "Raison"),
    )
    first = rejects.head(MOST_REJECTS)
    told = (first[column].map(_text) for column in ("file", "line", "column", "value"))
    rows = list(zip(*told, first["reason"], strict=True))
    voice.shows(Text("Rejected", "Rejets"), headers, rows)
    if len(rejects) > MOST_REJECTS:
        voice.says(
            Text(
                "... and {n} more; the sheet Rejected of the tracker has them all.",
                "... et {n} autres ; la feuille Rejets du suivi les contient toutes.",
            ),
            n=len(rejects) - MOST_REJECTS,
        )


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value)
