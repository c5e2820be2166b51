"""A compound file: storages and streams in sectors of one file, as [MS-CFB] version 3 has it."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Tree = Mapping[str, "bytes | Tree"]

SECTOR, SMALL_SECTOR, ENTRY = 512, 64, 128  # bytes
SMALL = 4096  # shorter streams live in the small sectors of the root's own stream
LINKS = SECTOR // 4  # sector numbers that a sector of the allocation table holds
HEADER_LINKS = 109  # sectors of the allocation table that the header itself can name: 6.8 MB in all

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5
RED, BLACK = 0, 1


@dataclass(slots=True)
class Entry:
    """A storage or stream in the directory, with its place in the tree of its siblings."""

    name: str
    kind: int
    content: bytes = b""
    children: list[int] = field(default_factory=list)
    color: int = BLACK
    left: int = FREE
    right: int = FREE
    child: int = FREE
    start: int = 0
    size: int = 0

    @property
    def rank(self) -> tuple[int, bytes]:
        """Order among siblings: shorter names first, then by UTF-16 code units without regard to case."""
        return len(self.name), self.name.upper().encode("utf-16-be")

    def packed(self) -> bytes:
        """The 128 bytes of the directory."""
        name = (self.name + "\0").encode("utf-16-le")
        head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), self.kind, self.color)
        links = struct.pack("<III", self.left, self.right, self.child)
        no_class_or_times = bytes(16 + 4 + 16)
        return head + links + no_class_or_times + struct.pack("<IQ", self.start, self.size)


class Sectors:
    """Chains of sectors of one size, and the table that tells for each which one follows."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.content = bytearray()
        self.next: list[int] = []

    def store(self, content: bytes) -> int:
        """Append a chain of sectors and give the number of its first one; END for no content."""
        count = -(-len(content) // self.size)
        if not count:
            return END
        first = len(self.next)
        self.next += [*range(first + 1, first + count), END]
        self.content += content.ljust(count * self.size, b"\0")
        return first


def compound_file(tree: Tree) -> bytes:
    """Write streams (bytes) and storages (mappings) by their names.

    Raises ValueError for more than the 6.8 MB that a header without further tables can name.
    """
    entries = _entries(tree)
    sectors, small = Sectors(SECTOR), Sectors(SMALL_SECTOR)
    for entry in entries:
        if entry.kind == STREAM:
            entry.size = len(entry.content)
            entry.start = (small if entry.size < SMALL else sectors).store(entry.content)
    root = entries[0]
    root.start, root.size = sectors.store(bytes(small.content)), len(small.content)
    small_table = _numbers(small.next, filled_to=LINKS)
    small_table_at = sectors.store(small_table)
    directory_at = sectors.store(_directory(entries))
    table_at, table = _allocation_table(sectors.next)
    return (
        _header(len(table) // SECTOR, table_at, directory_at, small_table_at, len(small_table) // SECTOR)
        + sectors.content
        + table
    )


def _entries(tree: Tree) -> list[Entry]:
    """The root and everything in it; the entries of a storage follow it, and their siblings are linked as a tree."""
    entries = [Entry("Root Entry", ROOT)]

    def add(parent: Entry, contents: Tree) -> None:
        for name, content in contents.items():
            entry = Entry(name, STREAM, content) if isinstance(content, bytes) else Entry(name, STORAGE)
            parent.children.append(len(entries))
            entries.append(entry)
            if not isinstance(content, bytes):
                add(entry, content)
        ranked = sorted(parent.children, key=lambda number: entries[number].rank)
        parent.child = _linked(entries, ranked, depth=0, deepest=len(ranked).bit_length() - 1)

    add(entries[0], tree)
    return entries


def _linked(entries: list[Entry], ranked: list[int], depth: int, deepest: int) -> int:
    """Link siblings as a balanced red-black tree, red on its deepest level alone; give the number of its top."""
    if not ranked:
        return FREE
    middle = len(ranked) // 2
    top = entries[ranked[middle]]
    top.color = RED if 0 < depth == deepest else BLACK
    top.left = _linked(entries, ranked[:middle], depth + 1, deepest)
    top.right = _linked(entries, ranked[middle + 1 :], depth + 1, deepest)
    return ranked[middle]


def _directory(entries: list[Entry]) -> bytes:
    """All entries, and unused ones to fill the last sector."""
    unused = bytes(64) + struct.pack("<HBBIII", 0, 0, 0, FREE, FREE, FREE) + bytes(ENTRY - 80)
    packed = [entry.packed() for entry in entries]
    return b"".join(packed) + unused * (-len(packed) % (SECTOR // ENTRY))


def _allocation_table(following: list[int]) -> tuple[int, bytes]:
    """The number of the table's first sector, and the table, which tells of its own sectors too."""
    first = len(following)
    count = next(number for number in _counting() if number * LINKS >= first + number)
    if count > HEADER_LINKS:
        raise ValueError(f"{first * SECTOR} bytes are more than a compound file without further tables can hold.")
    return first, _numbers([*following, *[TABLE] * count], filled_to=LINKS)


def _counting() -> Iterator[int]:
    number = 1
    while True:
        yield number
        number += 1


def _numbers(numbers: list[int], filled_to: int) -> bytes:
    """Sector numbers, and free ones up to a multiple of `filled_to`."""
    filled = numbers + [FREE] * (-len(numbers) % filled_to)
    return struct.pack(f"<{len(filled)}I", *filled)


def _header(tables: int, table_at: int, directory_at: int, small_table_at: int, small_tables: int) -> bytes:
    named = [*range(table_at, table_at + tables), *[FREE] * (HEADER_LINKS - tables)]
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)  # version 3, little endian, sectors of 2^9 and 2^6 bytes
        + bytes(6)
        + struct.pack("<IIIII", 0, tables, directory_at, 0, SMALL)
        + struct.pack("<IIII", small_table_at, small_tables, END, 0)
        + struct.pack(f"<{HEADER_LINKS}I", *named)
    )
