"""Whole numbers, each of them once, are those of numpy."""

import numpy as np
import pytest

from salestracker_xl.distinct import distinct


@pytest.mark.parametrize("dtype", [np.int64, np.uint32])
@pytest.mark.parametrize("count", [0, 1, 2, 5_000])
def test_numbers_are_those_that_numpy_finds(count, dtype):
    numbers = np.random.default_rng(count).integers(0, 900, count).astype(dtype)
    found = distinct(numbers)
    assert found.dtype == dtype
    assert found.tolist() == sorted(set(numbers.tolist()))
