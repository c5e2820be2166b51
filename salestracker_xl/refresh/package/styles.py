"""The formats of one workbook taken over into another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from salestracker_xl.refresh.package.sheet_xml import attribute
from salestracker_xl.workbook.writing.fast_sheet import xml_text

ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"),
    *("colors", "extLst"),
)
ENTRY = {"numFmts": "numFmt", "fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf", "dxfs": "dxf"}
FIRST_OWN_FORMAT = 164  # numbers below are those that Excel knows by itself
_NUMBERED = re.compile(r'\b(numFmtId|fontId|fillId|borderId|xfId)="(\d+)"')
_STYLE = re.compile(r'(<(?:c|row)\b[^>]*?\ss=")(\d+)"|(<col\b[^>]*?\sstyle=")(\d+)"')
_RULE = re.compile(r'(\b\w*[dD]xfId=")(\d+)"')
Numbers = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Adopted:
    """A part of styles with the formats of another workbook, and the numbers that they have now."""

    text: str
    formats: Numbers
    rules: Numbers

    def apply(self, part: str) -> str:
        """The part of a sheet or table of the other workbook with the numbers of this one."""
        part = _STYLE.sub(lambda found: _renumbered(found, self.formats), part)
        return _RULE.sub(lambda found: f'{found[1]}{self.rules.get(int(found[2]), 0)}"', part)


def adopt(here: str, other: str, parts: Iterable[str]) -> Adopted:
    """Add to the styles `here` those that parts of a workbook with the styles `other` use; what is here is reused."""
    used, ruled = set(), set()
    for part in parts:
        used |= {int(found[2] or found[4]) for found in _STYLE.finditer(part)}
        ruled |= {int(found[2]) for found in _RULE.finditer(part)}
    book = _Lists(here)
    theirs = _Lists(other)
    codes = _number_formats(book, theirs)
    formats = {number: _format(book, theirs, theirs.of("cellXfs")[number], codes) for number in sorted(used)}
    rules = {number: book.add("dxfs", _with_codes(theirs.of("dxfs")[number], codes)) for number in sorted(ruled)}
    return Adopted(book.text(), formats, rules)


class _Lists:
    """The lists of a part of styles, each entry as it is written."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lists: dict[str, list[str]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._added: set[str] = set()

    def of(self, name: str) -> list[str]:
        if name not in self._lists:
            found = _section(name).search(self._text)
            entry = ENTRY[name]
            body = found[2] or "" if found else ""
            self._lists[name] = re.findall(rf"<{entry}\b[^>]*?(?:/>|>.*?</{entry}>)", body, re.DOTALL)
            self._places[name] = {text: at for at, text in reversed([*enumerate(self._lists[name])])}
        return self._lists[name]

    def add(self, name: str, entry: str) -> int:
        """The number of an entry, which is added where it is not there."""
        entries = self.of(name)
        if entry not in self._places[name]:
            self._places[name][entry] = len(entries)
            entries.append(entry)
            self._added.add(name)
        return self._places[name][entry]

    def text(self) -> str:
        text = self._text
        for name in self._added:
            entries = self._lists[name]
            found = _section(name).search(text)
            opening = re.sub(r'\s*\bcount="\d*"', "", found[1]) if found else f"<{name}"
            section = f'{opening.rstrip()} count="{len(entries)}">{"".join(entries)}</{name}>'
            if found:
                text = text[: found.start()] + section + text[found.end() :]
            else:
                at = _place(text, name)
                text = text[:at] + section + text[at:]
        return text


def _section(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<{name}\b[^>]*?)(?:/>|>(.*?)</{name}>)", re.DOTALL)


def _place(text: str, name: str) -> int:
    """Where a list that is missing belongs."""
    later = "|".join(ORDER[ORDER.index(name) + 1 :])
    found = re.search(rf"<(?:{later})\b|</styleSheet>", text)
    return found.start() if found else len(text)


def _number_formats(here: _Lists, other: _Lists) -> Callable[[int], int]:
    """What gives the number here of a number format there; the format is entered when it is asked for."""
    known = {_code(entry): int(attribute(entry, "numFmtId") or 0) for entry in here.of("numFmts")}
    codes = {int(attribute(entry, "numFmtId") or 0): _code(entry) for entry in other.of("numFmts")}

    def number(theirs: int) -> int:
        if theirs not in codes:
            return theirs
        code = codes[theirs]
        if code not in known:
            known[code] = max(FIRST_OWN_FORMAT - 1, *known.values(), 0) + 1
            here.add("numFmts", f'<numFmt numFmtId="{known[code]}" formatCode="{code}"/>')
        return known[code]

    return number


def _code(entry: str) -> str:
    return xml_text(unescape(attribute(entry, "formatCode") or "")).replace('"', "&quot;")


def _format(here: _Lists, other: _Lists, entry: str, codes: Callable[[int], int]) -> int:
    lists = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}

    def number(found: re.Match[str]) -> str:
        name, theirs = found[1], int(found[2])
        if name == "numFmtId":
            return f'{name}="{codes(theirs)}"'
        if name == "xfId":
            return f'{name}="0"'
        return f'{name}="{here.add(lists[name], other.of(lists[name])[theirs])}"'

    return here.add("cellXfs", _NUMBERED.sub(number, entry))


def _with_codes(entry: str, codes: Callable[[int], int]) -> str:
    return re.sub(r'\bnumFmtId="(\d+)"', lambda found: f'numFmtId="{codes(int(found[1]))}"', entry)


def _renumbered(found: re.Match[str], numbers: Numbers) -> str:
    opening, number = (found[1], found[2]) if found[1] else (found[3], found[4])
    return f'{opening}{numbers[int(number)]}"'
