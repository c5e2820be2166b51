"""What the cells of a workbook look like, whichever program saved it: to tell a person's format from ours."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS

Look = tuple[object, ...]
SIDES = ("left", "right", "top", "bottom")
USUAL = {"horizontal": "general", "vertical": "bottom"}  # what an alignment is that does not say so
OFF = ("0", "false", "none")


def looks_of(styles: str) -> list[Look]:
    """Number format, font, fill, border and alignment of each cell format of a part of styles."""
    tree = fromstring(styles.encode())
    codes = dict(BUILTIN_FORMATS) | {
        int(code.get("numFmtId", 0)): code.get("formatCode", "") for code in _entries(tree, "numFmts")
    }
    fonts, fills, borders = (
        [read(entry) for entry in _entries(tree, name)]
        for name, read in (("fonts", _font), ("fills", _fill), ("borders", _border))
    )
    return [
        (
            codes.get(int(entry.get("numFmtId", 0)), ""),
            fonts[int(entry.get("fontId", 0))],
            fills[int(entry.get("fillId", 0))],
            borders[int(entry.get("borderId", 0))],
            _alignment(entry),
        )
        for entry in _entries(tree, "cellXfs")
    ]


def _entries(tree: Element, name: str) -> Iterator[Element]:
    found = next((child for child in tree if _tag(child) == name), None)
    return iter(() if found is None else found)


def _font(font: Element) -> Look:
    said = {_tag(child): child for child in font}
    on = [name for name in ("b", "i", "strike") if name in said and said[name].get("val", "1") not in OFF]
    under = said["u"].get("val", "single") if "u" in said else "none"
    return (*on, under, *(said[name].get("val") for name in ("name", "sz") if name in said), _color(said.get("color")))


def _fill(fill: Element) -> Look:
    pattern = next((child for child in fill if _tag(child) == "patternFill"), None)
    if pattern is None:
        return tuple(_tag(child) for child in fill)
    kind = pattern.get("patternType", "none")
    colors = {_tag(child): _color(child) for child in pattern}
    return (kind, () if kind == "none" else colors.get("fgColor", ()))


def _border(border: Element) -> Look:
    sides = {_tag(child): child for child in border}
    shown = [(name, sides[name]) for name in SIDES if name in sides and sides[name].get("style", "none") not in OFF]
    return tuple((name, side.get("style"), *(_color(child) for child in side)) for name, side in shown)


def _alignment(entry: Element) -> Look:
    found = next((child for child in entry if _tag(child) == "alignment"), None)
    said = {} if found is None else found.attrib
    kept = {name: value for name, value in said.items() if value not in OFF and USUAL.get(name) != value}
    return tuple(sorted((name, "1" if value == "true" else value) for name, value in kept.items()))


def _color(color: Element | None) -> Look:
    if color is None:
        return ()
    return tuple(
        sorted((name, value.upper()) for name, value in color.attrib.items() if name != "tint" or value != "0")
    )


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
