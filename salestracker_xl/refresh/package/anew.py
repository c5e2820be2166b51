"""Sheets of a tracker replaced by those of its twin, inside the file of a person; their own sheets stay to the byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

from salestracker_xl.refresh.difference.standing import CALC, ENTERED, SHEET
from salestracker_xl.refresh.difference.wording import renamed
from salestracker_xl.refresh.package.defined_names import take_over_names
from salestracker_xl.refresh.package.drawings import own_drawing, put_back
from salestracker_xl.refresh.package.notes import NOTES, Note, carry_notes, rows_of_labels
from salestracker_xl.refresh.package.own_cells import Moved, OwnCells, own_looks
from salestracker_xl.refresh.package.parts import RELATIONS, Parts, Relation, relations_of, relative
from salestracker_xl.refresh.package.pointing import Pointing
from salestracker_xl.refresh.package.sheet_settings import as_it_was, with_notes
from salestracker_xl.refresh.package.sheet_xml import SheetXml
from salestracker_xl.refresh.package.styles import adopt
from salestracker_xl.tables.formats.package import Area, Package
from salestracker_xl.workbook.layout import NAME
from salestracker_xl.workbook.options import LOGO
from salestracker_xl.workbook.rectangles import Place
from salestracker_xl.workbook.signs import read_areas, read_signs
from salestracker_xl.workbook.writing.fast_sheet import xml_text

TABLE = "st_table_"
_FORMULA = re.compile(r"(<(?:f|formula[12]?|calculatedColumnFormula|xm:f|c:f)\b[^>]*>)([^<]+)(?=</)")
_LOCATION = re.compile(r'(<hyperlink\b[^>]*?\blocation=")([^"]*)(?=")')
_SHARED = re.compile(r'(<c\b[^>]*?) t="s"([^>]*)><v>(\d+)</v></c>')
_ENTRY = re.compile(r"<si>(.*?)</si>|<si/>", re.DOTALL)
_TABLE_ID = re.compile(r'(<table\b[^>]*?\sid=")(\d+)"')
_TABLE_NAME = re.compile(r'(<table\b[^>]*?\s(?:displayName|name)=")([^"]*)(?=")')


@dataclass(frozen=True)
class Twins:
    """A tracker's file and that of its twin, with the titles, tables and formulas of the one called as in the other."""

    here: Package
    twin: Package

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The tab of each sheet here, by the title that the twin gives it."""
        return {
            area.sheet: self.here.names[name].sheet
            for name, area in self.twin.names.items()
            if name.startswith(SHEET) and name in self.here.names
        }

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """The name of each table here, by that which the twin gives it."""
        heads = {(area.sheet, area.top, area.left): name for name, area in self.here.tables.items()}
        called = {}
        for name, area in self.twin.tables.items():
            keys = [key for key, at in self.twin.names.items() if key.startswith(TABLE) and _begins(at, area)]
            places = [self.here.names[key] for key in keys if key in self.here.names]
            called[name] = next((heads[at] for p in places if (at := (p.sheet, p.top, p.left)) in heads), name)
        return called

    def left_blank(self, key: str, title: str) -> set[Place]:
        """The cells with a format that were left blank on a sheet and that nothing is typed into."""
        area = self.here.names.get(NAME)
        cells = self.here.cells(area.sheet).values(area.top, area.left, area.bottom, area.right) if area else []
        signs = read_signs(cells)
        typed = [place for name, place in self.here.names.items() if name.startswith(ENTERED) and place.sheet == title]
        return {
            (row, col)
            for row, col in (read_areas(signs[key].blank) if key in signs else ())
            if not any(area.top <= row <= area.bottom and area.left <= col <= area.right for area in typed)
        }

    def called(self, formula: str) -> str:
        """A formula of the twin as it reads here."""
        sheets = {name: title for name, title in self.titles.items() if name != title}
        tables = {name: here for name, here in self.tables.items() if name != here}
        return renamed(formula, sheets, tables)


@dataclass(frozen=True, slots=True)
class Carried:
    """What of people's could not stay where it was: notes that stay though their row is gone, and cells that moved."""

    notes: Sequence[Note] = ()
    cells: Sequence[Moved] = ()


def lay_out(parts: Parts, path: Path, twin_path: Path, keys: Sequence[str]) -> Carried:
    """Replace the sheets with these keys, and let the others point to where things are now.

    Gives back what of people's could not stay where it was. `path` is the file that `parts` were
    read from, `twin_path` that of the twin.
    """
    here, twin = Package(path), Package(twin_path)
    try:
        replacing = _Replacing(parts, Parts(twin_path), Twins(here, twin))
        if keys:
            replacing.replace(keys)
        replacing.point({here.names[f"{SHEET}{key}"].sheet for key in (*keys, CALC)})
        return Carried(tuple(replacing.notes), tuple(replacing.moved))
    finally:
        here.close()
        twin.close()


class _Replacing:
    """What all sheets that are replaced have in common."""

    def __init__(self, parts: Parts, theirs: Parts, twins: Twins) -> None:
        self.parts, self.theirs, self.twins = parts, theirs, twins
        self.texts = [found[1] or "" for found in _ENTRY.finditer(_related_text(theirs, "sharedStrings"))]
        self.logo = twins.here.properties.get(LOGO)
        self.notes: list[Note] = []
        self.moved: list[Moved] = []

    def replace(self, keys: Sequence[str]) -> None:
        """Put the twin's sheets with these keys in the place of those that are here."""
        before = self.parts.reachable()
        here, twin = self.twins.here.names, self.twins.twin.names
        titles = {key: (twin[f"{SHEET}{key}"].sheet, here[f"{SHEET}{key}"].sheet) for key in keys}
        anew = {theirs for theirs, _ in titles.values()}
        used = [self.theirs.text(self.theirs.sheets[title]) for title in anew]
        used += [self.theirs.text(name) for title in anew for name in self._tables(title)]
        [styles] = self.parts.related(self.parts.workbook, "styles")
        self.own = own_looks(self.parts.text(styles), _related_text(self.theirs, "styles"))
        self.styles = adopt(self.parts.text(styles), _related_text(self.theirs, "styles"), used)
        self.parts.put(styles, self.styles.text)
        self.ids = _table_ids(self.parts)
        for key, (theirs, here) in titles.items():
            self._replace(key, theirs, here)
        take_over_names(self.parts, self.theirs, self.twins.titles, anew, self.twins.called)
        for name in before - self.parts.reachable():
            self.parts.drop(name)

    def point(self, moved: Set[str]) -> None:
        """Let the sheets that stay point to where things are now on those that do not."""
        pointing = Pointing(self.parts, self.theirs, moved, self.twins.called)
        for theirs, here in self.twins.titles.items():
            if here not in moved:
                pointing.follow(self.parts.sheets[here], self.theirs.sheets[theirs])

    def _replace(self, key: str, theirs: str, here: str) -> None:
        part, source = self.parts.sheets[here], self.theirs.sheets[theirs]
        old, kept = self.parts.text(part), self._notes(part)
        text = as_it_was(self._reworded(self.theirs.text(source)), old)
        relations = [
            (name, relation, relation.target if relation.external else self._copy(relation.target))
            for name, relation in self.theirs.relations(source).items()
        ]
        own_objects = own_drawing(self.parts, part, self.logo, "<drawing " in text)
        self.parts.drop(relations_of(part))
        if relations:
            self.parts.put(relations_of(part), _described(part, relations))
        if own_objects is not None:
            text = put_back(self.parts, part, text, own_objects)
        for relation in kept:
            name = self.parts.relate(part, relation.type, relation.target)
            if relation.kind == "vmlDrawing":
                text = with_notes(text, name)
        if key != CALC:
            rows = rows_of_labels(self.twins.here.cells(here), self.twins.twin.cells(theirs))
            blank = self.twins.left_blank(key, here)
            own = OwnCells(here, SheetXml(old), SheetXml(text), self.own, rows, blank)
            text = own.carried()
            self.moved += own.moved
            self.notes += carry_notes(self.parts, kept, here, rows)
        self.parts.put(part, text)

    def _notes(self, part: str) -> list[Relation]:
        """The notes of people, which stay; a drawing of notes is kept only with them."""
        found = [relation for relation in self.parts.relations(part).values() if relation.kind in NOTES]
        return found if any(relation.kind == "comments" for relation in found) else []

    def _tables(self, title: str) -> list[str]:
        return self.theirs.related(self.theirs.sheets[title], "table")

    def _copy(self, name: str) -> str:
        """Take over a part of the twin with all that it refers to; give back its name here."""
        free, kind = self.parts.free_name(name), self.theirs.content_type(name)
        if not kind.endswith("xml"):
            self.parts.add(free, self.theirs.bytes(name), kind)
            return free
        self.parts.add(free, self._reworded(self.theirs.text(name)), kind)
        relations = [
            (number, relation, relation.target if relation.external else self._copy(relation.target))
            for number, relation in self.theirs.relations(name).items()
        ]
        if relations:
            self.parts.put(relations_of(free), _described(free, relations))
        return free

    def _reworded(self, text: str) -> str:
        """A part of the twin with its texts in their cells, and names and numbers that are known here."""
        text = _FORMULA.sub(lambda found: found[1] + self._called(found[2]), text)
        text = _LOCATION.sub(lambda found: found[1] + self._called(found[2]).replace('"', "&quot;"), text)
        text = _SHARED.sub(
            lambda found: f'{found[1]} t="inlineStr"{found[2]}><is>{self.texts[int(found[3])]}</is></c>', text
        )
        text = _TABLE_ID.sub(lambda found: f'{found[1]}{self.ids.pop()}"', text)
        text = _TABLE_NAME.sub(lambda found: found[1] + self._table(found[2]), text)
        return self.styles.apply(text)

    def _called(self, formula: str) -> str:
        return xml_text(self.twins.called(unescape(formula)))

    def _table(self, name: str) -> str:
        return xml_text(self.twins.tables.get(unescape(name), unescape(name)))


def _related_text(parts: Parts, kind: str) -> str:
    found = parts.related(parts.workbook, kind)
    return parts.text(found[0]) if found else ""


def _table_ids(parts: Parts) -> list[int]:
    """Numbers that no table of a file has, the lowest last."""
    tables = [name for sheet in parts.sheets.values() for name in parts.related(sheet, "table")]
    last = max((int(found[2]) for name in tables if (found := _TABLE_ID.search(parts.text(name)))), default=0)
    return list(range(last + 1000, last, -1))


def _begins(at: Area, table: Area) -> bool:
    return (at.sheet, at.top, at.left) == (table.sheet, table.top, table.left)


def _described(part: str, relations: Sequence[tuple[str, Relation, str]]) -> str:
    """What says what a part refers to."""
    entries = []
    for name, relation, target in relations:
        mode = ' TargetMode="External"' if relation.external else ""
        target = target if relation.external else relative(part, target)
        written = xml_text(target).replace('"', "&quot;")
        entries.append(f'<Relationship Id="{name}" Type="{relation.type}" Target="{written}"{mode}/>')
    opening = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{RELATIONS}">'
    return f"{opening}{''.join(entries)}</Relationships>"
