"""Print a table of ratios: `python -m benchmarks [words of the work to measure]`, or `... build`, or `... calls`."""

from __future__ import annotations

import sys
import warnings
from itertools import groupby

from benchmarks import builds, calls
from benchmarks.race import Result, growth, run
from benchmarks.races import ROWS, races


def main(words: list[str]) -> None:
    """Run the races whose work or size holds every word, print each as it ends, then how the time grows."""
    warnings.simplefilter("ignore")
    print(f"{'work':<16} {'size':<10} {'ours, ms':>10} {'peer, ms':>10} {'ratio':>8}  peer")
    results = []
    for race in races():
        if all(word.lower() in f"{race.work} {race.size}".lower() for word in words):
            result = run(race)
            results.append(result)
            print(
                f"{race.work:<16} {race.size:<10} {result.ours * 1e3:>10.2f} {result.theirs * 1e3:>10.1f} "
                f"{result.ratio:>8.1f}  {race.peer}",
                flush=True,
            )
    print_growth(results)


def print_growth(results: list[Result]) -> None:
    """Print for each kind of work with which power of the rows the time grows: 1 is in proportion."""
    print(f"\n{'work':<16} {'ours grows as':>14} {'peer as':>12}  peer")
    sized = sorted((it for it in results if it.race.size in ROWS), key=_contest)
    for (work, peer), sizes in groupby(sized, _contest):
        powers = growth(list(sizes), ROWS)
        if powers:
            print(f"{work:<16} {f'rows^{powers[0]:.2f}':>14} {f'rows^{powers[1]:.2f}':>12}  {peer}")


def _contest(result: Result) -> tuple[str, str]:
    return result.race.work, result.race.peer


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        builds.main(sys.argv[2:])
    elif sys.argv[1:2] == ["calls"]:
        calls.main(sys.argv[2:])
    else:
        main(sys.argv[1:])
