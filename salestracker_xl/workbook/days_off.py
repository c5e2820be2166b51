"""The days on which nobody works where a tracker lives, and the day on which its week begins."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import TYPE_CHECKING

from salestracker_xl.language import Language
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.template import template_file

if TYPE_CHECKING:
    import holidays

SATURDAY_AND_SUNDAY = "0000011"  # seven signs from Monday, 1 for a day off
YEARS_AHEAD = 5  # a calendar of any of these years knows its public holidays
HOLIDAY_LANGUAGES: dict[Language, str] = {"en": "en_US", "fr": "fr"}  # where the country's holidays have such names
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def public_holidays(tracker: Tracker) -> list[tuple[dt.date, str]]:
    """Day and name of each public holiday from the year of the first sale on, and for years ahead, in order.

    The names are in the tracker's language where the country's holidays have such names, else as the country says.
    """
    if tracker.country is None:
        return []
    first = tracker.sales.frame["date"].min().year
    last = max(tracker.last_day, tracker.as_of or dt.date.today()).year + YEARS_AHEAD
    return sorted(_holidays(tracker, range(first, last + 1)).items())


def weekend(tracker: Tracker) -> str:
    """Days off of every week as seven signs from Monday to Sunday, 1 for a day off: those of the tracker's country."""
    if tracker.country is None:
        return SATURDAY_AND_SUNDAY
    off = _holidays(tracker, range(tracker.last_day.year, tracker.last_day.year + 1)).weekend
    return "".join("1" if day in off else "0" for day in range(len(WEEKDAYS)))


def week_begins(tracker: Tracker) -> int:
    """Day on which a week of the calendar begins, 1 for Monday to 7 for Sunday.

    In French it is Monday, as in ISO 8601; in English that of the tracker's country.
    """
    if tracker.language == "fr" or tracker.country is None:
        return 1
    listed = tomllib.loads(template_file("calendar.toml").read_text(encoding="utf-8"))["week_begins"]
    country = tracker.country.partition("-")[0]
    return next((1 + WEEKDAYS.index(day) for day, countries in listed.items() if country in countries), 1)


def _holidays(tracker: Tracker, years: range) -> holidays.HolidayBase:
    import holidays

    country, _, subdivision = (tracker.country or "").partition("-")
    return holidays.country_holidays(
        country, subdiv=subdivision or None, years=years, language=HOLIDAY_LANGUAGES[tracker.language]
    )
