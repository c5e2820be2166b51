"""The reviews of a tracker in a file that calendars import."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from salestracker_xl.calendar import spoken_day
from salestracker_xl.files import whole_file
from salestracker_xl.language import Language, Text
from salestracker_xl.reviews.agenda import Agenda
from salestracker_xl.reviews.cadence import ONE_DAY
from salestracker_xl.reviews.events import make_calendar
from salestracker_xl.reviews.reimport import follow

FILE_NAME = Text("reviews.ics", "revues.ics")

_DONE = Text(
    "{path}: {events} of {reviews}{whose}, up to {until}{cancelled}.",
    "{path} : {events} de {reviews}{whose}, jusqu'au {until}{cancelled}.",
)
_EVENTS = Text("1 event", "1 événement"), Text("{n} events", "{n} événements")
_REVIEWS = Text("1 review", "1 revue"), Text("{n} reviews", "{n} revues")
_CANCELLED = (
    Text("; 1 announced before is cancelled", " ; 1 annoncé auparavant est annulé"),
    Text("; {n} announced before are cancelled", " ; {n} annoncés auparavant sont annulés"),
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What a file of reviews holds; `cancelled` events stood in the file that it took the place of."""

    path: Path
    events: int
    reviews: int
    owner: str | None
    until: dt.date
    cancelled: int

    @property
    def sentence(self) -> Text:
        """What was written where."""
        return _DONE.format(
            path=self.path,
            events=_counted(_EVENTS, self.events),
            reviews=_counted(_REVIEWS, self.reviews),
            whose=Text(" of {owner}", " de {owner}").format(owner=self.owner) if self.owner else "",
            until=spoken_day(self.until),
            cancelled=_counted(_CANCELLED, self.cancelled) if self.cancelled else "",
        )


def _counted(phrases: tuple[Text, Text], n: int) -> Text:
    one, many = phrases
    return one if n == 1 else many.format(n=n)


def today_of(agenda: Agenda) -> dt.date:
    """The day that a tracker looks from."""
    return agenda.today or dt.date.today()


def year_after(day: dt.date) -> dt.date:
    """The day before the same day of the next year.

    >>> year_after(dt.date(2028, 2, 29))
    datetime.date(2029, 2, 28)
    """
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28) if leap else day.replace(year=day.year + 1) - ONE_DAY


def export(
    agenda: Agenda, path: Path, until: dt.date | None = None, owner: str | None = None, remind: int | None = None
) -> Exported:
    """Write the reviews up to a day, by default those of a year, whole or not at all.

    A file of the same tracker and owner that stands there is followed: see `reimport`. Raises NoSuchOwner and
    CannotWrite.
    """
    today = today_of(agenda)
    last = until or year_after(today)
    made = make_calendar(agenda, last, owner, remind)
    planned = len(made.walk("VEVENT"))
    follow(made, path, today, last)
    with whole_file(path) as part:
        part.write_bytes(made.to_ical())
    return Exported(
        path=path,
        events=planned,
        reviews=len(agenda.of(owner).entries if owner else agenda.entries),
        owner=owner,
        until=last,
        cancelled=len(made.walk("VEVENT")) - planned,
    )


def beside(workbook: Path, language: Language) -> Path:
    """Where the reviews of a workbook go: beside it and named after it, so that two trackers in a folder have two.

    >>> beside(Path("north.xlsx"), "en").name
    'north-reviews.ics'
    """
    return workbook.with_name(f"{workbook.stem}-{FILE_NAME[language]}")
