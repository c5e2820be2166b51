"""The text of a file, whatever its encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text

_SAMPLE = 1 << 16
_PIECE = 1 << 20
_NOTHING = b" \t\r\n\x0c\x1a"
_STRAY = re.compile("[\udc80-\udcff]")  # how Python marks a byte that is no UTF-8
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_WIDE_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARIES = (
    (b"PK\x03\x04", Text("an Excel workbook or another zip archive", "un classeur Excel ou une autre archive zip")),
    (b"\xd0\xcf\x11\xe0", Text("an old Excel workbook", "un ancien classeur Excel")),
    (b"PAR1", Text("a Parquet file", "un fichier Parquet")),
    (b"%PDF", Text("a PDF document", "un document PDF")),
    (b"\x1f\x8b", Text("a gzip archive", "une archive gzip")),
    (b"\x89PNG", Text("an image", "une image")),
)


class EmptyFile(SalesTrackerError):
    """A file in which nothing stands."""


class BinaryFile(SalesTrackerError):
    """A file whose name promises text and that holds something else."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file as UTF-8 bytes without byte-order mark, lines ended by a line feed, and how it was encoded."""

    data: bytes
    encoding: str


def decode(path: Path) -> Decoded:
    """Read a text file in UTF-8, UTF-16, UTF-32 or Windows-1252.

    Windows-1252 is what remains when the bytes are no valid UTF-8; single bytes of it are mended where most other
    letters are UTF-8, as in files that were pasted together. Raises EmptyFile and BinaryFile.
    """
    raw = path.read_bytes()
    data, encoding = _as_utf8(path, raw)
    if not (data[:_SAMPLE].strip(_NOTHING) or data.strip(_NOTHING)):
        raise EmptyFile(Text("{file} is empty.", "{file} est vide.").format(file=path.name))
    return Decoded(_with_line_feeds(data), encoding)


def _as_utf8(path: Path, raw: bytes) -> tuple[bytes, str]:
    if raw.startswith(codecs.BOM_UTF8):
        return _mended(raw[len(codecs.BOM_UTF8) :])[0], "utf-8-sig"
    encoding = next((encoding for bom, encoding in _WIDE_BOMS if raw.startswith(bom)), None)
    if encoding is None:
        found = next((what for magic, what in _BINARIES if raw.startswith(magic)), None)
        if found:
            raise _binary(path, found)
        if b"\0" not in raw:
            return _mended(raw)
        encoding = _wide_encoding(path, raw[:_SAMPLE])
    return raw.decode(encoding, errors="replace").encode("utf-8"), encoding


def _mended(data: bytes) -> tuple[bytes, str]:
    """Give text in UTF-8, in Windows-1252 or in a mix of both as UTF-8, and the encoding of most of it."""
    try:
        _check_utf8(data)
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="surrogateescape")
        strays = len(_STRAY.findall(text))
        if len(_NOT_ASCII.findall(text)) <= 2 * strays:
            return data.decode("cp1252", errors="replace").encode("utf-8"), "cp1252"
        return _STRAY.sub(_from_1252, text).encode("utf-8"), "utf-8"
    return data, "utf-8"


def _check_utf8(data: bytes) -> None:
    """Raise UnicodeDecodeError unless it is UTF-8; long texts are looked at piece by piece, which takes no memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _PIECE):
        decoder.decode(data[start : start + _PIECE])
    decoder.decode(b"", final=True)


def _from_1252(stray: re.Match[str]) -> str:
    return bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", errors="replace")


def _wide_encoding(path: Path, sample: bytes) -> str:
    """Tell which UTF-16 a text without byte-order mark is in: Latin letters leave every other byte empty."""
    pairs = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > 0.4 * pairs and sample[0::2].count(0) == 0:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.4 * pairs and sample[1::2].count(0) == 0:
        return "utf-16-be"
    raise _binary(path, Text("binary content", "un contenu binaire"))


def _binary(path: Path, found: Text) -> BinaryFile:
    return BinaryFile(
        Text(
            "{file} holds {found}, although its name promises text; give it the ending that belongs to it.",
            "{file} contient {found}, alors que son nom annonce du texte ; donnez-lui l'extension qui convient.",
        ).format(file=path.name, found=found)
    )


def _with_line_feeds(data: bytes) -> bytes:
    if b"\r" not in data:
        return data
    data = data.replace(b"\r\n", b"\n")
    return data.replace(b"\r", b" " if b"\n" in data else b"\n")  # a file of old Macs has no line feed at all
