"""Ascents: to the top, along a bound, and where there is no top."""

from __future__ import annotations

import numpy as np
import pytest

from salestracker_xl.models.newton import climb, highest

LOWER, UPPER = np.full(2, -10.0), np.full(2, 10.0)


def bowl(point):
    """A tilted parabola with its top at (1, -2)."""
    curvature = np.array([[3.0, 1.0], [1.0, 2.0]])
    away = np.subtract(point, [1.0, -2.0])
    return -0.5 * away @ curvature @ away, -curvature @ away, -curvature


def two_hills(point):
    """Hills at -2 and at +2, the second one higher."""
    x, y = point
    value = -((x * x - 4) ** 2) + x - y * y
    gradient = np.array([-4 * x * (x * x - 4) + 1, -2 * y])
    return value, gradient, np.diag([-12 * x * x + 16, -2.0])


def slope_without_end(point):
    """It rises for ever towards 0 along x."""
    x, y = point
    fall = np.exp(-x)
    return -fall - y * y, np.array([fall, -2 * y]), np.diag([-fall, -2.0])


def ridge(point):
    """Flat along y."""
    return -(point[0] ** 2), np.array([-2 * point[0], 0.0]), np.diag([-2.0, 0.0])


def test_a_parabola_takes_its_top():
    end = climb(bowl, np.array([0.0, -1.0]), LOWER, UPPER, 1)
    assert end.is_optimum
    np.testing.assert_allclose(end.point, [1, -2], atol=1e-12)
    assert end.steps == 1
    np.testing.assert_allclose(end.standard_errors, np.sqrt([2 / 5, 3 / 5]))  # of the inverse of ((3, 1), (1, 2))


@pytest.mark.parametrize("start", [(-6.0, 3.0), (0.1, 1.0), (0.0, 9.0), (9.0, -9.0)])
def test_every_ascent_ends_on_a_hill(start):
    end = climb(two_hills, np.array(start), LOWER, UPPER, 1)
    assert end.is_optimum
    assert abs(end.point[0]) == pytest.approx(2, abs=0.05)


def test_several_starts_find_the_higher_hill():
    starts = np.array([[-3.0, 0.0], [3.0, 1.0], [-1.5, -1.0]])
    assert highest(two_hills, starts, LOWER, UPPER, 1).point[0] > 0
    assert highest(two_hills, starts[::-1], LOWER, UPPER, 1).point[0] > 0


def test_a_bound_holds_what_would_run_away():
    end = climb(slope_without_end, np.zeros(2), LOWER, UPPER, 1)
    assert end.point[0] == 10
    assert end.free.tolist() == [False, True]
    assert end.is_optimum
    np.testing.assert_allclose(end.standard_errors, [np.inf, np.sqrt(0.5)])


def test_a_ridge_is_no_optimum():
    end = climb(ridge, np.array([3.0, 1.0]), LOWER, UPPER, 1)
    assert end.gradient_per_customer == 0
    assert not end.is_optimum
    assert end.standard_errors.tolist() == [np.inf, np.inf]


def test_no_start_is_no_ascent():
    with pytest.raises(ValueError, match="start"):
        highest(bowl, [], LOWER, UPPER, 1)
