"""The Retention sheet shows who of each month's customers came back, and when."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from pages import page, sentences, table
from trackers import make_tracker, sales_rows

from salestracker_xl.analysis.lifetime import fit_clv
from salestracker_xl.cells import evaluate
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.catalogue import NEW_CUSTOMERS
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sections import retention as retention_sections
from salestracker_xl.workbook.sheets import retention

HEADER_ROW = 4
LONG = sales_rows(400)
ROWS = sales_rows(110)  # too few customers for a model of their value, so that a build takes no time


def shown(path, language="en", ages=12):
    return table(page(path, retention.NAME[language]), HEADER_ROW, 2 + ages)


def counted(rows: pd.DataFrame, last: str) -> dict[pd.Period, list[set[str]]]:
    """Customers of each month won: those who bought 0, 1, 2 ... months later, up to the month `last`."""
    bought = rows[rows["Amount"] >= 0]
    months = pd.to_datetime(bought["Date"]).dt.to_period("M")
    born = months.groupby(bought["Customer"]).min()
    end = pd.Period(last, "M")
    return {
        won: [
            set(bought["Customer"][months == month]) & set(born.index[born == won])
            for month in pd.period_range(won, end, freq="M")
        ]
        for won in sorted(set(born))
        if won <= end
    }


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_cohort_stands_as_the_rows_give_it(tmp_path, language):
    young = ROWS[ROWS["Date"] >= "2025-06-01"]
    generate(make_tracker(tmp_path, young, language=language), tmp_path / "t.xlsx")
    *rows, everybody = shown(tmp_path / "t.xlsx", language)
    expected = counted(young, "2026-06")
    assert [pd.Period(next(iter(row.values())), "M") for row in rows] == list(expected)
    for row, cohort in zip(rows, expected.values(), strict=True):
        size = len(cohort[0])
        shares = [len(active) / size for active in cohort[1:13]]
        assert row[NEW_CUSTOMERS.short[language]] == size
        found = [row[f"M+{age}"] for age in range(1, 13)]
        assert found[: len(shares)] == pytest.approx(shares)
        assert found[len(shares) :] == [None] * (12 - len(shares))
    assert everybody[NEW_CUSTOMERS.short[language]] == young[young["Amount"] >= 0]["Customer"].nunique()
    old_enough = [cohort for cohort in expected.values() if len(cohort) > 3]
    back = sum(len(cohort[3]) for cohort in old_enough)
    assert everybody["M+3"] == pytest.approx(back / sum(len(cohort[0]) for cohort in old_enough))
    told = sentences(page(tmp_path / "t.xlsx", retention.NAME[language]))
    assert retention_sections.NO_YEARS[language] in told
    assert any(sentence.startswith(retention_sections.NO_PROJECTION[language].split("{")[0]) for sentence in told)


def test_a_running_month_is_still_to_come(tmp_path):
    young = ROWS[ROWS["Date"] >= "2025-10-01"]
    generate(make_tracker(tmp_path, young, as_of=dt.date(2026, 6, 29)), tmp_path / "t.xlsx")
    rows = shown(tmp_path / "t.xlsx", ages=7)  # from October to May
    assert len(rows) - 1 == len(counted(young, "2026-05"))
    assert "M+8" not in sentences(page(tmp_path / "t.xlsx", "Retention"))
    told = "Values computed from sales up to 29 June 2026; the next build or refresh brings them up to date."
    assert page(tmp_path / "t.xlsx", "Retention")["A3"].value == told


def test_cohorts_before_the_last_eighteen_are_added_up_in_one_row(tmp_path):
    one_a_month = pd.DataFrame(
        [
            (f"{month}-{day}", f"{month}-10", f"won in {won}", 5.0)
            for at, won in enumerate(pd.period_range("2024-01", "2026-06", freq="M").astype(str))
            for day, month in enumerate([won, "2026-06"] if at % 2 else [won])
        ],
        columns=["Order", "Date", "Customer", "Amount"],
    )
    generate(make_tracker(tmp_path, one_a_month, as_of=dt.date(2026, 6, 30)), tmp_path / "t.xlsx")
    first, *rows, everybody = shown(tmp_path / "t.xlsx")
    assert (first["Won in"], first["New customers"]) == (dt.datetime(2024, 12, 1), 12)
    assert len(rows) == 18
    assert everybody["New customers"] == 30
    sheet = page(tmp_path / "t.xlsx", "Retention")
    assert "The first row adds up the 12 earlier months that won customers." in sentences(sheet)
    assert '"up to "' in sheet["A5"].number_format


def test_lines_without_a_figure_are_left_out(tmp_path, old):
    assert len(page(old, "Retention")._charts) == 4  # the curve, the projection, retention and customer value by month
    generate(make_tracker(tmp_path, ROWS), tmp_path / "t.xlsx")
    assert len(page(tmp_path / "t.xlsx", "Retention")._charts) == 2  # too few customers for a projection and a value


def section(sheet, title, columns):
    """Header and rows of the table two rows below a section's title."""
    row = next(cell.row for cell in sheet["A"] if cell.value == title)
    return table(sheet, row + 2, columns)


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """A tracker of thirty months."""
    path = tmp_path_factory.mktemp("old") / "t.xlsx"
    generate(make_tracker(path.parent, LONG), path)
    return path


def test_the_customers_of_a_year_are_followed_into_the_next(old):
    rows = section(page(old, "Retention"), retention_sections.KEPT.en, 8)
    assert [f"{row['12 months up to']:%Y-%m}" for row in rows] == ["2026-06", "2026-03", "2025-12"]
    months = pd.to_datetime(LONG["Date"]).dt.to_period("M")
    for row in rows:
        end = pd.Period(row["12 months up to"], "M")
        later, before = (
            LONG[(months > last - 12) & (months <= last)].groupby("Customer")["Amount"].sum()
            for last in (end, end - 12)
        )
        before = before[before > 0]
        stayed = later.reindex(before.index).fillna(0).clip(lower=0)
        assert row["The 12 before"] == pytest.approx(before.sum())
        assert row["Kept"] == pytest.approx(stayed.sum())
        assert row["NRR"] == pytest.approx(stayed.sum() / before.sum())
        assert row["GRR"] == pytest.approx(stayed.clip(upper=before).sum() / before.sum())
        parts = [[row[name]] for name in ("The 12 before", "Bought more", "Bought less", "Lost")]
        assert row["NRR"] == pytest.approx(evaluate(REGISTRY["NRR"], *parts))
        assert row["GRR"] == pytest.approx(evaluate(REGISTRY["GRR"], parts[0], parts[2], parts[3]))


def test_new_customers_are_projected_by_the_model_of_the_lifetime_value(old):
    stay, orders = section(page(old, "Retention"), retention_sections.STAYING.en, 14)
    shares, so_far = ([row[months] for months in range(3, 37, 3)] for row in (stay, orders))
    model = fit_clv(LONG.rename(columns=str.lower).assign(date=pd.to_datetime(LONG["Date"]))).purchases.model
    days = 365.25 / 12 * 36
    random = np.random.default_rng(3)
    rate, chance = random.gamma(model.r, 1 / model.alpha, 400_000), random.beta(model.a, model.b, 400_000)
    assert shares[-1] == pytest.approx(np.exp(-rate * chance * days).mean(), rel=0.01)
    assert all(1 > now > later for now, later in pairwise(shares))
    assert so_far[-1] == pytest.approx(1 + float(model.expected_purchases_of_new(days)))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_before_two_complete_months_there_is_a_sentence_and_nothing_else(tmp_path, language):
    rows = ROWS[ROWS["Date"].between("2026-05-01", "2026-06-20")]
    generate(make_tracker(tmp_path, rows, language=language), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", retention.NAME[language])
    assert retention.MISSING[language] in sentences(sheet)
    assert not sheet._charts
    assert len(sentences(sheet)) == 4  # title, way back, what it shows, and the sentence
