"""How well one colour stands out from another.

Source: Web Content Accessibility Guidelines 2.2 (W3C), success criteria 1.4.3 and 1.4.11, and their definitions of
contrast ratio and relative luminance.
"""

from __future__ import annotations

from collections.abc import Iterable

TEXT, LARGE = 4.5, 3.0  # what text needs, and what large text, lines and bars need
STEPS = 100  # shades tried towards black and towards white


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, from 1 for the same to 21 for black on white.

    >>> ratio("#000000", "#FFFFFF"), round(ratio("#0072B2", "#FFFFFF"), 2)
    (21.0, 5.19)
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    """Relative luminance of a colour written #RRGGBB: 0 for black, 1 for white."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest(color: str, needs: Iterable[tuple[str, float]]) -> str | None:
    """The shade nearest to a colour that reaches every ratio beside the other colours, or None when there is none.

    >>> nearest("#FFCC00", [("#FFFFFF", 4.5)])
    '#8F7200'
    """
    needed = list(needs)
    for step in range(STEPS + 1):
        for end in (0, 255):
            shade = "#" + "".join(f"{round(part + (end - part) * step / STEPS):02X}" for part in _channels(color))
            if all(ratio(shade, other) >= least for other, least in needed):
                return shade
    return None


def _channels(color: str) -> tuple[int, ...]:
    return tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
