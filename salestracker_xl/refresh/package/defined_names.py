"""The names that a workbook defines, those of replaced sheets taken over from another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from html import unescape

from salestracker_xl.refresh.package.parts import Parts
from salestracker_xl.refresh.package.sheet_xml import attribute
from salestracker_xl.tables.formats.package import area_of
from salestracker_xl.workbook.writing.fast_sheet import xml_text

OURS, BUILT_IN = "st_", "_xlnm."
_NAME = re.compile(r"(<definedName\b[^>]*>)([^<]*)</definedName>")
_ALL = re.compile(r"<definedNames\b[^>]*?(?:/>|>.*?</definedNames>)", re.DOTALL)
_BEFORE = re.compile(
    r"<(?:externalReferences|functionGroups)\b.*?(?:/>|</(?:externalReferences|functionGroups)>)|</sheets>", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name of the workbook, or of the one sheet that stands at a place among the tabs."""

    name: str
    local: int | None
    opening: str
    formula: str

    @property
    def sheet(self) -> str | None:
        """The tab that the name leads to, None for a formula."""
        place = area_of(self.formula)
        return None if place is None else place.sheet

    @property
    def written(self) -> str:
        """The element."""
        return f"{self.opening}{xml_text(self.formula)}</definedName>"


def take_over_names(
    parts: Parts, theirs: Parts, titles: Mapping[str, str], replaced: Set[str], called: Callable[[str], str]
) -> None:
    """Let the names of replaced sheets be those of another workbook, and add the names that are missing.

    `titles` are the tabs here by their titles there, `replaced` the titles there of sheets that were replaced.
    """
    tabs, their_tabs = list(parts.sheets), list(theirs.sheets)
    places = {titles[title]: tabs.index(titles[title]) for title in replaced}
    kept = [name for name in _names(parts) if not _is_replaced(name, places)]
    known = {(name.name.lower(), name.local) for name in kept}
    new = []
    for name in _names(theirs):
        if name.local is not None:
            title = their_tabs[name.local]
            if title in replaced:
                local = places[titles[title]]
                opening = re.sub(r'localSheetId="\d+"', f'localSheetId="{local}"', name.opening)
                new.append(DefinedName(name.name, local, opening, called(name.formula)))
        elif (name.name.lower(), None) not in known:
            new.append(DefinedName(name.name, None, name.opening, called(name.formula)))
    elements = "".join(name.written for name in sorted([*kept, *new], key=lambda name: name.name.lower()))
    text = parts.text(parts.workbook)
    section = f"<definedNames>{elements}</definedNames>"
    if _ALL.search(text):
        text = _ALL.sub(lambda _: section, text, count=1)
    else:
        *_, before = _BEFORE.finditer(text)
        text = f"{text[: before.end()]}{section}{text[before.end() :]}"
    parts.put(parts.workbook, text)


def _is_replaced(name: DefinedName, places: Mapping[str, int]) -> bool:
    if name.local is not None:
        return name.local in places.values() and name.name.startswith(BUILT_IN)
    return name.name.startswith(OURS) and name.sheet in places


def _names(parts: Parts) -> Iterator[DefinedName]:
    for opening, formula in _NAME.findall(parts.text(parts.workbook)):
        local = attribute(opening, "localSheetId")
        name = unescape(attribute(opening, "name") or "")
        yield DefinedName(name, int(local) if local else None, opening, unescape(formula))
