"""Small trackers made for tests, read from files as a person's would be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from salestracker_xl.tables.tracker import Tracker, read_tracker

REGIONS = ("Alsace", "Bretagne", "Île-de-France")
REPS = ("Team Nova", "Team Orion", "Team *")
PRODUCTS = ("Beans", "Mill?", "Cup *2")
CHANNELS = ("Web", "Shop")
FIRST_DAY, DAYS = "2024-01-01", 912  # to 30 June 2026


def sales_rows(rows: int = 600, seed: int = 7) -> pd.DataFrame:
    """Orders of one to three lines with refunds, blanks, and names that SUMIFS could take for patterns."""
    random = np.random.default_rng(seed)
    day = np.sort(random.integers(0, DAYS, rows))
    frame = pd.DataFrame(
        {
            "Order": [f"SO-{number}" for number in np.arange(rows) // 2 + 1],
            "Date": (pd.Timestamp(FIRST_DAY) + pd.to_timedelta(day, unit="D")).strftime("%Y-%m-%d"),
            "Customer": [f"Customer {number:03d}" for number in np.arange(rows) // 8 + random.integers(0, 40, rows)],
            "Product": random.choice(PRODUCTS, rows),
            "Category": random.choice(["Coffee", "Gear"], rows),
            "Region": random.choice([*REGIONS, ""], rows),
            "Rep": random.choice(REPS, rows),
            "Channel": random.choice(CHANNELS, rows),
            "Quantity": random.integers(1, 9, rows),
            "Amount": np.round(random.lognormal(4, 1, rows) * np.where(random.random(rows) < 0.04, -1, 1), 2),
        }
    )
    frame.loc[rows - 1, "Date"] = "2026-06-30"
    return frame


def goal_rows() -> pd.DataFrame:
    """A goal for each rep and month, from the first month of the sales to the end of 2026."""
    months = pd.date_range(FIRST_DAY, "2026-12-01", freq="MS")
    return pd.DataFrame(
        [(f"{month:%Y-%m-%d}", rep, 400 + 50 * at) for month in months for at, rep in enumerate(REPS)],
        columns=["Month", "Rep", "Goal"],
    )


def spend_rows() -> pd.DataFrame:
    """Spend for each channel and month of the sales, in two campaigns on the web."""
    months = pd.date_range(FIRST_DAY, "2026-06-01", freq="MS")
    campaigns = (("Web", "Search", 120.5), ("Web", "Social", 80.25), ("Shop", "Flyer", 60.0))
    return pd.DataFrame(
        [(f"{month:%Y-%m-%d}", *campaign) for month in months for campaign in campaigns],
        columns=["Month", "Channel", "Campaign", "Amount"],
    )


def make_tracker(
    folder: Path,
    sales: pd.DataFrame | None = None,
    goals: pd.DataFrame | None = None,
    spend: pd.DataFrame | None = None,
    **options: Any,
) -> Tracker:
    """Write the rows to csv files in `folder` and read them as a tracker."""
    files = {"sales": sales_rows() if sales is None else sales, "targets": goals, "spend": spend}
    paths: dict[str, Path | None] = {}
    for name, rows in files.items():
        paths[name] = None if rows is None else folder / f"{name}.csv"
        if rows is not None:
            rows.to_csv(paths[name], index=False)
    return read_tracker([paths["sales"]], targets=paths["targets"], spend=paths["spend"], **options)


def full_tracker(folder: Path, **options: Any) -> Tracker:
    """A tracker with sales, goals and spend."""
    return make_tracker(folder, sales_rows(), goal_rows(), spend_rows(), **options)
