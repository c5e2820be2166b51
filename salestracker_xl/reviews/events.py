"""The reviews of an agenda as events of iCalendar (RFC 5545), which calendars import and update.

Events are all-day, so that no time zone moves them. The UID of a review is made from the tracker, from what is
reviewed, how often, and from the first day of its period: neither the order of the rows, nor another owner, nor a
public holiday that moves the day, makes it another event.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from icalendar import Alarm, Calendar, Event

from salestracker_xl.calendar import spoken_day
from salestracker_xl.language import Text
from salestracker_xl.reviews.agenda import Agenda, Due, Entry, due_days
from salestracker_xl.reviews.cadence import DAILY, ONE_DAY

PRODUCT = "-//salestracker_xl//reviews//EN"
SCOPE = "X-SALESTRACKER-SCOPE"  # which tracker and which owner a file holds
REMINDED_AT = dt.timedelta(hours=9)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)

CALENDAR_NAME = Text("Sales reviews", "Revues des ventes")
CALENDAR_OF = Text("Sales reviews: {owner}", "Revues des ventes : {owner}")
SUMMARY = Text("Review: {metric} ({cadence})", "Revue : {metric} ({cadence})")
OWNER = Text("Owner: {it}", "Responsable : {it}")
LAST_DONE = Text("Last done: {it}", "Dernière revue : {it}")
DECISION = Text("Last decision: {it}", "Dernière décision : {it}")
ACTION = Text("Linked action: {it}", "Action liée : {it}")


def make_calendar(agenda: Agenda, until: dt.date, owner: str | None = None, remind: int | None = None) -> Calendar:
    """Every review up to a day, and at least the next one of each; of one owner alone where one is named.

    `remind` puts a reminder at nine in the morning that many days before. Raises NoSuchOwner.
    """
    chosen = agenda if owner is None else agenda.of(owner)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = CALENDAR_NAME if owner is None else CALENDAR_OF.format(owner=owner.strip())
    calendar.add("x-wr-calname", name[agenda.language])
    calendar.add(SCOPE, f"{agenda.tracker} {(owner or '').strip().casefold()}".strip())
    places = _places(agenda.entries)
    for entry in chosen.entries:
        for event in _events(entry, places[entry], agenda, until):
            if remind is not None:
                event.add_component(_reminder(str(event["summary"]), remind))
            calendar.add_component(event)
    return calendar


def _events(entry: Entry, place: str, agenda: Agenda, until: dt.date) -> Iterator[Event]:
    days = due_days(entry, agenda)
    first = next(days)
    if entry.cadence == DAILY:
        yield _daily(first, place, agenda, max(until, first.day))
        return
    yield _event(first, f"{place}/{first.period.isoformat()}", agenda)
    for due in takewhile(lambda due: due.day <= until, days):
        yield _event(due, f"{place}/{due.period.isoformat()}", agenda)


def _daily(first: Due, place: str, agenda: Agenda, until: dt.date) -> Event:
    """One event that repeats on every working day: hundreds would bury everything else."""
    event = _event(first, place, agenda)
    worked = [day for day, off in zip(WEEKDAYS, agenda.work.weekend, strict=True) if off == "0"]
    event.add("rrule", {"freq": "weekly", "until": until, "byday": worked})
    off = [
        day
        for day in sorted(agenda.work.holidays)
        if first.day < day <= until and agenda.work.weekend[day.weekday()] == "0"
    ]
    if off:
        event.add("exdate", off)
    return event


def _event(due: Due, place: str, agenda: Agenda) -> Event:
    entry, language = due.entry, agenda.language
    cadence = entry.cadence.label[language]
    event = Event()
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_OID, f"{agenda.tracker}/{place}")))
    event.add("dtstamp", agenda.saved)
    event.add("last-modified", agenda.saved)
    event.add("sequence", max(0, (agenda.saved - EPOCH) // dt.timedelta(minutes=1)))
    event.add("dtstart", due.day)
    event.add("dtend", due.day + ONE_DAY)
    event.add("summary", SUMMARY.format(metric=entry.metric, cadence=cadence.lower())[language])
    told = _told(entry, agenda)
    if told:
        event.add("description", told)
    event.add("categories", [cadence])
    event.add("transp", "TRANSPARENT")  # a review takes minutes: the day stays free for meetings
    return event


def _told(entry: Entry, agenda: Agenda) -> str:
    done = entry.last_done and spoken_day(entry.last_done)[agenda.language]
    facts = ((OWNER, entry.owner), (LAST_DONE, done), (DECISION, entry.decision), (ACTION, entry.action))
    return "\n".join(text.format(it=it)[agenda.language] for text, it in facts if it)


def _reminder(words: str, days_before: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", REMINDED_AT - days_before * ONE_DAY)
    alarm.add("description", words)
    return alarm


def _places(entries: Sequence[Entry]) -> dict[Entry, str]:
    """What tells the reviews of a tracker apart: what is reviewed and how often.

    Where several people review the same as often, the first by name has it, and the others have their names added.
    """
    alike: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.owner.casefold()):
        alike[f"{entry.key}/{entry.cadence.key}"].append(entry)
    places: dict[Entry, str] = {}
    for place, same in alike.items():
        named: dict[str, int] = defaultdict(int)
        for at, entry in enumerate(same):
            owner = entry.owner.casefold()
            named[owner] += 1
            again = f"/{named[owner]}" if named[owner] > 1 else ""
            places[entry] = place if at == 0 else f"{place}/{owner}{again}"
    return places
