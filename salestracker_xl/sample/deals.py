"""Which deals were opened, won and lost on the way to the orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salestracker_xl.sample.customers import Customers, acquire
from salestracker_xl.sample.market import Market
from salestracker_xl.sample.seller import LOST, STAGES, TEAMS, WON, Stage


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal; days count from the market's first, `amount` is in whole EUR.

    `company` counts into the shop labels, where the prospects follow the customers; `interest` is a category, and
    `team` and `channel` count as the customers' do. `close` is the day of the signature or of the loss, or the day on
    which the signature of an open deal is expected.
    """

    company: int
    interest: int
    team: int
    channel: int
    stage: Stage
    amount: int
    create: int
    close: int


def pursue(market: Market, customers: Customers, rng: np.random.Generator) -> list[Deal]:
    """All deals by creation: a won one closes with its customer's first order, the others belong to prospects."""
    prospects = acquire(market, rng)
    first_open = len(customers) + market.dealing.lost
    deals = [
        *_won(market, customers, rng),
        *_lost(market, prospects, range(len(customers), first_open), rng),
        *_open(market, prospects, range(first_open, first_open + market.dealing.open), rng),
    ]
    return sorted(deals, key=lambda deal: (deal.create, deal.company))


def _won(market: Market, customers: Customers, rng: np.random.Generator) -> list[Deal]:
    plan = market.dealing
    close = customers.arrived.astype(np.int64)
    create = close - _cycles(market, plan.won_days, len(customers), rng)
    chances = np.where(create >= 0, customers.mean_purchase**2, 0)  # a deal is made for those who will buy much
    chosen = rng.choice(len(customers), plan.won, replace=False, p=chances / chances.sum())
    stages = [WON] * plan.won
    return _deals(market, customers, chosen, chosen, stages, create[chosen], close[chosen], rng)


def _lost(market: Market, prospects: Customers, companies: Sequence[int], rng: np.random.Generator) -> list[Deal]:
    plan = market.dealing
    create = prospects.arrived.astype(np.int64)
    close = create + _cycles(market, plan.lost_days, len(prospects), rng)
    losing = np.array([team.losing for team in TEAMS])[prospects.team]
    chances = np.where(close < market.days, prospects.mean_purchase**2 * losing, 0)
    chosen = rng.choice(len(prospects), plan.lost, replace=False, p=chances / chances.sum())
    stages = [LOST] * plan.lost
    return _deals(market, prospects, chosen, companies, stages, create[chosen], close[chosen], rng)


def _open(market: Market, prospects: Customers, companies: Sequence[int], rng: np.random.Generator) -> list[Deal]:
    plan = market.dealing
    ages = rng.exponential(plan.open_age, plan.open).astype(np.int64)
    passed = np.minimum(rng.poisson(ages / plan.stage_days), len(STAGES) - 1)
    create = market.days - 1 - ages
    close = create + rng.integers(*plan.expected_days, plan.open, endpoint=True)
    chances = prospects.mean_purchase**2
    chosen = rng.choice(len(prospects), plan.open, replace=False, p=chances / chances.sum())
    return _deals(market, prospects, chosen, companies, [STAGES[i] for i in passed], create, close, rng)


def _cycles(market: Market, median: float, count: int, rng: np.random.Generator) -> np.ndarray:
    return np.ceil(median * rng.lognormal(0, market.dealing.spread, count)).astype(np.int64)


def _deals(
    market: Market,
    source: Customers,
    chosen: np.ndarray,
    companies: Sequence[int] | np.ndarray,
    stages: Sequence[Stage],
    create: np.ndarray,
    close: np.ndarray,
    rng: np.random.Generator,
) -> list[Deal]:
    plan = market.dealing
    yearly = source.mean_purchase[chosen] * plan.orders_a_year * rng.lognormal(0, plan.amount_spread, len(chosen))
    amounts = np.maximum(np.rint(yearly / plan.amount_step), 1) * plan.amount_step
    traits = (source.favourite[chosen], source.team[chosen], source.channel[chosen])
    rows = zip(stages, companies, *traits, amounts, create, close, strict=True)
    return [
        Deal(int(company), int(interest), int(team), int(channel), stage, int(amount), int(created), int(closed))
        for stage, company, interest, team, channel, amount, created, closed in rows
    ]
