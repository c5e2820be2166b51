"""Derivatives by differences, the slow way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def assert_derivatives_are_exact(likelihood: Callable, parameters: tuple[float, ...]) -> None:
    """Compare gradient and Hessian with differences of the value and of the gradient."""
    point = np.array(parameters)
    _, gradient, hessian = map(np.array, likelihood(*point))
    for i, step in enumerate(1e-5 * point):
        up, down = point.copy(), point.copy()
        up[i] += step
        down[i] -= step
        (higher, slope_up, _), (lower, slope_down, _) = (map(np.array, likelihood(*at)) for at in (up, down))
        scale = np.abs(hessian[i]).max()
        np.testing.assert_allclose(gradient[i], (higher - lower) / (2 * step), rtol=1e-6, atol=1e-6 * abs(scale))
        np.testing.assert_allclose(hessian[i], (slope_up - slope_down) / (2 * step), rtol=1e-6, atol=1e-6 * scale)
