"""Equal purchase histories, counted once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData

NO_REPEAT = Text(
    "No customer bought a second time, so there is no rhythm of purchases to learn.",
    "Aucun client n'a acheté une deuxième fois : il n'y a aucun rythme d'achat à apprendre.",
)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Rows that are equal in every column: the first row of each group, its size, and the group of each row."""

    index: np.ndarray
    counts: np.ndarray
    inverse: np.ndarray


def group_rows(*columns: np.ndarray) -> Groups:
    """Group the rows that are equal in every column.

    >>> groups = group_rows(np.array([1, 2, 1]), np.array([7.5, 0.0, 7.5]))
    >>> groups.counts, groups.inverse
    (array([2, 1]), array([0, 1, 0]))
    """
    keys = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        code = _codes(column)
        keys = keys * (int(code.max()) + 1) + code
    order = np.argsort(keys)
    ordered = keys[order]
    new = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    starts = np.flatnonzero(new)
    inverse = np.empty(len(keys), np.int64)
    inverse[order] = np.cumsum(new) - 1
    return Groups(order[starts], np.diff(np.append(starts, len(keys))), inverse)


def _codes(column: np.ndarray) -> np.ndarray:
    """Small whole numbers that are equal where the values are: whole days as they stand, others by rank."""
    shifted = column - column.min()
    codes = shifted.astype(np.int64)
    return codes if np.array_equal(codes, shifted) else np.unique(column, return_inverse=True)[1]


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """The distinct purchase histories of a customer base, in units of its mean age.

    Attributes
    ----------
    frequency, recency, T : numpy.ndarray
        (histories,) repeat purchases, ascending, age at the last one, age now; ages as multiples of `time_unit`.
    weight : numpy.ndarray
        (histories,) number of customers with this history.
    beyond : numpy.ndarray
        (highest frequency,) number of customers with more than 0, 1, 2, ... repeat purchases. A sum over customers of
        log Γ(r + x) / Γ(r) is `beyond @ log(r + i)`: no gamma function, and nothing to overflow.
    ages, age_weight, age_bought : numpy.ndarray
        (ages,) distinct values of T, the customers of each, and their repeat purchases together.
    customers : int
        Number of customers.
    time_unit : float
        Mean age, in the unit in which the histories were given.
    """

    frequency: np.ndarray
    recency: np.ndarray
    T: np.ndarray
    weight: np.ndarray
    beyond: np.ndarray
    ages: np.ndarray
    age_weight: np.ndarray
    age_bought: np.ndarray
    customers: int
    time_unit: float

    @property
    def again(self) -> slice:
        """The histories with a repeat purchase."""
        return slice(int(np.searchsorted(self.frequency, 1)), None)

    def thinned(self, most: int) -> Histories:
        """At most so many of the histories, evenly from the rare to the frequent buyers."""
        chosen = np.unique(np.linspace(0, len(self.weight) - 1, most).astype(np.int64))
        frequency, weight, T = self.frequency[chosen], self.weight[chosen], self.T[chosen]
        at_least = np.cumsum(np.bincount(frequency.astype(np.int64), weight)[::-1])[::-1]
        return Histories(
            frequency=frequency,
            recency=self.recency[chosen],
            T=T,
            weight=weight,
            beyond=at_least[1:],
            ages=T,
            age_weight=weight,
            age_bought=weight * frequency,
            customers=int(weight.sum()),
            time_unit=self.time_unit,
        )

    @property
    def ladder(self) -> np.ndarray:
        """0, 1, 2, ... beside `beyond`."""
        return np.arange(len(self.beyond))

    @property
    def shift(self) -> float:
        """What a log-likelihood gains when its time unit becomes that of the data."""
        return -self.purchases * float(np.log(self.time_unit))

    @property
    def purchases(self) -> float:
        """Repeat purchases of all customers together."""
        return float(self.beyond.sum())


def histories_of(frequency: np.ndarray, recency: np.ndarray, T: np.ndarray) -> Histories:
    """Count equal histories of (customers,) arrays once; see `PurchaseSummary` for their meaning.

    Raises
    ------
    ValueError
        When no purchase history looks like that: fractional or negative counts, a last purchase after the end.
    NotEnoughData
        When nobody bought again.
    """
    if np.any(frequency < 0) or np.any(frequency != np.floor(frequency)):
        raise ValueError("frequency must hold whole numbers of repeat purchases, 0 or more.")
    if np.any(recency < 0) or np.any(recency > T):
        raise ValueError("recency must lie between 0 and T for every customer.")
    if not np.any(frequency > 0):
        raise NotEnoughData(NO_REPEAT)
    time_unit = float(np.mean(T))
    groups = group_rows(frequency, recency, T)
    ages = group_rows(T)
    at_least = np.cumsum(np.bincount(np.asarray(frequency, np.int64))[::-1])[::-1]
    return Histories(
        frequency=np.asarray(frequency, float)[groups.index],
        recency=recency[groups.index] / time_unit,
        T=T[groups.index] / time_unit,
        weight=groups.counts.astype(float),
        beyond=at_least[1:].astype(float),
        ages=T[ages.index] / time_unit,
        age_weight=ages.counts.astype(float),
        age_bought=np.bincount(ages.inverse, frequency),
        customers=len(frequency),
        time_unit=time_unit,
    )
