"""What the seller sells, where and through whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Product:
    """An article: list price in EUR, its part of the lines of its category, and the most units that one line holds."""

    name: str
    category: str
    list_price: float
    share: float
    most_units: int


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its part of new customers, and the part of them that each team looks after."""

    name: str
    share: float
    teams: dict[str, float]


@dataclass(frozen=True, slots=True)
class Team:
    """A sales team: its goal for the first year, in EUR, and how often it loses a deal beside the other teams."""

    name: str
    first_goal: int
    losing: float


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign: its weight in the budget of its channel, and the months (1 to 12) in which it runs."""

    name: str
    weight: float
    months: tuple[int, ...] = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to win customers.

    `share` is its part of new customers of typical spend; a customer who spends k times as much comes through it
    k**tilt times as often. `cost` is what one expected new customer costs, in EUR, spread over the `campaigns`.
    """

    name: str
    share: float
    tilt: float
    cost: float
    campaigns: tuple[Campaign, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the pipeline: the probability that a deal in it will be won, from 0 to 1."""

    name: str
    probability: float


# How readily each category is drawn for a line, among the products whose price suits the value of the line.
CATEGORIES = {"Espresso": 0.36, "Arabica": 0.27, "Barista": 0.17, "Machines": 0.60, "Service": 0.12}

PRODUCTS = (
    Product("Espresso Talmo 1 kg", "Espresso", 19.50, 0.40, 60),
    Product("Espresso Ondeva 1 kg", "Espresso", 22.00, 0.30, 60),
    Product("Espresso Kirna 500 g", "Espresso", 12.40, 0.18, 48),
    Product("Espresso Solbrun 6 kg", "Espresso", 109.00, 0.12, 24),
    Product("Arabica Sorelo 1 kg", "Arabica", 26.00, 0.35, 60),
    Product("Arabica Brisane 1 kg", "Arabica", 29.50, 0.28, 60),
    Product("Arabica Lumeka 250 g", "Arabica", 8.90, 0.25, 36),
    Product("Arabica Tavelo 6 kg", "Arabica", 158.00, 0.12, 18),
    Product("Barista Kit", "Barista", 64.00, 0.26, 10),
    Product("Barista Tamper 58 mm", "Barista", 27.50, 0.18, 12),
    Product("Barista Carafe 1 l", "Barista", 14.50, 0.26, 24),
    Product("Barista Set Espresso x6", "Barista", 21.00, 0.30, 24),
    Product("Machine Talmo Solo", "Machines", 189.00, 0.46, 8),
    Product("Machine Talmo Duo", "Machines", 349.00, 0.32, 8),
    Product("Machine Ondeva Pro", "Machines", 890.00, 0.22, 12),
    Product("Service Installation", "Service", 79.00, 0.40, 3),
    Product("Service Standard", "Service", 39.00, 0.36, 12),
    Product("Service Premium", "Service", 65.00, 0.24, 12),
)

REGIONS = (
    Region("Alsace", 0.18, {"Team Atlas": 0.75, "Team Nova": 0.25}),
    Region("Aquitaine", 0.22, {"Team Nova": 0.60, "Team Orion": 0.40}),
    Region("Bretagne", 0.24, {"Team Orion": 0.50, "Team Sirius": 0.50}),
    Region("Normandie", 0.16, {"Team Delta": 0.50, "Team Sirius": 0.50}),
    Region("Provence", 0.20, {"Team Vega": 0.60, "Team Delta": 0.40}),
)

TEAMS = (
    Team("Team Atlas", 65_000, 1.0),
    Team("Team Delta", 79_500, 1.0),
    Team("Team Nova", 82_000, 0.7),
    Team("Team Orion", 109_000, 1.0),
    Team("Team Sirius", 100_000, 1.0),
    Team("Team Vega", 69_000, 1.6),
)

CHANNELS = (
    Channel("Direct", 0.20, 1.1, 105.0, (Campaign("Roadshow", 0.6), Campaign("Expo", 0.9, (3, 10)))),
    Channel(
        "Web",
        0.34,
        -0.1,
        48.0,
        (Campaign("Search", 0.7), Campaign("Retargeting", 0.3), Campaign("Black Friday", 0.6, (11, 12))),
    ),
    Channel("Showroom", 0.13, 0.6, 72.0, (Campaign("Barista Club", 1.0),)),
    Channel("Newsletter", 0.12, 0.2, 14.0, (Campaign("Newsletter", 1.0),)),
    Channel("Social", 0.11, -0.6, 120.0, (Campaign("Stories", 0.4), Campaign("Influence", 0.6))),
    Channel("Marketplace", 0.10, -0.9, 40.0, (Campaign("Sponsoring", 1.0),)),
)

STAGES = (
    Stage("Appointment scheduled", 0.2),
    Stage("Qualified to buy", 0.4),
    Stage("Presentation scheduled", 0.6),
    Stage("Decision maker bought-in", 0.8),
    Stage("Contract sent", 0.9),
)
WON = Stage("Closed won", 1.0)
LOST = Stage("Closed lost", 0.0)

LOST_REASONS = (  # and the part of the lost deals that each accounts for
    ("Price too high", 0.31),
    ("Went to a competitor", 0.24),
    ("No budget", 0.16),
    ("No decision", 0.15),
    ("Delivery too slow", 0.09),
    ("Range does not suit", 0.05),
)
