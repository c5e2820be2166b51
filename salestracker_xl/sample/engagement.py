"""What customers did beside buying: visits, opened e-mails, calls, answers to surveys."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from salestracker_xl.sample.customers import Customers, Purchases
from salestracker_xl.sample.market import Market
from salestracker_xl.sample.people import People
from salestracker_xl.sample.seller import REGIONS

AROUND_AN_ORDER = (  # kind, chance of one around an order, and the mean days before it (after it where negative)
    ("Visit", 0.16, 12.0),
    ("Call", 0.13, 6.0),
    ("Support", 0.06, -9.0),
    ("Event", 0.03, 30.0),
)
EMAIL = "E-mail opened"
EMAILS_A_YEAR = 1.6  # that a customer opens who asked for them and still buys
LATEST_EMAIL = 240.0  # mean days after the last order in which e-mails are still opened
SURVEY = "Survey"
ANSWERED = 0.13  # share of the orders after which a survey is answered
SATISFIED = 0.86  # share of happy answers
UNHAPPY_REGION, UNHAPPY_FROM, UNHAPPY = "Normandie", dt.date(2025, 9, 1), 0.52  # before its sales fall, its mood does
HAPPY_CSAT, SOUR_CSAT = (0.0, 0.01, 0.07, 0.38, 0.54), (0.22, 0.30, 0.34, 0.12, 0.02)  # chances of 1 to 5
HAPPY_NPS = (0, 0, 0, 0, 0, 0.01, 0.02, 0.12, 0.23, 0.30, 0.32)  # chances of 0 to 10
SOUR_NPS = (0.06, 0.05, 0.08, 0.12, 0.15, 0.20, 0.18, 0.10, 0.05, 0.01, 0)
ASKED_NPS = 0.6  # share of the surveys that ask for a recommendation too


@dataclass(frozen=True, slots=True)
class Interaction:
    """Something that a customer did; days count from the market's first. Scores are those of a survey."""

    day: int
    customer: int
    kind: str
    csat: int | None = None
    nps: int | None = None


def engage(
    market: Market, customers: Customers, purchases: Purchases, people: People, rng: np.random.Generator
) -> list[Interaction]:
    """All interactions by day: around the orders, e-mails of those who asked for them, and surveys after orders."""
    done = [*_around_orders(purchases, rng), *_emails(market, customers, purchases, people, rng)]
    done += _surveys(market, customers, purchases, rng)
    return sorted(
        (one for one in done if 0 <= one.day < market.days), key=lambda one: (one.day, one.customer, one.kind)
    )


def _around_orders(purchases: Purchases, rng: np.random.Generator) -> list[Interaction]:
    found = []
    for kind, chance, before in AROUND_AN_ORDER:
        chosen = np.flatnonzero(rng.random(len(purchases)) < chance)
        away = np.ceil(rng.exponential(abs(before), len(chosen))) * np.sign(before)
        days = purchases.day[chosen] - away.astype(np.int64)
        found += [
            Interaction(day, who, kind)
            for day, who in zip(days.tolist(), purchases.customer[chosen].tolist(), strict=True)
        ]
    return found


def _emails(
    market: Market, customers: Customers, purchases: Purchases, people: People, rng: np.random.Generator
) -> list[Interaction]:
    last = np.zeros(len(customers))
    np.maximum.at(last, purchases.customer, purchases.day)
    until = np.minimum(last + rng.exponential(LATEST_EMAIL, len(customers)), market.days)
    spans = np.where(people.opt_in, np.maximum(until - customers.arrived, 0), 0)
    counts = rng.poisson(EMAILS_A_YEAR * spans / 365.25)
    who = np.repeat(np.arange(len(customers)), counts)
    days = (customers.arrived[who] + rng.random(len(who)) * spans[who]).astype(np.int64)
    return [Interaction(day, one, EMAIL) for day, one in zip(days.tolist(), who.tolist(), strict=True)]


def _surveys(market: Market, customers: Customers, purchases: Purchases, rng: np.random.Generator) -> list[Interaction]:
    chosen = np.flatnonzero(rng.random(len(purchases)) < ANSWERED)
    who, days = purchases.customer[chosen], purchases.day[chosen] + rng.integers(2, 15, len(chosen))
    unhappy = np.array([region.name for region in REGIONS])[customers.region[who]] == UNHAPPY_REGION
    unhappy &= days >= (UNHAPPY_FROM - market.first_day).days
    happy = rng.random(len(chosen)) < np.where(unhappy, UNHAPPY, SATISFIED)
    csat = np.where(happy, rng.choice(5, len(chosen), p=HAPPY_CSAT), rng.choice(5, len(chosen), p=SOUR_CSAT)) + 1
    nps = np.where(happy, rng.choice(11, len(chosen), p=HAPPY_NPS), rng.choice(11, len(chosen), p=SOUR_NPS))
    asked = rng.random(len(chosen)) < ASKED_NPS
    rows = zip(days.tolist(), who.tolist(), csat.tolist(), nps.tolist(), asked.tolist(), strict=True)
    return [Interaction(day, one, SURVEY, stars, likely if also else None) for day, one, stars, likely, also in rows]
