"""What stands out on the dashboard, in words: only what is no chance, and only against what is known."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from engines.one_sheet import one_sheet
from even_orders import orders
from trackers import make_tracker

from salestracker_xl.workbook.figures.notable import NOTHING
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import dashboard


def notable(path) -> list[tuple[str, float]]:
    """What stands out on the dashboard: the sentences and their money."""
    rows = one_sheet(path, "Dashboard").iter_rows(
        min_row=dashboard.STRIP_ROW + 2, max_row=dashboard.STRIP_ROW + 8, values_only=True
    )
    return [(row[7], row[13]) for row in rows if row[7]]


def test_where_all_fell_nothing_is_a_gain(tmp_path):
    rows = orders(60, "2024-01-02", Amount=lambda row: 1000.0 - 10 * row)
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx")
    told = notable(tmp_path / "t.xlsx")
    assert len(told) == 7
    assert all("below last year" in words and money < 0 for words, money in told)
    assert [money for _, money in told] == sorted(money for _, money in told)


def test_a_year_before_of_which_only_a_part_is_known_is_not_compared(tmp_path):
    generate(make_tracker(tmp_path, orders(40, "2025-03-20", "2026-04-20")), tmp_path / "t.xlsx")
    assert notable(tmp_path / "t.xlsx") == [(NOTHING.en, None)]


def test_a_single_order_more_or_less_may_be_chance(tmp_path):
    days = [*pd.date_range("2025-01-05", periods=90), *pd.date_range("2026-01-05", periods=90)]
    rows = orders(
        180,
        Date=[f"{day:%Y-%m-%d}" for day in days],
        Region=lambda row: "Rare" if row == 3 else "Wide" if row < 90 or row % 3 == 0 else "Other",
        Rep=None,
        Product=None,
        Amount=lambda row: 900.0 if row == 3 else 100.0,
    )
    generate(make_tracker(tmp_path, rows, as_of=dt.date(2026, 4, 10)), tmp_path / "t.xlsx")
    assert notable(tmp_path / "t.xlsx") == [
        ("Region Wide: 66% below last year", -5900),
        ("Region Rare: 100% below last year (perhaps chance)", -900),
        ("Region Other: nothing last year", 6000),
    ]
