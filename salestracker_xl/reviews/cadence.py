"""When a metric is to be reviewed next.

A review falls due on the first working day of each of its periods: of every week (Monday first, as in ISO 8601), every
month, every fiscal quarter, half-year or year; a daily one on every working day. Each rule here stands in the workbook
as a formula too (`workbook/figures/reviews/agenda.py`), and the two must agree on every day.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often something is reviewed.

    `months` is the length of its period, 0 where that is shorter than a month. `notice` is how many calendar days
    ahead a review is announced. `letter` marks its days in a calendar.
    """

    key: str
    label: Text
    letter: Text
    months: int
    notice: int


DAILY = Cadence("daily", Text("Daily", "Journalière"), Text("D", "J"), 0, 0)
WEEKLY = Cadence("weekly", Text("Weekly", "Hebdomadaire"), Text("W", "H"), 0, 3)
MONTHLY = Cadence("monthly", Text("Monthly", "Mensuelle"), Text("M", "M"), 1, 7)
QUARTERLY = Cadence("quarterly", Text("Quarterly", "Trimestrielle"), Text("Q", "T"), 3, 14)
HALFYEARLY = Cadence("halfyearly", Text("Half-yearly", "Semestrielle"), Text("H", "S"), 6, 30)
YEARLY = Cadence("yearly", Text("Yearly", "Annuelle"), Text("Y", "A"), 12, 30)

CADENCES: tuple[Cadence, ...] = (DAILY, WEEKLY, MONTHLY, QUARTERLY, HALFYEARLY, YEARLY)  # the most frequent first
BY_KEY: dict[str, Cadence] = {cadence.key: cadence for cadence in CADENCES}

OVERDUE = Text("Overdue {n} d", "En retard de {n} j")
DUE_TODAY = Text("Due today", "À faire aujourd'hui")
DUE_SOON = Text("Due in {n} d", "À faire dans {n} j")
PLANNED = Text("Planned", "Prévue")
DONE = Text("Done", "Faite")


@dataclass(frozen=True, slots=True)
class Review:
    """Something that is reviewed; `key` is its identity, whatever it is called: that of the metric, or "goals"."""

    key: str
    label: Text
    cadence: Cadence


class NoWorkingDay(SalesTrackerError):
    """Days off that leave no day to work, or cannot be read."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked, and the month, 1 to 12, in which the fiscal year begins.

    `weekend` is seven signs from Monday to Sunday, 1 for a day off, as WORKDAY.INTL takes them. Raises NoWorkingDay for
    anything else, and for seven days off.
    """

    weekend: str = "0000011"
    holidays: frozenset[dt.date] = frozenset()
    fiscal_start: int = 1

    def __post_init__(self) -> None:
        if not re.fullmatch("[01]{7}", self.weekend) or "0" not in self.weekend:
            raise NoWorkingDay(
                Text(
                    'Settings, Days off: "{found}" must be seven signs from Monday to Sunday, '
                    "1 for a day off and 0 for a working day, with at least one 0.",
                    "Paramètres, Jours non travaillés : « {found} » doit compter sept signes du lundi au dimanche, "
                    "1 pour un jour non travaillé et 0 pour un jour travaillé, avec au moins un 0.",
                ).format(found=self.weekend)
            )

    def is_worked(self, day: dt.date) -> bool:
        """Whether people work on a day."""
        return self.weekend[day.weekday()] == "0" and day not in self.holidays

    def roll(self, day: dt.date) -> dt.date:
        """First working day on or after a day: WORKDAY.INTL(day-1, 1, weekend, holidays).

        >>> WorkCalendar().roll(dt.date(2026, 8, 1))  # a Saturday
        datetime.date(2026, 8, 3)
        """
        while not self.is_worked(day):
            day += ONE_DAY
        return day

    def roll_back(self, day: dt.date) -> dt.date:
        """Last working day on or before a day: WORKDAY.INTL(day+1, -1, weekend, holidays).

        >>> WorkCalendar().roll_back(dt.date(2026, 8, 2))  # a Sunday
        datetime.date(2026, 7, 31)
        """
        while not self.is_worked(day):
            day -= ONE_DAY
        return day


def next_due(last_done: dt.date, cadence: Cadence, calendar: WorkCalendar) -> dt.date:
    """First due day after the day on which a review was last done.

    >>> next_due(dt.date(2026, 7, 31), MONTHLY, WorkCalendar())  # 1 August is a Saturday
    datetime.date(2026, 8, 3)
    """
    worked = calendar.roll_back(last_done)  # a period that begins on days off after it is still to be reviewed
    return calendar.roll(next_period(worked, cadence, calendar.fiscal_start))


def first_due(since: dt.date, cadence: Cadence, calendar: WorkCalendar) -> dt.date:
    """First due day on or after a day, for a review that was never done.

    >>> first_due(dt.date(2026, 7, 6), WEEKLY, WorkCalendar())  # a Monday
    datetime.date(2026, 7, 6)
    """
    return next_due(since - ONE_DAY, cadence, calendar)


def next_period(day: dt.date, cadence: Cadence, fiscal_start: int = 1) -> dt.date:
    """First day of the period that follows the one of a day.

    >>> next_period(dt.date(2026, 2, 15), QUARTERLY, fiscal_start=2)
    datetime.date(2026, 5, 1)
    """
    if cadence == DAILY:
        return day + ONE_DAY
    if cadence == WEEKLY:
        return day + (7 - day.weekday()) * ONE_DAY
    months = day.year * 12 + day.month - 1
    into_period = (day.month - fiscal_start) % cadence.months
    year, month = divmod(months - into_period + cadence.months, 12)
    return dt.date(year, month + 1, 1)


def status(due: dt.date, last_done: dt.date | None, cadence: Cadence, today: dt.date) -> Text:
    """Where a review stands on a day, in words.

    >>> str(status(dt.date(2026, 7, 1), None, MONTHLY, dt.date(2026, 7, 4)))
    'Overdue 3 d'
    """
    ahead = (due - today).days
    if ahead < 0:
        return OVERDUE.format(n=-ahead)
    if ahead == 0:
        return DUE_TODAY
    if ahead <= cadence.notice:
        return DUE_SOON.format(n=ahead)
    return PLANNED if last_done is None else DONE
