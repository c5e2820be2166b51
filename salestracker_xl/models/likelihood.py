"""What the log-likelihoods of the models have in common."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

Derivatives = tuple[float, Sequence[float], Sequence[Sequence[float]]]  # value, gradient, Hessian


def inner(left: np.ndarray, right: np.ndarray) -> float:
    """Sum of products over customers.

    Not `left @ right`: BLAS hands long dot products out to threads, and on a busy machine waits milliseconds for them.
    """
    return float((left * right).sum())


def totals(rows: np.ndarray, weights: np.ndarray) -> list[float]:
    """Sum of products over customers for each of (rows, customers); without BLAS, as `inner`."""
    return np.einsum("ij,j->i", rows, weights).tolist()


def in_logs(likelihood: Callable[..., Derivatives]) -> Callable[[Sequence[float]], Derivatives]:
    """Turn a function of positive parameters into one of their logarithms, gradient and Hessian included."""

    def objective(point: Sequence[float]) -> Derivatives:
        parameters = [math.exp(x) for x in point]
        value, gradient, hessian = likelihood(*parameters)
        slope = [size * rise for size, rise in zip(parameters, gradient, strict=True)]
        curvature = [
            [size * other * bend for other, bend in zip(parameters, row, strict=True)]
            for size, row in zip(parameters, hessian, strict=True)
        ]
        for place, rise in enumerate(slope):
            curvature[place][place] += rise
        return value, slope, curvature

    return objective
