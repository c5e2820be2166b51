"""Deals answered sooner and later, and what became of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from salestracker_xl.analysis.lead_response import days_to_response, response_by, win_rate_by_response


@pytest.fixture
def deals() -> pd.DataFrame:
    created = pd.to_datetime(["2026-01-01"] * 8)
    waits = [0, 1, 1, 3, 9, None, -2, 2]  # one not told, one answered before it was created
    answered = created + pd.to_timedelta(waits, unit="D")
    status = ["won", "won", "lost", "lost", "open", "won", "won", "won"]
    source = ["Web", "Web", "Fair", "Web", None, "Web", "Fair", "Fair"]
    return pd.DataFrame({"created": created, "first_response": answered, "status": status, "source": source})


def test_days_count_from_creation_and_an_answer_before_it_is_none(deals):
    found = days_to_response(deals).tolist()
    assert found[:5] == [0, 1, 1, 3, 9]
    assert np.isnan(found[5:7]).all()


def test_medians_by_source_say_of_how_many(deals):
    table = response_by(deals)
    assert table.index.tolist()[:2] == ["Web", "Fair"]
    assert table.loc["Web"].tolist() == [4, 3, 1.0]  # of 0, 1 and 3 days
    assert table.loc["Fair"].tolist() == [3, 2, 1.5]
    assert table.iloc[-1].tolist() == [1, 1, 9.0]


def test_win_rates_by_band_with_limits_known_from_tables(deals):
    table = win_rate_by_response(deals)
    assert table["won"].tolist() == [1, 1, 1, 0, 0]
    assert table["lost"].tolist() == [0, 1, 1, 0, 0]
    assert table["win_rate"].tolist()[:3] == [1.0, 0.5, 0.5]
    assert table.iloc[1][["low", "high"]].tolist() == pytest.approx([0.0945, 0.9055], abs=1e-4)  # Wilson, 1 of 2
    assert table.iloc[3:].isna().any(axis=1).all()
