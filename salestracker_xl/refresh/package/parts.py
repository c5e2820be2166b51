"""The parts of a workbook's file, of which some are changed and all others copied to the byte."""

from __future__ import annotations

import itertools
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.refresh.package.sheet_xml import attribute
from salestracker_xl.workbook.writing.archive import Archive, Part, parts_of
from salestracker_xl.workbook.writing.fast_sheet import xml_text

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_SHEET = re.compile(r"<sheet\b[^>]*>")
LEVEL = 6


class CannotPatch(SalesTrackerError):
    """A workbook whose file cannot be changed without Excel."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the type, and the part or the address outside."""

    type: str
    target: str
    external: bool
    written: str

    @property
    def kind(self) -> str:
        """The last word of the type."""
        return self.type.rpartition("/")[2]


class Parts:
    """The parts of a file by their names. Raises CannotPatch for one in an encoding or form that nobody writes."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
            self._parts = dict(parts_of(archive, stream))
        self._texts: dict[str, str] = {}

    @property
    def names(self) -> list[str]:
        """All parts."""
        return list(self._parts)

    def text(self, name: str) -> str:
        """The text of a part as it is now."""
        if name not in self._texts:
            self._texts[name] = self._inflated(name)
        return self._texts[name]

    def bytes(self, name: str) -> bytes:
        """The content of a part that is no text."""
        part = self._parts[name]
        packed = b"".join(map(bytes, part.segments))
        return zlib.decompress(packed, -zlib.MAX_WBITS) if part.method == zipfile.ZIP_DEFLATED else packed

    def put(self, name: str, text: str | bytes) -> None:
        """Change the content of a part, or add one."""
        content = text.encode() if isinstance(text, str) else text
        if isinstance(text, str):
            self._texts[name] = text
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(content) + packer.flush()
        self._parts[name] = Part(zipfile.ZIP_DEFLATED, zlib.crc32(content), len(content), (packed,))

    def add(self, name: str, text: str | bytes, content_type: str) -> None:
        """Add a part of a type."""
        self.put(name, text)
        declared = f'<Override PartName="/{xml_text(name)}" ContentType="{content_type}"/>'
        self.put(CONTENT_TYPES, self.text(CONTENT_TYPES).replace("</Types>", f"{declared}</Types>"))

    def drop(self, name: str) -> None:
        """Leave a part out, with what describes it and what it refers to."""
        self._parts.pop(name, None)
        self._texts.pop(name, None)
        self._parts.pop(relations_of(name), None)
        self._texts.pop(relations_of(name), None)
        declared = re.compile(rf'<Override\b[^>]*PartName="/{re.escape(xml_text(name))}"[^>]*>', re.IGNORECASE)
        self.put(CONTENT_TYPES, declared.sub("", self.text(CONTENT_TYPES)))

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part refers to, by the id of the relation."""
        described = relations_of(name)
        if described not in self._parts:
            return {}
        return {attribute(tag, "Id") or "": _relation(name, tag) for tag in _RELATION.findall(self.text(described))}

    def related(self, name: str, kind: str) -> list[str]:
        """The parts of a kind that a part refers to."""
        found = self.relations(name).values()
        return [relation.target for relation in found if relation.kind == kind and relation.target in self._parts]

    def relate(self, name: str, kind: str, target: str, *, external: bool = False) -> str:
        """Note that a part refers to another, named from the root of the file, or to an address; give back the id."""
        described = relations_of(name)
        if described not in self._parts:
            self.put(described, f'<Relationships xmlns="{RELATIONS}"></Relationships>')
        number = next(at for at in itertools.count(1) if f"rId{at}" not in self.relations(name))
        written = xml_text(target if external else relative(name, target)).replace('"', "&quot;")
        mode = ' TargetMode="External"' if external else ""
        added = f'<Relationship Id="rId{number}" Type="{kind}" Target="{written}"{mode}/></Relationships>'
        text = re.sub(r"<Relationships\b([^>]*)/>", r"<Relationships\1></Relationships>", self.text(described))
        self.put(described, text.replace("</Relationships>", added))
        return f"rId{number}"

    def unrelate(self, name: str, target: str) -> None:
        """Forget that a part refers to another."""
        relations = self.text(relations_of(name))
        for relation in self.relations(name).values():
            if relation.target == target:
                relations = relations.replace(relation.written, "")
        self.put(relations_of(name), relations)

    @cached_property
    def workbook(self) -> str:
        """The part that lists the sheets."""
        found = self.related("", "officeDocument")
        if not found or "<sheets" not in self.text(found[0]):
            raise unknown_form(self.file, found[0] if found else "xl/workbook.xml")
        return found[0]

    @property
    def sheets(self) -> Mapping[str, str]:
        """The part of each sheet by the title of its tab."""
        relations = self.relations(self.workbook)
        tags = _SHEET.findall(self.text(self.workbook))
        return {unescape(attribute(tag, "name") or ""): relations[attribute(tag, "r:id") or ""].target for tag in tags}

    def content_type(self, name: str) -> str:
        """The type of a part, declared for itself or for all that end alike."""
        types = self.text(CONTENT_TYPES)
        own = re.search(rf'<Override\b[^>]*PartName="/{re.escape(xml_text(name))}"[^>]*>', types, re.IGNORECASE)
        ending = re.escape(name.rpartition(".")[2])
        found = own or re.search(rf'<Default\b[^>]*Extension="{ending}"[^>]*>', types, re.IGNORECASE)
        return (attribute(found[0], "ContentType") or "") if found else ""

    def free_name(self, name: str) -> str:
        """A name like that of a part which no part has yet.

        Names are compared as a file system does that takes no notice of case.
        """
        taken = {known.lower() for known in self._parts}
        stem, dot, ending = name.rpartition(".")
        stem = stem.rstrip("0123456789")
        return next(free for at in itertools.count(1) if (free := f"{stem}{at}{dot}{ending}").lower() not in taken)

    def reachable(self) -> set[str]:
        """The parts that the file leads to from its root, with those that describe them."""
        found, waiting = set(), [""]
        while waiting:
            name = waiting.pop()
            targets = {relation.target for relation in self.relations(name).values() if not relation.external}
            waiting += [target for target in targets - found if target in self._parts]
            found |= {name, relations_of(name), *(targets & self._parts.keys())}
        return found

    def save(self, path: Path) -> None:
        """Write the file."""
        with path.open("wb") as stream:
            archive = Archive(stream)
            for name, part in self._parts.items():
                archive.add(name, part)
            archive.close()

    def _inflated(self, name: str) -> str:
        try:
            text = self.bytes(name).decode()
        except UnicodeDecodeError as error:
            raise unknown_form(self.file, name) from error
        if "<![CDATA[" in text or re.search(r"<\w+:(?:worksheet|workbook|table|styleSheet|Relationships)\b", text):
            raise unknown_form(self.file, name)
        return text


def relations_of(name: str) -> str:
    """The part that says what another refers to.

    >>> relations_of("xl/workbook.xml"), relations_of("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def relative(name: str, target: str) -> str:
    """Where a part is, seen from another; not every program reads addresses from the root.

    >>> relative("xl/worksheets/sheet1.xml", "xl/charts/chart2.xml")
    '../charts/chart2.xml'
    """
    return posixpath.relpath(target, posixpath.dirname(name) or ".")


def unknown_form(file: str, part: str) -> CannotPatch:
    """The error of a part that is written as none of the usual programs writes it."""
    return CannotPatch(
        Text(
            "{file}: its part {part} is in a form that a refresh without Excel cannot change; open the file in Excel, "
            "save it, and refresh again.",
            "{file} : sa partie {part} a une forme qu'une actualisation sans Excel ne sait pas modifier ; ouvrez le "
            "fichier dans Excel, enregistrez-le, puis recommencez.",
        ).format(file=file, part=part)
    )


def _relation(name: str, tag: str) -> Relation:
    target = unescape(attribute(tag, "Target") or "")
    external = attribute(tag, "TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
    return Relation(attribute(tag, "Type") or "", target, external, tag)
