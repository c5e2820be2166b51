"""A refresh from an open tracker to its plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salestracker_xl.language import Text
from salestracker_xl.refresh.appending import Files, with_files
from salestracker_xl.refresh.plan import Plan
from salestracker_xl.refresh.planning import make_plan
from salestracker_xl.refresh.reading_back import read_back
from salestracker_xl.refresh.source import Source
from salestracker_xl.workbook.brand import Brand
from salestracker_xl.workbook.generate import compose

READING = Text("Reading the tracker", "Lecture du suivi")
COMPARING = Text("Comparing", "Comparaison")


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
    newer = with_files(found, files, mapping) if files else found
    options = found.options
    twin = compose(
        newer.tracker,
        found.selection,
        typed=found.typed,
        identity=found.identity,
        native_functions=options.native_functions,
        brand=Brand(colors=options.colors, font=options.font),
        told=told,
    )
    told(COMPARING)
    return make_plan(source, found, twin)
