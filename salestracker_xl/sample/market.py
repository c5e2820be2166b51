"""How the seller's customers, deals and plans behave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Acquisition:
    """How customers arrive, month by month.

    The expected number in month m (0 is the first) is proportional to
    season[month] * (1 + growth) ** (m / 12) * (1 + opening * exp(-m / opening_months)).
    The opening wave stands in for the customers that an older business would already have: without it the first months
    would be small, and the reorders that come after them would look like fast growth.
    """

    customers: int = 2080  # expected over the whole time
    growth: float = 0.07  # a year, as a fraction
    opening: float = 0.95  # height of the opening wave, as a fraction of a normal month
    opening_months: float = 3.5  # months until the wave has fallen to 37 %
    season: tuple[float, ...] = (0.80, 0.80, 0.95, 0.95, 1.00, 0.95, 0.80, 0.40, 1.05, 1.10, 1.55, 1.65)  # January on
    fading_region: str = "Normandie"
    fading_from: dt.date = dt.date(2026, 1, 1)
    fading_to: float = 0.25  # what is left of the region's part of new customers, as a fraction


@dataclass(frozen=True, slots=True)
class Buying:
    """The BG/NBD story of Fader, Hardie and Lee (2005), time in days.

    A customer buys at a rate drawn from Gamma(r, alpha), a rate in purchases a day with mean r / alpha, and after each
    repeat purchase leaves for good with a probability drawn from Beta(a, b).
    """

    r: float = 0.45
    alpha: float = 55.0  # days
    a: float = 1.60
    b: float = 1.40


@dataclass(frozen=True, slots=True)
class Spending:
    """The Gamma-Gamma story of Fader and Hardie (2013), money in EUR.

    A purchase is worth Gamma(p, nu), with mean p / nu, where each customer's nu is drawn from Gamma(q, v) with mean
    q / v: the average customer spends p * v / (q - 1) a purchase.
    """

    p: float = 5.0
    q: float = 5.5
    v: float = 300.0  # EUR

    @property
    def mean(self) -> float:
        """What an average customer spends a purchase, in EUR."""
        return self.p * self.v / (self.q - 1)


@dataclass(frozen=True, slots=True)
class Baskets:
    """How a purchase becomes lines, and how some of it comes back."""

    lines: tuple[float, ...] = (0.48, 0.33, 0.13, 0.06)  # probability of 1, 2, 3 and 4 lines
    smallest_line: float = 40.0  # EUR on average; a small purchase gets fewer lines
    evenness: float = 4.0  # shape of the gamma draws that split the value; higher is more even
    deepest_discount: float = 0.20  # off the list price, as a fraction, where some product suits the value so
    taste: float = 3.0  # how many times more often a customer buys in the favourite category
    refunded: float = 0.015  # part of the orders
    refunded_whole: float = 0.40  # part of those that come back completely
    refund_delay: float = 16.0  # mean days between an order and its refund


@dataclass(frozen=True, slots=True)
class Dealing:
    """How the deals of the pipeline go."""

    won: int = 196  # deals; each won one is the beginning of a customer's first order
    lost: int = 322  # deals
    open: int = 82  # deals on the last day
    won_days: float = 34.0  # median days from creation to signature
    lost_days: float = 52.0  # median days from creation to loss
    spread: float = 0.55  # standard deviation of the logarithm of either
    open_age: float = 48.0  # mean age in days of a deal that is still open
    stage_days: float = 24.0  # mean days that a deal stays in a stage
    expected_days: tuple[int, int] = (45, 110)  # earliest and latest expected close of an open deal, from its creation
    orders_a_year: float = 5.0  # a deal's amount is the customer's mean purchase, this many times
    amount_spread: float = 0.30  # standard deviation of the logarithm of the amount around that
    amount_step: int = 50  # EUR to which an amount is rounded


@dataclass(frozen=True, slots=True)
class Following:
    """How deals are followed up; a lost deal waited longer for its first answer than a won one."""

    slowness: tuple[float, ...] = (0.8, 2.2, 0.7, 1.6, 2.8, 3.2)  # mean days to the first answer, by channel
    lost_wait: float = 2.2  # how many times as long for those that were lost
    lost_in: tuple[float, ...] = (0.34, 0.27, 0.19, 0.13, 0.07)  # part of the lost deals, by the stage they came to
    last_move: tuple[float, float] = (0.35, 0.95)  # when an open deal changed its stage last, as parts of its age
    quiet_days: float = 9.0  # mean days since anybody did anything about a deal
    reason_told: float = 0.92  # part of the lost deals whose reason was entered


@dataclass(frozen=True, slots=True)
class Planning:
    """How budgets and goals are set."""

    last_goal: dt.date = dt.date(2026, 12, 1)  # month
    growth: float = 0.14  # of the goals, a year, as a fraction
    goal_step: int = 100  # EUR to which a monthly goal is rounded
    new_business: float = 0.55  # part of the revenue that follows the season of new customers, as a fraction
    budget_spread: float = 0.10  # standard deviation of the logarithm of spend around its plan
    budget_step: int = 5  # EUR to which spend is rounded


@dataclass(frozen=True, slots=True)
class Market:
    """Everything that the simulation follows; the same market and seed give the same files."""

    first_day: dt.date = dt.date(2024, 1, 1)
    last_day: dt.date = dt.date(2026, 6, 30)
    acquisition: Acquisition = Acquisition()
    buying: Buying = Buying()
    spending: Spending = Spending()
    baskets: Baskets = Baskets()
    dealing: Dealing = Dealing()
    following: Following = Following()
    planning: Planning = Planning()

    @property
    def days(self) -> int:
        """Number of days from the first to the last, both counted."""
        return (self.last_day - self.first_day).days + 1

    def date(self, day: int) -> dt.date:
        """Calendar date of a day counted from the first, which is 0."""
        return self.first_day + dt.timedelta(days=int(day))


def month_starts(first: dt.date, last: dt.date) -> list[dt.date]:
    """First days of the months from the one of `first` to the one of `last`.

    >>> month_starts(dt.date(2024, 11, 5), dt.date(2025, 1, 31))
    [datetime.date(2024, 11, 1), datetime.date(2024, 12, 1), datetime.date(2025, 1, 1)]
    """
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [dt.date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1) for i in range(count)]


def expected_customers(market: Market) -> np.ndarray:
    """Give the expected number of new customers, shape (months,)."""
    plan = market.acquisition
    starts = month_starts(market.first_day, market.last_day)
    months = np.arange(len(starts))
    season = np.array([plan.season[start.month - 1] for start in starts])
    wave = 1 + plan.opening * np.exp(-months / plan.opening_months)
    shape = season * (1 + plan.growth) ** (months / 12) * wave
    return plan.customers * shape / shape.sum()
