"""What became of the rows that a tracker was built from, in a sentence or two."""

from __future__ import annotations

from pathlib import Path

from salestracker_xl.calendar import spoken_day
from salestracker_xl.language import Text
from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.spoken import spoken

_DONE = Text(
    "{path}: {rows} rows read, {accepted} accepted, {rejected} rejected{where}; sales from {first} to {last}.",
    "{path} : {rows} lignes lues, {accepted} acceptées, {rejected} rejetées{where} ; ventes du {first} au {last}.",
)
_SEE_REJECTED = Text(" (see the sheet Rejected)", " (voir la feuille Rejets)")
_WITH_OTHERS = Text(
    "{done} Rows taken of the other files: {others}.", "{done} Lignes reprises des autres fichiers : {others}."
)
_OTHER = Text("{table} {accepted} of {rows}{where}", "{table} {accepted} sur {rows}{where}")


def account(tracker: Tracker, path: Path) -> Text:
    """How many rows were read, accepted and rejected, which days the sales span, and how many rows the others gave."""
    sales, *others = tracker.readings
    dates = sales.frame["date"]
    done = _DONE.format(
        path=path,
        rows=spoken(sales.rows),
        accepted=spoken(len(sales.frame)),
        rejected=spoken(len(sales.rejects)),
        where=_where(sales),
        first=spoken_day(dates.min().date()),
        last=spoken_day(dates.max().date()),
    )
    if not others:
        return done
    told = [
        _OTHER.format(table=one.schema.label, accepted=spoken(len(one.frame)), rows=spoken(one.rows), where=_where(one))
        for one in others
    ]
    return _WITH_OTHERS.format(done=done, others=Text(", ".join(it.en for it in told), ", ".join(it.fr for it in told)))


def _where(reading: Reading) -> Text | str:
    return _SEE_REJECTED if len(reading.rejects) else ""
