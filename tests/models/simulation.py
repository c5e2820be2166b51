"""Customers who behave exactly as the models say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class History:
    frequency: np.ndarray
    recency: np.ndarray
    T: np.ndarray


def purchase_times(r, alpha, chance_to_leave, ages, rng) -> list[np.ndarray]:
    """Ages at each purchase after the first, for every customer."""
    rates = rng.gamma(r, 1 / alpha, len(ages))
    times = []
    for rate, chance, age in zip(rates, chance_to_leave, ages, strict=True):
        made = rng.poisson(rate * age)
        stayed = rng.geometric(chance) if chance > 0 else made
        times.append(np.sort(rng.uniform(0, age, made))[:stayed])
    return times


def histories(customers, r, alpha, a=0.0, b=1.0, *, longest=400, seed=0) -> History:
    """Histories of the BG/NBD model, in continuous time; without a and b nobody leaves."""
    rng = np.random.default_rng(seed)
    ages = rng.uniform(longest / 4, longest, customers)
    chances = rng.beta(a, b, customers) if a > 0 else np.zeros(customers)
    times = purchase_times(r, alpha, chances, ages, rng)
    return History(
        np.array([len(made) for made in times]), np.array([made[-1] if len(made) else 0.0 for made in times]), ages
    )


def spending(frequency, p, q, v, *, seed=0) -> np.ndarray:
    """Mean value of each customer's purchases by the Gamma-Gamma model; 0 without a purchase."""
    rng = np.random.default_rng(seed)
    scale = 1 / rng.gamma(q, 1 / v, len(frequency))
    several = np.maximum(frequency, 1)
    return np.where(frequency > 0, rng.gamma(p * several) * scale / several, 0.0)


def orders(customers=250, *, seed=0, values=(6.0, 4.0, 60.0)) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Customers, days and amounts of the order lines of a shop two years old, in random order."""
    rng = np.random.default_rng(seed)
    p, q, v = values
    ages = rng.uniform(30, 700, customers)
    times = purchase_times(0.8, 60.0, rng.beta(0.8, 2.5, customers), ages, rng)
    counts = np.array([len(made) + 1 for made in times])
    codes = np.repeat(np.arange(customers), counts)
    days = np.concatenate([np.append(0.0, made) - age for made, age in zip(times, ages, strict=True)])
    scale = np.repeat(1 / rng.gamma(q, 1 / v, customers), counts)
    amounts = rng.gamma(p, 1.0, len(codes)) * scale
    shuffled = rng.permutation(len(codes))
    return codes[shuffled], np.floor(46000 + days)[shuffled], amounts[shuffled]
