"""Every metric, one subject a module, in the order in which a reader meets them."""

from salestracker_xl.metric import REGISTRY, arrange
from salestracker_xl.metrics import (
    acquisition,
    cohorts,
    customers,
    forecasting,
    funnel,
    growth,
    lifetime,
    measurement,
    orders,
    pipeline,
    profit,
    retention,
    survival,
    targets,
)

SUBJECTS = (
    acquisition,
    orders,
    lifetime,
    retention,
    cohorts,
    survival,
    pipeline,
    funnel,
    targets,
    growth,
    forecasting,
    profit,
    customers,
    measurement,
)
arrange([subject.__name__ for subject in SUBJECTS])

__all__ = ["REGISTRY", "SUBJECTS"]
