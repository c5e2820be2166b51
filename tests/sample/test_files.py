from __future__ import annotations

import re
from dataclasses import asdict, replace

import numpy as np
import pandas as pd
import pytest

from salestracker_xl.sample import paths
from salestracker_xl.sample.files import sample_texts
from salestracker_xl.sample.market import Baskets, Market
from salestracker_xl.sample.story import SEED, Story, tell
from salestracker_xl.template import template_file

MEGABYTE = 1_000_000


@pytest.mark.parametrize("name", ["orders", "deals", "spend", "targets", "customers", "engagement"])
def test_the_seed_makes_the_shipped_files_again(story: Story, name: str):
    shipped = asdict(paths())[name]
    assert shipped.read_text(encoding="utf-8") == sample_texts(story)[shipped.name]


def test_another_seed_draws_all_but_the_goals_anew(story: Story):
    other = sample_texts(tell(Market(), SEED + 1))
    changed = {name for name, text in sample_texts(story).items() if text != other[name]}
    assert changed == set(sample_texts(story)) - {"targets.csv"}


def test_other_baskets_leave_the_purchases_and_the_deals_as_they_are(story: Story):
    other = tell(replace(Market(), baskets=Baskets(lines=(1.0, 0, 0, 0))))
    assert len(other.lines) == len(story.purchases) < len(story.lines)
    assert np.array_equal(other.purchases.value, story.purchases.value)
    assert other.deals == story.deals


def test_the_files_stay_small():
    assert sum(path.stat().st_size for path in asdict(paths()).values()) < 1.5 * MEGABYTE


def test_the_readme_counts_what_is_in_the_files(
    raw_orders: pd.DataFrame,
    orders: pd.DataFrame,
    deals: pd.DataFrame,
    spend: pd.DataFrame,
    goals: pd.DataFrame,
    people: pd.DataFrame,
    interactions: pd.DataFrame,
):
    sold, back = orders[orders["Amount"] > 0], orders[orders["Amount"] < 0]
    assert counts_in_the_readme() == {
        "orders.csv": len(raw_orders),
        "deals.csv": len(deals),
        "spend.csv": len(spend),
        "targets.csv": len(goals),
        "customers.csv": len(people),
        "engagement.csv": len(interactions),
        "surveys answered": (interactions["Interaction"] == "Survey").sum(),
        "orders": sold["Order"].nunique(),
        "customers": sold["Customer"].nunique(),
        "lines sold": len(sold),
        "lines that came back": len(back),
        "refunded orders": back["Order"].nunique(),
        "rows that cannot be read": len(raw_orders) - len(orders),
    }


def counts_in_the_readme() -> dict[str, int]:
    readme = template_file("sample/README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \|(?:.*\|)? (\d+) \|$", readme, flags=re.MULTILINE)
    return {name: int(count) for name, count in rows}
