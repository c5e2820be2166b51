"""What we compress is what others' readers of VBA find again."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream
from pyopenvba.vba import decompress as decompress_by_pyopenvba

from salestracker_xl.hosts.classic.compression import CHUNK, compress


def both_read(packed: bytes) -> bytes:
    """What two independent readers find, which must be the same."""
    found = decompress_stream(bytearray(packed))
    assert decompress_by_pyopenvba(packed) == found
    return bytes(found)


@given(st.binary(max_size=300) | st.text(alphabet="ab \r\n", max_size=3000).map(lambda text: text.encode("ascii")))
def test_short_streams_come_back(plain):
    assert both_read(compress(plain)) == plain


@pytest.mark.parametrize("size", [1, 2, 4095, 4096, 4097, 5000, 8192, 9000, 70_000])
@pytest.mark.parametrize("words", ["A", "Attribute VB_Name = ", "abcdefghijklmnopqrstuvwxyz0123456789"])
def test_text_of_any_size_comes_back(size, words):
    luck = random.Random(size)
    plain = "".join(luck.choice([words, luck.choice(words), "\r\n"]) for _ in range(size))[:size].encode("ascii")
    assert both_read(compress(plain)) == plain


def test_a_full_chunk_that_no_copy_shortens_is_stored_as_it_is():
    plain = random.Random(1).randbytes(2 * CHUNK)
    packed = compress(plain)
    assert len(packed) == 1 + 2 * (2 + CHUNK)
    assert both_read(packed) == plain


def test_source_code_shrinks():
    plain = b"    If x > 0 Then y = y + 1\r\n" * 1000
    assert len(compress(plain)) < len(plain) / 5
