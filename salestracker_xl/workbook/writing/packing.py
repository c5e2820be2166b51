"""Texts made and deflated in threads, beside what the main thread does."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass

from salestracker_xl.workbook.writing.shelf import Shelf, Shelved

LEVEL = 2  # of zlib: two fifths of the time of its usual 6 for a fourth more bytes
MOST_WORKERS = 3  # the main thread packs too, once it has nothing else to do

Text = bytes | memoryview


@dataclass(frozen=True, slots=True)
class Segment:
    """A text in its compressed form, which ends at a byte, so that others can follow; its length and checksum."""

    packed: Shelved
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Packers:
    """Threads that pack, and where they put what they have packed."""

    threads: ThreadPoolExecutor
    shelf: Shelf

    def packed(self, make: Callable[[], Text]) -> Segment:
        """Make a text and compress it."""
        text = make()
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(text) + packer.flush(zlib.Z_SYNC_FLUSH)
        return Segment(self.shelf.put(packed), len(text), zlib.crc32(text))


class Task:
    """A text to be made and deflated by a thread of `pool`, or by whoever asks for it before one is free."""

    def __init__(self, make: Callable[[], Text], pool: Packers) -> None:
        self._make = make
        self._pool = pool
        self._promised = pool.threads.submit(pool.packed, make)
        self._own: Segment | None = None

    def settle(self) -> None:
        """Do it here and now unless a thread has begun."""
        if self._promised.cancel() and self._own is None:
            self._own = self._pool.packed(self._make)

    def forget(self) -> None:
        """Do nothing unless a thread has begun."""
        self._promised.cancel()

    @property
    def segment(self) -> Segment:
        """What came of it, or the exception that was raised by it."""
        return self._own or self._promised.result()


@contextmanager
def packers() -> Iterator[Packers]:
    """Give threads that pack; none of them is left at the end, whatever was still to be done."""
    threads = ThreadPoolExecutor(min(max((os.cpu_count() or 1) - 1, 1), MOST_WORKERS), "packing")
    with closing(Shelf()) as shelf:
        try:
            yield Packers(threads, shelf)
        finally:
            threads.shutdown(cancel_futures=True)


def settle(tasks: Sequence[Task]) -> None:
    """Have all of it done: the threads go on from the front, and this one comes towards them from the back."""
    for task in reversed(tasks):
        task.settle()
