"""What each customer's purchases come to: how often, how recently, since when, for how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salestracker_xl.distinct import changes, runs
from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData

NO_PURCHASE = Text(
    "There is no purchase in these rows: no amount of 0 or more with its customer and its date.",
    "Il n'y a aucun achat dans ces lignes : aucun montant supérieur ou égal à 0 avec son client et sa date.",
)


@dataclass(frozen=True, slots=True, eq=False)
class PurchaseSummary:
    """The purchase history of each customer, in the four numbers that the models need.

    Attributes
    ----------
    codes : numpy.ndarray
        (customers,) codes of the customers that the other arrays speak of, ascending.
    frequency : numpy.ndarray
        (customers,) days with a purchase after the first one, whole numbers.
    recency : numpy.ndarray
        (customers,) age at the last purchase, in days.
    T : numpy.ndarray
        (customers,) age at `end`, in days.
    monetary_value : numpy.ndarray
        (customers,) mean value of the repeat days, refunds deducted; 0 where there is none.
    end : float
        The day from which the customers are seen, as an Excel serial number.
    """

    codes: np.ndarray
    frequency: np.ndarray
    recency: np.ndarray
    T: np.ndarray
    monetary_value: np.ndarray
    end: float


def summarise(
    customers: np.ndarray, days: np.ndarray, amounts: np.ndarray, end: float | None = None
) -> PurchaseSummary:
    """Sum up the rows of an order table, one customer at a time.

    A row with an amount of 0 or more is a purchase; purchases of one customer on one day are one (Fader, Hardie and
    Lee 2005). A negative amount is a refund: it lowers the value of the customer's latest purchase day on or before
    it, and is ignored where there is none. Customers without a purchase are left out; `codes` names those that stay.

    Parameters
    ----------
    customers : numpy.ndarray
        (rows,) integer codes, 0 or more.
    days : numpy.ndarray
        (rows,) Excel serial days; the time of day is dropped.
    amounts : numpy.ndarray
        (rows,) money, without blanks.
    end : float, optional
        Last day to take into account, by default the latest of `days`; later rows have not happened yet.

    Raises
    ------
    NotEnoughData
        When no row is a purchase.

    >>> orders = summarise(np.array([0, 0, 0]), np.array([1.0, 11.0, 31.0]), np.array([5.0, 20.0, 40.0]))
    >>> orders.frequency, orders.recency, orders.monetary_value
    (array([2]), array([30.]), array([30.]))
    """
    purchases = purchases_of(customers, days, amounts)
    return purchases.until(purchases.last_day if end is None else end)


@dataclass(frozen=True, slots=True, eq=False)
class Purchases:
    """The purchase days of customers, and what their repeat days brought, counted once to be seen from many days.

    Attributes
    ----------
    codes, starts : numpy.ndarray
        (customers,) codes of those who bought, ascending, and where the days of each begin in `days`.
    days : numpy.ndarray
        (purchases,) days with a purchase, those of one customer together and in order.
    customers, paid_on, paid : numpy.ndarray
        (rows,) customer, day and amount of each row that counts for the value of the customer's repeat days.
    last_day : int
        Day of the latest row.
    """

    codes: np.ndarray
    starts: np.ndarray
    days: np.ndarray
    customers: np.ndarray
    paid_on: np.ndarray
    paid: np.ndarray
    last_day: int

    def until(self, end: float) -> PurchaseSummary:
        """Sum up what had happened by the end of a day.

        Raises
        ------
        NotEnoughData
            When nobody had bought by then.
        """
        last_day = int(np.floor(end))
        bought = np.add.reduceat((self.days <= last_day).astype(np.int64), self.starts)
        known = np.flatnonzero(bought)
        if known.size == 0:
            raise NotEnoughData(NO_PURCHASE)
        codes, starts, frequency = self.codes[known], self.starts[known], bought[known] - 1
        counted = self.paid_on <= last_day
        value = np.bincount(self.customers[counted], self.paid[counted], minlength=int(codes[-1]) + 1)[codes]
        first = self.days[starts]
        return PurchaseSummary(
            codes=codes,
            frequency=frequency,
            recency=(self.days[starts + frequency] - first).astype(float),
            T=(last_day - first).astype(float),
            monetary_value=value / np.maximum(frequency, 1),
            end=float(last_day),
        )


def purchases_of(customers: np.ndarray, days: np.ndarray, amounts: np.ndarray) -> Purchases:
    """Find the purchases among the rows of an order table; see `summarise`.

    A refund belongs to the latest purchase day on or before it, so it lowers the value of the repeat days exactly when
    it comes on or after the second purchase day: purchases and refunds obey one rule, and no refund needs a search.
    """
    if len(days) == 0:
        raise NotEnoughData(NO_PURCHASE)
    days = np.floor(days).astype(np.int64)
    bought, day_of_purchase = _purchase_days(customers, days, amounts)
    codes, starts = runs(bought)
    again = np.flatnonzero(np.append(starts[1:], len(bought)) - starts > 1)
    last_day = int(days.max())
    second = np.full(int(customers.max()) + 1, last_day + 1)
    second[codes[again]] = day_of_purchase[starts[again] + 1]
    counted = np.flatnonzero(days >= second[customers])
    return Purchases(codes, starts, day_of_purchase, customers[counted], days[counted], amounts[counted], last_day)


def _purchase_days(customers: np.ndarray, days: np.ndarray, amounts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Customer and day of every day on which a customer bought, sorted, each once."""
    origin = int(days.min())
    span = int(days.max()) - origin + 1
    # One unsigned key for customer and day: numpy sorts 32-bit integers about twice as fast as 64-bit ones.
    width = np.uint32 if (int(customers.max()) + 1) * span < 2**32 else np.uint64
    keys = customers.astype(width) * width(span) + (days - origin).astype(width)
    refunds = amounts < 0
    if refunds.any():
        keys = keys[~refunds]
    if len(keys) == 0:
        raise NotEnoughData(NO_PURCHASE)
    keys.sort()
    keys = keys[changes(keys)]
    bought = keys // width(span)
    return bought.astype(np.int64), (keys - bought * width(span)).astype(np.int64) + origin
