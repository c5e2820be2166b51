"""The checksum of texts that stand one after the other, from those of each."""

from __future__ import annotations

from functools import cache

POLYNOMIAL = 0xEDB88320  # of CRC-32, the lowest power in the highest bit
ONE = 1 << 31
BYTE = 1 << 23  # the eighth power of x, which a byte of zeros multiplies a checksum by


def joined_crc(first: int, second: int, length: int) -> int:
    """The CRC-32 of two texts as one, from the checksums of both and the length of the second in bytes.

    Checksums are remainders of polynomials over two elements: bytes behind a text multiply its own by a power of x, as
    `crc32_combine` of zlib does, which Python does not give on.

    >>> import zlib
    >>> joined_crc(zlib.crc32(b"ab"), zlib.crc32(b"cde"), 3) == zlib.crc32(b"abcde")
    True
    """
    return _product(first, _power(length)) ^ second


def _power(length: int) -> int:
    """What as many bytes of zeros multiply a checksum by."""
    power = ONE
    for at in range(length.bit_length()):
        if length >> at & 1:
            power = _product(power, _square(at))
    return power


@cache
def _square(times: int) -> int:
    """The factor of one byte of zeros, squared so many times."""
    return _product(_square(times - 1), _square(times - 1)) if times else BYTE


def _product(left: int, right: int) -> int:
    product = 0
    while left:
        if left & ONE:
            product ^= right
        left = (left << 1) & 0xFFFFFFFF
        right = (right >> 1) ^ POLYNOMIAL if right & 1 else right >> 1
    return product
