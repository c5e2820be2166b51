"""Gaps are those that pandas finds, ranked by money, without those that chance makes."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from salestracker_xl.analysis.exceptions import gaps

START, END = dt.date(2026, 1, 1), dt.date(2026, 6, 30)


def sales_of(*groups: tuple[str, int, int, float], customer: str | None = None) -> pd.DataFrame:
    """Equal sales of regions in the first half of a year: region, year, how many, of what amount."""
    rows = []
    for region, year, count, amount in groups:
        days = pd.date_range(f"{year}-01-01", f"{year}-06-30", periods=count).normalize()
        rows += [(day, customer or f"C{at % 9}", region, amount) for at, day in enumerate(days)]
    return pd.DataFrame(rows, columns=["date", "customer", "region", "amount"])


def regions(found: list) -> list[str]:
    return [gap.name for gap in found if gap.dimension == "region"]


STEADY = (("Steady", 2025, 200, 100.0), ("Steady", 2026, 200, 100.0))


def test_gaps_are_ranked_by_money_on_either_side():
    sales = sales_of(
        *STEADY,
        *(("Down", 2025, 100, 100.0), ("Down", 2026, 40, 100.0)),
        *(("Lower", 2025, 200, 100.0), ("Lower", 2026, 120, 100.0)),
        *(("Up", 2025, 100, 100.0), ("Up", 2026, 170, 100.0)),
    )
    short, ahead = gaps(sales, START, END)
    assert (regions(short), regions(ahead)) == (["Lower", "Down"], ["Up"])
    lower = next(gap for gap in short if gap.name == "Lower")
    assert (lower.actual, lower.reference, lower.gap, lower.share) == (12000, 20000, -8000, -0.4)
    assert lower.score == pytest.approx(-8000 / np.sqrt(320 * 100.0**2))
    assert not any(gap.name == "Steady" for gap in short + ahead)


def test_a_small_base_does_not_top_the_list_however_large_its_share():
    sales = sales_of(*STEADY, ("Tiny", 2025, 1, 900.0), ("Wide", 2025, 300, 100.0), ("Wide", 2026, 200, 100.0))
    short, _ = gaps(sales, START, END)
    assert regions(short) == ["Wide"]  # one sale that was not made again is chance; a tenth of a wide base is not


def test_chance_alone_is_hardly_ever_told():
    random = np.random.default_rng(3)
    names = [f"R{at}" for at in range(20)]
    days = pd.to_datetime(np.concatenate([random.integers(0, 181, 3000), random.integers(365, 546, 3000)]), unit="D",
                          origin="2025-01-01")  # fmt: skip
    sales = pd.DataFrame({"date": days, "customer": "C", "region": random.choice(names, 6000),
                          "amount": random.lognormal(4, 1, 6000)})  # fmt: skip
    short, ahead = gaps(sales.sort_values("date"), START, END)
    assert len(regions(short + ahead)) <= 3  # of twenty regions alike, one in twenty is expected


def test_the_rows_behind_a_gap_add_up_to_it():
    sales = sales_of(*STEADY, ("Down", 2025, 100, 100.0), ("Down", 2026, 40, 100.0))
    [down] = [gap for gap in gaps(sales, START, END)[0] if gap.name == "Down"]
    behind = sales.iloc[down.rows]
    years = behind.groupby(behind["date"].dt.year)["amount"].sum()
    assert set(behind["region"]) == {"Down"}
    assert (years[2026], years[2025]) == (down.actual, down.reference)
    assert len(down.drivers) == 2
    by_customer = behind.assign(signed=behind["amount"].where(behind["date"].dt.year == 2026, -behind["amount"]))
    changes = by_customer.groupby("customer")["signed"].sum().sort_values()
    assert [driver.change for driver in down.drivers] == changes.tolist()[:2]


def test_a_year_before_of_which_only_a_part_is_known_is_not_compared():
    sales = sales_of(("Down", 2025, 100, 100.0), ("Down", 2026, 40, 100.0))
    short, ahead = gaps(sales[sales["date"] >= "2025-04-01"], START, END)
    assert short == ahead == []


def goals_of(amount: float, rep: str | None = None) -> pd.DataFrame:
    months = pd.date_range("2026-01-01", periods=12, freq="MS")
    return pd.DataFrame({"month": months, "rep": rep, "amount": amount})


def test_reps_and_months_stand_against_their_goals():
    sales = sales_of(("North", 2026, 181, 100.0)).assign(rep="Team Nova")
    short, ahead = gaps(sales, START, END, goals_of(4000.0, "TEAM NOVA"))
    assert ahead == []
    [rep] = [gap for gap in short if gap.dimension == "rep"]
    assert (rep.against, rep.actual, rep.reference) == ("goal", 18100, 24000)
    months = [gap.name for gap in short if gap.dimension == "month"]
    assert months == ["2026-02-01"]  # 28 sales for 40; the others miss by less than chance could make


def test_a_running_month_owes_the_days_gone_by():
    sales = sales_of(("North", 2026, 181, 100.0)).assign(rep="Team Nova")
    short, _ = gaps(sales, START, dt.date(2026, 6, 15), goals_of(6000.0, "Team Nova"))
    [rep] = [gap for gap in short if gap.dimension == "rep"]
    assert rep.reference == 5.5 * 6000


def test_without_rows_or_dimensions_nothing_is_told():
    plain = sales_of(*STEADY).drop(columns="region")
    assert gaps(plain, START, END) == ([], [])
    assert gaps(plain.iloc[:0], START, END) == ([], [])
