"""Every metric, one subject a module, in the order in which a reader meets them.

These modules do not defer their annotations: an `Arg` is read off each one at import, and compiled with its module it
costs nothing, where a deferred one is compiled anew each time.
"""

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
