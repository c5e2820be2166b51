"""Sales spread evenly over some days, goals and spend, with the columns that a test wants."""

from __future__ import annotations

from typing import Any

import pandas as pd


def orders(rows: int = 40, first: str = "2024-05-13", last: str = "2026-04-20", **columns: Any) -> pd.DataFrame:
    """Rows of sales spread evenly over some days; a column is a list, or a function of the row's number."""
    made = {
        "Order": lambda row: f"O{row}",
        "Date": pd.date_range(first, last, periods=rows).strftime("%Y-%m-%d").tolist(),
        "Customer": lambda row: f"C{row % 7}",
        "Product": lambda row: f"P{row % 3}",
        "Region": lambda row: ("North", "South")[row % 2],
        "Rep": lambda row: ("Team A", "Team B", "Team C")[row % 3],
        "Channel": lambda row: ("Web", "Shop")[row % 2],
        "Amount": lambda row: 50.25 + 7 * (row * 37 % 50),
    } | columns
    kept = {name: column for name, column in made.items() if column is not None}
    return pd.DataFrame({name: [c(row) for row in range(rows)] if callable(c) else c for name, c in kept.items()})


def goals(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["Month", "Rep", "Goal"])


def spent(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["Month", "Channel", "Campaign", "Amount"])
