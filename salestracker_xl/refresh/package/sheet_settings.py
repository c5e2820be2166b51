"""What a person set on a sheet as a whole, kept when the sheet is laid out anew."""

from __future__ import annotations

import re

from salestracker_xl.refresh.package.sheet_xml import attribute

_SELECTED = re.compile(r'\s*\btabSelected="[^"]*"')
_VIEW = re.compile(r"<sheetView\b[^>]*?(?=/?>)")
_ZOOM = re.compile(r'\bzoomScale(?:Normal)?="[^"]*"')
_PROTECTION = re.compile(r"<sheetProtection\b[^>]*?/>")
_CODE_NAME = re.compile(r'\bcodeName="[^"]*"')
_COLUMNS = re.compile(r"<cols>.*?</cols>", re.DOTALL)
_LAST = re.compile(r'\bmax="(\d+)"')


def as_it_was(text: str, old: str) -> str:
    """A new sheet that is selected, protected and called by macros as the old one was."""
    was, view = _VIEW.search(old), _VIEW.search(text)
    if view is not None:
        new = _SELECTED.sub("", view[0])
        if was is not None and attribute(was[0], "tabSelected") in ("1", "true"):
            new += ' tabSelected="1"'
        if was is not None and (zoomed := _ZOOM.findall(was[0])):
            new = _ZOOM.sub("", new) + "".join(f" {zoom}" for zoom in zoomed)
        text = text.replace(view[0], new, 1)
    columns, ours = _COLUMNS.search(old), _COLUMNS.search(text)
    if columns and ours and _last(columns[0]) == _last(ours[0]):
        text = text.replace(ours[0], columns[0], 1)  # as wide as a person made them
    protection, code = _PROTECTION.search(old), _CODE_NAME.search(old[: old.index("<sheetData")])
    if protection is not None:
        text = text.replace("</sheetData>", f"</sheetData>{protection[0]}", 1)
    if code is not None and "<sheetPr>" in text:
        text = text.replace("<sheetPr>", f"<sheetPr {code[0]}>", 1)
    return text


def _last(columns: str) -> int:
    return max(map(int, _LAST.findall(columns)), default=0)


def with_notes(text: str, relation: str) -> str:
    """A sheet of ours with the drawing of its notes, which comes before the tables and after the other drawing."""
    at = text.find("<tableParts")
    if at < 0:
        at = text.rfind("<extLst>") if text.endswith("</extLst></worksheet>") else text.index("</worksheet>")
    return f'{text[:at]}<legacyDrawing r:id="{relation}"/>{text[at:]}'
