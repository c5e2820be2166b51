"""Small agendas made for tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import holidays

from salestracker_xl.reviews.agenda import Agenda, Entry
from salestracker_xl.reviews.cadence import DAILY, MONTHLY, QUARTERLY, WEEKLY, WorkCalendar

FRENCH_HOLIDAYS = frozenset(holidays.country_holidays("FR", years=range(2025, 2029)))
MADE = dt.date(2026, 7, 1)
SAVED = dt.datetime(2026, 7, 1, 8, 30, 20, tzinfo=dt.UTC)
AGENDA = Agenda(
    tracker="0f0f0f0f-0000-5000-8000-000000000001",
    language="en",
    entries=(
        Entry("orders", "Orders", DAILY, "Team Nova", dt.date(2026, 7, 3)),
        Entry("pipeline", "Pipeline", WEEKLY, "Team Nova; Team Orion"),
        Entry("aov", "Average order", MONTHLY, "Team Orion", dt.date(2026, 6, 12), "Raise prices; watch Q3", "A-7"),
        Entry("goals", "Goals", QUARTERLY),
    ),
    work=WorkCalendar(holidays=FRENCH_HOLIDAYS),
    since=MADE,
    today=None,
    saved=SAVED,
)


def with_entry(agenda: Agenda, at: int, **changes: object) -> Agenda:
    """The agenda with a row typed over."""
    entries = list(agenda.entries)
    entries[at] = replace(entries[at], **changes)  # type: ignore[arg-type]
    return replace(agenda, entries=tuple(entries))


def saved_later(agenda: Agenda, minutes: int = 60) -> Agenda:
    """The agenda of a file that was saved again."""
    return replace(agenda, saved=agenda.saved + dt.timedelta(minutes=minutes))
