"""The collector is away from some work, and comes back however that ends."""

import gc

import pytest

from salestracker_xl.collecting import uncollected


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_afterwards_as_it_was_before(on):
    was_on = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is on
        with pytest.raises(ZeroDivisionError), uncollected():
            1 / 0  # noqa: B018
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()
