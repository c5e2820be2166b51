"""The ribbon tab as a drawing, for people who want to see it before they install anything.

It is drawn from what the tab of the add-in and the manifest of the server are written from. Excel shows the same
groups, buttons and labels, with pictures of its own in the add-in and with these in the server's tab.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from xml.sax.saxutils import escape

from salestracker_xl.hosts.ribbon import Button, Group, ribbon
from salestracker_xl.hosts.server.icons import INK, PICTURES, STROKE, Line
from salestracker_xl.language import Language

TAB = 30  # pixels, like all lengths here
HEIGHT = 118
MARGIN = 10
BUTTON = 62  # the narrowest
LETTER = 6.4  # about the width of one
TWO_LINES = 12  # letters beyond which a label of several words takes two lines
PICTURE = 26
COLOUR = "#{:02x}{:02x}{:02x}".format(*INK)
FONT = "Segoe UI, Carlito, Arial, sans-serif"


def drawing(language: Language) -> str:
    """Give the tab as SVG."""
    tab = ribbon()
    parts, left = [], float(MARGIN)
    for group in tab.groups:
        width = sum(_width(button, language) for button in group.buttons) + MARGIN
        parts += [*_group(group, language, left, width)]
        left += width + MARGIN
    title = escape(tab.label[language])
    across = round(left)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {TAB + HEIGHT}" width="{across}" '
            f'height="{TAB + HEIGHT}" font-family="{FONT}" font-size="11" fill="{COLOUR}" role="img">',
            f"<title>{title}</title>",
            f'<rect width="{across}" height="{TAB + HEIGHT}" fill="#f3f2f1"/>',
            f'<rect y="{TAB}" width="{across}" height="{HEIGHT}" fill="#ffffff"/>',
            f'<text x="{MARGIN + 6}" y="{TAB - 10}" font-size="13" font-weight="600">{title}</text>',
            f'<rect x="{MARGIN + 6}" y="{TAB - 4}" width="{len(tab.label[language]) * 7.2:.0f}" height="3"/>',
            *parts,
            "</svg>\n",
        )
    )


def _group(group: Group, language: Language, left: float, width: float) -> Iterator[str]:
    at = left
    for button in group.buttons:
        yield from _button(button, language, at + _width(button, language) / 2)
        at += _width(button, language)
    middle = left + (width - MARGIN) / 2
    yield (
        f'<text x="{middle:.1f}" y="{TAB + HEIGHT - 10}" text-anchor="middle" fill="#5f5e5c">'
        f"{escape(group.label[language])}</text>"
    )
    edge = left + width
    yield f'<path d="M{edge:.1f} {TAB + 8}V{TAB + HEIGHT - 8}" stroke="#d2d0ce"/>'


def _button(button: Button, language: Language, middle: float) -> Iterator[str]:
    scale = PICTURE / 24
    yield f"<g><title>{escape(button.tip[language])}</title>"
    yield f'<g transform="translate({middle - PICTURE / 2:.1f} {TAB + 14}) scale({scale:.3f})" stroke="{COLOUR}" '
    yield f'stroke-width="{STROKE}" stroke-linecap="round">'
    for shape in PICTURES[button.key]:
        if isinstance(shape, Line):
            yield f'<path d="M{shape.x1:.2f} {shape.y1:.2f}L{shape.x2:.2f} {shape.y2:.2f}"/>'
        else:
            yield f'<circle cx="{shape.x}" cy="{shape.y}" r="{shape.radius - STROKE / 2:.2f}"/>'
    yield "</g>"
    for row, words in enumerate(_lines(button, language)):
        yield f'<text x="{middle:.1f}" y="{TAB + 58 + 14 * row}" text-anchor="middle">{escape(words)}</text>'
    yield "</g>"


def _lines(button: Button, language: Language) -> list[str]:
    label = button.label[language]
    if len(label) <= TWO_LINES or " " not in label:
        return [label]
    return min(
        (wrap(label, width) for width in range(len(label) // 2, len(label)) if len(wrap(label, width)) <= 2),
        key=_longest,
    )


def _longest(lines: list[str]) -> int:
    return max(map(len, lines))


def _width(button: Button, language: Language) -> float:
    return max(BUTTON, _longest(_lines(button, language)) * LETTER + 8)
