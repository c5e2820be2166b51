"""The metrics that a tracker shows, in order of priority."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salestracker_xl.language import Text
from salestracker_xl.metrics import REGISTRY

Cadence = Literal["daily", "weekly", "monthly", "quarterly", "halfyearly", "yearly"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A metric as sheets show it.

    `style` is the number format of its value; `change` that of a difference against last year or a goal: relative, or
    in points where the value is a share. `better` is 1 when more is better, -1 when less is. `cadence` is how often it
    is reviewed unless somebody chooses otherwise.
    """

    key: str
    label: Text
    short: Text
    definition: Text
    style: str
    better: Literal[1, -1]
    cadence: Cadence
    minutes: float

    @property
    def is_share(self) -> bool:
        """Whether the value is a share, whose change is told in points."""
        return self.style.startswith("rate")


def _from_registry(
    name: str, short: Text, style: str, better: Literal[1, -1], cadence: Cadence, minutes: float
) -> Shown:
    metric = REGISTRY[name]
    return Shown(name.lower(), metric.label, short, metric.summary, style, better, cadence, minutes)


REVENUE = Shown(
    "revenue",
    Text("Revenue", "Chiffre d'affaires"),
    Text("Revenue", "Chiffre d'affaires"),
    Text("Net sales: all amounts, refunds taken off.", "Ventes nettes : tous les montants, avoirs déduits."),
    "money_whole",
    1,
    "daily",
    5,
)
ORDERS = Shown(
    "orders",
    Text("Orders", "Commandes"),
    Text("Orders", "Commandes"),
    Text(
        "Distinct orders with at least one positive line; refunds are not orders.",
        "Commandes distinctes avec au moins une ligne positive ; un avoir n'est pas une commande.",
    ),
    "count",
    1,
    "daily",
    5,
)
NEW_CUSTOMERS = Shown(
    "new_customers",
    Text("New customers", "Nouveaux clients"),
    Text("New customers", "Nouveaux clients"),
    Text(
        "Customers whose first purchase falls into the period.", "Clients dont le premier achat tombe dans la période."
    ),
    "count",
    1,
    "weekly",
    10,
)

CATALOGUE: tuple[Shown, ...] = (
    REVENUE,
    _from_registry("ATTAINMENT", Text("Attainment", "Taux d'atteinte"), "rate", 1, "weekly", 10),
    ORDERS,
    _from_registry("AOV", Text("Average order", "Panier moyen"), "money", 1, "monthly", 10),
    NEW_CUSTOMERS,
    _from_registry("CAC", Text("Acquisition cost", "Coût d'acquisition"), "money", -1, "monthly", 20),
    _from_registry("RETENTION", Text("Retention, month", "Rétention mensuelle"), "rate", 1, "weekly", 15),
    _from_registry("CLV", Text("Lifetime value, 12 m", "Valeur client, 12 m"), "money", 1, "monthly", 15),
)
BY_KEY: dict[str, Shown] = {shown.key: shown for shown in CATALOGUE}
