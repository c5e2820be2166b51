"""Importing a newer file over an older one changes what changed, and takes away what fell away."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from icalendar import Calendar
from reviews.agendas import AGENDA, saved_later, with_entry

from salestracker_xl.reviews import MONTHLY, QUARTERLY
from salestracker_xl.reviews.events import make_calendar
from salestracker_xl.reviews.reimport import follow

TODAY, UNTIL = dt.date(2026, 7, 8), dt.date(2026, 12, 31)


@pytest.fixture
def exported(tmp_path):
    """Export an agenda over what was exported before; give back the file's bytes."""

    def export(agenda, until=UNTIL, today=TODAY, owner=None) -> bytes:
        calendar = make_calendar(agenda, until, owner)
        follow(calendar, tmp_path / "reviews.ics", today, until)
        (tmp_path / "reviews.ics").write_bytes(calendar.to_ical())
        return calendar.to_ical()

    return export


def read(raw: bytes) -> dict[str, tuple]:
    """Day, whether cancelled and sequence of each event."""
    return {
        str(event["uid"]): (event["dtstart"].dt, event.get("status") == "CANCELLED", int(event["sequence"]))
        for event in Calendar.from_ical(raw).walk("VEVENT")
    }


class Imported(dict):
    """A calendar that follows RFC 5545: of two versions of an event it believes the one with the higher SEQUENCE."""

    def take(self, raw: bytes) -> None:
        for uid, (day, cancelled, sequence) in read(raw).items():
            if uid not in self or sequence >= self[uid][1]:
                self[uid] = (None if cancelled else day, sequence)

    @property
    def days(self) -> list[dt.date]:
        return sorted(day for day, _ in self.values() if day is not None)


def test_exporting_twice_changes_nothing(exported):
    assert exported(AGENDA) == exported(AGENDA)


def test_what_falls_away_is_cancelled_and_stays_so(exported):
    calendar = Imported()
    calendar.take(exported(AGENDA))
    rarer = saved_later(with_entry(AGENDA, 2, cadence=QUARTERLY))
    calendar.take(exported(rarer))
    expected = Imported()
    expected.take(make_calendar(rarer, UNTIL).to_ical())
    assert [day for day in calendar.days if day > TODAY] == [day for day in expected.days if day > TODAY]
    assert exported(rarer) == exported(rarer)
    assert sum(cancelled for _, cancelled, _ in read(exported(rarer)).values()) == 5  # August to December


def test_what_comes_back_takes_place_again(exported):
    calendar = Imported()
    for agenda in (AGENDA, with_entry(AGENDA, 2, cadence=QUARTERLY), with_entry(AGENDA, 2, cadence=MONTHLY)):
        calendar.take(exported(agenda))  # none of them saved later than the other
    expected = Imported()
    expected.take(make_calendar(AGENDA, UNTIL).to_ical())
    assert [day for day in calendar.days if day > TODAY] == [day for day in expected.days if day > TODAY]


def test_a_change_without_a_later_save_still_counts_up(exported):
    before = read(exported(AGENDA))
    after = read(exported(with_entry(AGENDA, 2, decision="Keep prices")))
    changed = {uid for uid in before if after[uid][2] > before[uid][2]}
    assert {before[uid][0].month for uid in changed} == {7, 8, 9, 10, 11, 12}
    assert len(changed) == 6
    assert all(after[uid][2] == before[uid][2] for uid in set(before) - changed)


def test_a_review_done_and_a_shorter_calendar_cancel_nothing(exported):
    exported(AGENDA)
    done = with_entry(AGENDA, 2, last_done=TODAY)
    after = read(exported(done, until=dt.date(2026, 9, 30)))
    assert not any(cancelled for _, cancelled, _ in after.values())


@pytest.mark.parametrize("other", ["owner", "tracker"])
def test_the_file_of_another_is_not_followed(exported, other):
    exported(AGENDA)
    agenda = replace(AGENDA, tracker="another") if other == "tracker" else AGENDA
    after = read(exported(agenda, owner="Team Orion" if other == "owner" else None))
    assert not any(cancelled for _, cancelled, _ in after.values())


@pytest.mark.parametrize(
    "rubbish", [b"", b"BEGIN:VCALENDAR", b"\xff\xfe\x00", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"hello"]
)
def test_rubbish_is_not_followed(tmp_path, rubbish):
    (tmp_path / "old.ics").write_bytes(rubbish)
    calendar = make_calendar(AGENDA, UNTIL)
    before = calendar.to_ical()
    follow(calendar, tmp_path / "old.ics", TODAY, UNTIL)
    assert calendar.to_ical() == before
