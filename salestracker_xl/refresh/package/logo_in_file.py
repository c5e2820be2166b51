"""The company's logo as it stands in the file of a tracker."""

from __future__ import annotations

import re
from html import unescape

from salestracker_xl.refresh.package.parts import Parts
from salestracker_xl.refresh.package.sheet_xml import attribute
from salestracker_xl.workbook.look.picture import Picture, picture_of

_PICTURE = re.compile(r"<xdr:pic\b.*?</xdr:pic>", re.DOTALL)
_DESCRIBED = re.compile(r"<xdr:cNvPr\b[^>]*>")
_EMBEDDED = re.compile(r'<a:blip\b[^>]*?\br:embed="([^"]+)"')


def find_logo(parts: Parts, alt: str) -> Picture | None:
    """The picture that a screen reader is told `alt` of; None where there is none, or a person took it away."""
    for sheet in parts.sheets.values():
        for drawing in parts.related(sheet, "drawing"):
            for picture in _PICTURE.findall(parts.text(drawing)):
                described, embedded = _DESCRIBED.search(picture), _EMBEDDED.search(picture)
                if described and embedded and unescape(attribute(described[0], "descr") or "") == alt:
                    return picture_of(parts.bytes(parts.relations(drawing)[embedded[1]].target))
    return None
