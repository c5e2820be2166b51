"""One seller's whole story, from a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salestracker_xl.sample.courses import Course, follow
from salestracker_xl.sample.customers import Customers, Purchases, acquire, buy
from salestracker_xl.sample.deals import Deal, pursue
from salestracker_xl.sample.engagement import Interaction, engage
from salestracker_xl.sample.market import Market
from salestracker_xl.sample.names import shop_labels
from salestracker_xl.sample.orders import Line, refund, sell
from salestracker_xl.sample.people import People, meet
from salestracker_xl.sample.plans import Goal, Spend, advertise, set_goals

SEED = 8296  # any seed tells a story; this one tells the one that README.md beside the files describes


@dataclass(frozen=True, slots=True)
class Story:
    """What happened: `shops` names the customers first and then the prospects; `purchases` are the simulated truth."""

    market: Market
    shops: list[str]
    customers: Customers
    purchases: Purchases
    lines: list[Line]
    refunds: list[Line]
    deals: list[Deal]
    courses: list[Course]
    spend: list[Spend]
    goals: list[Goal]
    people: People
    interactions: list[Interaction]


def tell(market: Market, seed: int = SEED) -> Story:
    """Simulate the seller; each part draws from a stream of its own, so that a change in one leaves the others."""
    whole = np.random.Generator(np.random.PCG64(seed))
    naming, arriving, buying, selling, returning, dealing, advertising, *later = whole.spawn(10)
    following, meeting, engaging = later
    shops = shop_labels(naming)
    customers = acquire(market, arriving)
    purchases = buy(market, customers, buying)
    lines = sell(market, customers, purchases, selling)
    deals = pursue(market, customers, dealing)
    people = meet(shops, customers, meeting)
    return Story(
        market=market,
        shops=shops,
        customers=customers,
        purchases=purchases,
        lines=lines,
        refunds=refund(market, lines, returning),
        deals=deals,
        courses=follow(market, deals, following),
        spend=advertise(market, advertising),
        goals=set_goals(market),
        people=people,
        interactions=engage(market, customers, purchases, people, engaging),
    )
