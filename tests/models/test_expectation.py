"""Expected purchases against fifty digits of mpmath."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from salestracker_xl.models.expectation import purchases_within, share_staying

EXACT = 1e-10  # relative


def closed_form(t, x, r, a, b) -> float:
    """Equation 10 of Fader, Hardie and Lee (2005) for a customer who still is one, ages in units of alpha + T."""
    with mpmath.workdps(60):
        r, a, b, t = (mpmath.mpf(float(number)) for number in (r, a, b, t))
        if a == 1:
            a += mpmath.mpf(10) ** -25  # the formula divides by a - 1; this near, the limit has 25 digits
        c = a + b + x - 1
        return float(c / (a - 1) * (1 - (1 + t) ** -(r + x) * mpmath.hyp2f1(r + x, b + x, c, t / (1 + t))))


def step_by_step(t, x, r, a, b) -> float:
    """The same from first principles: the chance of each next purchase, times that of still being there to make it."""
    with mpmath.workdps(40):
        r, b, a, t = (mpmath.mpf(float(number)) for number in (r + x, b + x, a, t))
        chance, total, there, n = mpmath.exp(-r * mpmath.log1p(t)), mpmath.mpf(0), mpmath.mpf(1), 0
        beyond = 1 - chance
        while beyond > mpmath.mpf(10) ** -25:
            total += beyond * there
            there *= (b + n) / (a + b + n)
            chance *= (r + n) / (n + 1) * t / (1 + t)
            beyond, n = beyond - chance, n + 1
        return float(total)


def ours(t, x, r, a, b) -> float:
    return float(purchases_within(np.array([[t]]), np.array([float(x)]), r, a, b)[0, 0])


@pytest.mark.parametrize("t", [0.01, 0.7, 12.0])
@pytest.mark.parametrize("x", [0, 1, 3, 40])
@pytest.mark.parametrize(("r", "a", "b"), [(0.243, 0.793, 2.426), (2.5, 0.05, 0.6), (0.1, 4.0, 0.3), (9.0, 1.7, 30.0)])
def test_as_in_the_paper(t, x, r, a, b):
    assert ours(t, x, r, a, b) == pytest.approx(closed_form(t, x, r, a, b), rel=EXACT)


@pytest.mark.parametrize("a", [1.0, 1 + 1e-12, 1 - 1e-9, 1 + 1e-6])
@pytest.mark.parametrize("x", [0, 2, 300])
def test_a_near_one(a, x):
    assert ours(0.7, x, 0.4, a, 2.0) == pytest.approx(closed_form(0.7, x, 0.4, a, 2.0), rel=EXACT)


@pytest.mark.parametrize(
    ("t", "x", "r", "a", "b"),
    [
        (0.4, 2000, 0.5, 0.8, 2.5),  # a purchase a day for years, where 2F1 overflows
        (3.0, 900, 1.2, 0.1, 5.0),
        (20.0, 50, 0.3, 2.0, 1.0),  # a short history, a long horizon
        (3e-4, 4, 1e6, 0.8, 2.5),  # customers with one common rate
        (2.0, 3, 0.7, 1e7, 9e7),  # with one common chance to leave
        (2.0, 30, 0.7, 1e6, 3e6),
        (2.0, 1, 0.7, 1e-8, 4e-8),  # who leave after the first repeat purchase or never
        (2.0, 0, 0.7, 1e-8, 4e-8),
        (2.0, 5, 0.7, 0.3, 1e12),  # who practically never leave
        (0.3, 600, 0.2, 40.0, 0.1),  # who all but certainly leave
    ],
)
def test_at_the_edges_of_the_model(t, x, r, a, b):
    assert ours(t, x, r, a, b) == pytest.approx(step_by_step(t, x, r, a, b), rel=EXACT)


def test_customers_with_the_same_number_of_purchases_share_a_series_to_full_precision():
    horizons = np.array([[0.001, 0.02], [0.3, 60.0], [1.0, 5.0]])
    found = purchases_within(horizons, np.array([4.0, 0.0, 4.0]), 0.5, 0.8, 2.5)
    wanted = [[closed_form(t, x, 0.5, 0.8, 2.5) for t in row] for row, x in zip(horizons, (4, 0, 4), strict=True)]
    np.testing.assert_allclose(found, wanted, rtol=EXACT)


@pytest.mark.parametrize(("r", "a", "b"), [(0.9, 0.8, 11.3), (0.2, 4.0, 0.3), (3.0, 0.01, 900.0)])
def test_numbers_of_purchases_share_their_points_to_full_precision(r, a, b):
    purchases = np.array([100, 8, 0, 1, 2, 3, 41, 40, 7, 9], dtype=float)
    horizons = np.geomspace(0.001, 30, len(purchases))
    wanted = [closed_form(t, x, r, a, b) for t, x in zip(horizons, purchases, strict=True)]
    np.testing.assert_allclose(purchases_within(horizons, purchases, r, a, b), wanted, rtol=EXACT)


def test_nothing_is_bought_in_no_time():
    assert ours(0.0, 3, 0.5, 0.8, 2.5) == 0


@pytest.mark.parametrize(
    ("r", "a", "b", "longest"),
    [
        (0.243, 0.793, 2.426, 30.0),  # CDNOW
        (2.5, 0.05, 0.6, 30.0),
        (0.7, 1e-8, 4e-8, 30.0),  # who leave after the first repeat purchase or never
        (0.7, 1e6, 3e6, 0.4),  # with one common chance to leave; beyond 1, mpmath takes minutes
        (0.7, 0.3, 1e12, 0.4),  # who practically never leave
    ],
)
def test_who_stays_is_a_mean_of_exponentials(r, a, b, longest):
    """Who buys at a rate λ and leaves with a chance p stays for t with a chance exp(-λ p t); 2F1 is its mean."""
    horizons = np.array([0.0, 0.001, 0.1, 1.0]) * longest
    with mpmath.workdps(60):
        wanted = [float(mpmath.hyp2f1(r, a, mpmath.mpf(a) + b, -w)) for w in horizons.tolist()]
    np.testing.assert_allclose(share_staying(horizons, r, a, b), wanted, rtol=EXACT)
