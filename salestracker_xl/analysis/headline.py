"""The metrics that the data allows, over the running fiscal year and over all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import new_customer_counts, order_counts
from salestracker_xl.analysis.goals import days_with_goals
from salestracker_xl.analysis.purchases import sales_rows
from salestracker_xl.analysis.samples import monthly_samples
from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.metric import MetricError, NotEnoughData, Unit
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.metrics.orders import aov
from salestracker_xl.tables.tracker import Tracker

ORDERS = Text("orders", "commandes")
CUSTOMERS = Text("customers", "clients")
GOAL_MONTHS = Text("months with a goal", "mois avec objectif")


@dataclass(frozen=True, slots=True)
class Span:
    """A period of the headline, both days included."""

    key: str
    label: Text
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Line:
    """One metric over one period: its value with the size of the sample, or the sentence why there is none."""

    key: str
    label: Text
    unit: Unit
    span: Span
    value: float | None
    sample: int
    sample_of: Text
    why_not: Text | None = None


def headline(tracker: Tracker) -> list[Line]:
    """Every metric over the running fiscal year up to the tracker's day, then over all data up to it."""
    return [line for span in spans(tracker) for line in _lines(tracker, span)]


def spans(tracker: Tracker) -> tuple[Span, Span]:
    """The running fiscal year to date, and all data to date."""
    last = tracker.last_day
    months = (last.month - tracker.fiscal_start) % 12
    year, month = divmod(last.year * 12 + last.month - 1 - months, 12)
    first = tracker.sales.frame["date"].min().date()
    return (
        Span("fiscal_year", Text("this fiscal year", "cet exercice"), dt.date(year, month + 1, 1), last),
        Span("all", Text("all data", "toutes les données"), first, last),
    )


def _lines(tracker: Tracker, span: Span) -> list[Line]:
    sales = tracker.sales.frame
    dates = sales["date"].dt.date
    within = _days_within(dates, span.start, span.end)
    amounts = sales["amount"].to_numpy(float)[within]
    orders = order_counts(sales)[within]
    new = new_customer_counts(sales)[within]
    rows = sales_rows(sales).until(span.end)
    bought = rows.purchases
    count = int(orders.sum())
    buyers = int(sales.loc[within, "customer"].nunique())
    samples = monthly_samples(rows, np.array([float(serial(span.end.replace(day=1)))]), span.end)
    day = float(serial(span.end))

    def line(key: str, label: Text, unit: Unit, compute: Callable[[], float], sample: int, of: Text) -> Line:
        try:
            return Line(key, label, unit, span, float(compute()), sample, of)
        except MetricError as error:
            return Line(key, label, unit, span, None, sample, of, error.text)

    def metric(name: str, sample: int, of: Text, *columns) -> Line:
        entry = REGISTRY[name]
        return line(name, entry.label, entry.unit, lambda: entry.compute(*columns), sample, of)

    lines = [
        line("REVENUE", Text("Revenue", "Chiffre d'affaires"), "currency", lambda: amounts.sum(), count, ORDERS),
        line("ORDERS", Text("Orders", "Commandes"), "count", orders.sum, count, ORDERS),
        line("NEWCUSTOMERS", Text("New customers", "Nouveaux clients"), "count", new.sum, buyers, CUSTOMERS),
        line("AOV", REGISTRY["AOV"].label, "currency", lambda: _aov(amounts, orders), count, ORDERS),
        metric("RETENTION", int(samples.retention[0]), CUSTOMERS, bought.customers, bought.days, "month", day),
        metric("CLV", int(samples.clv[0]), CUSTOMERS, rows.customers, rows.days, rows.amounts),
    ]
    if tracker.spend is not None:
        spent = _months_within(tracker.spend.frame, span.start.replace(day=1), span.end)
        lines.append(
            line("CAC", REGISTRY["CAC"].label, "currency", lambda: _cac(spent, new), int(new.sum()), CUSTOMERS)
        )
    if tracker.targets is not None and span.key == "fiscal_year":
        year_end = _year_end(span.start)
        goals = _months_within(tracker.targets.frame, span.start, year_end)
        judged = days_with_goals(tracker.targets.frame, span.start, span.end, year_end)
        sold = sales["amount"].to_numpy(float)[_days_within(dates, *judged)] if judged else np.zeros(1)
        lines.append(metric("ATTAINMENT", len(goals), GOAL_MONTHS, sold, goals))
    return lines


def _aov(amounts: np.ndarray, orders: np.ndarray) -> float:
    """Revenue by order begun: an order that began before the period brings its money and no order, as on the dashboard.

    Over all data this is AOV of amounts and order numbers.
    """
    begun = orders.sum()
    return amounts.sum() / begun if begun else aov(amounts[:0])


def _cac(spent: np.ndarray, new: np.ndarray) -> float:
    if spent.sum() <= 0:
        raise NotEnoughData(Text("There is no spend in this period.", "Il n'y a pas de dépenses sur cette période."))
    return REGISTRY["CAC"].compute(spent, np.array([new.sum()]))


def _months_within(frame, start: dt.date, end: dt.date) -> np.ndarray:
    months = frame["month"].dt.date
    return frame.loc[(months >= start) & (months <= end), "amount"].to_numpy(float)


def _days_within(dates: pd.Series, start: dt.date, end: dt.date) -> np.ndarray:
    return ((dates >= start) & (dates <= end)).to_numpy()


def _year_end(start: dt.date) -> dt.date:
    return dt.date(start.year + 1, start.month, 1) - dt.timedelta(days=1)
