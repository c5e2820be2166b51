"""A file that is written whole or not at all."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text

FULL = (errno.ENOSPC, errno.EDQUOT)
LOCKED = (errno.EACCES, errno.EPERM, errno.EROFS)  # the last is no PermissionError: a disk that is only read


class CannotWrite(SalesTrackerError):
    """A file cannot be put where it was asked for."""


@contextmanager
def room_on_disk(place: Path) -> Iterator[None]:
    """Say in one sentence that the disk of `place`, to which the block writes, is full. Raises CannotWrite."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise CannotWrite(
            Text(
                "{path}: there is no room left on this disk; make some and try again.",
                "{path} : il n'y a plus de place sur ce disque ; libérez-en et recommencez.",
            ).format(path=place)
        ) from error


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; what stands there at the end takes the place of `path`.

    Whatever goes wrong on the way, a file that stood at `path` is untouched and nothing is left beside it. Raises
    CannotWrite when the folder does not exist, the file is locked, or the disk is full.
    """
    if path.is_dir():
        raise CannotWrite(
            Text("{path}: is a folder, not a file.", "{path} : c'est un dossier, pas un fichier.").format(path=path)
        )
    if not path.parent.is_dir():
        raise CannotWrite(
            Text("{folder}: there is no such folder.", "{folder} : ce dossier n'existe pas.").format(folder=path.parent)
        )
    try:
        part = path.with_name(f".{path.stem}-{uuid.uuid4().hex}{path.suffix}")
        with room_on_disk(path):
            part.touch(exist_ok=False)  # by hand, because a temporary file is for its maker's eyes only
            try:
                yield part
                os.replace(part, path)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        if error.errno not in LOCKED and not isinstance(error, PermissionError):
            raise
        raise CannotWrite(
            Text(
                "{path}: cannot be written; close it in other programs, or choose another place with -o.",
                "{path} : écriture impossible ; fermez-le dans les autres programmes, ou choisissez un autre endroit "
                "avec -o.",
            ).format(path=path)
        ) from error
