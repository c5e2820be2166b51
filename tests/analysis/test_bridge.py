"""The effects of a bridge are those of the textbook, and add up to the change."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.analysis.bridge import GONE_PRODUCTS, MIX, NEW_PRODUCTS, OTHER, PRICE, VOLUME, revenue_bridge

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["desk", "chair", "lamp", None]),
        st.sampled_from([None, -2.0, 0.0, 1.0, 3.0, 10.0]),
        st.integers(-20_000, 90_000).map(lambda cents: cents / 100),
    ),
    max_size=25,
)


def sales(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["product", "quantity", "amount"])
    return frame.astype({"product": object, "quantity": float, "amount": float})


def effects(before: pd.DataFrame, after: pd.DataFrame) -> dict:
    return {name.en: amount for name, amount in revenue_bridge(before, after).effects}


def test_volume_mix_and_price_by_hand():
    """10 desks at 100 and 10 chairs at 50 become 10 desks at 110 and 30 chairs at 45: 1,500 become 2,450."""
    found = effects(sales(("desk", 10, 1000), ("chair", 10, 500)), sales(("desk", 10, 1100), ("chair", 30, 1350)))
    assert found[VOLUME.en] == pytest.approx(20 * 75)  # twenty units more at the old average of 75
    assert found[PRICE.en] == pytest.approx(10 * 10 - 30 * 5)
    assert found[MIX.en] == pytest.approx(-500)  # the units that were added were the cheap ones
    assert sum(found.values()) == pytest.approx(2450 - 1500)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([("desk", 1, 100)], [("desk", 1, 100), ("lamp", 2, 50)], {NEW_PRODUCTS.en: 50}),
        ([("desk", 1, 100), ("lamp", 2, 50)], [("desk", 1, 100)], {GONE_PRODUCTS.en: -50}),
        ([("desk", 1, 100)], [("desk", 1, 120)], {PRICE.en: 20}),
        ([("desk", 1, 100)], [("desk", 2, 200)], {VOLUME.en: 100}),
        ([], [("desk", 2, 200)], {NEW_PRODUCTS.en: 200}),
        ([("desk", None, 100)], [("desk", None, 130)], {OTHER.en: 30}),
        ([(None, 3, 100)], [(None, 3, 90)], {OTHER.en: -10}),
        ([("desk", -1, -100)], [("desk", -2, -200)], {OTHER.en: -100}),  # nothing but returns
        ([], [], {}),
    ],
)
def test_each_effect_alone(before, after, expected):
    found = effects(sales(*before), sales(*after))
    assert {name: amount for name, amount in found.items() if abs(amount) > 1e-9} == pytest.approx(expected)


@given(ROWS, ROWS)
def test_the_effects_add_up_to_the_change(before, after):
    bridge = revenue_bridge(sales(*before), sales(*after))
    assert bridge.before == pytest.approx(sum(row[2] for row in before))
    assert sum(amount for _, amount in bridge.effects) == pytest.approx(bridge.after - bridge.before, abs=1e-6)
