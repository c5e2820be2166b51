"""A picture file, read whole and looked through before it goes into a workbook."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.workbook.spoken import spoken

PNG = b"\x89PNG\r\n\x1a\n"
JPEG, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # markers of a JPEG behind which its size stands
MOST_BYTES, MOST_PIXELS = 1_000_000, 4_000


class BadPicture(SalesTrackerError):
    """A picture that is missing, too big, or none."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture and its size in pixels."""

    content: bytes
    width: int
    height: int


def read_picture(path: Path) -> Picture:
    """Read a PNG or JPEG. Raises BadPicture for a file that is missing, too big, damaged or of another kind."""
    if not path.is_file():
        raise BadPicture(
            Text("{path}: there is no such picture.", "{path} : cette image n'existe pas.").format(path=path)
        )
    if path.stat().st_size > MOST_BYTES:
        raise _too_big(path, spoken(path.stat().st_size // 1000), spoken(MOST_BYTES // 1000), Text("kB", "ko"))
    content = path.read_bytes()
    picture = picture_of(content)
    if picture is None:
        raise BadPicture(
            Text(
                "{path}: is no picture that can be read; give a PNG or a JPEG.",
                "{path} : ce n'est pas une image lisible ; donnez un PNG ou un JPEG.",
            ).format(path=path)
        )
    longest = max(picture.width, picture.height)
    if longest > MOST_PIXELS:
        raise _too_big(path, spoken(longest), spoken(MOST_PIXELS), Text("pixels", "pixels"))
    return picture


def picture_of(content: bytes) -> Picture | None:
    """A PNG or JPEG out of its bytes; None for one that is damaged or of another kind."""
    size = _png_size(content) if content.startswith(PNG) else _jpeg_size(content)
    return None if size is None or 0 in size else Picture(content, *size)


def _too_big(path: Path, found: Text, most: Text, unit: Text) -> BadPicture:
    return BadPicture(
        Text(
            "{path}: is too big with {found} {unit}; a logo has {most} {unit} at most.",
            "{path} : trop grande avec {found} {unit} ; un logo a {most} {unit} au plus.",
        ).format(path=path, found=found, most=most, unit=unit)
    )


def _png_size(content: bytes) -> tuple[int, int] | None:
    """Size of a PNG whose chunks are all whole, or None. Source: PNG specification (W3C), 5.3."""
    at, size = len(PNG), None
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 8 + length
        if end + 4 > len(content) or struct.unpack_from(">I", content, end)[0] != zlib.crc32(content[at + 4 : end]):
            return None
        if kind == b"IHDR" and length == 13:
            size = struct.unpack_from(">II", content, at + 8)
        if kind == b"IEND":
            return size
        at = end + 4
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Size of a JPEG that has its end, or None. Source: ITU-T T.81, B.2."""
    if not content.startswith(JPEG) or JPEG_END not in content[-64:]:
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in SIZES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return None
