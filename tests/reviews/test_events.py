"""The .ics file says to every calendar when which review is, in one way that never changes."""

from __future__ import annotations

import datetime as dt
import importlib.util
from dataclasses import replace
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from engines.require import require
from icalendar import Calendar
from reviews.agendas import AGENDA, FRENCH_HOLIDAYS, saved_later, with_entry

from salestracker_xl.reviews import CADENCES, MONTHLY, WEEKLY, WorkCalendar
from salestracker_xl.reviews.agenda import Entry, NoSuchOwner, due_days
from salestracker_xl.reviews.events import make_calendar

UNTIL = dt.date(2027, 6, 30)
HARD = 'Café; "now, or never"\\ — façade' + " à côté" * 20


def events(agenda, **options) -> dict[str, dict]:
    """The events of the file by their UID, read back as icalendar reads them."""
    read = Calendar.from_ical(make_calendar(agenda, UNTIL, **options).to_ical())
    return {
        str(event["uid"]): {
            "day": event["dtstart"].dt,
            "end": event["dtend"].dt,
            "words": str(event["summary"]),
            "sequence": int(event["sequence"]),
            "told": str(event.get("description", "")),
        }
        for event in read.walk("VEVENT")
    }


def expected_days(agenda, at) -> list[dt.date]:
    return [due.day for due in takewhile(lambda due: due.day <= UNTIL, due_days(agenda.entries[at], agenda))]


def test_each_review_stands_on_its_due_days_all_day_long():
    found = events(AGENDA).values()
    for at, words in ((1, "Review: Pipeline (weekly)"), (2, "Review: Average order (monthly)")):
        mine = [event for event in found if event["words"] == words]
        assert [event["day"] for event in mine] == expected_days(AGENDA, at)
    assert all(type(event["day"]) is dt.date for event in found)
    assert all(event["end"] - event["day"] == dt.timedelta(days=1) for event in found)
    assert len(found) == 1 + sum(len(expected_days(AGENDA, at)) for at in (1, 2, 3))


@pytest.mark.parametrize("weekend", ["0000011", "0000110", "1000000"])
def test_a_daily_review_is_one_event_that_repeats_on_working_days(weekend):
    agenda = replace(AGENDA, work=WorkCalendar(weekend, FRENCH_HOLIDAYS), entries=AGENDA.entries[:1])
    [event] = Calendar.from_ical(make_calendar(agenda, UNTIL).to_ical()).walk("VEVENT")
    start = dt.datetime.combine(event["dtstart"].dt, dt.time())
    every = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
    skipped = {stamp.dt for stamp in event["exdate"].dts}
    assert [day.date() for day in every if day.date() not in skipped] == expected_days(agenda, 0)


def test_the_same_tracker_makes_the_same_bytes():
    assert make_calendar(AGENDA, UNTIL, remind=1).to_ical() == make_calendar(AGENDA, UNTIL, remind=1).to_ical()


def test_sorting_renaming_an_owner_or_doing_a_review_keeps_each_event():
    before = events(AGENDA)
    turned = events(replace(AGENDA, entries=AGENDA.entries[::-1]))
    assert turned == before
    assert set(events(with_entry(AGENDA, 1, owner="Team *"))) == set(before)
    done = events(with_entry(AGENDA, 2, last_done=dt.date(2026, 7, 2)))
    gone = set(before) - set(done)
    assert set(done) < set(before)
    assert [before[uid]["day"] for uid in gone] == [dt.date(2026, 7, 1)]


def test_a_day_that_moves_keeps_its_event_and_counts_up():
    before = events(AGENDA)
    work = WorkCalendar(holidays=FRENCH_HOLIDAYS | {dt.date(2026, 8, 3)})
    after = events(saved_later(replace(AGENDA, work=work)))
    assert set(after) == set(before)
    moved = {uid for uid in before if before[uid]["day"] != after[uid]["day"]}
    assert {after[uid]["day"] for uid in moved} == {dt.date(2026, 8, 4)}
    assert len(moved) == 2  # the weekly and the monthly one
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in before)


def test_two_trackers_of_one_person_share_no_event():
    assert not set(events(AGENDA)) & set(events(replace(AGENDA, tracker="another")))


def test_every_review_has_events_of_its_own_even_where_names_repeat():
    entries = [
        Entry("pipeline", "Pipeline", cadence, owner, last_done)
        for cadence in (WEEKLY, MONTHLY)
        for owner in ("", "Team Nova", "Team Orion")
        for last_done in (None, dt.date(2026, 7, 7))
    ]
    made = make_calendar(replace(AGENDA, entries=tuple(entries)), UNTIL).walk("VEVENT")
    assert len({str(event["uid"]) for event in made}) == len(made)
    sorted_otherwise = make_calendar(replace(AGENDA, entries=tuple(entries[::2][::-1])), UNTIL).walk("VEVENT")
    assert {str(event["uid"]) for event in sorted_otherwise} <= {str(event["uid"]) for event in made}


@pytest.mark.parametrize("cadence", CADENCES, ids=lambda cadence: cadence.key)
def test_a_review_beyond_the_end_of_the_calendar_is_still_told(cadence):
    agenda = replace(AGENDA, entries=(Entry("x", "X", cadence, last_done=dt.date(2028, 1, 3)),))
    assert len(events(agenda)) == 1


def test_one_owner_gets_the_same_events_as_in_the_file_of_all():
    everybody, nova = events(AGENDA), events(AGENDA, owner="team nova")
    assert {event["words"] for event in nova.values()} == {"Review: Orders (daily)", "Review: Pipeline (weekly)"}
    assert nova.items() <= everybody.items()
    with pytest.raises(NoSuchOwner):
        make_calendar(AGENDA, UNTIL, owner="nobody")


@pytest.mark.parametrize(("days", "trigger"), [(0, "PT9H"), (1, "-PT15H"), (3, "-P2DT15H")])
def test_a_reminder_rings_at_nine_some_days_before(days, trigger):
    made = make_calendar(AGENDA, UNTIL, remind=days)
    alarms = made.walk("VALARM")
    assert len(alarms) == len(made.walk("VEVENT"))
    assert {alarm["trigger"].to_ical().decode() for alarm in alarms} == {trigger}
    assert not make_calendar(AGENDA, UNTIL).walk("VALARM")


def hard_agenda(language="fr"):
    return with_entry(replace(AGENDA, language=language), 2, metric=HARD, owner="=SUM(A1)", decision=HARD)


def test_any_text_survives_and_no_line_is_too_long():
    raw = make_calendar(hard_agenda(), UNTIL).to_ical()
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)  # RFC 5545, 3.1
    assert b"\n" not in b"".join(lines)
    [event] = [
        event
        for event in events(hard_agenda()).values()
        if event["day"] == dt.date(2026, 8, 3) and HARD in event["words"]
    ]
    assert event["words"] == f"Revue : {HARD} (mensuelle)"
    assert event["told"].splitlines() == [
        "Responsable : =SUM(A1)",
        "Dernière revue : 12 juin 2026",
        f"Dernière décision : {HARD}",
        "Action liée : A-7",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_another_parser_reads_the_same(language):
    require("vobject", importlib.util.find_spec("vobject"))
    import vobject

    agenda = hard_agenda(language)
    read = vobject.readOne(make_calendar(agenda, UNTIL, remind=1).to_ical().decode())
    ours = events(agenda)
    assert {event.uid.value for event in read.vevent_list} == set(ours)
    for event in read.vevent_list:
        mine = ours[event.uid.value]
        assert (event.dtstart.value, event.dtend.value) == (mine["day"], mine["end"])
        assert (event.summary.value, int(event.sequence.value)) == (mine["words"], mine["sequence"])
        assert event.valarm.trigger.value == dt.timedelta(hours=-15)
