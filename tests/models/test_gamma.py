"""The beta function and the slopes of the gamma function against forty digits of mpmath."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from salestracker_xl.models.gamma import log_beta, slopes

ARGUMENTS = np.append(np.geomspace(1e-6, 1e8, 57), [0.5, 1.0, 1.4616321449683623, 2.0, 10.0])  # one is ψ's zero
EXACT = 1e-13  # of the value, or of 1 where it is smaller


def wanted(function, *arguments) -> np.ndarray:
    with mpmath.workdps(40):
        return np.array([float(function(*(mpmath.mpf(float(x)) for x in one))) for one in zip(*arguments, strict=True)])


@pytest.mark.parametrize("order", [0, 1])
def test_slopes_of_log_gamma(order):
    exact = wanted(lambda z: mpmath.psi(order, z), ARGUMENTS)
    np.testing.assert_allclose(slopes(ARGUMENTS)[order], exact, rtol=EXACT, atol=EXACT)


@pytest.mark.parametrize("b", [1e-6, 0.03, 1.0, 3.2, 47.0, 1e4, 1e7])
def test_log_beta(b):
    exact = wanted(lambda a: mpmath.log(mpmath.beta(a, b)), ARGUMENTS)
    np.testing.assert_allclose(log_beta(ARGUMENTS, b), exact, rtol=EXACT, atol=EXACT)
