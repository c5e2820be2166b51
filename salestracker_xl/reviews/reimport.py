"""What an .ics file must say so that importing it again updates a calendar instead of filling it twice.

The file that was exported before is the memory: an event that changed since has a higher SEQUENCE, and one that was
announced but is no longer to take place is cancelled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from icalendar import Calendar, Event

from salestracker_xl.reviews.cadence import ONE_DAY
from salestracker_xl.reviews.events import SCOPE

STAMPS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")


def follow(calendar: Any, previous: Path, today: dt.date, until: dt.date) -> None:
    """Number the events of a calendar after those of the file that it takes the place of, and cancel what fell away.

    A file of another tracker, of another owner, or that is no calendar, is not followed. What lies before today has
    taken place or not, and what lies after `until` was not asked for: neither is cancelled.
    """
    before = _read(previous)
    if before is None or str(before.get(SCOPE, "")) != str(calendar[SCOPE]):
        return
    announced = {str(event["uid"]): event for event in before.walk("VEVENT") if "uid" in event}
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    for uid, event in events.items():
        if uid in announced:
            _number(event, announced[uid])
    stamps = next(iter(events.values()), None)
    for uid, event in announced.items():
        if uid not in events and today < _last_day(event) <= until:
            calendar.add_component(_cancelled(event, stamps))


def _read(path: Path) -> Any | None:
    try:
        return Calendar.from_ical(path.read_bytes())
    except (OSError, ValueError, IndexError, KeyError):
        return None


def _number(event: Any, before: Any) -> None:
    changed = _content(event) != _content(before)
    sequence = max(int(event["sequence"]), int(before.get("sequence", 0)) + changed)
    del event["sequence"]
    event.add("sequence", sequence)


def _content(event: Any) -> list[str]:
    return sorted(line for line in _lines(event) if not line.startswith(STAMPS))


def _lines(event: Any) -> Iterator[str]:
    return iter(event.to_ical().decode().replace("\r\n ", "").splitlines())


def _last_day(event: Any) -> dt.date:
    """Last day on which an event takes place."""
    if "rrule" in event:
        return event["rrule"]["UNTIL"][0]
    return event["dtend"].dt - ONE_DAY


def _cancelled(event: Any, stamps: Any | None) -> Any:
    """The same event, told not to take place; one that was cancelled before stays as it is."""
    if str(event.get("status", "")) == "CANCELLED":
        return event
    gone: Any = Event.from_ical(event.to_ical())
    gone.subcomponents.clear()
    gone.pop("sequence", None)
    gone.add("status", "CANCELLED")
    newest = int(stamps["sequence"]) if stamps is not None else 0
    gone.add("sequence", max(newest, int(event.get("sequence", 0)) + 1))
    for name in ("dtstamp", "last-modified"):
        if stamps is not None:
            gone.pop(name, None)
            gone.add(name, stamps[name].dt)
    return gone
