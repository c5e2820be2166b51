"""The beta function and the slopes of the gamma function, in logarithms.

Each argument is first raised by `RAISED` through the recurrence of the gamma function, to where its asymptotic series
(Abramowitz and Stegun 1972, Handbook of Mathematical Functions, 6.1.41, 6.3.18 and 6.4.12) has all digits that a float
can hold.
"""

from __future__ import annotations

import math

import numpy as np

RAISED = 10
LADDER = np.arange(RAISED)[:, None]
# B₂ₖ / (2k (2k - 1)), B₂ₖ / 2k and B₂ₖ for k = 1 to 7, with the Bernoulli numbers B₂ₖ.
REMAINDER = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
DIGAMMA = (1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12)
TRIGAMMA = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6)


def log_beta(a: np.ndarray, b: float) -> np.ndarray:
    """Log B(a, b) for (arguments,) a above 0 and one b above 0.

    >>> np.exp(log_beta(np.array([1.0, 2.0]), 3.0)).round(12)
    array([0.33333333, 0.08333333])
    """
    both = a + b
    ladder = both + 2 * LADDER
    raised_by = np.prod(ladder * (ladder + 1) / ((a + LADDER) * (b + LADDER)), axis=0)
    a, b, both = a + RAISED, b + RAISED, both + 2 * RAISED
    # Stirling's formula for all three, with the powers in pairs: nothing large is left to cancel.
    powers = -a * np.log1p(b / a) - b * np.log1p(a / b) - 0.5 * np.log(a / both * b)
    remainders = _remainder(a) + _remainder(b) - _remainder(both)
    return powers + remainders + (0.5 * math.log(2 * math.pi) + np.log(raised_by))


def slopes(z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and second derivative of log Γ at (arguments,) z above 0: the digamma and the trigamma function.

    >>> [found.round(12) for found in slopes(np.array([1.0]))]  # -0.5772, less Euler's constant, and π² / 6
    [array([-0.57721566]), array([1.64493407])]
    """
    steps = 1 / (z + LADDER)
    inverse = 1 / (z + RAISED)
    square = inverse * inverse
    first = -np.log(inverse) - inverse / 2 - square * _polynomial(DIGAMMA, square) - steps.sum(axis=0)
    second = inverse + square / 2 + inverse * square * _polynomial(TRIGAMMA, square) + (steps * steps).sum(axis=0)
    return first, second


def _remainder(raised: np.ndarray | float) -> np.ndarray | float:
    """What Stirling's formula for log Γ leaves."""
    inverse = 1 / raised
    return inverse * _polynomial(REMAINDER, inverse * inverse)


def _polynomial(coefficients: tuple[float, ...], x: np.ndarray | float) -> np.ndarray | float:
    """The polynomial with these coefficients, that of 1 first."""
    value = coefficients[-1]
    for coefficient in coefficients[-2::-1]:
        value = coefficient + x * value
    return value
