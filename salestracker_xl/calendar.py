"""Excel's serial days and the periods they fall in."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from operator import attrgetter, countOf

import numpy as np

from salestracker_xl.arrow import arrow_for
from salestracker_xl.language import Text

EXCEL_EPOCH = 25569  # the serial day of 1970-01-01
FIRST_SERIAL = 61  # 1 March 1900: Excel believes in a 29 February 1900, so earlier serials are one day off
LAST_SERIAL = 2958465  # 31 December 9999, the last day that Excel knows

FIRST = Text("1", "1er")  # of a month, in a sentence; every other day is its number
MONTHS = (
    Text("January", "janvier"),
    Text("February", "février"),
    Text("March", "mars"),
    Text("April", "avril"),
    Text("May", "mai"),
    Text("June", "juin"),
    Text("July", "juillet"),
    Text("August", "août"),
    Text("September", "septembre"),
    Text("October", "octobre"),
    Text("November", "novembre"),
    Text("December", "décembre"),
)

_ORDINAL_OF_SERIAL_0 = 693594
_SECONDS_A_DAY = 86400
_MIDNIGHT = dt.time()
_CLOCK = ("hour", "minute", "second", "microsecond")
_PERIOD_UNIT = {"month": "M", "quarter": "M", "year": "Y"}


def spoken_day(day: dt.date) -> Text:
    """A day as sentences write it, never to be read with day and month the wrong way round.

    >>> spoken_day(dt.date(2026, 6, 30))["en"], spoken_day(dt.date(2026, 7, 1))["fr"]
    ('30 June 2026', '1er juillet 2026')
    """
    number = FIRST if day.day == 1 else day.day
    return Text("{day} {month} {year}", "{day} {month} {year}").format(
        day=number, month=MONTHS[day.month - 1], year=day.year
    )


def serial(day: dt.date) -> int:
    """Excel serial of a calendar day; a time of day is dropped.

    >>> serial(dt.date(2026, 6, 30))
    46203
    """
    return day.toordinal() - _ORDINAL_OF_SERIAL_0


def serial_moment(when: dt.date) -> float:
    """Excel serial of a day or of a moment, the time of day as a fraction.

    Excel knows no time zones: an aware moment counts as what its clock shows.

    >>> serial_moment(dt.datetime(2026, 6, 30, 18, 0))
    46203.75
    """
    if not isinstance(when, dt.datetime):
        return float(serial(when))
    seconds = when.hour * 3600 + when.minute * 60 + when.second + when.microsecond / 1e6
    return serial(when) + seconds / _SECONDS_A_DAY


def serial_moments(moments: Sequence[dt.datetime]) -> np.ndarray:
    """Excel serials of many moments, as `serial_moment` gives that of one. Raises TypeError for what is no moment.

    >>> serial_moments([dt.datetime(2026, 6, 30), dt.datetime(2026, 6, 30, 18)])
    array([46203.  , 46203.75])
    """
    midnights = countOf(map(dt.datetime.time, moments), _MIDNIGHT)
    if arrow := arrow_for(moments):  # of a moment it takes the date that its clock shows, whatever the time zone
        days = arrow.array(moments, arrow.date32()).cast(arrow.int32()).to_numpy() + float(EXCEL_EPOCH)
    else:
        days = np.fromiter(map(dt.date.toordinal, moments), float, len(moments)) - _ORDINAL_OF_SERIAL_0
    if midnights == len(moments):
        return days
    hours, minutes, seconds, microseconds = (
        np.fromiter(map(attrgetter(part), moments), float, len(moments)) for part in _CLOCK
    )
    return days + (hours * 3600 + minutes * 60 + seconds + microseconds / 1e6) / _SECONDS_A_DAY


def from_serial(days: float) -> dt.date:
    """Calendar day of an Excel serial; a time of day is dropped.

    >>> from_serial(46203.75)
    datetime.date(2026, 6, 30)
    """
    return dt.date.fromordinal(int(days) + _ORDINAL_OF_SERIAL_0)


def year_earlier(day: dt.date) -> dt.date:
    """The same day a year earlier; the last day of a month stays the last day, as in the formulas of a tracker.

    >>> year_earlier(dt.date(2025, 2, 28)), year_earlier(dt.date(2024, 2, 29))
    (datetime.date(2024, 2, 29), datetime.date(2023, 2, 28))
    """
    year, (last, earlier_last) = day.year - 1, (monthrange(it, day.month)[1] for it in (day.year, day.year - 1))
    return day.replace(year=year, day=earlier_last if day.day == last else day.day)


def period_index(days: np.ndarray, period: str) -> np.ndarray:
    """Give each serial day the number of its period; consecutive periods have consecutive numbers.

    `period` is "week" (Monday to Sunday), "month", "quarter" or "year" (calendar). Blanks (NaN) must be left out first.

    >>> period_index(np.array([46022.0, 46023.0, 46054.0]), "month")  # 31 December 2025, 1 January, 1 February 2026
    array([671, 672, 673])
    """
    whole = np.floor(days).astype(np.int64)
    first = int(whole.min(initial=LAST_SERIAL))
    span = int(whole.max(initial=0)) - first + 1
    if 0 < span < whole.size:  # many rows fall on the same days: each day is looked up once
        return _period_of(np.arange(first, first + span), period)[whole - first]
    return _period_of(whole, period)


def _period_of(days: np.ndarray, period: str) -> np.ndarray:
    dates = (days - EXCEL_EPOCH).astype("datetime64[D]")
    if period == "week":
        return (dates.astype(np.int64) + 3) // 7  # 1970-01-01 was a Thursday
    index = dates.astype(f"datetime64[{_PERIOD_UNIT[period]}]").astype(np.int64)
    return index // 3 if period == "quarter" else index


def period_start(index: np.ndarray, period: str) -> np.ndarray:
    """Serial first day of each period that `period_index` numbered, as floats.

    >>> period_start(np.array([671, 672]), "month")  # December 2025, January 2026
    array([45992., 46023.])
    """
    if period == "week":
        days = index * 7 - 3
    else:
        units = index * 3 if period == "quarter" else index
        days = units.astype(f"datetime64[{_PERIOD_UNIT[period]}]").astype("datetime64[D]").astype(np.int64)
    return days.astype(float) + EXCEL_EPOCH
