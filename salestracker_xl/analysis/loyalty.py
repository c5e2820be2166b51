"""How loyal each customer is: RFM scores, what it will be worth, whether it is likely to leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import largest_first
from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.metric import MetricError
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.models import rfm

ORDER_OF_SEGMENTS = (
    *(rfm.CHAMPIONS, rfm.LOYAL, rfm.PROMISING, rfm.NEW, rfm.NEEDS_ATTENTION),
    *(rfm.CANNOT_LOSE, rfm.AT_RISK, rfm.HIBERNATING, rfm.LOST),
)
DOUBTFUL = 0.6  # chance to be alive below which a customer is likely to leave
LATE = 2.0  # usual gaps between orders after which a customer is, where no chance is known


@dataclass(frozen=True, slots=True, eq=False)
class Loyalty:
    """Every customer with a purchase, the most valuable first, and why no value is predicted where none is.

    `customers` has `customer` (the name), `key` (the name as Excel compares it), `segment` (a Text), `orders` (days
    with a purchase), `last` (serial day), `days_since`, `revenue_year`, and with the models `clv` over 12 months,
    `alive` (a probability) and `expected` (orders over 12 months), else NaN.
    """

    customers: pd.DataFrame
    why_not: Text | None


def loyalty(known: KnownSales) -> Loyalty | None:
    """Score and predict every customer as seen from the day of the sales; None when nobody had bought by then."""
    rows = known.rows.until(known.as_of)
    if not (rows.amounts >= 0).any():
        return None
    summary = known.purchases.until(serial(known.as_of))
    spent = np.bincount(rows.customers, rows.amounts, minlength=len(rows.names))[summary.codes]
    days_since = summary.T - summary.recency
    segments = np.empty(len(summary.codes), object)
    segments[:] = rfm.rfm_scores(days_since, summary.frequency, spent).segments
    keys = rows.names[summary.codes]
    codes = known.codes_of(keys)
    alive, expected, clv, why_not = _predicted(known, len(summary.codes))
    customers = pd.DataFrame(
        {
            "customer": known.customer_names[codes],
            "key": keys,
            "segment": segments,
            "orders": summary.frequency + 1.0,
            "last": summary.end - days_since,
            "days_since": days_since,
            "revenue_year": known.revenue_year[codes],
            "clv": clv,
            "alive": alive,
            "expected": expected,
        }
    )
    by = ["revenue_year", "orders"] if why_not else ["clv", "revenue_year"]
    order = largest_first(keys, *(customers[column].to_numpy(float) for column in by))
    return Loyalty(customers.iloc[order].reset_index(drop=True), why_not)


def _predicted(known: KnownSales, customers: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, Text | None]:
    try:
        values = known.lifetime()
    except MetricError as error:
        unknown = np.full(customers, np.nan)
        return unknown, unknown, unknown, error.text
    return values.probability_alive, values.expected_purchases, values.clv, None


def by_segment(customers: pd.DataFrame) -> pd.DataFrame:
    """Customers, revenue of 12 months and median days since the last order of each RFM segment, the best first."""
    names = pd.Series([segment.en for segment in customers["segment"]], index=customers.index)
    grouped = customers.groupby(names)
    order = [segment.en for segment in ORDER_OF_SEGMENTS]
    found = pd.DataFrame(
        {
            "customers": grouped.size(),
            "revenue_year": grouped["revenue_year"].sum(),
            "days_since": grouped["days_since"].median(),
        }
    ).reindex(order)
    found["customers"] = found["customers"].fillna(0)
    found["revenue_year"] = found["revenue_year"].fillna(0)
    found["segment"] = list(ORDER_OF_SEGMENTS)
    return found.reset_index(drop=True)


def next_orders(known: KnownSales, keys: np.ndarray) -> pd.DataFrame:
    """Usual gap in days between orders and expected day of the next one, as NEXTORDER has them, in the order of `keys`.

    NaN for a customer who bought on a single day.
    """
    if not len(keys):
        return pd.DataFrame({"gap": np.empty(0), "due": np.empty(0)})
    rows = known.rows.until(known.as_of).purchases
    codes = pd.Index(rows.names).get_indexer(pd.Index(keys))
    chosen = np.isin(rows.customers, codes)
    table = REGISTRY["NEXTORDER"].compute(rows.customers[chosen], rows.days[chosen])
    who, _, gap, _, due = (np.asarray(column.values) for column in table.columns)
    return pd.DataFrame({"gap": gap, "due": due}, index=who).reindex(codes).reset_index(drop=True)


def likely_to_leave(known: KnownSales, found: Loyalty, most: int) -> pd.DataFrame:
    """Customers of the last 12 months who came back before and may not come again, by the revenue that is at stake.

    That is the revenue of 12 months times the chance to have left; where no chance is known, customers who are late by
    as much as their usual gap stand for them, with all of their revenue. `gap` and `due` are those of `next_orders`.
    """
    again = found.customers.loc[(found.customers["orders"] > 1) & (found.customers["revenue_year"] > 0)]
    if found.why_not is None:
        doubtful = again.loc[again["alive"] < DOUBTFUL]
        doubtful = doubtful.assign(at_stake=doubtful["revenue_year"] * (1 - doubtful["alive"]))
    else:
        gaps = next_orders(known, again["key"].to_numpy())["gap"].to_numpy()
        doubtful = again.loc[again["days_since"].to_numpy() > LATE * gaps]
        doubtful = doubtful.assign(at_stake=doubtful["revenue_year"])
    ordered = doubtful.sort_values(["at_stake", "key"], ascending=[False, True], ignore_index=True).head(most)
    return ordered.join(next_orders(known, ordered["key"].to_numpy()))
