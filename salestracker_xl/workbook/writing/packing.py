"""Texts made and deflated in threads, beside what the main thread does."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

LEVEL = 2  # of zlib: two fifths of the time of its usual 6 for a fourth more bytes
MOST_WORKERS = 3  # the main thread packs too, once it has nothing else to do

Text = bytes | memoryview


@dataclass(frozen=True, slots=True)
class Segment:
    """A text in its compressed form, which ends at a byte, so that others can follow; its length and checksum."""

    packed: bytes
    size: int
    crc: int


class Task:
    """A text to be made and deflated by a thread of `pool`, or by whoever asks for it before one is free."""

    def __init__(self, make: Callable[[], Text], pool: Executor) -> None:
        self._make = make
        self._promised = pool.submit(deflated, make)
        self._own: Segment | None = None

    def settle(self) -> None:
        """Do it here and now unless a thread has begun."""
        if self._promised.cancel() and self._own is None:
            self._own = deflated(self._make)

    def forget(self) -> None:
        """Do nothing unless a thread has begun."""
        self._promised.cancel()

    @property
    def segment(self) -> Segment:
        """What came of it, or the exception that was raised by it."""
        return self._own or self._promised.result()


@contextmanager
def packers() -> Iterator[Executor]:
    """Give threads that pack; none of them is left at the end, whatever was still to be done."""
    pool = ThreadPoolExecutor(min(max((os.cpu_count() or 1) - 1, 1), MOST_WORKERS), "packing")
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def settle(tasks: Sequence[Task]) -> None:
    """Have all of it done: the threads go on from the front, and this one comes towards them from the back."""
    for task in reversed(tasks):
        task.settle()


def deflated(make: Callable[[], Text]) -> Segment:
    """Make a text and compress it."""
    text = make()
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Segment(packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH), len(text), zlib.crc32(text))
