"""Ten thousand rows, and a hundred thousand."""

from __future__ import annotations

import datetime as dt
import math
import random

import numpy as np
from functions.cases.case import Case, column, day
from functions.sheet import serial

from salestracker_xl.metrics import REGISTRY

RANDOM = random.Random(2026)
AMOUNTS = [round(RANDOM.uniform(-20, 200), 2) for _ in range(10_000)]
ORDERS = [f"S-{RANDOM.randrange(4_000)}" for _ in AMOUNTS]
CUSTOMERS = [f"customer {RANDOM.randrange(900)}" for _ in AMOUNTS]
MOMENTS = [day(2026, 1, 1) + dt.timedelta(minutes=RANDOM.randrange(180 * 24 * 60)) for _ in AMOUNTS]

MANY = 10  # times as many, with orders, customers and days of their own
MANY_ORDERS = [f"S-{RANDOM.randrange(40_000)}" for _ in range(100_000)]
MANY_CUSTOMERS = [f"customer {RANDOM.randrange(9_000)}" for _ in MANY_ORDERS]
MANY_MOMENTS = [day(2026, 1, 1) + dt.timedelta(minutes=RANDOM.randrange(180 * 24 * 60)) for _ in MANY_ORDERS]


def revenue_per_order(amounts: list[float], orders: list[str]) -> float:
    return math.fsum(amounts) / len({order for order, amount in zip(orders, amounts, strict=True) if amount > 0})


def retained_in_may(customers: list[str], moments: list[dt.datetime]) -> float:
    april, may = (
        {customer for customer, moment in zip(customers, moments, strict=True) if moment.month == month}
        for month in (4, 5)
    )
    return len(april & may) / len(april)


def figure_of_clean_columns() -> float:
    """What the metric says to columns that never were cells."""
    codes = {customer: code for code, customer in enumerate(sorted(set(CUSTOMERS)))}
    customers, days = [codes[customer] for customer in CUSTOMERS], [serial(moment) for moment in MOMENTS]
    return REGISTRY["CLV"].compute(np.array(customers), np.array(days), np.array(AMOUNTS), 6, 0.4)


CASES = [
    Case("10,000 rows", "CLV", [column(*CUSTOMERS), column(*MOMENTS), column(*AMOUNTS), 6, 0.4],
         figure_of_clean_columns()),
    Case("10,000 rows", "CAC", [column(*AMOUNTS), column(*range(10_000))], math.fsum(AMOUNTS) / math.comb(10_000, 2)),
    Case("10,000 rows", "AOV", [column(*AMOUNTS), column(*ORDERS)], revenue_per_order(AMOUNTS, ORDERS)),
    Case("10,000 rows", "RETENTION", [column(*CUSTOMERS), column(*MOMENTS), "month", day(2026, 5, 31)],
         retained_in_may(CUSTOMERS, MOMENTS)),
    Case("100,000 rows", "AOV", [column(*AMOUNTS * MANY), column(*MANY_ORDERS)],
         revenue_per_order(AMOUNTS * MANY, MANY_ORDERS)),
    Case("100,000 rows", "RETENTION", [column(*MANY_CUSTOMERS), column(*MANY_MOMENTS), "month", day(2026, 5, 31)],
         retained_in_may(MANY_CUSTOMERS, MANY_MOMENTS)),
]  # fmt: skip
