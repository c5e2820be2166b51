"""The command line: build a tracker, check a file, ask for metrics."""

import gc
from collections.abc import Callable, Sequence
from functools import cache

from salestracker_xl.collecting import uncollected

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program: exit code 0, or 2 after one sentence that says what to change."""
    _program()(arguments)


@cache
def _program() -> Callable[[Sequence[str] | None], None]:
    """Load the program. All of it stays, so the collector need not look for garbage in it: a twentieth of a build."""
    with uncollected():
        from salestracker_xl.cli.app import run
    gc.freeze()
    return run
