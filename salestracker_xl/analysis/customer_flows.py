"""Revenue of new, returning and regained customers, and what customers of one period bring in the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import folded
from salestracker_xl.analysis.purchases import Rows
from salestracker_xl.calendar import from_serial

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
    month = sales["date"].dt.to_period("M")
    frame = pd.DataFrame(
        {"who": folded(pd.Series(sales["customer"])), "month": month, "amount": sales["amount"].to_numpy(float)}
    )
    bought = frame.loc[frame["amount"] >= 0, ["who", "month"]].drop_duplicates().sort_values(by=["who", "month"])
    number = bought["month"].dt.year * 12 + bought["month"].dt.month
    gap = number.groupby(bought["who"]).diff()
    bought["state"] = np.select([gap.isna(), gap > REGAINED_AFTER], ["new", "regained"], "existing")
    told = frame.merge(bought, on=["who", "month"], how="left")
    told["state"] = told["state"].fillna("existing")  # a refund in a month without a purchase
    months = pd.period_range(month.min(), month.max(), freq="M")
    money = told.pivot_table(index="month", columns="state", values="amount", aggfunc="sum")
    buyers = bought.pivot_table(index="month", columns="state", values="who", aggfunc="count")
    states = ["new", "existing", "regained"]
    money, buyers = (table.reindex(index=months, columns=states).fillna(0.0) for table in (money, buyers))
    return money.join(buyers.astype(int).add_suffix("_customers"))


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


def customer_flows(before: pd.DataFrame, after: pd.DataFrame) -> Flows:
    """Follow the customers with revenue above 0 in the earlier period into the later one.

    The set is closed: new customers have no place in it (SaaS Metrics Standards Board). A customer who brings nothing
    later is churned with all of it; negative revenue later counts as nothing. The parts suit NRR and GRR.

    Parameters
    ----------
    before, after : pandas.DataFrame
        Sales of each period with the columns `customer` and `amount`.
    """
    old, new = (_by_customer(sales) for sales in (before, after))
    return flows(old.to_numpy(), new.reindex(old.index).fillna(0.0).to_numpy())


def flows(before: np.ndarray, after: np.ndarray) -> Flows:
    """As `customer_flows`, from the revenue of the same (customers,) in the earlier and in the later period."""
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


def _by_customer(sales: pd.DataFrame) -> pd.Series:
    amounts = pd.Series(sales["amount"].to_numpy(float))
    return cast("pd.Series", amounts.groupby(folded(pd.Series(sales["customer"])).to_numpy()).sum())
