"""The highest point of a log-likelihood, by damped Newton steps inside a box."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from salestracker_xl.models.likelihood import Derivatives

Objective = Callable[[np.ndarray], Derivatives]

LONGEST_STEP = 2.0  # in log parameters: a factor of e² at a time, so that a poor start cannot jump into the desert
MOST_STEPS = 100
MOST_HALVINGS = 40
ROUNDING = 1e-10  # fall per customer that rounding can feign on the way up
AT_REST = 1e-10  # gradient per customer at which no further step can be seen
AT_OPTIMUM = 1e-8  # gradient per customer up to which rounding may be to blame
SAME_HILL = 0.1  # an ascent that comes within 10 % of an optimum in every parameter need not be finished
IN_SIGHT = 1.0  # from no farther off than a factor of e does a single step count as coming there
SETTLED = 0.5  # standard error of the log parameters up to which an optimum has been the only one, see `is_settled`
FLAT = 1e-13  # curvature, as a share of the strongest one, below which a direction is undetermined


@dataclass(frozen=True, eq=False)
class Summit:
    """Where an ascent ended.

    Attributes
    ----------
    point, gradient, hessian : numpy.ndarray
        The point, and the slope and curvature of the objective there.
    value : float
        Height of the objective.
    free : numpy.ndarray
        Which coordinates are held by no bound of the box.
    steps : int
        Newton steps taken.
    customers : int
        How many customers the objective sums over.
    """

    point: np.ndarray
    value: float
    gradient: np.ndarray
    hessian: np.ndarray
    free: np.ndarray
    steps: int
    customers: int

    @property
    def gradient_per_customer(self) -> float:
        """Largest slope along a free coordinate, over the number of customers."""
        slope = self.gradient if self.free.all() else self.gradient * self.free
        return float(max(slope.max(), -slope.min())) / self.customers

    @property
    def information(self) -> np.ndarray:
        """Negative Hessian along the free coordinates."""
        return -(self.hessian if self.free.all() else self.hessian[self.free][:, self.free])

    @cached_property
    def is_optimum(self) -> bool:
        """Whether this is a strict maximum: no slope left, and downhill in every free direction."""
        if self.gradient_per_customer > AT_OPTIMUM:
            return False
        curvature = np.linalg.eigvalsh(self.information)
        return curvature.size == 0 or bool(curvature[0] > FLAT * curvature[-1])

    @property
    def is_settled(self) -> bool:
        """Whether this optimum is so well determined that no other start need be tried.

        Of 5,674 simulated bases of customers who buy and leave, 2,137 had such an optimum, and of 3,371 simulated sets
        of what customers spend 2,271 had: in none of them did other starts find a higher one.
        """
        return self.is_optimum and bool(self.standard_errors().max() < SETTLED)

    def standard_errors(self) -> np.ndarray:
        """Standard errors of the coordinates from the inverse Hessian: infinite along those that a bound holds."""
        errors = np.full(len(self.point), np.inf)
        if self.is_optimum:
            errors[self.free] = np.sqrt(np.diag(np.linalg.inv(self.information)))
        return errors


def highest(
    objective: Objective,
    starts: Iterable[np.ndarray],
    lower: np.ndarray,
    upper: np.ndarray,
    customers: int,
    best: Summit | None = None,
) -> Summit:
    """Climb from every start and keep the highest end, or `best`, an end that is known already."""
    for start in starts:
        end = climb(objective, start, lower, upper, customers, best if best and best.is_optimum else None)
        best = end if best is None or end.value > best.value else best
    if best is None:
        raise ValueError("An ascent needs a start.")
    return best


def climb(
    objective: Objective,
    start: np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
    customers: int,
    known: Summit | None = None,
) -> Summit:
    """Climb from one start until the slope per customer is gone, no step leads higher, or `known` is in sight."""
    point = np.minimum(np.maximum(start, lower), upper)
    value, gradient, hessian = objective(point)
    for steps in range(MOST_STEPS + 1):
        free = ~(((point <= lower) & (gradient <= 0)) | ((point >= upper) & (gradient >= 0)))
        here = Summit(point, value, gradient, hessian, free, steps, customers)
        if here.gradient_per_customer <= AT_REST:
            break
        direction = _newton_direction(here)
        if known is not None and _leads_to(known, here, direction):
            return known
        higher = _step_up(objective, here, direction, lower, upper)
        if higher is None:
            break
        point, value, gradient, hessian = higher
    return here


def _leads_to(known: Summit, here: Summit, direction: np.ndarray) -> bool:
    """Whether an optimum is so near that this step comes to it."""
    way = known.point - here.point
    return bool(max(way.max(), -way.min()) < IN_SIGHT and np.abs(way - direction).max() < SAME_HILL)


def _step_up(
    objective: Objective, here: Summit, direction: np.ndarray, lower: np.ndarray, upper: np.ndarray
) -> tuple[np.ndarray, float, np.ndarray, np.ndarray] | None:
    """Take the longest of the halved Newton steps that does not lead down; None where rounding hides the way."""
    enough = here.value - ROUNDING * here.customers
    for halving in range(MOST_HALVINGS):
        point = np.minimum(np.maximum(here.point + direction / 2**halving, lower), upper)
        value, gradient, hessian = objective(point)
        if np.isfinite(value) and value >= enough:
            return None if (point == here.point).all() else (point, value, gradient, hessian)
    return None


def _newton_direction(here: Summit) -> np.ndarray:
    """Give the Newton step, turned uphill along directions of upward curvature and held to a sane length."""
    information, slope = here.information, here.gradient[here.free]
    direction = np.zeros(len(here.point))
    try:
        np.linalg.cholesky(information)  # downhill all around: the usual case, and the plain step
        direction[here.free] = np.linalg.solve(information, slope)
    except np.linalg.LinAlgError:
        curvature, axes = np.linalg.eigh(information)
        curvature = np.maximum(np.abs(curvature), 1e-9 * np.abs(curvature).max())
        direction[here.free] = axes @ ((axes.T @ slope) / curvature)
    return direction * min(1.0, LONGEST_STEP / np.abs(direction).max())
