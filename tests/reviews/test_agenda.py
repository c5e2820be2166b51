"""The agenda knows what is due when, and whose it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import islice

import pytest
from reviews.agendas import AGENDA, with_entry

from salestracker_xl.reviews import WorkCalendar
from salestracker_xl.reviews.agenda import NoSuchOwner, due_days, due_on


def days(agenda, at: int, count: int) -> list[str]:
    return [due.day.isoformat() for due in islice(due_days(agenda.entries[at], agenda), count)]


def test_due_days_follow_each_other_on_working_days():
    assert days(AGENDA, 0, 7)[-3:] == ["2026-07-10", "2026-07-13", "2026-07-15"]  # over a weekend, and Bastille Day
    assert days(AGENDA, 1, 3) == ["2026-07-06", "2026-07-13", "2026-07-20"]
    assert days(AGENDA, 2, 3) == ["2026-07-01", "2026-08-03", "2026-09-01"]  # 1 August is a Saturday
    assert days(AGENDA, 3, 3) == ["2026-07-01", "2026-10-01", "2027-01-04"]


def test_a_due_day_that_moved_keeps_its_period():
    closed = replace(AGENDA, work=WorkCalendar(holidays=AGENDA.work.holidays | {dt.date(2026, 8, 3)}))
    [before, after] = [list(islice(due_days(agenda.entries[2], agenda), 3)) for agenda in (AGENDA, closed)]
    assert [due.day.day for due in after] == [1, 4, 1]
    assert [due.period for due in after] == [due.period for due in before]


def test_a_holiday_month_skips_no_review_and_repeats_none():
    august = {dt.date(2026, 8, day) for day in range(1, 32)}
    closed = replace(AGENDA, work=WorkCalendar(holidays=frozenset(august)))
    assert days(closed, 2, 4) == ["2026-07-01", "2026-09-01", "2026-10-01", "2026-11-02"]
    assert days(closed, 1, 6)[-2:] == ["2026-09-01", "2026-09-07"]


@pytest.mark.parametrize(
    ("day", "waiting"),
    [
        ("2026-06-30", []),
        ("2026-07-01", [("aov", "Due today"), ("goals", "Due today")]),
        ("2026-07-05", [("aov", "Overdue 4 d"), ("goals", "Overdue 4 d")]),
        (
            "2026-07-07",
            [("aov", "Overdue 6 d"), ("goals", "Overdue 6 d"), ("orders", "Overdue 1 d"), ("pipeline", "Overdue 1 d")],
        ),
    ],
)
def test_what_waits_on_a_day_is_told_the_oldest_first(day, waiting):
    found = due_on(AGENDA, dt.date.fromisoformat(day))
    assert [(due.entry.key, str(words)) for due, words in found] == waiting


def test_a_review_that_was_done_waits_no_longer():
    done = with_entry(AGENDA, 2, last_done=dt.date(2026, 7, 1))
    assert [due.entry.key for due, _ in due_on(done, dt.date(2026, 7, 5))] == ["goals"]


@pytest.mark.parametrize(
    ("owner", "keys"),
    [
        ("Team Nova", ["orders", "pipeline"]),
        (" team orion ", ["pipeline", "aov"]),
        ("Team Nova; Team Orion", ["pipeline"]),
    ],
)
def test_an_owner_has_the_reviews_beside_which_the_name_stands(owner, keys):
    assert [entry.key for entry in AGENDA.of(owner).entries] == keys


def test_an_unknown_owner_is_met_with_those_there_are():
    with pytest.raises(NoSuchOwner, match="owners are Team Nova, Team Nova; Team Orion, Team Orion"):
        AGENDA.of("Team")
    with pytest.raises(NoSuchOwner, match="has an owner yet"):
        replace(AGENDA, entries=AGENDA.entries[3:]).of("Team Nova")
