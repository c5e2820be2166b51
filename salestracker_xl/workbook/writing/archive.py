"""A zip archive whose parts were deflated in pieces, side by side."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from salestracker_xl.workbook.writing.checksum import joined_crc
from salestracker_xl.workbook.writing.packing import Segment
from salestracker_xl.workbook.writing.shelf import Shelved

LIMIT_32 = 0xFFFFFFFF  # sizes and offsets from here on stand in the fields of zip64
LIMIT_16 = 0xFFFF  # and so does the number of parts
EARLIEST = 0x0021  # 1 January 1980: every build of the same data gives the same bytes
LOCAL_HEADER = 30  # bytes before the name
LAST_BLOCK = b"\3\0"  # an empty block, which ends deflated data


@dataclass(frozen=True, slots=True)
class Part:
    """A part in its compressed form, ready to be written."""

    method: int
    crc: int
    size: int
    segments: tuple[bytes | Shelved, ...]

    @property
    def packed(self) -> int:
        """Bytes of the compressed form."""
        return sum(map(len, self.segments))


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    part: Part
    offset: int


class Archive:
    """Writes parts one after the other; `close` ends it with the directory of all."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0
        self._entries: list[_Entry] = []

    def add(self, name: str, part: Part) -> None:
        """Append one part."""
        entry = _Entry(name.encode(), part, self._at)
        wide = part.size >= LIMIT_32 or part.packed >= LIMIT_32
        extra = struct.pack("<HHQQ", 1, 16, part.size, part.packed) if wide else b""
        sizes = (LIMIT_32, LIMIT_32) if wide else (part.packed, part.size)
        self._write(
            struct.pack(
                "<4s5H3I2H", b"PK\3\4", 45 if wide else 20, _flags(entry.name), part.method, 0, EARLIEST, part.crc,
                *sizes, len(entry.name), len(extra),
            ),
            entry.name,
            extra,
            *part.segments,
        )  # fmt: skip
        self._entries.append(entry)

    def close(self) -> None:
        """Write the directory; that of zip64 before it where a number does not fit."""
        start = self._at
        for entry in self._entries:
            self._write_entry(entry)
        size, count = self._at - start, len(self._entries)
        if count >= LIMIT_16 or size >= LIMIT_32 or start >= LIMIT_32:
            end = self._at
            self._write(struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start))
            self._write(struct.pack("<4sIQI", b"PK\6\7", 0, end, 1))
        few = min(count, 0xFFFF)
        ends = min(size, 0xFFFFFFFF), 0xFFFFFFFF if start >= LIMIT_32 else start
        self._write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, few, few, *ends, 0))

    def _write_entry(self, entry: _Entry) -> None:
        part = entry.part
        numbers = (part.size, part.packed, entry.offset)
        wide = [number for number in numbers if number >= LIMIT_32]
        extra = struct.pack(f"<HH{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
        size, packed, offset = (0xFFFFFFFF if number >= LIMIT_32 else number for number in numbers)
        version = 45 if wide else 20
        self._write(
            struct.pack(
                "<4s6H3I5H2I", b"PK\1\2", version, version, _flags(entry.name), part.method, 0, EARLIEST, part.crc,
                packed, size, len(entry.name), len(extra), 0, 0, 0, 0, offset,
            ),
            entry.name,
            extra,
        )  # fmt: skip

    def _write(self, *pieces: bytes | Shelved) -> None:
        for piece in pieces:
            self._stream.write(bytes(piece))
            self._at += len(piece)


def whole(segments: Iterable[Segment]) -> Part:
    """One part of texts that were deflated each by itself."""
    first, *others = segments
    crc = first.crc
    for segment in others:
        crc = joined_crc(crc, segment.crc, segment.size)
    found = (first, *others)
    packed = (*(segment.packed for segment in found), LAST_BLOCK)
    return Part(zipfile.ZIP_DEFLATED, crc, sum(segment.size for segment in found), packed)


def parts_of(archive: zipfile.ZipFile, stream: BinaryIO) -> Iterator[tuple[str, Part]]:
    """The parts of an archive in `stream` as they stand there, without inflating them."""
    for info in archive.infolist():
        stream.seek(info.header_offset)
        header = stream.read(LOCAL_HEADER)
        stream.seek(sum(struct.unpack("<2H", header[26:30])), io.SEEK_CUR)
        packed = stream.read(info.compress_size)
        yield info.filename, Part(info.compress_type, info.CRC, info.file_size, (packed,))


def _flags(name: bytes) -> int:
    """A name beyond ASCII says that it is UTF-8."""
    return 0 if name.isascii() else 0x800
