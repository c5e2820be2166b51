"""Loyalty shows the groups, tiers, interests, satisfaction and prospects of the customers that the rows give."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from engines.stored import stored_values
from pages import Row, page, sentences, table
from trackers import interaction_rows, make_tracker, sales_rows

from salestracker_xl.analysis.purchases import sales_rows as columns_of
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sections.loyalty import (
    best_customers,
    interest_table,
    leavers,
    satisfaction,
    signals,
    tiers,
)
from salestracker_xl.workbook.sheets import loyalty

ROWS = sales_rows(600)
LOG = interaction_rows(ROWS)
DATES, LOGGED = pd.to_datetime(ROWS["Date"]), pd.to_datetime(LOG["Date"])
YEAR = ROWS[DATES > "2025-06-30"]
SALES = columns_of(ROWS.rename(columns=str.lower).assign(date=DATES))
SPENT = YEAR.groupby("Customer")["Amount"].sum()


def block(path, label: str, columns: int) -> list[Row]:
    """The rows of the table that begins with a label."""
    sheet = page(path, loyalty.NAME.en)
    return table(sheet, line(path, label), columns)


def line(path, label: str, which: int = 0) -> int:
    sheet = page(path, loyalty.NAME.en)
    return [row for row in range(4, 260) if sheet.cell(row, 1).value == label][which]


def metric_rows(name: str, *columns: Any) -> list[list[Any]]:
    """What a metric that spills a table gives, a list a row, with the customers' names in lower case."""
    found = REGISTRY[name].compute(*columns)
    spelt = [
        SALES.names[np.asarray(column.values, int)] if column.names_of else list(column.values)
        for column in found.columns
    ]
    return [list(row) for row in zip(*spelt, strict=True)]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("loyalty")
    generate(make_tracker(folder, ROWS, engagement=LOG), folder / "t.xlsx")
    return folder / "t.xlsx"


def test_groups_are_those_of_the_function_rfm(built):
    *found, total = block(built, "Group", 7)
    rows = metric_rows("RFM", SALES.customers, SALES.days, SALES.amounts)
    scored = pd.DataFrame(
        [(name, segment.en, since) for name, since, *_, segment in rows], columns=["key", "group", "since"]
    )
    spent = scored["key"].map(SPENT.rename(str.lower)).fillna(0)
    for row in found:
        own = scored["group"] == row["Group"]
        assert row["Customers"] == own.sum()
        assert row["Revenue, 12 months"] == pytest.approx(spent[own].sum(), abs=1e-6)
        if own.any():
            assert row["Days since order, median"] == scored["since"][own].median()
    assert total["Customers"] == len(scored)
    assert sum(row["Share of customers"] for row in found) == pytest.approx(1)


def tiers_by(limits: list[float]) -> dict[str, pd.Series]:
    """Revenue of each customer of a tier, by the tier's name."""
    reached = SPENT.map(lambda spent: REGISTRY["LOYALTYTIER"].compute(spent, np.array(limits)))
    return {name: SPENT[reached == at] for at, name in enumerate(("Bronze", "Silver", "Gold"), start=1)}


def test_tiers_and_their_cost_follow_the_yellow_cells(built, ironcalc):
    *found, total = block(built, "Tier", 9)
    members = tiers_by([row["From revenue, 12 months"] for row in found])
    for row in found:
        own = members[row["Tier"]]
        cost = own.sum() * row["Reward, share of purchases"] + len(own) * row["Gift a year, each"]
        assert row["Customers"] == len(own)
        assert row["Revenue, 12 months"] == pytest.approx(own.sum())
        assert row["Cost of rewards a year"] == pytest.approx(cost)
    assert total["Cost of rewards a year"] == pytest.approx(sum(row["Cost of rewards a year"] for row in found))

    name, first = loyalty.NAME.en, line(built, "Tier") + 1
    changes = {(name, f"B{first}"): 50, (name, f"B{first + 1}"): 150, (name, f"B{first + 2}"): 300}
    typed = ironcalc.recalculate(built, changes | {(name, f"C{first}"): 0.1, (name, f"D{first}"): 7})
    members = tiers_by([50, 150, 300])
    assert [typed[name, f"E{first + at}"] for at in range(3)] == [len(own) for own in members.values()]
    assert typed[name, f"H{first}"] == pytest.approx(members["Bronze"].sum() * 0.1 + 7 * len(members["Bronze"]))
    listed = line(built, "Customer", 1)
    for at, row in enumerate(block_of_best(built)):
        reached = [tier for tier, own in members.items() if row["Customer"] in own.index]
        assert typed[name, f"C{listed + 1 + at}"] == (reached[0] if reached else "–")
    warning = (name, f"A{first - 2}")
    assert typed[warning] == ""
    assert ironcalc.recalculate(built, {(name, f"B{first}"): 10_000})[warning] == tiers.NOT_RISING.en


def test_proposed_limits_are_round_and_rise():
    assert tiers.proposed_limits(np.array([0.0, 10.0, 10.0, 10.0])) == [10, 20, 40]
    assert tiers.proposed_limits(np.array([np.nan, -5.0])) == list(tiers.WITHOUT_SALES)
    assert tiers.proposed_limits(np.arange(1.0, 1001.0)) == [500, 750, 1000]


def block_of_best(path) -> list[Row]:
    return table(page(path, loyalty.NAME.en), line(path, "Customer", 1), 13)


def test_the_most_valuable_customers_are_those_of_clvtable(built):
    best = block_of_best(built)
    expected = metric_rows("CLVTABLE", SALES.customers, SALES.days, SALES.amounts)
    assert [row["Customer"].lower() for row in best] == [name for name, *_ in expected[: best_customers.MOST]]
    for row, (_, orders, _, _, _, alive, ahead, value) in zip(best, expected, strict=False):
        assert row["Order days"] == orders
        assert row["Lifetime value, 12\u00a0m"] == pytest.approx(value)
        assert row["Chance to be customer"] == pytest.approx(alive)
        assert row["Orders to expect, 12\u00a0m"] == pytest.approx(ahead)
    assert any(text.startswith("The first 100 of ") for text in sentences(page(built, loyalty.NAME.en)))


def test_the_next_order_is_that_of_nextorder(built):
    bought = SALES.purchases
    due = {name: day for name, *_, day in metric_rows("NEXTORDER", bought.customers, bought.days)}
    today = dt.datetime(2026, 6, 30)
    for row in block_of_best(built):
        day = due[row["Customer"].lower()]
        if np.isnan(day):
            assert (row["Next order expected"], row["Status"]) == ("–", "–")
            continue
        expected = dt.datetime(1899, 12, 30) + dt.timedelta(days=day)
        ahead = (expected - today).days
        assert row["Next order expected"] == expected
        assert row["Status"] == ("today" if ahead == 0 else f"in {ahead} d" if ahead > 0 else f"{-ahead} d late")


def signals_by_hand(customer: str) -> list[float]:
    """Order days and interactions of 12 months, in the order of the sheet: visits, e-mails, calls, events, ..."""
    bought = YEAR[(YEAR["Customer"] == customer) & (YEAR["Amount"] > 0)]["Date"].nunique()
    done = LOG[(LOG["Customer"] == customer) & (LOGGED > "2025-06-30")]["Kind"]
    kinds = ("Visit", "E-mail opened", "Phone call", None, None, "Survey", "Tasting")
    return [float(bought), *(float((done == kind).sum()) for kind in kinds)]


def test_engagement_is_the_function_of_the_declared_weights(built, ironcalc):
    rows = table(page(built, loyalty.NAME.en), line(built, "Signal"), 4)
    done = LOG[LOGGED > "2025-06-30"]["Kind"].value_counts()
    assert [row["In 12 months"] for row in rows][1:] == [
        *(done["Visit"], done["E-mail opened"], done["Phone call"]),
        *(0, 0, done["Survey"], done["Tasting"]),
    ]
    weights, full = ([float(row[label]) for row in rows] for label in ("Weight", "Full mark"))

    def score(customer: str, weights: list[float]) -> float:
        return REGISTRY["ENGAGEMENT"].compute(np.array(signals_by_hand(customer)), np.array(weights), np.array(full))

    best = block_of_best(built)
    assert [row["Engagement"] for row in best] == pytest.approx([score(row["Customer"], weights) for row in best])
    assert len({row["Engagement"] for row in best}) > 10
    name, first, listed = loyalty.NAME.en, line(built, "Signal") + 1, line(built, "Customer", 1) + 1
    typed = ironcalc.recalculate(built, {(name, f"B{first + 7}"): 9, (name, f"B{first}"): 0})
    weights[7], weights[0] = 9, 0
    assert [typed[name, f"L{listed + at}"] for at in range(20)] == pytest.approx(
        [score(row["Customer"], weights) for row in best[:20]]
    )
    assert ironcalc.recalculate(built, {(name, f"C{first}"): 0})[name, f"L{listed}"] == "–"


def test_satisfaction_counts_the_answers(built):
    rows = table(page(built, loyalty.NAME.en), line(built, "Metric"), 6)
    for row, column in zip(rows, ("CSAT", "NPS"), strict=True):
        scores = pd.to_numeric(LOG[column])
        for value, count, start, end in (
            ("12 months", "Answers", "2025-07-01", "2026-06-30"),
            ("12 before", "Answers before", "2024-07-01", "2025-06-30"),
        ):
            given = scores[LOGGED.between(start, end)].dropna()
            expected = (given >= 4).mean() if column == "CSAT" else 100 * ((given >= 9).mean() - (given <= 6).mean())
            assert row[count] == len(given)
            assert row[value] == pytest.approx(expected)
    assert len(page(built, loyalty.NAME.en)._charts) == 3  # groups, CSAT, NPS


def test_interests_say_what_is_bought_by_whom_at_which_price(built):
    sold = YEAR[YEAR["Amount"] > 0]
    favourite = YEAR.groupby(["Customer", "Category"])["Amount"].sum().unstack().fillna(0)
    favourite = favourite[favourite.max(axis=1) > 0].idxmax(axis=1)
    for row in block(built, "Category", 9):
        own = sold[sold["Category"] == row["Category"]]
        each = own["Amount"] / own["Quantity"]
        assert row["Customers"] == own["Customer"].nunique()
        assert row["Share of customers"] == pytest.approx(own["Customer"].nunique() / sold["Customer"].nunique())
        assert row["Favourite of"] == (favourite == row["Category"]).sum()
        assert row["Orders per customer"] == pytest.approx(
            len(own.drop_duplicates(["Customer", "Date"])) / own["Customer"].nunique()
        )
        assert [row[f"{price} price"] for price in ("Low", "Usual", "High")] == pytest.approx(
            each.quantile([0.1, 0.5, 0.9]).tolist()
        )


def test_likely_leavers_came_back_before_and_may_not_again(built):
    chances = {
        name: alive for name, *_, alive, _, _ in metric_rows("CLVTABLE", SALES.customers, SALES.days, SALES.amounts)
    }
    found = block(built, "Customer", 9)
    stakes = [row["Revenue, 12 months"] * (1 - row["Chance to be customer"]) for row in found]
    assert [row["At stake"] for row in found] == pytest.approx(sorted(stakes, reverse=True))
    for row in found:
        assert row["Chance to be customer"] == pytest.approx(chances[row["Customer"].lower()])
        assert row["Chance to be customer"] < 0.6
        assert row["Revenue, 12 months"] == pytest.approx(SPENT[row["Customer"]])


def test_what_is_missing_is_said_and_the_rest_stands(tmp_path):
    language = "fr"
    rows = ROWS.head(90)[["Date", "Customer", "Amount"]]
    generate(make_tracker(tmp_path, rows, language=language), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", loyalty.NAME[language])
    said = sentences(sheet)
    for missing in (interest_table.MISSING, satisfaction.MISSING, signals.MISSING):
        assert missing[language] in said
    assert best_customers.CLV[language] not in said  # too few customers for a model
    assert len(sheet._charts) == 1
    listed = [row for row in range(4, 120) if sheet.cell(row, 1).value == leavers.CUSTOMER[language]][-1]
    spent = [sheet.cell(row, 5).value for row in range(listed + 1, listed + 1 + rows["Customer"].nunique())]
    assert spent == sorted(spent, reverse=True)
    assert stored_values(tmp_path / "t.xlsx")


def test_a_day_before_every_purchase_is_said(tmp_path):
    rows = pd.DataFrame(
        [("2026-01-13", "Alpha", -5.0), ("2026-03-13", "Alpha", 5.0)], columns=["Date", "Customer", "Amount"]
    )
    generate(make_tracker(tmp_path, rows, as_of=dt.date(2026, 2, 1)), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", loyalty.NAME.en)
    assert loyalty.MISSING.en in sentences(sheet)
    assert not sheet._charts
