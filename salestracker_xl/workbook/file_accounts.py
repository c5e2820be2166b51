"""How each file was read, and what was decided on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.tables.reading import Reading, Source
from salestracker_xl.workbook.spoken import spoken

DATE_ORDERS = {
    "dmy": Text("dates as day, month, year", "dates en jour, mois, année"),
    "mdy": Text("dates as month, day, year", "dates en mois, jour, année"),
    "ymd": Text("dates as year, month, day", "dates en année, mois, jour"),
}
DECIMALS = {
    "dot": Text("decimal point", "point décimal"),
    "comma": Text("decimal comma", "virgule décimale"),
    "both": Text("decimal points and commas", "points et virgules décimaux"),
}


@dataclass(frozen=True, slots=True)
class FileCount:
    """What became of the rows of a file; files of one name count together, since their rows tell no more."""

    table: Text
    name: str
    rows: int
    accepted: int
    rejected: int


def files_of(reading: Reading) -> Iterator[FileCount]:
    """Each file of a table with its rows, in the order in which they were read."""
    for name in dict.fromkeys(source.name for source in reading.sources):
        rows = sum(source.rows for source in reading.sources if source.name == name)
        accepted, rejected = (
            int(np.count_nonzero(frame["file"] == name)) for frame in (reading.frame, reading.rejects)
        )
        yield FileCount(reading.schema.label, name, rows, accepted, rejected)


def facts(source: Source) -> Text:
    """What was decided about a file, in a few words each."""
    found = list(_facts(source))
    return Text(" · ".join(fact.en for fact in found), " · ".join(fact.fr for fact in found))


def taken(source: Source) -> Text:
    """How many rows of a file were taken."""
    return Text("rows: {accepted} of {rows}", "lignes : {accepted} sur {rows}").format(
        accepted=spoken(source.accepted), rows=spoken(source.rows)
    )


def _facts(source: Source) -> Iterator[Text]:
    yield source.profile_label
    for fact in (source.encoding and source.encoding.upper(), source.sheet):
        if fact:
            yield Text(fact, fact)
    if source.date_order in DATE_ORDERS:
        yield DATE_ORDERS[source.date_order]
    if source.decimals in DECIMALS:
        yield DECIMALS[source.decimals]
