"""Print a table of ratios: `python -m benchmarks [words of the work to measure]`, or `python -m benchmarks build`."""

from __future__ import annotations

import sys
import warnings

from benchmarks import builds
from benchmarks.race import run
from benchmarks.races import races


def main(words: list[str]) -> None:
    """Run the races whose work or size holds every word, and print each as it ends."""
    warnings.simplefilter("ignore")
    print(f"{'work':<16} {'size':<10} {'ours, ms':>10} {'peer, ms':>10} {'ratio':>8}  peer")
    for race in races():
        if all(word.lower() in f"{race.work} {race.size}".lower() for word in words):
            result = run(race)
            print(
                f"{race.work:<16} {race.size:<10} {result.ours * 1e3:>10.2f} {result.theirs * 1e3:>10.1f} "
                f"{result.ratio:>8.1f}  {race.peer}",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        builds.main(sys.argv[2:])
    else:
        main(sys.argv[1:])
