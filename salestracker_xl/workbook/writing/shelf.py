"""Where packed pieces wait until the archive takes them: few of them in memory, many in a file without a name."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from salestracker_xl.files import room_on_disk

KEPT_IN_MEMORY = 8 << 20  # bytes; the pieces of some 80,000 sales


class Shelf:
    """Takes pieces from several threads; its file is gone when it is closed, or when the program ends in any way."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 (closed by `close`)
        self._lock = Lock()
        self._end = 0

    def put(self, piece: bytes) -> Shelved:
        """Keep a piece. Raises CannotWrite where the disk is full."""
        with self._lock, room_on_disk(Path(tempfile.gettempdir())):
            start = self._end
            self._file.seek(start)
            self._file.write(piece)
            self._file.flush()  # so that a full disk is told of here
            self._end += len(piece)
        return Shelved(self, start, len(piece))

    def get(self, start: int, length: int) -> bytes:
        """What stands in some place."""
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)

    def close(self) -> None:
        """Give up all pieces."""
        with suppress(OSError):  # of a full disk, which has been told of
            self._file.close()


@dataclass(frozen=True, slots=True)
class Shelved:
    """A piece on a shelf: `bytes` fetches it, `len` needs no fetching."""

    shelf: Shelf
    start: int
    length: int

    def __len__(self) -> int:
        return self.length

    def __bytes__(self) -> bytes:
        return self.shelf.get(self.start, self.length)
