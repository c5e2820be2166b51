"""What the log-likelihoods of the models have in common."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Derivatives = tuple[float, np.ndarray, np.ndarray]  # value, gradient, Hessian


def inner(left: np.ndarray, right: np.ndarray) -> float:
    """Sum of products over customers.

    Not `left @ right`: BLAS hands long dot products out to threads, and on a busy machine waits milliseconds for them.
    """
    return float((left * right).sum())


def totals(rows: np.ndarray, weights: np.ndarray) -> list[float]:
    """Sum of products over customers for each of (rows, customers); without BLAS, as `inner`."""
    return np.einsum("ij,j->i", rows, weights).tolist()


def in_logs(likelihood: Callable[..., Derivatives]) -> Callable[[np.ndarray], Derivatives]:
    """Turn a function of positive parameters into one of their logarithms, gradient and Hessian included."""

    def objective(point: np.ndarray) -> Derivatives:
        parameters = np.exp(point)
        value, gradient, hessian = likelihood(*parameters.tolist())
        slope = parameters * gradient
        curvature = parameters[:, None] * hessian * parameters
        curvature.flat[:: len(point) + 1] += slope
        return float(value), slope, curvature

    return objective
