"""The refresh of a tracker's file, from reading it back to writing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from salestracker_xl.language import Text
from salestracker_xl.refresh.anew import Carried
from salestracker_xl.refresh.appending import Files
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.package import check_closed, patch
from salestracker_xl.refresh.refreshing import refresh
from salestracker_xl.refresh.standing import CALC, SHEET
from salestracker_xl.workbook.generate import STEPS as STEPS_OF_A_BUILD

STEPS = 3 + STEPS_OF_A_BUILD
WRITING = Text("Writing the tracker", "Écriture du suivi")


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a person is told of a refresh.

    `sheets` are the tabs that were laid out anew, `names` those that are new in the data, and `carried` says what of
    people's could not stay where it was.
    """

    told: Text
    sheets: Sequence[str]
    names: Sequence[str]
    carried: Carried


def refresh_file(
    path: Path,
    files: Files,
    out: Path | None,
    mapping: Mapping[str, str] | None = None,
    told: Callable[[Text], None] = lambda doing: None,
) -> Refreshed:
    """Bring the tracker at `path` up to date with `files`, and write it to `out`; to nowhere without one.

    `told` hears what goes on, STEPS times. A file that stands at `out` is replaced only by a
    whole new one. Raises a SalesTrackerError, with nothing written, for whatever stands in the way.
    """
    with FileSource(path) as source:
        check_closed(path)
        plan = refresh(source, files, mapping, told)
        layout = plan.layout
        shown = [key for key in layout.sheets if key != CALC] if layout else []
        sheets = [source.names[f"{SHEET}{key}"].sheet for key in shown]
    carried = Carried()
    told(WRITING)
    if out is not None and not (plan.is_empty and out.resolve() == path.resolve()):
        carried = patch(path, plan, out)
    return Refreshed(plan.told, sheets, layout.names if layout else (), carried)
