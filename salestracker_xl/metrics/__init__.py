"""Every metric, one subject a module, in the order in which a reader meets them."""

from salestracker_xl.metric import REGISTRY

# isort: off (the registry has the subjects in the order in which they are imported)
from salestracker_xl.metrics import (
    acquisition,
    customers,
    growth,
    lifetime,
    measurement,
    orders,
    pipeline,
    profit,
    retention,
    targets,
)

# isort: on

__all__ = [
    "REGISTRY",
    "acquisition",
    "customers",
    "growth",
    "lifetime",
    "measurement",
    "orders",
    "pipeline",
    "profit",
    "retention",
    "targets",
]
