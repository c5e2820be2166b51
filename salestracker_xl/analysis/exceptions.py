"""Where sales fell short or ran ahead by more than chance explains, ranked by money, with what stands behind each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import folded_codes
from salestracker_xl.calendar import year_earlier
from salestracker_xl.distinct import runs

Against = Literal["year_before", "goal"]

DIMENSIONS = ("region", "rep", "product", "category", "channel", "segment")
CLEAR, LIKELY = 3.0, 2.0  # standard errors that a gap must be away from 0 to be called so
SMALLEST = 0.005  # of all that it is compared with: a smaller gap is nobody's first worry
NO_ROWS = np.empty(0, np.int64)
FEW = 2**15  # codes below this, which are all small, numpy puts in order four times as fast
DRIVERS = 2  # customers named behind each gap


@dataclass(frozen=True, slots=True)
class Driver:
    """A customer whose sales moved with the gap, and by how much."""

    customer: str
    change: float


@dataclass(frozen=True, slots=True)
class Gap:
    """One name of one dimension against what it is compared with.

    `dimension` is a column of the sales, or "month", whose `name` is the first day as an ISO date. `score` is the gap
    in standard errors; `rows` are the positions, in the sales that were given, of the rows that the actual and, of a
    year before, the reference are made of, and `change` what each adds to the gap.
    """

    dimension: str
    name: str
    against: Against
    actual: float
    reference: float
    score: float
    rows: np.ndarray
    change: np.ndarray
    drivers: tuple[Driver, ...]

    @property
    def gap(self) -> float:
        """Actual less reference, in money."""
        return self.actual - self.reference

    @property
    def share(self) -> float:
        """The gap as a share of the reference, NaN where that is not above 0."""
        return self.gap / self.reference if self.reference > 0 else float("nan")

    @property
    def is_clear(self) -> bool:
        """Whether chance hardly ever makes such a gap."""
        return abs(self.score) >= CLEAR


def gaps(
    sales: pd.DataFrame, start: dt.date, end: dt.date, goals: pd.DataFrame | None = None
) -> tuple[list[Gap], list[Gap]]:
    """What fell short, and what ran ahead, of `start` to `end`; in each list the most money comes first.

    Every name of every dimension of the sales, and every month that is over, stands against the same days a year
    before; months and reps stand against their goals too, a running month's by the share of its days gone by. What is
    small or may be chance is left out: sales are taken for a compound Poisson process, whose sum has the variance of
    the sum of squared amounts (Ross, Introduction to Probability Models, section 5.4), and a gap must be LIKELY
    standard errors wide and SMALLEST of the whole.

    Parameters
    ----------
    sales : pandas.DataFrame
        The columns `date`, `customer`, `amount` and any of DIMENSIONS.
    goals : pandas.DataFrame, optional
        The columns `month`, `rep` and `amount`.
    """
    found = list(_all_gaps(sales.reset_index(drop=True), _stamp(start), _stamp(end), goals))
    short = sorted((gap for gap in found if gap.gap < 0), key=_by_money)
    ahead = sorted((gap for gap in found if gap.gap > 0), key=_by_money)
    return short, ahead


def _by_money(gap: Gap) -> tuple[float, str, str, str]:
    return (-abs(gap.gap), gap.dimension, gap.name, gap.against)


@dataclass(frozen=True, slots=True)
class _Compared:
    """The sales row by row: what each is worth and by whom, and whether it is of this span or of a year before.

    `whole` is what was sold a year before.
    """

    amounts: np.ndarray
    customers: pd.Series
    now: np.ndarray
    before: np.ndarray
    whole: float

    def with_year_before(self, dimension: str, name: str, this: np.ndarray, last: np.ndarray) -> Iterator[Gap]:
        """The gap between some rows of now and some of the year before, where it counts."""
        mine, earlier = this[self.now[this]], last[self.before[last]]
        amounts = self.amounts
        actual, reference = float(amounts[mine].sum()), float(amounts[earlier].sum())
        noise = np.sqrt((amounts[mine] ** 2).sum() + (amounts[earlier] ** 2).sum())
        score = _score(actual - reference, noise)
        if not _counts(actual - reference, score, self.whole):
            return
        rows = np.union1d(mine, earlier)
        change = amounts[rows] * (1.0 * np.isin(rows, mine) - np.isin(rows, earlier))
        drivers = _drivers(self.customers.iloc[rows], change, np.sign(actual - reference))
        yield Gap(dimension, name, "year_before", actual, reference, score, rows, change, drivers)

    def with_goal(self, dimension: str, name: str, rows: np.ndarray, goal: float, all_goals: float) -> Iterator[Gap]:
        """The gap between some rows and their goal, where it counts."""
        mine = rows[self.now[rows]]
        amounts = self.amounts[mine]
        actual = float(amounts.sum())
        score = _score(actual - goal, np.sqrt((amounts**2).sum()))
        if _counts(actual - goal, score, all_goals):
            yield Gap(dimension, name, "goal", actual, goal, score, mine, amounts, ())


def _counts(gap: float, score: float, all_of_it: float) -> bool:
    return abs(score) >= LIKELY and abs(gap) >= SMALLEST * abs(all_of_it)


def _all_gaps(sales: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp, goals: pd.DataFrame | None) -> Iterator[Gap]:
    amounts = sales["amount"].to_numpy(float)
    now = sales["date"].between(start, end).to_numpy()
    began, ended = (_stamp(year_earlier(day)) for day in (start, end))
    before = sales["date"].between(began, ended).to_numpy()
    compared = _Compared(amounts, pd.Series(sales["customer"]), now, before, float(amounts[before].sum()))
    months = sales["date"].to_numpy().astype("datetime64[M]")
    in_month = {stamp: rows for stamp, rows in _rows_of_each(months)}
    first = _stamp(sales["date"].min()) if len(sales) else end
    if first <= began + pd.Timedelta(days=31) and compared.whole > 0:
        yield from _gaps_to_year_before(compared, sales, start, end, in_month)
    if goals is None:
        return
    due = _due(goals, start, end)
    yield from _gaps_to_goals_of_months(compared, due, end, in_month)
    if "rep" in sales:
        yield from _gaps_to_goals_of_reps(compared, due, pd.Series(sales["rep"]), months)


def _gaps_to_year_before(
    compared: _Compared, sales: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp, in_month: Mapping[Any, np.ndarray]
) -> Iterator[Gap]:
    for dimension, name, rows in _names(sales):
        yield from compared.with_year_before(dimension, name, rows, rows)
    for month in pd.period_range(start, end, freq="M"):
        if month.end_time.normalize() <= end:
            this, last = (in_month.get(_month(one), NO_ROWS) for one in (month, month - 12))
            yield from compared.with_year_before("month", f"{month.start_time:%Y-%m-%d}", this, last)


def _gaps_to_goals_of_months(
    compared: _Compared, due: pd.DataFrame, end: pd.Timestamp, in_month: Mapping[Any, np.ndarray]
) -> Iterator[Gap]:
    goal = due["amount"].to_numpy(float)
    months = due["month"].dt.to_period("M")
    for month in sorted(set(months)):
        aim = float(goal[(months == month).to_numpy()].sum())
        if aim > 0 and month.end_time.normalize() <= end:
            rows = in_month.get(_month(month), NO_ROWS)
            yield from compared.with_goal("month", f"{month.start_time:%Y-%m-%d}", rows, aim, float(goal.sum()))


def _gaps_to_goals_of_reps(
    compared: _Compared, due: pd.DataFrame, sold_by: pd.Series, months: np.ndarray
) -> Iterator[Gap]:
    """Judged by the months alone for which anybody has a goal."""
    goal = due["amount"].to_numpy(float)
    codes, reps = folded_codes(sold_by)
    of_rep = {reps[code]: rows for code, rows in _rows_of_each(codes) if code >= 0}
    planned = {_month(month) for month in set(due["month"].dt.to_period("M"))}
    with_goals = np.isin(months, np.array(list(planned), "datetime64[M]"))
    for name in due["rep"].dropna().astype("str").drop_duplicates().tolist():
        rep = name.lower()
        aim = float(goal[(due["rep"].astype("str").str.lower() == rep).to_numpy()].sum())
        if aim > 0 and name == _first_spelling(due, rep):
            rows = of_rep.get(rep, NO_ROWS)
            yield from compared.with_goal("rep", name, rows[with_goals[rows]], aim, float(goal.sum()))


def _first_spelling(due: pd.DataFrame, rep: str) -> str:
    """How goals spell a rep the first time."""
    names = due["rep"].dropna().astype("str").tolist()
    return next(name for name in names if name.lower() == rep)


def _stamp(day: Any) -> pd.Timestamp:
    return cast("pd.Timestamp", pd.Timestamp(day))


def _names(sales: pd.DataFrame) -> Iterator[tuple[str, str, np.ndarray]]:
    """Every name of every dimension, with its rows; names that differ in case only are one."""
    for dimension in (column for column in DIMENSIONS if column in sales):
        names = pd.Series(sales[dimension])
        found = [rows for code, rows in _rows_of_each(folded_codes(names)[0]) if code >= 0]
        for name, rows in zip(names.iloc[[rows[0] for rows in found]].tolist(), found, strict=True):
            yield dimension, str(name), rows


def _rows_of_each(values: np.ndarray) -> Iterator[tuple[Any, np.ndarray]]:
    """The values in order, each with the rows in which it stands."""
    few = values.dtype.kind == "i" and values.max(initial=0) < FEW
    order = np.argsort(values.astype(np.int16) if few else values, kind="stable")
    found, starts = runs(values[order])
    yield from zip(found.tolist(), np.split(order, starts[1:]), strict=False)


def _month(period: Any) -> dt.date:
    return period.start_time.date()


def _due(goals: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Goals of the months from `start` on, that of the running month by the share of its days gone by."""
    months = goals["month"].dt.to_period("M")
    within = (months >= start.to_period("M")) & (months <= end.to_period("M"))
    due = goals.loc[within].astype({"amount": float})
    share = end.day / end.days_in_month
    running = due["month"].dt.to_period("M") == end.to_period("M")
    return due.assign(amount=due["amount"].where(~running, due["amount"] * share))


def _drivers(customers: pd.Series, added: np.ndarray, sign: float) -> tuple[Driver, ...]:
    """The customers that moved most in the direction of the gap, from what each row adds to it."""
    codes, names = pd.factorize(customers)
    change = np.bincount(codes, added, minlength=len(names))
    moved = sign * change
    least = np.partition(moved, -DRIVERS)[-DRIVERS] if len(moved) > DRIVERS else moved.min()
    furthest = np.flatnonzero((moved >= least) & (moved > 0)).tolist()
    order = sorted(furthest, key=lambda at: (-moved[at], str(names[at])))
    return tuple(Driver(str(names[at]), float(change[at])) for at in order[:DRIVERS])


def _score(gap: float, noise: float) -> float:
    return gap / noise if noise > 0 else float(np.sign(gap)) * np.inf if gap else 0.0
