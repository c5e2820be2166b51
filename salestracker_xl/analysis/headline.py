"""The metrics that the data allows, over the running fiscal year and over all of it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from salestracker_xl.analysis.deal_lines import deal_lines
from salestracker_xl.analysis.goals import days_with_goals
from salestracker_xl.analysis.interaction_lines import interaction_lines
from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.analysis.line import (
    CUSTOMERS,
    GOAL_MONTHS,
    ORDERS,
    WORKING_DAYS,
    Line,
    Span,
    line,
    metric_line,
)
from salestracker_xl.analysis.samples import monthly_samples
from salestracker_xl.calendar import serial, year_earlier
from salestracker_xl.distinct import distinct
from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.metrics.orders import aov
from salestracker_xl.metrics.targets import working_days
from salestracker_xl.tables.tracker import Tracker

ONE_DAY = pd.Timedelta(days=1)


def headline(tracker: Tracker) -> list[Line]:
    """Every metric over the running fiscal year up to the tracker's day, then over all data up to it."""
    known = KnownSales(tracker.sales.frame, tracker.last_day)
    return [told for span in spans(tracker) for told in _lines(tracker, known, span)]


def beside_the_cards(tracker: Tracker, known: KnownSales) -> list[Line]:
    """What a tracker shows beside its cards, whose figures it has already: without them, and without the models.

    The metrics of the fiscal year to date, and of repeat customers and deals over all data too.
    """
    year, everything = spans(tracker)
    sales = tracker.sales.frame
    within = _days_within(sales, year.start, year.end)
    orders, new = known.orders[within], known.new_customers[within]
    lines = _frequency_lines(known, year, within)
    if tracker.spend is not None:
        spent = _months_within(tracker.spend.frame, year.start.replace(day=1), year.end)
        lines += [told for told in _spend_lines(year, spent, new, orders) if told.key != "CAC"]
    lines += _year_lines(tracker, year, int(orders.sum()))
    lines += _repeat_lines(known, everything)
    if tracker.deals is not None:
        lines += [told for span in (year, everything) for told in deal_lines(tracker.deals.frame, span)]
    return lines


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


def _lines(tracker: Tracker, known: KnownSales, span: Span) -> list[Line]:
    sales = tracker.sales.frame
    within = _days_within(sales, span.start, span.end)
    orders, new = known.orders[within], known.new_customers[within]
    lines = [*_sales_lines(known, span, within, orders, new), *_customer_lines(known, span, within)]
    if tracker.spend is not None:
        spent = _months_within(tracker.spend.frame, span.start.replace(day=1), span.end)
        lines += _spend_lines(span, spent, new, orders)
    if span.key == "fiscal_year":
        lines += _year_lines(tracker, span, int(orders.sum()))
    if tracker.deals is not None:
        lines += deal_lines(tracker.deals.frame, span)
    if tracker.engagement is not None:
        lines += interaction_lines(tracker.engagement.frame, span)
    return lines


def _sales_lines(known: KnownSales, span: Span, within: np.ndarray, orders: np.ndarray, new: np.ndarray) -> list[Line]:
    amounts = known.frame["amount"].to_numpy(float)[within]
    count, buyers = int(orders.sum()), distinct(known.customers[within]).size
    return [
        line("REVENUE", Text("Revenue", "Chiffre d'affaires"), "currency", span, amounts.sum, count, ORDERS),
        line("ORDERS", Text("Orders", "Commandes"), "count", span, orders.sum, count, ORDERS),
        line("NEWCUSTOMERS", Text("New customers", "Nouveaux clients"), "count", span, new.sum, buyers, CUSTOMERS),
        line("AOV", REGISTRY["AOV"].label, "currency", span, lambda: _aov(amounts, orders), count, ORDERS),
    ]


def _customer_lines(known: KnownSales, span: Span, within: np.ndarray) -> list[Line]:
    rows = known.rows.until(span.end)
    bought, day = rows.purchases, float(serial(span.end))
    samples = monthly_samples(rows, np.array([float(serial(span.end.replace(day=1)))]), span.end)
    return [
        *_frequency_lines(known, span, within),
        metric_line("RETENTION", span, samples.retention[0], CUSTOMERS, bought.customers, bought.days, "month", day),
        metric_line("CLV", span, samples.clv[0], CUSTOMERS, rows.customers, rows.days, rows.amounts),
    ]


def _frequency_lines(known: KnownSales, span: Span, within: np.ndarray) -> list[Line]:
    """What customers bring and how often they come; orders are told apart by their numbers alone."""
    customers, amounts = known.customers[within], known.frame["amount"].to_numpy(float)[within]
    buyers = distinct(customers[amounts > 0]).size
    lines = [metric_line("REVENUEPERCUSTOMER", span, buyers, CUSTOMERS, amounts, customers)]
    numbers, positive = known.order_ids[within], amounts > 0
    if (numbers >= 0).any():
        numbers = numbers[positive]
        lines += [
            metric_line("PURCHASEFREQUENCY", span, buyers, CUSTOMERS, numbers, customers[positive]),
            metric_line("REPEATRATE", span, buyers, CUSTOMERS, customers[positive], numbers),
        ]
    return lines


def _repeat_lines(known: KnownSales, span: Span) -> list[Line]:
    """The share of customers who came back over all data; none where orders have no numbers."""
    sales = known.frame
    counted = ((sales["amount"] > 0) & (sales["date"] < pd.Timestamp(span.end) + ONE_DAY)).to_numpy(dtype=bool)
    customers, numbers = known.customers[counted], known.order_ids[counted]
    if not (numbers >= 0).any():
        return []
    return [metric_line("REPEATRATE", span, distinct(customers).size, CUSTOMERS, customers, numbers)]


def _spend_lines(span: Span, spent: np.ndarray, new: np.ndarray, orders: np.ndarray) -> list[Line]:
    won, made = int(new.sum()), int(orders.sum())
    return [
        line("CAC", REGISTRY["CAC"].label, "currency", span, lambda: _cac(spent, new), won, CUSTOMERS),
        metric_line("COSTPERSALE", span, made, ORDERS, spent, np.array([float(made)])),
    ]


def _year_lines(tracker: Tracker, span: Span, orders: int) -> list[Line]:
    """Growth on the year before, and where the fiscal year will end."""
    sales = tracker.sales.frame
    amounts, year_end = sales["amount"].to_numpy(float), _year_end(span.start)
    now = amounts[_days_within(sales, span.start, span.end)]
    lines = []
    before = year_earlier(span.start), year_earlier(span.end)
    if sales["date"].min().date() <= before[0] + dt.timedelta(days=31):
        earlier = amounts[_days_within(sales, *before)]
        lines.append(metric_line("GROWTHRATE", span, orders, ORDERS, earlier, now))
    first, last, day = (float(serial(at)) for at in (span.start, year_end, span.end))
    passed = working_days(first, day, None)
    lines.append(metric_line("PACE", span, passed, WORKING_DAYS, now, first, last, day))
    if tracker.targets is None:
        return lines
    targets = tracker.targets.frame
    goals = _months_within(targets, span.start, year_end)
    judged = days_with_goals(targets, span.start, span.end, year_end)
    sold = amounts[_days_within(sales, *judged)] if judged else np.zeros(1)
    left = working_days(day + 1, last, None)
    return [
        *lines,
        metric_line("ATTAINMENT", span, len(goals), GOAL_MONTHS, sold, goals),
        metric_line("REQUIREDRATE", span, left, WORKING_DAYS, sold, goals, last, day),
    ]


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


def _days_within(sales: pd.DataFrame, start: dt.date, end: dt.date) -> np.ndarray:
    dates = sales["date"]
    return ((dates >= pd.Timestamp(start)) & (dates < pd.Timestamp(end) + ONE_DAY)).to_numpy(dtype=bool)


def _months_within(frame: pd.DataFrame, start: dt.date, end: dt.date) -> np.ndarray:
    months = frame["month"].dt.date
    return frame.loc[(months >= start) & (months <= end), "amount"].to_numpy(float)


def _year_end(start: dt.date) -> dt.date:
    return dt.date(start.year + 1, start.month, 1) - dt.timedelta(days=1)
