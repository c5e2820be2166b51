"""What is to be reviewed by whom: the agenda as it stands in a tracker, and what is due on a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Language, Text
from salestracker_xl.reviews.cadence import ONE_DAY, Cadence, WorkCalendar, next_period, status

COLUMNS = ("metric", "cadence", "owner", "last_done", "decision", "action")
MOST_REVIEWS = 40  # rows of the agenda that a tracker follows: those written, and those that people add below
_BETWEEN_NAMES = re.compile(r"\s*[,;/&]\s*")


class NoSuchOwner(SalesTrackerError):
    """An owner who stands beside no review."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the agenda; `key` is the identity of what is reviewed, whatever it is called.

    An `owner` of several names, parted by a comma, semicolon, slash or &, is each of them.
    """

    key: str
    metric: str
    cadence: Cadence
    owner: str = ""
    last_done: dt.date | None = None
    decision: str = ""
    action: str = ""

    def is_of(self, name: str) -> bool:
        """Whether a person owns the review; capitals and spaces around the name do not matter."""
        owners = [self.owner, *_BETWEEN_NAMES.split(self.owner)]
        return name.strip().casefold() in {owner.strip().casefold() for owner in owners}


@dataclass(frozen=True, slots=True)
class Agenda:
    """The reviews of a tracker and the days on which people work.

    `tracker` is the identity of the tracker; `since` the day from which a review never done is due; `today` the day
    that the tracker looks from, None where it follows the clock; `saved` when the tracker was last saved.
    """

    tracker: str
    language: Language
    entries: tuple[Entry, ...]
    work: WorkCalendar
    since: dt.date
    today: dt.date | None
    saved: dt.datetime

    def of(self, owner: str) -> Agenda:
        """The reviews of one person. Raises NoSuchOwner, which names those there are."""
        theirs = tuple(entry for entry in self.entries if entry.is_of(owner))
        if theirs:
            return replace(self, entries=theirs)
        names = sorted({entry.owner for entry in self.entries if entry.owner}, key=str.casefold)
        if not names:
            raise NoSuchOwner(
                Text(
                    "No review of this tracker has an owner yet; type them on the sheet Calendar.",
                    "Aucune revue de ce suivi n'a encore de responsable ; saisissez-les sur la feuille Calendrier.",
                )
            )
        raise NoSuchOwner(
            Text(
                "No review is owned by {owner}; the owners are {names}.",
                "Aucune revue n'a {owner} pour responsable ; les responsables sont {names}.",
            ).format(owner=owner, names=", ".join(names))
        )


@dataclass(frozen=True, slots=True)
class Due:
    """A review that is due: the first day of its period, and the working day on which it is due."""

    entry: Entry
    period: dt.date
    day: dt.date


def due_days(entry: Entry, agenda: Agenda) -> Iterator[Due]:
    """The next due day of a review and, without end, those after it."""
    done = entry.last_done or agenda.since - ONE_DAY
    while True:
        period = next_period(agenda.work.roll_back(done), entry.cadence, agenda.work.fiscal_start)
        done = agenda.work.roll(period)
        yield Due(entry, period, done)


def due_on(agenda: Agenda, day: dt.date) -> Sequence[tuple[Due, Text]]:
    """The reviews that wait on a day, overdue ones first, each with its status in words."""
    waiting = sorted(
        (due for entry in agenda.entries if (due := next(due_days(entry, agenda))).day <= day), key=lambda due: due.day
    )
    return [(due, status(due.day, due.entry.last_done, due.entry.cadence, day)) for due in waiting]
