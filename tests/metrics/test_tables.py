"""Tables of customers, on real purchases and by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from lifetimes.utils import summary_data_from_transaction_data
from models import cdnow

from salestracker_xl.cells import evaluate, to_cells
from salestracker_xl.metrics import REGISTRY

SAMPLE = cdnow.sample()
CELLS = [
    [[cell] for cell in column]
    for column in (SAMPLE["id"].tolist(), cdnow.columns(SAMPLE)[1].tolist(), SAMPLE["amount"].tolist())
]


RANKED = {"R", "F", "M", "Segment"}  # the ranks of equals follow the rows


def frame_of(name: str, *more: object) -> pd.DataFrame:
    headings, *rows = to_cells(evaluate(REGISTRY[name], *CELLS, *more))
    return pd.DataFrame(rows, columns=headings)


@pytest.fixture(scope="module")
def lifetimes_summary() -> pd.DataFrame:
    bought = SAMPLE[SAMPLE["amount"] >= 0]
    return summary_data_from_transaction_data(bought, "id", "date", monetary_value_col="amount")


@pytest.fixture(scope="module")
def by_customer() -> pd.DataFrame:
    return frame_of("CLVTABLE").set_index("Customer")


def test_the_mean_of_the_values_is_clv(by_customer):
    assert by_customer["CLV"].mean() == pytest.approx(evaluate(REGISTRY["CLV"], *CELLS), rel=1e-12)


def test_orders_and_ages_are_those_of_lifetimes(by_customer, lifetimes_summary):
    mine = by_customer.loc[lifetimes_summary.index]
    np.testing.assert_array_equal(mine["Orders"] - 1, lifetimes_summary["frequency"])
    np.testing.assert_array_equal(mine["First to last, days"], lifetimes_summary["recency"])
    np.testing.assert_array_equal(mine["Age, days"], lifetimes_summary["T"])
    means = pd.to_numeric(mine["Mean value"], errors="coerce").fillna(0)
    np.testing.assert_allclose(means, lifetimes_summary["monetary_value"], atol=1e-9)


def test_the_most_valuable_stand_first(by_customer):
    assert by_customer["CLV"].is_monotonic_decreasing
    assert by_customer["Chance to be alive"].between(0, 1).all()


def test_a_margin_scales_the_values(by_customer):
    np.testing.assert_allclose(frame_of("CLVTABLE", 12, 0.25)["CLV"], by_customer["CLV"] / 4)


def test_rfm_tells_the_customers_apart(lifetimes_summary):
    rfm = frame_of("RFM").set_index("Customer").loc[lifetimes_summary.index]
    np.testing.assert_array_equal(rfm["Days since"], lifetimes_summary["T"] - lifetimes_summary["recency"])
    np.testing.assert_array_equal(rfm["Orders"], lifetimes_summary["frequency"] + 1)
    np.testing.assert_allclose(rfm["Money"], SAMPLE.groupby("id")["amount"].sum(), atol=1e-9)
    assert {sizes for score in "RFM" for sizes in rfm[score].value_counts()} <= {471, 472}  # fifths of 2,357


def test_the_best_scores_stand_first():
    first = frame_of("RFM").iloc[0]
    assert (first["R"], first["F"], first["M"], first["Segment"]) == (5, 5, 5, "Champions")


def test_a_segment_is_said_in_french():
    headings, first, *_ = to_cells(evaluate(REGISTRY["RFM"], [["Ada"]], [[46000]], [[5]]), "fr")
    assert (headings[0], headings[-1], first) == ("Client", "Segment", ["Ada", 0, 1, 5, 5, 5, 5, "Champions"])


def test_cohorts_of_three_customers():
    who = [["Ada"], ["Bo"], ["Ada"], ["Cy"], ["Ada"], ["Cy"]]
    when = [[46027], [46042], [46056], [46057], [46087], [46112]]  # January twice, February twice, March, 31 March
    assert to_cells(evaluate(REGISTRY["COHORTS"], who, when)) == [
        ["Won from", "Customers", "+0", "+1", "+2"],
        [46023, 2, 1, 0.5, 0.5],
        [46054, 1, 1, 1, ""],
    ]


@pytest.mark.parametrize("name", ["CLVTABLE", "RFM"])
def test_the_order_of_the_rows_changes_no_figure(name):
    luck = np.random.default_rng(1).permutation(len(SAMPLE))
    headings, *rows = to_cells(evaluate(REGISTRY[name], *([column[at] for at in luck] for column in CELLS)))
    shuffled = pd.DataFrame(rows, columns=headings).set_index("Customer")
    figures = [
        heading for heading in headings[1:] if heading not in {"R", "F", "M", "Segment"}
    ]  # ranks of equals may differ
    ordered = frame_of(name).set_index("Customer").loc[shuffled.index]
    for figure in figures:
        mine, theirs = (pd.to_numeric(table[figure], errors="coerce") for table in (shuffled, ordered))
        np.testing.assert_allclose(mine, theirs, rtol=1e-7)
