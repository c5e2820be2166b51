"""One table of calls and answers, the same for every host."""

from __future__ import annotations

from functions.cases import (
    acquisition,
    customers,
    forecasting,
    funnel,
    growth,
    large,
    lifetime,
    measurement,
    orders,
    pipeline,
    profit,
    retention,
    survival,
    targets,
)
from functions.cases.case import HOSTS, Case

SUBJECTS = (
    acquisition, orders, lifetime, retention, survival, pipeline, funnel, targets,
    growth, forecasting, profit, customers, measurement, large,
)  # fmt: skip
CASES: list[Case] = [case for subject in SUBJECTS for case in subject.CASES]

__all__ = ["CASES", "HOSTS", "Case"]
