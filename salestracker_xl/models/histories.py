"""Equal purchase histories, counted once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salestracker_xl.distinct import changes
from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData

NO_REPEAT = Text(
    "No customer bought a second time, so there is no rhythm of purchases to learn.",
    "Aucun client n'a acheté une deuxième fois : il n'y a aucun rythme d'achat à apprendre.",
)

AT_ONCE = 1 << 14  # histories whose intermediate results, a megabyte, stay in the cache of a processor
LONGEST = 1 << 16  # ages in whole days up to which a list of all of them is short


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
    new = changes(ordered)
    starts = np.flatnonzero(new)
    inverse = np.empty(len(keys), np.int64)
    inverse[order] = np.cumsum(new) - 1
    return Groups(order[starts], _lengths(starts, len(keys)), inverse)


def _lengths(starts: np.ndarray, end: int) -> np.ndarray:
    """How long each run is, up to the next one or to the end."""
    lengths = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=lengths[:-1])
    lengths[-1] = end - starts[-1]
    return lengths


def _codes(column: np.ndarray) -> np.ndarray:
    """Small whole numbers that are equal where the values are: whole days as they stand, others by rank."""
    shifted = column - column.min()
    codes = shifted.astype(np.int64)
    return codes if np.array_equal(codes, shifted) else np.unique(column, return_inverse=True)[1]


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Histories with a repeat purchase, in runs of the same number of purchases.

    Attributes
    ----------
    purchases : numpy.ndarray
        (runs,) repeat purchases, ascending.
    starts : numpy.ndarray
        (runs,) first history of each run.
    run : numpy.ndarray
        (histories,) place of its run among them.
    last, now : numpy.ndarray
        (histories,) places among the days of `Repeats` of the age at the last purchase, and of the age now.
    gap : numpy.ndarray
        (histories,) time since the last purchase.
    weight : numpy.ndarray
        (histories,) number of customers with this history.
    """

    purchases: np.ndarray
    starts: np.ndarray
    run: np.ndarray
    last: np.ndarray
    now: np.ndarray
    gap: np.ndarray
    weight: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Repeats:
    """The histories with a repeat purchase, laid out for a likelihood.

    Attributes
    ----------
    days : numpy.ndarray
        (days,) ages, as multiples of the time unit. What a likelihood needs to know of an age it computes once for each
        of these: there are far fewer days than histories.
    parts : tuple of Runs
        The histories, a few thousand at a time.
    """

    days: np.ndarray
    parts: tuple[Runs, ...]


def repeats_of(
    frequency: np.ndarray, days: np.ndarray, last: np.ndarray, now: np.ndarray, weight: np.ndarray
) -> Repeats:
    """Lay out histories with a repeat purchase that stand in the order of their frequency."""
    gap = days[now] - days[last]
    parts = []
    for first in range(0, len(frequency), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        new = changes(frequency[part])
        starts, run = np.flatnonzero(new), np.cumsum(new) - 1
        parts.append(Runs(frequency[part][starts], starts, run, last[part], now[part], gap[part], weight[part]))
    return Repeats(days, tuple(parts))


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """The distinct purchase histories of a customer base, in units of its mean age.

    Attributes
    ----------
    frequency, last, now, weight : numpy.ndarray
        (histories,) repeat purchases, ascending; places in `days` of the age at the last one and of the age now; number
        of customers with this history.
    days : numpy.ndarray
        (days,) ages, as multiples of `time_unit`.
    repeats : Repeats
        Those of the histories that have a repeat purchase.
    beyond : numpy.ndarray
        (highest frequency,) number of customers with more than 0, 1, 2, ... repeat purchases. A sum over customers of
        log Γ(r + x) / Γ(r) is `beyond @ log(r + i)`: no gamma function, and nothing to overflow.
    ladder : numpy.ndarray
        0, 1, 2, ... beside `beyond`.
    ages : numpy.ndarray
        (ages,) distinct values of T.
    age_weights : numpy.ndarray
        (2, ages): the customers of each age, and their repeat purchases together.
    customers, purchases : int, float
        Number of customers, and of their repeat purchases together.
    time_unit : float
        Mean age, in the unit in which the histories were given.
    """

    frequency: np.ndarray
    last: np.ndarray
    now: np.ndarray
    weight: np.ndarray
    days: np.ndarray
    repeats: Repeats
    beyond: np.ndarray
    ladder: np.ndarray
    ages: np.ndarray
    age_weights: np.ndarray
    customers: int
    purchases: float
    time_unit: float

    @property
    def again(self) -> slice:
        """Where the histories with a repeat purchase stand."""
        return slice(int(np.searchsorted(self.frequency, 1)), None)

    @property
    def recency(self) -> np.ndarray:
        """(histories,) age at the last purchase."""
        return self.days[self.last]

    @property
    def age(self) -> np.ndarray:
        """(histories,) age now."""
        return self.days[self.now]

    @property
    def shift(self) -> float:
        """What a log-likelihood gains when its time unit becomes that of the data."""
        return -self.purchases * float(np.log(self.time_unit))


def histories_of(frequency: np.ndarray, recency: np.ndarray, T: np.ndarray) -> Histories:
    """Count equal histories of (customers,) arrays once; see `PurchaseSummary` for their meaning.

    Raises
    ------
    ValueError
        When no purchase history looks like that: fractional or negative counts, a last purchase after the end.
    NotEnoughData
        When nobody bought again.
    """
    bought = np.asarray(frequency).astype(np.int64)
    if bought.min() < 0 or not np.array_equal(bought, frequency):
        raise ValueError("frequency must hold whole numbers of repeat purchases, 0 or more.")
    if np.any(recency < 0) or np.any(recency > T):
        raise ValueError("recency must lie between 0 and T for every customer.")
    if not bought.any():
        raise NotEnoughData(NO_REPEAT)
    time_unit = float(np.mean(T))
    days, last, now = _by_day(recency, T)
    counted, last_at, now_at, weight = _counted(bought, last, now, len(days))
    counted, days = counted.astype(float), days / time_unit
    again = slice(int(np.searchsorted(counted, 1)), None)
    age_weights = np.array((np.bincount(now), np.bincount(now, bought)))
    ages = np.flatnonzero(age_weights[0])
    at_least = np.cumsum(np.bincount(bought)[::-1])[::-1]
    return Histories(
        frequency=counted,
        last=last_at,
        now=now_at,
        weight=weight,
        days=days,
        repeats=repeats_of(counted[again], days, last_at[again], now_at[again], weight[again]),
        beyond=at_least[1:].astype(float),
        ladder=np.arange(len(at_least) - 1),
        ages=days[ages],
        age_weights=age_weights[:, ages],
        customers=len(bought),
        purchases=float(bought.sum()),
        time_unit=time_unit,
    )


def _by_day(recency: np.ndarray, T: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ages, in order, and the places of recency and T among them: whole days are their own places."""
    longest = T.max()
    if longest <= LONGEST:
        last, now = np.asarray(recency).astype(np.int64), np.asarray(T).astype(np.int64)
        if np.array_equal(now, T) and np.array_equal(last, recency):
            return np.arange(longest + 1.0), last, now
    days, places = np.unique(np.concatenate((recency, T)), return_inverse=True)
    return days, places[: len(T)], places[len(T) :]


def _counted(
    bought: np.ndarray, last: np.ndarray, now: np.ndarray, days: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Distinct histories, in order, with the customers of each.

    A history is one whole number, which numpy sorts several times faster than it finds the order of rows.
    """
    keys = (bought * days + last) * days + now
    keys.sort()
    starts = np.flatnonzero(changes(keys))
    weight = _lengths(starts, len(keys)).astype(float)
    keys = keys[starts]
    rest = keys // days
    frequency = rest // days
    return frequency, rest - frequency * days, keys - rest * days, weight
