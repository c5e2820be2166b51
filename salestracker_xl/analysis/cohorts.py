"""Customers by the month of their first purchase, and who of them came back when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from salestracker_xl.analysis.purchases import Rows
from salestracker_xl.calendar import period_start, serial, spoken_day
from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData
from salestracker_xl.models.cohorts import cohort_matrix, periods_over


@dataclass(frozen=True, slots=True)
class Cohorts:
    """`active[i, k]`: customers of cohort i who bought k months after their first purchase; NaN in the future.

    `starts` are the serial first days of the cohorts' months; `active[:, 0]` is the size of each cohort.
    """

    starts: np.ndarray
    active: np.ndarray

    def __len__(self) -> int:
        return len(self.starts)

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
        """Retention by age over all cohorts old enough: customers who bought, divided by customers who could have.

        NaN at an age that no customer has reached.
        """
        seen = ~np.isnan(self.active)
        could = np.where(seen, self.sizes[:, None], 0.0).sum(axis=0)
        with np.errstate(invalid="ignore"):
            return np.where(could > 0, np.nansum(self.active, axis=0) / could, np.nan)

    @property
    def inhabited(self) -> Cohorts:
        """The cohorts of the months that won somebody."""
        won = self.sizes > 0
        return Cohorts(self.starts[won], self.active[won])

    def latest(self, most: int) -> Cohorts:
        """At most `most` cohorts as they are, after one that adds up all earlier ones and has the start of their last.

        The added up one is NaN at ages that not all of its customers have reached.
        """
        if len(self) <= most:
            return self
        before = len(self) - most
        added = self.active[:before].sum(axis=0, keepdims=True)
        return Cohorts(self.starts[before - 1 :], np.vstack([added, self.active[before:]]))


def monthly_cohorts(purchases: Rows, last_day: dt.date) -> Cohorts:
    """Cohort matrix by calendar month from purchases (no refunds), up to the last month that was over on `last_day`.

    A customer counts once in a month, whatever was bought. One row for each month from the first one with a purchase,
    months that won nobody included.

    Raises
    ------
    NotEnoughData
        When fewer than two complete months are covered, so that nobody can have come back.
    """
    months, first, periods = periods_over(purchases.days, serial(last_day), "month")
    if periods < 2:
        raise NotEnoughData(
            Text(
                "Cohorts need sales over two complete months; up to {day} they cover {n}.",
                "Les cohortes demandent deux mois complets de ventes ; jusqu'au {day}, il y en a {n}.",
            ).format(n=periods, day=spoken_day(last_day))
        )
    return Cohorts(
        period_start(first + np.arange(periods), "month"), cohort_matrix(purchases.customers, months, first, periods)
    )
