"""What became of the rows that a tracker was built from, in one sentence."""

from __future__ import annotations

from pathlib import Path

from salestracker_xl.calendar import spoken_day
from salestracker_xl.language import Text
from salestracker_xl.tables.tracker import Tracker

_DONE = Text(
    "{path}: {rows} rows read, {accepted} accepted, {rejected} rejected{where}; sales from {first} to {last}.",
    "{path} : {rows} lignes lues, {accepted} acceptées, {rejected} rejetées{where} ; ventes du {first} au {last}.",
)
_SEE_REJECTED = Text(" (see the sheet Rejected)", " (voir la feuille Rejets)")


def account(tracker: Tracker, path: Path) -> Text:
    """How many rows were read, accepted and rejected, and which days the sales span."""
    sales = tracker.sales
    rejected = len(sales.rejects)
    dates = sales.frame["date"]
    return _DONE.format(
        path=path,
        rows=_count(sales.rows),
        accepted=_count(len(sales.frame)),
        rejected=_count(rejected),
        where=_SEE_REJECTED if rejected else "",
        first=spoken_day(dates.min().date()),
        last=spoken_day(dates.max().date()),
    )


def _count(number: int) -> Text:
    return Text(f"{number:,}", f"{number:,}".replace(",", "\u202f"))
