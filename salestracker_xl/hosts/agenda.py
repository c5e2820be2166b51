"""The agenda of reviews in an open workbook: what waits, and a review that was done.

The add-in has the same in VBA (`classic/vba/SalesTrackerReviews.bas`), which needs no Python to be there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from salestracker_xl.calendar import spoken_day
from salestracker_xl.hosts.actions import Click, NotHere, Outcome
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import Text
from salestracker_xl.reviews.agenda import MOST_REVIEWS

METRIC, LAST_DONE, NEXT_DUE, TODAY = "st_reviews_metric", "st_reviews_last_done", "st_next_due", "st_today"
FIRST_DAY = dt.date(1899, 12, 30)  # the 0 of Excel's calendar: a number is no text to any of its languages
SHEETS = ("calendar", "calc")  # whose cells these actions read


def go_to(book: Any, sheet: str) -> None:
    """Show a sheet of a tracker, whatever its tab is called now. Raises NotHere in any other workbook."""
    cell(book, f"st_sheet_{sheet}").sheet.activate()


def show_due(click: Click) -> Outcome:
    """Go to the agenda and tell which reviews wait."""
    book, says = click.book, ribbon().says
    header = cell(book, METRIC)
    metrics = _column(header.offset(1, 0).resize(MOST_REVIEWS, 1))
    days = [day_in(value) for value in _column(cell(book, NEXT_DUE))]
    today = day_in(cell(book, TODAY).value)
    if today is None:
        raise NotHere(says["not_a_tracker"])
    waiting = [(day, str(metric)) for day, metric in zip(days, metrics, strict=False) if day and metric]
    late = [metric for day, metric in waiting if day < today]
    due = [metric for day, metric in waiting if day == today]
    header.sheet.activate()
    header.select()
    told = [
        says[key].format(n=len(which), which=", ".join(which))
        for key, which in (("overdue", late), ("due", due))
        if which
    ]
    if not told:
        return Outcome(says["nothing_due"])
    return Outcome(Text("\n".join(it.en for it in told), "\n".join(it.fr for it in told)))


def mark_done(click: Click) -> Outcome:
    """Write the day of the tracker under "last done" of the review in the row of the active cell."""
    book, says = click.book, ribbon().says
    header, today = cell(book, METRIC), cell(book, TODAY).value
    chosen = click.chosen
    below = chosen.row - header.row if chosen is not None and chosen.sheet == header.sheet else 0
    metric = header.offset(below, 0).value if 1 <= below <= MOST_REVIEWS else None
    if not metric:
        raise NotHere(says["choose_a_review"])
    day = day_in(today) or dt.date.today()
    cell(book, LAST_DONE).offset(below, 0).value = (day - FIRST_DAY).days
    return Outcome(says["marked"].format(metric=metric, day=spoken_day(day)))


def cell(book: Any, name: str) -> Any:
    """The cells behind a name of a tracker. Raises NotHere where the workbook is none, or has lost them."""
    try:
        return book.names[name].refers_to_range
    except Exception as error:  # KeyError on a server; what COM raises in Excel is of no one type
        raise NotHere(ribbon().says["part_missing" if _is_tracker(book) else "not_a_tracker"]) from error


def _is_tracker(book: Any) -> bool:
    """Whether a workbook has at least a sheet of a tracker."""
    return any(name.name.startswith("st_sheet_") for name in getattr(book, "names", ()))


def _column(cells: Any) -> list[Any]:
    value = cells.options(ndim=1).value
    return value if isinstance(value, list) else [value]


def day_in(value: Any) -> dt.date | None:
    """The day that a cell holds, None for anything else."""
    return value.date() if isinstance(value, dt.datetime) else None
