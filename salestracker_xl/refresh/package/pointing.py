"""What drop-downs, sparklines, charts and tables of a sheet point to on sheets that were laid out anew.

Its cells are where they were, and their formulas are part of the plan. What else of it names cells of other sheets
names those that the twin names; how it looks stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from html import unescape

from salestracker_xl.refresh.package.drawings import charts
from salestracker_xl.refresh.package.growing import corners
from salestracker_xl.refresh.package.parts import Parts
from salestracker_xl.refresh.package.sheet_xml import attribute, place_of
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.writing.fast_sheet import xml_text

_LIST = re.compile(r"<((?:x14:)?dataValidation)\b[^>]*(?<!/)>.*?</\1>", re.DOTALL)
_LIST_FORMULA = re.compile(r"(<(?:formula[12]|xm:f)>)([^<]*)(?=</)")
_LIST_CELLS = re.compile(r'\bsqref="([^"]*)"|<xm:sqref>([^<]*)<')
_COLUMNS = re.compile(r"\$?([A-Z]{1,3})\$?\d+")
_SPARKLINE = re.compile(r"(<xm:f>)([^<]*)(</xm:f>\s*<xm:sqref>)([^<]*)(?=<)")
_SERIES = re.compile(r'<c:ser>\s*<c:idx val="(\d+)".*?</c:ser>', re.DOTALL)
_REFERENCE = re.compile(r"<c:(numRef|strRef)>.*?</c:\1>", re.DOTALL)
_COLUMN = re.compile(r"<tableColumn\b[^>]*(?<!/)>.*?</tableColumn>", re.DOTALL)
_COMPUTED = re.compile(r"(<calculatedColumnFormula\b[^>]*>)([^<]*)(?=</)")
_CELL_FORMULA = re.compile(r"(<f\b[^>]*(?<!/)>)([^<]*)(?=</f>)")


@dataclass(frozen=True)
class Pointing:
    """A tracker's file and that of its twin; `called` gives a formula of the twin as it reads here."""

    here: Parts
    twin: Parts
    titles: Set[str]  # the tabs here whose cells may stand elsewhere now
    called: Callable[[str], str]

    def follow(self, part: str, theirs: str) -> None:
        """Point what one sheet has to where the twin's sheet points."""
        before, other = self.here.text(part), self.twin.text(theirs)
        text = self._lists(before, other)
        text = self._sparklines(text, other)
        text = self._computed(part, theirs, text)
        if text != before:
            self.here.put(part, text)
        self._charts(part, theirs)

    def _points(self, formula: str) -> bool:
        names = [title.replace("'", "''") for title in self.titles]
        return any(f"{name}!" in formula or f"{name}'!" in formula for name in names)

    def _lists(self, text: str, other: str) -> str:
        """Drop-downs and other checks of what is typed: those of a cell are the twin's for that cell."""
        known = [(_cells(rule[0]), _formulas(rule[0])) for rule in _LIST.finditer(other)]

        def followed(rule: re.Match[str]) -> str:
            old = _formulas(rule[0])
            if not any(map(self._points, old)):
                return rule[0]
            first = next(iter(_cells(rule[0])))[:2]
            alike = [(areas, new) for areas, new in known if list(map(_columns, new)) == list(map(_columns, old))]
            here = [new for areas, new in alike if any(_holds(area, first) for area in areas)]
            found = here or [new for _, new in alike]
            if len(set(found)) != 1:
                return rule[0]
            new = iter(found[0])
            return _LIST_FORMULA.sub(lambda it: it[1] + xml_text(self.called(next(new))), rule[0])

        return _LIST.sub(followed, text)

    def _sparklines(self, text: str, other: str) -> str:
        wanted = {it[4]: self.called(unescape(it[2])) for it in _SPARKLINE.finditer(other)}
        return _SPARKLINE.sub(
            lambda it: (
                it[1] + xml_text(wanted.get(it[4], unescape(it[2]))) + it[3] + it[4]
                if self._points(unescape(it[2]))
                else it[0]
            ),
            text,
        )

    def _computed(self, part: str, theirs: str, text: str) -> str:
        """The formulas that tables give to new rows, and to rows that are there but blank."""
        wanted = {
            (head, name): self.called(formula)
            for head, columns in _computed_columns(self.twin, theirs)
            for name, formula in columns
        }
        renewed: dict[str, str] = {}
        for head, columns in _computed_columns(self.here, part):
            for name, old in columns:
                new = wanted.get((head, name), old)
                if new != old and self._points(old):
                    renewed[old] = new
        if not renewed:
            return text

        def put(found: re.Match[str]) -> str:
            old = unescape(found[2])
            return found[1] + xml_text(renewed[old]) if old in renewed else found[0]

        for table in self.here.related(part, "table"):
            self.here.put(table, _COMPUTED.sub(put, self.here.text(table)))
        return _CELL_FORMULA.sub(put, text)

    def _charts(self, part: str, theirs: str) -> None:
        """Our charts, known by their descriptions; one whose series a person changed becomes the twin's."""
        wanted = defaultdict(list)
        for told, name in charts(self.twin, theirs):
            wanted[told].append(name)
        for told, name in charts(self.here, part):
            if told and wanted[told]:
                old = self.here.text(name)
                new = pointed(old, self._renamed(self.twin.text(wanted[told].pop(0))))
                if new != old:
                    self.here.put(name, new)

    def _renamed(self, chart: str) -> str:
        return re.sub(r"(<c:f>)([^<]*)", lambda it: it[1] + xml_text(self.called(unescape(it[2]))), chart)


def choices_moved(parts: Parts, twin: Book) -> bool:
    """Whether a drop-down of the twin has its choices in cells in which none of a file has them."""
    texts = [parts.text(part) for part in parts.sheets.values()]
    known = {_place(formula) for text in texts for rule in _LIST.finditer(text) for formula in _formulas(rule[0])}
    wanted = {
        _place(str(rule["value"]))
        for sheet in twin.sheets.values()
        for rule in sheet.worksheet.validations
        if rule["validate"] == "list"
    }
    return not wanted <= known


def pointed(chart: str, twin: str) -> str:
    """A chart whose series show what those of another show; the other itself where they do not match."""
    here, theirs = _references(chart), _references(twin)
    if [where for where, _ in sorted(here)] != [where for where, _ in sorted(theirs)]:
        return twin
    wanted = dict(theirs)
    for where, found in reversed(here):
        start, end = found
        chart = chart[:start] + twin[slice(*wanted[where])] + chart[end:]
    return chart


Where = tuple[str, int]  # the number of a series, and which of its references


def _references(chart: str) -> list[tuple[Where, tuple[int, int]]]:
    """The places of the references of a chart in its text, in their order."""
    series = [(found.span(), found[1]) for found in _SERIES.finditer(chart)]
    counted: dict[str, int] = defaultdict(int)
    places = []
    for found in _REFERENCE.finditer(chart):
        number = next((number for (start, end), number in series if start < found.start() < end), "")
        places.append(((number, counted[number]), found.span()))
        counted[number] += 1
    return places


def _computed_columns(parts: Parts, sheet: str) -> Iterator[tuple[tuple[int, int], list[tuple[str, str]]]]:
    """Of each table of a sheet, its first cell, and the names and formulas of the columns that it computes."""
    for table in parts.related(sheet, "table"):
        text = parts.text(table)
        opening = text[: text.index("<tableColumns")]
        columns = []
        for column in _COLUMN.findall(text):
            if formula := _COMPUTED.search(column):
                columns.append((attribute(column[: column.index(">") + 1], "name") or "", unescape(formula[2])))
        yield place_of((attribute(opening[opening.index("<table") :], "ref") or "A1").split(":")[0]), columns


def _formulas(rule: str) -> tuple[str, ...]:
    return tuple(unescape(formula) for _, formula in _LIST_FORMULA.findall(rule))


def _place(formula: str) -> str:
    """The cells that a list names, without their sheet, which people may call otherwise."""
    return formula.rpartition("!")[2].lstrip("=")


def _columns(formula: str) -> list[str]:
    """The columns that a formula names: those of Calc stay, whatever its rows do."""
    return _COLUMNS.findall(formula)


def _cells(rule: str) -> list[tuple[int, int, int, int]]:
    """The areas of a rule, rows and columns counted from 0."""
    found = _LIST_CELLS.search(rule)
    areas = (found[1] or found[2] or "A1").split() if found else ["A1"]
    places = [list(corners(area)) for area in areas]
    return [(*ends[0], *ends[-1]) for ends in places]


def _holds(area: tuple[int, int, int, int], cell: tuple[int, int]) -> bool:
    return area[0] <= cell[0] <= area[2] and area[1] <= cell[1] <= area[3]
