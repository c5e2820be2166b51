"""Customers by the month of their first purchase, and who of them came back when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salestracker_xl.analysis.purchases import Rows
from salestracker_xl.calendar import EXCEL_EPOCH, period_index


@dataclass(frozen=True, slots=True)
class Cohorts:
    """`active[i, k]`: customers of cohort i who bought k periods after their first purchase; NaN in the future.

    `starts` are the serial first days of the cohorts' months; `active[:, 0]` is the size of each cohort.
    """

    starts: np.ndarray
    active: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        """How many customers each cohort began with."""
        return self.active[:, 0]

    @property
    def shares(self) -> np.ndarray:
        """Share of each cohort that bought again, by age; NaN in the future and in months that won nobody."""
        with np.errstate(invalid="ignore"):
            return np.where(self.sizes[:, None] > 0, self.active / self.sizes[:, None], np.nan)

    @property
    def curve(self) -> np.ndarray:
        """Retention by age over all cohorts old enough: customers who bought, divided by customers who could have."""
        seen = ~np.isnan(self.active)
        could = np.where(seen, self.sizes[:, None], 0.0).sum(axis=0)
        return np.nansum(self.active, axis=0) / could


def monthly_cohorts(purchases: Rows) -> Cohorts:
    """Cohort matrix by calendar month from purchases (no refunds), from the first month to the last one with any.

    One pass over integer codes; a customer counts once in a month, whatever was bought.
    """
    months = period_index(purchases.days, "month")
    first_month, periods = int(months.min()), int(months.max() - months.min()) + 1
    bought = np.zeros(len(purchases.names) * periods, dtype=bool)
    bought[purchases.customers * periods + (months - first_month)] = True
    customer, month = np.divmod(np.flatnonzero(bought), periods)
    born = month[np.flatnonzero(np.diff(customer, prepend=-1))]  # of each customer present, in their order
    cohort = np.repeat(born, np.unique(customer, return_counts=True)[1])
    counts = np.bincount(cohort * periods + (month - cohort), minlength=periods**2).reshape(periods, periods)
    ages = np.arange(periods)
    active = np.where(ages[None, :] + ages[:, None] < periods, counts.astype(float), np.nan)
    return Cohorts(_first_days(first_month + ages), active)


def _first_days(months: np.ndarray) -> np.ndarray:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64).astype(float) + EXCEL_EPOCH
