"""Faults of a file as a package: parts without a type, relations that lead nowhere, names alike.

Excel refuses such a file, or leaves the part out. Source: ISO/IEC 29500-2, 9.1.1.4 and 9.3 (names of parts are compared
without case), 10.1.2 (content types).
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from salestracker_xl.workbook.lint.fault import Fault
from salestracker_xl.workbook.lint.parts import Package

CONTENT_TYPES = "[Content_Types].xml"
TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
USED = re.compile(rb'\br:(?:id|embed|link|pict)="([^"]+)"')
LONGEST_ADDRESS = 2_079


def bad_package(package: Package) -> Iterator[Fault]:
    """Faults of names, types and relations of parts."""
    counted = Counter(name.lower() for name in package.archive.namelist())
    for name in sorted(name for name, count in counted.items() if count > 1):
        yield Fault(name, "the part", "stands twice", "names of parts differ in more than case")
    yield from _bad_types(package)
    for name in sorted(package.names):
        if name.endswith(".rels"):
            yield from _bad_relations(package, name)


def _bad_types(package: Package) -> Iterator[Fault]:
    tree = package.tree(CONTENT_TYPES)
    endings = {entry.get("Extension", "").lower() for entry in tree.iterfind(f"{TYPE}Default")}
    declared = [entry.get("PartName", "")[1:] for entry in tree.iterfind(f"{TYPE}Override")]
    for name in sorted(name for name, count in Counter(map(str.lower, declared)).items() if count > 1):
        yield Fault(CONTENT_TYPES, name, "has two types", "a part has one type")
    for name in sorted(set(declared) - package.names):
        yield Fault(CONTENT_TYPES, name, "has a type, but is no part", "types are those of parts")
    for name in sorted(package.names - set(declared) - {CONTENT_TYPES}):
        if name.rpartition(".")[2].lower() not in endings:
            yield Fault(CONTENT_TYPES, name, "has no type", "each part has one, or its ending has")


def _bad_relations(package: Package, name: str) -> Iterator[Fault]:
    owner = posixpath.join(*posixpath.split(posixpath.dirname(name))[:1], posixpath.basename(name)[: -len(".rels")])
    ids = []
    for relation in package.tree(name):
        target, number = relation.get("Target", ""), relation.get("Id", "")
        ids.append(number)
        if relation.get("TargetMode") == "External":
            if len(target) > LONGEST_ADDRESS:
                yield Fault(name, number, f"leads to {len(target)} signs", f"an address has {LONGEST_ADDRESS}")
        elif posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target))[1:] not in package.names:
            yield Fault(name, number, f"leads to {target}, which is no part", "a relation leads to a part")
    for number in sorted(number for number, count in Counter(ids).items() if count > 1):
        yield Fault(name, number, "stands twice", "each relation has an id of its own")
    if owner in package.names:
        for number in sorted({found.decode() for found in USED.findall(package.archive.read(owner))} - set(ids)):
            yield Fault(owner, number, "is no relation of this part", "a part refers to others by its relations")
