"""A refresh from an open tracker to its plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from salestracker_xl.language import Text
from salestracker_xl.refresh.appending import Files, with_files
from salestracker_xl.refresh.difference.planning import make_plan
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.kinds import sorted_files
from salestracker_xl.refresh.package.logo_in_file import find_logo
from salestracker_xl.refresh.package.parts import Parts
from salestracker_xl.refresh.plan import Plan
from salestracker_xl.refresh.reading.reading_back import read_back
from salestracker_xl.refresh.source import Source
from salestracker_xl.workbook.generate import compose
from salestracker_xl.workbook.look.brand import Brand, Logo
from salestracker_xl.workbook.look.picture import Picture

READING = Text("Reading the tracker", "Lecture du suivi")
COMPARING = Text("Comparing", "Comparaison")
ONE_PIXEL = Picture(  # stands for a logo where pictures stay as they are
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6360600000000300012b094d84"
        "0000000049454e44ae426082"
    ),
    width=1,
    height=1,
)


def refresh(
    source: Source,
    files: Files = Files(),  # noqa: B008 (frozen)
    mapping: Mapping[str, str] | None = None,
    told: Callable[[Text], None] = lambda doing: None,
) -> Plan:
    """What has to be written so that an open tracker holds the rows of new files, and all that follows from its rows.

    Nothing is written. Raises a SalesTrackerError, with the cell or the file, for what cannot be read or done.
    """
    told(READING)
    found = read_back(source)
    files = sorted_files(replace(files, unsorted=()), files.unsorted, found.tracker) if files.unsorted else files
    newer = with_files(found, files, mapping) if files else found
    options = found.options
    twin = compose(
        newer.tracker,
        found.selection,
        typed=found.typed,
        identity=found.identity,
        native_functions=options.native_functions,
        brand=Brand(options.colors, options.font, _logo(source, options.logo)),
        told=told,
    )
    told(COMPARING)
    return make_plan(source, found, twin)


def _logo(source: Source, alt: str | None) -> Logo | None:
    """The logo that a screen reader is told `alt` of, with its picture where the workbook is a file."""
    if alt is None:
        return None
    picture = find_logo(Parts(source.path), alt) if isinstance(source, FileSource) else None
    return Logo(picture or ONE_PIXEL, Text(alt, alt))
