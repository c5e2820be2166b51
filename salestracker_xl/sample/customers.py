"""Who becomes a customer, when each one buys, and for how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salestracker_xl.sample.market import Market, expected_customers, month_starts
from salestracker_xl.sample.seller import CATEGORIES, CHANNELS, REGIONS, TEAMS


@dataclass(frozen=True, slots=True)
class Customers:
    """One entry a customer, in the order of arrival; codes count into the market's tuples.

    `arrived` is the moment of the first purchase, in days from the market's first; `mean_purchase` is in EUR.
    """

    arrived: np.ndarray
    mean_purchase: np.ndarray
    region: np.ndarray
    team: np.ndarray
    channel: np.ndarray
    favourite: np.ndarray

    def __len__(self) -> int:
        return len(self.arrived)


@dataclass(frozen=True, slots=True)
class Purchases:
    """One entry a purchase, by day and then by customer; `value` is in EUR."""

    customer: np.ndarray
    day: np.ndarray
    value: np.ndarray

    def __len__(self) -> int:
        return len(self.customer)


def acquire(market: Market, rng: np.random.Generator) -> Customers:
    """Draw the customers of the whole time, each with what belongs to a customer for life."""
    arrived = _arrivals(market, rng)
    spending = market.spending
    mean_purchase = spending.p / rng.gamma(spending.q, 1 / spending.v, len(arrived))
    region = pick(_region_weights(market, arrived), rng)
    return Customers(
        arrived=arrived,
        mean_purchase=mean_purchase,
        region=region,
        team=pick(_team_weights()[region], rng),
        channel=pick(_channel_weights(market, mean_purchase), rng),
        favourite=rng.integers(len(CATEGORIES), size=len(arrived)),
    )


def buy(market: Market, customers: Customers, rng: np.random.Generator) -> Purchases:
    """Draw every purchase up to the market's last day; what a customer buys on one day is one purchase."""
    customer, moment = _purchase_moments(market, customers.arrived, rng)
    day, customer = np.unique(np.stack([moment.astype(np.int64), customer]), axis=1)
    p = market.spending.p
    return Purchases(customer, day, rng.gamma(p, customers.mean_purchase[customer] / p))


def pick(weights: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw one column a row with the chances that the row's weights give; `weights` has shape (rows, columns)."""
    upto = np.cumsum(weights, axis=1)
    return (rng.random(len(weights))[:, None] * upto[:, -1:] >= upto[:, :-1]).sum(axis=1)


def _arrivals(market: Market, rng: np.random.Generator) -> np.ndarray:
    starts = [(start - market.first_day).days for start in month_starts(market.first_day, market.last_day)]
    counts = rng.poisson(expected_customers(market))
    lengths = np.diff([*starts, market.days])
    return np.sort(np.repeat(starts, counts) + rng.random(counts.sum()) * np.repeat(lengths, counts))


def _purchase_moments(market: Market, arrived: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    story = market.buying
    rate = rng.gamma(story.r, 1 / story.alpha, len(arrived))
    leaving = rng.beta(story.a, story.b, len(arrived))
    active = np.arange(len(arrived))
    clock = arrived.copy()
    customers, moments = [active], [arrived]
    while active.size:
        clock[active] += rng.exponential(1 / rate[active])
        active = active[clock[active] < market.days]
        customers.append(active)
        moments.append(clock[active])
        active = active[rng.random(active.size) >= leaving[active]]
    return np.concatenate(customers), np.concatenate(moments)


def _region_weights(market: Market, arrived: np.ndarray) -> np.ndarray:
    plan = market.acquisition
    weights = np.tile([region.share for region in REGIONS], (len(arrived), 1))
    fading = [region.name for region in REGIONS].index(plan.fading_region)
    weights[arrived >= (plan.fading_from - market.first_day).days, fading] *= plan.fading_to
    return weights


def _team_weights() -> np.ndarray:
    return np.array([[region.teams.get(team.name, 0.0) for team in TEAMS] for region in REGIONS])


def _channel_weights(market: Market, mean_purchase: np.ndarray) -> np.ndarray:
    shares = np.array([channel.share for channel in CHANNELS])
    tilts = np.array([channel.tilt for channel in CHANNELS])
    return shares * (mean_purchase / market.spending.mean)[:, None] ** tilts
