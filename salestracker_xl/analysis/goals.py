"""Which months goals speak of: those of a proposal, and those that have one."""

from __future__ import annotations

import calendar
import datetime as dt

import pandas as pd

from salestracker_xl.tables.tracker import Tracker

YEARS = 2  # the running fiscal year, and the next one to plan


def proposed_months(last_day: dt.date, fiscal_start: int) -> list[dt.date]:
    """First days of the months of the fiscal year that holds `last_day` and of the next one.

    `fiscal_start` is the month, 1 to 12, in which a fiscal year begins.

    >>> months = proposed_months(dt.date(2026, 2, 10), fiscal_start=4)
    >>> months[0], months[-1], len(months)
    (datetime.date(2025, 4, 1), datetime.date(2027, 3, 1), 24)
    """
    first = last_day.year * 12 + last_day.month - 1 - (last_day.month - fiscal_start) % 12
    return [dt.date(month // 12, month % 12 + 1, 1) for month in range(first, first + 12 * YEARS)]


def days_with_goals(
    targets: pd.DataFrame, start: dt.date, end: dt.date, full_end: dt.date
) -> tuple[dt.date, dt.date] | None:
    """First and last day that goals speak of: from the first month with a goal in a period to the last one.

    `targets` has the columns `month` and `amount`; the period runs from `start` to `full_end`, and `end` is how far it
    has come. Revenue outside of these days stands against no goal. None where no month begun by `end` has a goal above
    0.

    >>> goals = pd.DataFrame({"month": pd.to_datetime(["2026-04-01", "2026-06-01"]), "amount": [900.0, 900.0]})
    >>> days_with_goals(goals, dt.date(2026, 1, 1), dt.date(2026, 6, 12), dt.date(2026, 12, 31))
    (datetime.date(2026, 4, 1), datetime.date(2026, 6, 12))
    """
    goals: dict[dt.date, float] = {}
    for day, amount in zip(targets["month"].tolist(), targets["amount"].tolist(), strict=True):
        month = day.date().replace(day=1)
        goals[month] = goals.get(month, 0.0) + amount
    months = [month for month, goal in goals.items() if goal > 0 and _last_day(month) >= start and month <= full_end]
    if not months or min(months) > end:
        return None
    return max(start, min(months)), min(end, _last_day(max(months)))


def _last_day(month: dt.date) -> dt.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def goal_reps(tracker: Tracker) -> list[str]:
    """The reps that goals name, in order of their first goal; of names that differ in case only, the first."""
    if tracker.targets is None:
        return []
    names = map(str, tracker.targets.frame["rep"].dropna().unique())
    return list({name.lower(): name for name in reversed(list(names))}.values())[::-1]
