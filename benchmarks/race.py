"""Two ways to the same result, measured by turns in one run."""

from __future__ import annotations

import gc
import math
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass

LONG_ENOUGH = (
    0.2  # seconds, as of `timeit`: shorter work is done several times, or the first touch of memory is all we see
)


@dataclass(frozen=True, slots=True)
class Race:
    """What is done on how many rows, how we do it, how a peer does it, and how often each is timed."""

    work: str
    size: str
    ours: Callable[[], object]
    peer: str
    theirs: Callable[[], object]
    rounds: int = 7


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds of a processor that both take, and how many times faster ours is."""

    race: Race
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """Times of the peer's time over ours."""
        return self.theirs / self.ours


def run(race: Race) -> Result:
    """Time both by turns, so that a slow moment of the machine meets both; the quickest call of each counts.

    That is what the work takes: whatever a call takes longer, the machine spent on something else.
    """
    ours_at_a_stretch, theirs_at_a_stretch = _calls(race.ours), _calls(race.theirs)
    times = [
        (_seconds(race.ours, ours_at_a_stretch), _seconds(race.theirs, theirs_at_a_stretch)) for _ in range(race.rounds)
    ]
    ours, theirs = zip(*times, strict=True)
    return Result(race, min(ours), min(theirs))


def growth(results: list[Result], rows: dict[str, int]) -> tuple[float, float] | None:
    """Powers of the number of rows with which ours and theirs grow, from the smallest to the largest size; 1 is linear.

    None where the work was done at one size only.
    """
    sized = sorted((rows[result.race.size], result.ours, result.theirs) for result in results)
    if len(sized) < 2:
        return None
    (few, *before), (many, *after) = sized[0], sized[-1]
    ours, theirs = (math.log(late / early) / math.log(many / few) for early, late in zip(before, after, strict=True))
    return ours, theirs


def _calls(work: Callable[[], object]) -> int:
    """How many calls last long enough to be timed; the first one, which loads what it needs, is not counted."""
    work()
    return math.ceil(LONG_ENOUGH / _seconds(work, 1))


def _seconds(work: Callable[[], object], calls: int) -> float:
    """Seconds of the quickest of some calls, without the garbage collector, as `timeit` does it.

    Not their mean: a mean of many short calls keeps the noise that the one call of long work leaves out.
    """
    gc.collect()
    gc.disable()
    try:
        quickest = math.inf
        for _ in range(calls):
            begin = _spent()
            work()
            quickest = min(quickest, _spent() - begin)
        return quickest
    finally:
        gc.enable()


def _spent() -> float:
    """Seconds of a processor that this process and those that it waited for have had; what others do does not count."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
