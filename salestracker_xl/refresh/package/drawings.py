"""Charts, pictures and shapes that people put on a sheet, kept when it is laid out anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from salestracker_xl.refresh.package.parts import Parts, Relation
from salestracker_xl.refresh.package.sheet_xml import attribute

KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"></xdr:wsDr>'
)
FIRST_OWN = 1001  # number of an object, beyond those of ours
_ANCHOR = re.compile(r"<xdr:(twoCellAnchor|oneCellAnchor|absoluteAnchor)\b.*?</xdr:\1>", re.DOTALL)
_ROOT = re.compile(r"<xdr:wsDr\b[^>]*>")
_SPACE = re.compile(r'\sxmlns:(\w+)="[^"]*"')
_DESCRIBED = re.compile(r"<xdr:cNvPr\b[^>]*>")
_RELATED = re.compile(r'(\br:\w+=")([^"]+)(?=")')
_NUMBER = re.compile(r'(<xdr:cNvPr\b[^>]*?\sid=")(\d+)(?=")')


@dataclass(frozen=True, slots=True)
class OwnDrawing:
    """The objects of a person on a sheet, what they refer to, and the names of their XML."""

    anchors: tuple[str, ...]
    relations: Mapping[str, Relation]
    spaces: Mapping[str, str]


def charts(parts: Parts, sheet: str) -> list[tuple[str, str]]:
    """The charts on a sheet: the description of each, empty where it has none, and its part."""
    return [
        (_description(anchor[0]) or "", relation.target)
        for name in parts.related(sheet, "drawing")
        for anchor in _ANCHOR.finditer(parts.text(name))
        for _, number in _RELATED.findall(anchor[0])
        if (relation := parts.relations(name).get(number)) is not None and relation.kind == "chart"
    ]


def own_drawing(parts: Parts, sheet: str, logo: str | None, drawn: bool) -> OwnDrawing | None:
    """What a person put on a sheet: what has no description, as all of ours have, and pictures that are no logo.

    `drawn` says whether we put anything on the sheet. A program that leaves all descriptions out when it saves leaves
    nothing to tell theirs from ours by.
    """
    for name in parts.related(sheet, "drawing"):
        text = parts.text(name)
        found = [anchor[0] for anchor in _ANCHOR.finditer(text)]
        told = any(_description(anchor) for anchor in found)
        own = [anchor for anchor in found if (told or not drawn) and not _is_ours(anchor, logo)]
        root = _ROOT.search(text)
        if own and root:
            return OwnDrawing(tuple(own), parts.relations(name), {it[1]: it[0] for it in _SPACE.finditer(root[0])})
    return None


def put_back(parts: Parts, sheet: str, text: str, own: OwnDrawing) -> str:
    """Add the objects of a person to the drawing of a sheet, which is made where there is none; the sheet's text."""
    found = parts.related(sheet, "drawing")
    name = found[0] if found else parts.free_name("xl/drawings/drawing1.xml")
    if not found:
        parts.add(name, EMPTY, CONTENT_TYPE)
        text = _with_drawing(text, parts.relate(sheet, KIND, name))
    anchors = "".join(_renumbered(parts, name, anchor, at, own) for at, anchor in enumerate(own.anchors, FIRST_OWN))
    drawing = parts.text(name)
    root = _ROOT.search(drawing)
    if root is not None:
        known = {space[1] for space in _SPACE.finditer(root[0])}
        missing = "".join(space for prefix, space in own.spaces.items() if prefix not in known)
        drawing = drawing.replace(root[0], f"{root[0][:-1]}{missing}>", 1)
    parts.put(name, drawing.replace("</xdr:wsDr>", f"{anchors}</xdr:wsDr>"))
    return text


def _renumbered(parts: Parts, drawing: str, anchor: str, number: int, own: OwnDrawing) -> str:
    """An object that refers to its parts, and is called, by numbers of its new drawing."""
    ids = {
        old: _related(parts, drawing, own.relations[old]) for _, old in _RELATED.findall(anchor) if old in own.relations
    }
    anchor = _RELATED.sub(lambda found: found[1] + ids.get(found[2], found[2]), anchor)
    return _NUMBER.sub(lambda found: f"{found[1]}{number}", anchor, count=1)


def _related(parts: Parts, drawing: str, relation: Relation) -> str:
    return parts.relate(drawing, relation.type, relation.target, external=relation.external)


def _is_ours(anchor: str, logo: str | None) -> bool:
    told = _description(anchor)
    return told == logo if "<xdr:pic>" in anchor and "<xdr:graphicFrame" not in anchor else bool(told)


def _description(anchor: str) -> str | None:
    found = _DESCRIBED.search(anchor)
    return unescape(attribute(found[0], "descr") or "") or None if found else None


def _with_drawing(text: str, relation: str) -> str:
    """A sheet of ours that had no drawing."""
    found = [at for name in ("<legacyDrawing ", "<tableParts") if (at := text.find(name)) >= 0]
    at = min(found, default=text.index("</worksheet>"))
    if not found and text.endswith("</extLst></worksheet>"):
        at = text.rfind("<extLst>")
    return f'{text[:at]}<drawing r:id="{relation}"/>{text[at:]}'
