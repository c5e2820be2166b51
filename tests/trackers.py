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


def deal_rows(rows: int = 160, seed: int = 5) -> pd.DataFrame:
    """Deals of three reps in four stages, with blanks, and names that Excel could take for formulas or patterns."""
    random = np.random.default_rng(seed)
    stages = np.array(["Lead?", "Demo", "Offer *", "=Contract"])
    chances = np.array([0.1, 0.3, 0.6, 0.9])
    created = pd.Timestamp("2025-06-01") + pd.to_timedelta(random.integers(0, 390, rows), unit="D")
    lasted = pd.to_timedelta(random.integers(3, 150, rows), unit="D")
    today = pd.Timestamp("2026-06-30")
    status = np.where(
        created + lasted > today, "open", random.choice(["won", "lost", "open"], rows, p=[0.35, 0.4, 0.25])
    )
    came = random.integers(0, 4, rows)
    is_open = status == "open"
    answered = created + pd.to_timedelta(random.integers(0, 12, rows), unit="D")
    days = {"Create date": created, "Close date": created + lasted, "First response": answered.where(answered <= today)}
    frame = pd.DataFrame(
        {
            "Deal ID": [f"D{number}" for number in range(rows)],
            "Deal name": [f"=Deal {number}" if number % 5 else "" for number in range(rows)],
            "Customer": [f"Customer {number % 40:03d}" for number in range(rows)],
            "Deal owner": random.choice([*REPS, ""], rows),
            "Stage": np.where(is_open, stages[came], np.where(status == "won", "Closed won", "Closed lost")),
            "Status": status,
            "Amount": np.where(random.random(rows) < 0.05, np.nan, np.round(random.lognormal(7, 1, rows), 2)),
            **{name: day.strftime("%Y-%m-%d") for name, day in days.items()},
            "Probability": np.where(is_open, chances[came], np.where(status == "won", 1.0, 0.0)),
            "Source": random.choice(["Web", "Fair", ""], rows),
            "Furthest stage": np.where(random.random(rows) < 0.1, "", stages[np.where(status == "won", 3, came)]),
            "In stage since": (created + pd.to_timedelta(2, unit="D")).strftime("%Y-%m-%d"),
            "Last activity": np.where(random.random(rows) < 0.2, "", "2026-06-20"),
            "Lost reason": np.where(status == "lost", random.choice(["Price", "Timing", ""], rows), ""),
        }
    )
    return frame


def customer_rows(sales: pd.DataFrame) -> pd.DataFrame:
    """What is known of three customers in four, one of them written otherwise, and of one who never bought."""
    names = sales["Customer"].unique()
    known = [name for at, name in enumerate(names) if at % 4]
    frame = pd.DataFrame({"Customer": [known[0].upper(), *known[1:], "Never Bought"]})
    count = np.arange(len(frame))
    return frame.assign(
        Segment=np.array(["Bar*", "Bar?", "Hotel"])[count % 3],
        City="Lyon",
        Country=np.array(["France", ""])[count % 2],
        **{"Birth year": np.where(count % 5, 1960 + count % 40, ""), "Opt in": np.array(["yes", "non"])[count % 2]},
    )


def interaction_rows(sales: pd.DataFrame, rows: int = 300, seed: int = 11) -> pd.DataFrame:
    """Interactions over the days of the sales, surveys among them, and one kind that nobody foresaw."""
    random = np.random.default_rng(seed)
    kind = random.choice(["Visit", "E-mail opened", "Phone call", "Survey", "Tasting"], rows)
    asked = kind == "Survey"
    days = pd.to_timedelta(np.sort(random.integers(0, DAYS, rows)), unit="D")
    return pd.DataFrame(
        {
            "Date": (pd.Timestamp(FIRST_DAY) + days).strftime("%Y-%m-%d"),
            "Customer": random.choice(sales["Customer"].unique(), rows),
            "Kind": kind,
            "CSAT": np.where(asked, random.integers(1, 6, rows).astype(str), ""),
            "NPS": np.where(asked & (random.random(rows) < 0.7), random.integers(0, 11, rows).astype(str), ""),
        }
    )


def make_tracker(
    folder: Path,
    sales: pd.DataFrame | None = None,
    goals: pd.DataFrame | None = None,
    spend: pd.DataFrame | None = None,
    deals: pd.DataFrame | None = None,
    customers: pd.DataFrame | None = None,
    engagement: pd.DataFrame | None = None,
    **options: Any,
) -> Tracker:
    """Write the rows to csv files in `folder` and read them as a tracker."""
    files = {
        "sales": sales_rows() if sales is None else sales,
        "targets": goals,
        "spend": spend,
        "deals": deals,
        "customers": customers,
        "engagement": engagement,
    }
    paths: dict[str, Path | None] = {}
    for name, rows in files.items():
        paths[name] = None if rows is None else folder / f"{name}.csv"
        if rows is not None:
            rows.to_csv(paths[name], index=False)
    tables: dict[str, Any] = {name: paths[name] for name in files if name != "sales"}
    return read_tracker([paths["sales"]], **tables, **options)


def full_tracker(folder: Path, **options: Any) -> Tracker:
    """A tracker with sales, goals and spend."""
    return make_tracker(folder, sales_rows(), goal_rows(), spend_rows(), **options)
