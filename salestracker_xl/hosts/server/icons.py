"""The pictures of the buttons, drawn when the server starts: an Office add-in brings its own, in three sizes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

GRID = 24  # units from edge to edge; y runs downwards
STROKE = 2.0  # units
INK = (0x1B, 0x3A, 0x57)  # of the headings of the pane


@dataclass(frozen=True, slots=True)
class Line:
    """A stroke with round ends, from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float

    def distance(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """How far points are from the stroke, in units; below 0 inside."""
        across, down = self.x2 - self.x1, self.y2 - self.y1
        along = ((x - self.x1) * across + (y - self.y1) * down) / (across**2 + down**2)
        at = np.clip(along, 0, 1)
        return np.hypot(x - self.x1 - at * across, y - self.y1 - at * down) - STROKE / 2


@dataclass(frozen=True, slots=True)
class Disc:
    """A full circle."""

    x: float
    y: float
    radius: float

    def distance(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """How far points are from the circle, in units; below 0 inside."""
        return np.hypot(x - self.x, y - self.y) - self.radius


Shape = Line | Disc


def path(*points: tuple[float, float]) -> list[Shape]:
    """Strokes from point to point."""
    return [Line(*start, *end) for start, end in pairwise(points)]


def box(left: float, top: float, right: float, bottom: float) -> list[Shape]:
    """The four sides of a box."""
    return path((left, top), (right, top), (right, bottom), (left, bottom), (left, top))


def arc(x0: float, y0: float, radius: float, start: float = 0, end: float = 360) -> list[Shape]:
    """A part of a circle, in degrees from the right, clockwise."""
    turns = np.radians(np.linspace(start, end, 25))
    xs, ys = x0 + radius * np.cos(turns), y0 + radius * np.sin(turns)
    return path(*zip(xs.tolist(), ys.tolist(), strict=True))


_CALENDAR = [*box(3, 5, 21, 21), Line(3, 10, 21, 10), Line(8, 2.5, 8, 6), Line(16, 2.5, 16, 6)]
_LINES = [[Line(2.5, y, 4.5, y + 2), Line(4.5, y + 2, 8, y - 2), Line(12, y, 21.5, y)] for y in (5, 12, 19)]

PICTURES: Mapping[str, Sequence[Shape]] = {
    "refresh": [*arc(12, 12, 8.5, -40, 265), *path((19, 1.5), (18.8, 6.6), (13.7, 6.6))],
    "snapshot": [
        *path((2, 7), (7.5, 7), (9.5, 4), (14.5, 4), (16.5, 7), (22, 7), (22, 20), (2, 20), (2, 7)),
        *arc(12, 13, 4),
    ],
    "dashboard": [Line(2, 21, 22, 21), Line(6, 17, 6, 14), Line(12, 17, 12, 4), Line(18, 17, 18, 9)],
    "pdf": [*box(5, 2.5, 19, 21.5), Line(9, 8, 15, 8), Line(9, 12, 15, 12), Line(9, 16, 12, 16)],
    "import": [Line(12, 2, 12, 15), *path((7, 10), (12, 15), (17, 10)), *path((3, 16), (3, 21), (21, 21), (21, 16))],
    "sales": [*box(2.5, 4, 21.5, 20), Line(2.5, 9, 21.5, 9), Line(9, 9, 9, 20), Line(2.5, 14.5, 21.5, 14.5)],
    "checks": [stroke for strokes in _LINES for stroke in strokes],
    "due_today": [*_CALENDAR, Disc(12, 15.5, 2.6)],
    "mark_done": [*arc(12, 12, 9.5), *path((7.5, 12.5), (10.8, 15.8), (16.8, 9))],
    "export_calendar": [*_CALENDAR, Line(12, 18.5, 12, 13), *path((9, 15.5), (12, 12.8), (15, 15.5))],
    "new": [
        *path((14, 2.5), (5, 2.5), (5, 21.5), (19, 21.5), (19, 7.5), (14, 2.5)),
        *(Line(12, 10, 12, 17), Line(8.5, 13.5, 15.5, 13.5)),
    ],
    "settings": [
        *(Line(2, 6, 22, 6), Line(2, 12, 22, 12), Line(2, 18, 22, 18)),
        *(Disc(8, 6, 3), Disc(16, 12, 3), Disc(7, 18, 3)),
    ],
    "functions": path((18, 6), (18, 3), (6, 3), (12.5, 12), (6, 21), (18, 21), (18, 18)),
    "why": [*arc(12, 12, 9.5), *arc(12, 9.7, 3.2, 180, 405), Line(12, 13.2, 12, 14.4), Disc(12, 17.6, 1.3)],
    "doctor": [*box(3, 3, 21, 21), Line(12, 7.5, 12, 16.5), Line(7.5, 12, 16.5, 12)],
}


def draw(folder: Path, sizes: Sequence[int]) -> None:
    """Write every picture in every size, as KEY-SIZE.png."""
    for key, shapes in PICTURES.items():
        for size in sizes:
            (folder / f"{key}-{size}.png").write_bytes(png(shapes, size))


def png(shapes: Sequence[Shape], size: int) -> bytes:
    """A picture of so many pixels from edge to edge, its edges softened over one pixel."""
    middle = (np.arange(size) + 0.5) * GRID / size
    x, y = np.meshgrid(middle, middle)
    distance = np.minimum.reduce([shape.distance(x, y) for shape in shapes]) * size / GRID
    pixels = np.empty((size, size, 4), np.uint8)
    pixels[..., :3] = INK
    pixels[..., 3] = np.round(np.clip(0.5 - distance, 0, 1) * 255)
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)  # 8 bits of red, green, blue and alpha
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
