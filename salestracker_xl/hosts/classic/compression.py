"""Compressing the streams of a VBA project, as [MS-OVBA] 2.4.1 has it.

The text is cut into chunks of 4,096 bytes. What stood in a chunk before is told by a copy token: how far back, and how
many bytes. The farther on in the chunk, the more bits of a token tell how far back, and the fewer how many.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from functools import cache

SIGNATURE = b"\x01"
CHUNK = 4096
SHORTEST = 3  # a copy token takes two bytes itself
TOKENS = 8  # in a group, each with a bit of the flag byte before them
COMPRESSED, RAW = 0xB000, 0x3000  # header of a chunk; its lower twelve bits hold its size, header included, less 3
CANDIDATES = 64  # earlier places looked at for each copy, the nearest first: more gain next to nothing


@cache  # the modules of the project are the same in each add-in
def compress(data: bytes) -> bytes:
    """Give the compressed container of any bytes.

    >>> compress(b"aaaaaaaaaaaa").hex()
    '0103b002610800'
    """
    return SIGNATURE + b"".join(_chunk(data[start : start + CHUNK]) for start in range(0, len(data), CHUNK))


def _chunk(plain: bytes) -> bytes:
    body = _tokens(plain)
    if len(body) > CHUNK:
        return struct.pack("<H", RAW | (CHUNK - 1)) + plain.ljust(CHUNK, b"\0")
    return struct.pack("<H", COMPRESSED | (len(body) - 1)) + body


def _tokens(plain: bytes) -> bytes:
    """Literals and copy tokens, in groups of eight."""
    body = bytearray()
    seen: defaultdict[bytes, list[int]] = defaultdict(list)
    here = 0
    while here < len(plain):
        flags_at = len(body)
        body.append(0)
        for bit in range(TOKENS):
            if here == len(plain):
                break
            far_bits = max(4, (here - 1).bit_length())
            back, length = _longest_copy(
                plain, here, seen[plain[here : here + SHORTEST]], (0xFFFF >> far_bits) + SHORTEST
            )
            if length:
                body[flags_at] |= 1 << bit
                body += struct.pack("<H", (back - 1) << (16 - far_bits) | (length - SHORTEST))
            else:
                body.append(plain[here])
                length = 1
            for place in range(here, here + length):
                seen[plain[place : place + SHORTEST]].append(place)
            here += length
    return bytes(body)


def _longest_copy(plain: bytes, here: int, places: list[int], most: int) -> tuple[int, int]:
    """How far back the longest copy begins and how long it is; (0, 0) where none is worth a token."""
    most = min(most, len(plain) - here)
    back, longest = 0, SHORTEST - 1
    for place in reversed(places[-CANDIDATES:]):
        length = 0
        while length < most and plain[place + length] == plain[here + length]:
            length += 1
        if length > longest:
            back, longest = here - place, length
            if length == most:
                break
    return (back, longest) if back else (0, 0)
