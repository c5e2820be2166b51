"""A compound file that strict readers open, with everything in it."""

from __future__ import annotations

import io
import random

import olefile
import pytest
from pyopenvba.cfb import CFB

from salestracker_xl.hosts.classic.compound import compound_file


def contents(tree: dict, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], bytes]:
    found = {}
    for name, content in tree.items():
        if isinstance(content, bytes):
            found[(*path, name)] = content
        else:
            found |= contents(content, (*path, name))
    return found


def read_strictly(packed: bytes) -> dict[tuple[str, ...], bytes]:
    file = olefile.OleFileIO(io.BytesIO(packed), raise_defects=olefile.DEFECT_INCORRECT)
    assert file.parsing_issues == []
    return {tuple(path): file.openstream(path).read() for path in file.listdir()}


@pytest.mark.parametrize("sizes", [(0,), (1,), (63, 64, 65), (4095, 4096, 4097), (511, 512, 513), (0, 100_000, 7)])
def test_streams_of_any_size_come_back(sizes):
    luck = random.Random(sizes[0])
    tree = {f"Stream{number}": luck.randbytes(size) for number, size in enumerate(sizes)}
    tree["Storage"] = {"Inner": luck.randbytes(5000), "Deep": {"Innermost": b"x"}}
    assert read_strictly(compound_file(tree)) == contents(tree)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 40])
def test_every_stream_is_found_by_its_name_through_the_tree_of_its_siblings(count):
    """Readers that go down the red-black tree need its order: by length, then by upper case."""
    tree = {name: name.encode() for name in sorted({f"{'abC'[n % 3]}{'x' * (n % 5)}{n}" for n in range(count)})}
    packed = compound_file(tree)
    entries = directory(packed)
    for name in tree:
        assert entries[found_downwards(entries, name)]["name"] == name
    by_another = CFB.from_bytes(packed)
    assert {name: by_another.get_stream(name) for name in tree} == tree


def directory(packed: bytes) -> list[dict]:
    file = olefile.OleFileIO(io.BytesIO(packed))
    return [
        {"name": e.name, "left": e.sid_left, "right": e.sid_right, "child": e.sid_child} if e else {}
        for e in file.direntries
    ]


def found_downwards(entries: list[dict], name: str) -> int:
    here = entries[0]["child"]
    while entries[here]["name"] != name:
        there = entries[here]["name"]
        smaller = (len(name), name.upper()) < (len(there), there.upper())
        here = entries[here]["left" if smaller else "right"]
    return here


def test_the_largest_that_the_header_can_name_and_one_more():
    largest = 109 * 128 * 512 - 109 * 512 - 512 * 4
    tree = {"Big": bytes(largest)}
    assert read_strictly(compound_file(tree)) == contents(tree)
    with pytest.raises(ValueError, match="more than a compound file"):
        compound_file({"Big": bytes(largest + 4096)})
