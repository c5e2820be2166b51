"""Goals by month add up to the year, to the cent."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.metrics.forecasting import in_cents

WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any)


@given(st.integers(0, 10**11), WEIGHTS)
def test_no_cent_is_lost_or_invented(cents, weights):
    shares = np.array(weights) / sum(weights)
    split = np.rint(in_cents(cents / 100, shares) * 100).astype(int)
    assert split.sum() == cents
    assert np.all(np.abs(split - shares * cents) < 1 + 1e-3)
