"""The highest point of a log-likelihood, by damped Newton steps inside a box."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from operator import mul

import numpy as np

from salestracker_xl.models.likelihood import Derivatives

Objective = Callable[[list[float]], Derivatives]
Box = list[tuple[float, float]]  # the least and the most of each coordinate

LONGEST_STEP = 2.0  # in log parameters: a factor of e² at a time, so that a poor start cannot jump into the desert
MOST_STEPS = 100
MOST_HALVINGS = 40
ROUNDING = 1e-10  # fall per customer that rounding can feign on the way up
AT_REST = 1e-10  # gradient per customer at which no further step can be seen
LAST_STEP = 1e-4  # longest step that is taken unseen
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
        The point, and the slope and curvature of the objective there, or one last, unseen step before it.
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

    def holding(self, coordinates: np.ndarray) -> Summit:
        """The same end with some coordinates held, as by a bound, beside those that are."""
        return replace(self, free=self.free & ~coordinates) if coordinates.any() else self

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
        return self.is_optimum and bool(self.standard_errors.max() < SETTLED)

    @cached_property
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
    """Climb from one start until the slope per customer is gone, no step leads higher, or `known` is in sight.

    On the way all is plain Python: with four parameters, numpy spends more time on looking at its arguments than on
    the arithmetic.
    """
    box = list(zip(lower.tolist(), upper.tolist(), strict=True))
    point = _within(box, start.tolist())
    value, gradient, hessian = objective(point)
    for steps in range(MOST_STEPS + 1):
        free = [
            not ((x <= low and slope <= 0) or (x >= high and slope >= 0))
            for x, slope, (low, high) in zip(point, gradient, box, strict=True)
        ]
        if max(map(abs, compress(gradient, free)), default=0.0) <= AT_REST * customers:
            point = _at_its_end(box, point, gradient, hessian, free)
            break
        direction = _newton_direction(gradient, hessian, free)
        if known is not None and _leads_to(known, point, direction):
            return known
        higher = _step_up(objective, box, point, direction, value - ROUNDING * customers)
        if higher is None or steps == MOST_STEPS:
            break
        point, (value, gradient, hessian) = higher
    return Summit(np.array(point), value, np.array(gradient), np.array(hessian), np.array(free), steps, customers)


def _at_its_end(
    box: Box, point: list[float], gradient: Sequence[float], hessian: Sequence[Sequence[float]], free: list[bool]
) -> list[float]:
    """Take the last step without a look at where it ends: too short to be seen there, and of no use along a ridge.

    With it, ascents from different starts end at the same digits.
    """
    slope, information = list(compress(gradient, free)), _information(hessian, free)
    steps = _solved(information, slope)
    if not steps or max(map(abs, steps)) > LAST_STEP:
        return point
    left = iter(steps)
    return _within(box, [x + next(left) if is_free else x for x, is_free in zip(point, free, strict=True)])


def _within(box: Box, point: list[float]) -> list[float]:
    return [min(max(x, low), high) for x, (low, high) in zip(point, box, strict=True)]


def _leads_to(known: Summit, point: list[float], direction: list[float]) -> bool:
    """Whether an optimum is so near that this step comes to it."""
    way = known.point - point
    return bool(np.abs(way).max() < IN_SIGHT and np.abs(way - direction).max() < SAME_HILL)


def _step_up(
    objective: Objective, box: Box, here: list[float], direction: list[float], enough: float
) -> tuple[list[float], Derivatives] | None:
    """Take the longest of the halved Newton steps that comes high enough; None where rounding hides the way."""
    for halving in range(MOST_HALVINGS):
        point = _within(box, [x + step / 2**halving for x, step in zip(here, direction, strict=True)])
        found = objective(point)
        if math.isfinite(found[0]) and found[0] >= enough:
            return None if point == here else (point, found)
    return None


def _newton_direction(gradient: Sequence[float], hessian: Sequence[Sequence[float]], free: list[bool]) -> list[float]:
    """Give the Newton step, turned uphill along directions of upward curvature and held to a sane length."""
    slope = list(compress(gradient, free))
    information = _information(hessian, free)
    steps = iter(_solved(information, slope) or _uphill(information, slope))  # downhill all around is the usual case
    direction = [next(steps) if is_free else 0.0 for is_free in free]
    longest = max(map(abs, direction))
    return direction if longest <= LONGEST_STEP else [step * (LONGEST_STEP / longest) for step in direction]


def _information(hessian: Sequence[Sequence[float]], free: list[bool]) -> list[list[float]]:
    """Negative Hessian along the free coordinates."""
    return [[-bend for bend in compress(row, free)] for row in compress(hessian, free)]


def _solved(matrix: list[list[float]], right: list[float]) -> list[float] | None:
    """Solve the equations of a symmetric matrix by Cholesky's method; None where it is not positive definite."""
    triangle: list[list[float]] = []
    halfway: list[float] = []
    for row, value in zip(matrix, right, strict=True):
        line: list[float] = []
        for entry, above in zip(row, triangle, strict=False):
            line.append((entry - sum(map(mul, line, above))) / above[-1])
        pivot = row[len(line)] - sum(map(mul, line, line))
        if not pivot > 0:
            return None
        root = math.sqrt(pivot)
        halfway.append((value - sum(map(mul, line, halfway))) / root)
        triangle.append([*line, root])
    solution: list[float] = []  # the last unknown first
    for place in reversed(range(len(triangle))):
        below = (line[place] for line in reversed(triangle[place + 1 :]))
        solution.append((halfway[place] - sum(map(mul, below, solution))) / triangle[place][place])
    return solution[::-1]


def _uphill(information: list[list[float]], slope: list[float]) -> list[float]:
    """Step along the axes of the curvature, whichever way they bend, as far as a bend downward would tell."""
    curvature, axes = np.linalg.eigh(information)
    curvature = np.maximum(np.abs(curvature), 1e-9 * np.abs(curvature).max())
    return (axes @ ((axes.T @ slope) / curvature)).tolist()
