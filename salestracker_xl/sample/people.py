"""Who the customers are: trade, town, size, age of the buyer, and whether e-mails are welcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salestracker_xl.sample.customers import Customers, pick
from salestracker_xl.sample.seller import CHANNELS, REGIONS

SEGMENTS = {  # by the trade in a shop's label; every name reads the same in both languages
    "Bar & Bistro": ("Bar", "Bistro", "Café", "Brasserie"),
    "Restaurant": ("Restaurant", "Auberge", "Chalet"),
    "Boutique": ("Boutique", "Salon"),
    "Studio & Campus": ("Atelier", "Campus", "Loft", "Studio"),
    "Club & Lounge": ("Club", "Lounge", "Villa"),
}
CITIES = {  # town, country and share of the region's customers
    "Alsace": (
        ("Strasbourg", "France", 4),
        ("Mulhouse", "France", 2),
        ("Colmar", "France", 2),
        ("Esch", "Luxembourg", 1),
    ),
    "Aquitaine": (("Bordeaux", "France", 5), ("Bayonne", "France", 2), ("Pau", "France", 2)),
    "Bretagne": (("Rennes", "France", 4), ("Brest", "France", 3), ("Quimper", "France", 2)),
    "Normandie": (("Rouen", "France", 4), ("Caen", "France", 3), ("Cherbourg", "France", 1)),
    "Provence": (("Marseille", "France", 4), ("Avignon", "France", 2), ("Nice", "France", 3), ("Monaco", "Monaco", 1)),
}
SIZES = (("1-9", 0.55, -0.5), ("10-49", 0.33, 0.3), ("50+", 0.12, 1.1))  # as a channel's share and tilt
AGE_GROUPS = (("18-29", 0.16, -0.4), ("30-44", 0.38, 0.3), ("45-59", 0.32, 0.1), ("60+", 0.14, -0.3))
ASKED_FOR_EMAILS = {"Newsletter": 0.95, "Web": 0.70}  # share by channel
OTHERWISE = 0.45
MET_BEFORE = 21.0  # mean days from the first contact to the first order


@dataclass(frozen=True, slots=True)
class People:
    """One entry a customer, in the order of arrival; `met` is a day counted from the market's first, below 0 before."""

    segment: Sequence[str]
    city: Sequence[str]
    country: Sequence[str]
    size: Sequence[str]
    age_group: Sequence[str]
    met: np.ndarray
    opt_in: np.ndarray


def meet(shops: Sequence[str], customers: Customers, rng: np.random.Generator) -> People:
    """Draw what the seller knows of each customer; those who spend much are larger, their buyers of middle age."""
    count = len(customers)
    towns = [
        _town(REGIONS[region].name, drawn) for region, drawn in zip(customers.region, rng.random(count), strict=True)
    ]
    names = [channel.name for channel in CHANNELS]
    by_channel = np.array([ASKED_FOR_EMAILS.get(name, OTHERWISE) for name in names])
    return People(
        segment=[_segment(shop) for shop in shops[:count]],
        city=[town for town, _ in towns],
        country=[country for _, country in towns],
        size=_tilted(SIZES, customers.mean_purchase, rng),
        age_group=_tilted(AGE_GROUPS, customers.mean_purchase, rng),
        met=np.floor(customers.arrived - rng.exponential(MET_BEFORE, count)).astype(np.int64),
        opt_in=rng.random(count) < by_channel[customers.channel],
    )


def _segment(shop: str) -> str:
    trade = shop.partition(" ")[0]
    return next(segment for segment, trades in SEGMENTS.items() if trade in trades)


def _town(region: str, drawn: float) -> tuple[str, str]:
    towns = CITIES[region]
    upto = np.cumsum([share for *_, share in towns])
    town, country, _ = towns[int(np.searchsorted(upto, drawn * upto[-1], side="right"))]
    return town, country


def _tilted(groups: Sequence[tuple[str, float, float]], spending: np.ndarray, rng: np.random.Generator) -> list[str]:
    names, shares, tilts = zip(*groups, strict=True)
    weights = np.array(shares) * (spending / spending.mean())[:, None] ** np.array(tilts)
    return [names[at] for at in pick(weights, rng)]
