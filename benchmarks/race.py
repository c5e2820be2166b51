"""Two ways to the same result, timed by turns in one run."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Race:
    """What is done, how we do it, how a peer does it, and how often each is timed."""

    work: str
    size: str
    ours: Callable[[], object]
    peer: str
    theirs: Callable[[], object]
    rounds: int = 7


@dataclass(frozen=True, slots=True)
class Result:
    """Median seconds of both, and how many times faster ours is."""

    race: Race
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """Times of the peer's time over ours."""
        return self.theirs / self.ours


def run(race: Race) -> Result:
    """Time both by turns, after one round that is not counted, so that a slow moment of the machine meets both."""
    race.ours()
    race.theirs()
    times: list[tuple[float, float]] = [(_seconds(race.ours), _seconds(race.theirs)) for _ in range(race.rounds)]
    ours, theirs = zip(*times, strict=True)
    return Result(race, statistics.median(ours), statistics.median(theirs))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
