"""Revenue of new, returning and regained customers, and what customers of one period bring in the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import folded_codes
from salestracker_xl.analysis.purchases import Rows
from salestracker_xl.calendar import from_serial
from salestracker_xl.distinct import changes, distinct

STATES = ("new", "existing", "regained")
NEW, EXISTING, REGAINED = range(len(STATES))
REGAINED_AFTER = 12  # months without a purchase, after which a customer who comes back is regained


def revenue_by_newness(sales: pd.DataFrame) -> pd.DataFrame:
    """Net revenue and customers of each month, by how the customer came to it.

    A customer is new in the month of the first purchase; regained in a month with a purchase after twelve months
    without one; existing otherwise. Refunds count in their own month, with what the customer was in it.

    Parameters
    ----------
    sales : pandas.DataFrame
        The columns `customer`, `date` and `amount`.

    Returns
    -------
    pandas.DataFrame
        One row a calendar month from the first to the last, by period; the columns new, existing, regained (money) and
        new_customers, existing_customers, regained_customers (buyers).
    """
    who = folded_codes(sales["customer"])[0] + 1
    month = sales["date"].to_numpy().astype("M8[M]").astype(np.int64)
    amount = sales["amount"].to_numpy(float)
    first, count = int(month.min()), int(month.max() - month.min()) + 1
    cell = who * count + (month - first)
    bought = distinct(cell[amount >= 0])  # a customer's months, one after the other
    states = _states(*np.divmod(bought, count))
    place = np.searchsorted(bought, cell)
    known = np.append(bought, -1)[place] == cell
    of_rows = np.where(known, np.append(states, EXISTING)[place], EXISTING)  # a refund in a month without a purchase
    money = _by_month(month - first, of_rows, count, amount)
    buyers = _by_month(bought % count, states, count)
    months = pd.period_range(pd.Period(ordinal=first, freq="M"), periods=count, freq="M")
    headers = [*STATES, *(f"{state}_customers" for state in STATES)]
    told = pd.DataFrame(np.hstack((money, buyers)), months, headers)
    return told.astype({header: int for header in headers[len(STATES) :]})


def _states(who: np.ndarray, month: np.ndarray) -> np.ndarray:
    """What each customer is in each of the months with a purchase, which stand customer by customer, in order."""
    gap = np.diff(month, prepend=0)
    later = np.where(gap > REGAINED_AFTER, REGAINED, EXISTING)
    return np.where(changes(who), NEW, later)


def _by_month(month: np.ndarray, state: np.ndarray, count: int, weights: np.ndarray | None = None) -> np.ndarray:
    """(months, states) sums of the weights, or how many there are."""
    cells = np.bincount(month * len(STATES) + state, weights, count * len(STATES))
    return cells.reshape(count, len(STATES))


@dataclass(frozen=True, slots=True)
class Flows:
    """What the customers of one period brought in the next: before + expansion - contraction - churned = kept."""

    before: float
    expansion: float
    contraction: float
    churned: float

    @property
    def kept(self) -> float:
        """What those customers brought in the later period."""
        return self.before + self.expansion - self.contraction - self.churned


def flows(before: np.ndarray, after: np.ndarray) -> Flows:
    """Follow the customers with revenue above 0 in the earlier period into the later one.

    The set is closed: new customers have no place in it (SaaS Metrics Standards Board). A customer who brings nothing
    later is churned with all of it; negative revenue later counts as nothing. The parts suit NRR and GRR.

    Parameters
    ----------
    before, after : numpy.ndarray
        (customers,) revenue of each customer in the earlier and in the later period.
    """
    theirs = before > 0
    old, later = before[theirs], np.maximum(after[theirs], 0.0)
    change, gone = later - old, later == 0
    return Flows(
        before=float(old.sum()),
        expansion=float(change[change > 0].sum()),
        contraction=float(-change[(change < 0) & ~gone].sum()),
        churned=float(old[gone].sum()),
    )


def yearly_flows(rows: Rows, as_of: dt.date, most: int) -> list[tuple[dt.date, Flows]]:
    """What the customers of twelve months brought in the twelve months after, with the last day of these.

    The first is the last month that was over on a day, then every third month before, the latest first; at most so
    many, and none whose earlier twelve months begin before the sales do.
    """
    if not rows.days.size:
        return []
    began = from_serial(float(rows.days[0]))
    found = []
    for step in range(most):
        end = _months_on(_first_day_after(as_of), -3 * step)
        middle, start = _months_on(end, -12), _months_on(end, -24)
        if start < began.replace(day=1):
            break
        earlier, later = (
            np.bincount(part.customers, part.amounts, minlength=len(rows.names))
            for part in (_between(rows, start, middle), _between(rows, middle, end))
        )
        found.append((end - dt.timedelta(days=1), flows(earlier, later)))
    return found


def _between(rows: Rows, start: dt.date, end: dt.date) -> Rows:
    return rows.since(start).until(end - dt.timedelta(days=1))


def _first_day_after(day: dt.date) -> dt.date:
    """First day after the last month that was over on a day."""
    return (day + dt.timedelta(days=1)).replace(day=1)


def _months_on(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)
