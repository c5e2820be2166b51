"""The refresh of a tracker's file, from reading it back to writing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from salestracker_xl.files import whole_file
from salestracker_xl.language import Text
from salestracker_xl.refresh.appending import Files
from salestracker_xl.refresh.difference.standing import CALC, SHEET
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.noting import plan_snapshot
from salestracker_xl.refresh.package.anew import Carried
from salestracker_xl.refresh.package.patching import check_closed, patch
from salestracker_xl.refresh.plan import Plan
from salestracker_xl.refresh.refreshing import refresh
from salestracker_xl.workbook.generate import STEPS as STEPS_OF_A_BUILD

STEPS = 3 + STEPS_OF_A_BUILD
WRITING = Text("Writing the tracker", "Écriture du suivi")
ANEW = Text(" Laid out anew: {sheets}{names}.", " Mises en page à nouveau : {sheets}{names}.")
NAMES = Text(" (new: {names})", " (nouveau : {names})")
NOTE = Text(
    ' A note lost its row and stays in {place}: "{text}".',
    " Une note a perdu sa ligne et reste en {place} : « {text} ».",
)
MOVED = Text(
    " What you wrote in {before} is in {place} now.", " Ce que vous aviez écrit en {before} est maintenant en {place}."
)
MOST_SAID = 60


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a person is told of a refresh.

    `sheets` are the tabs that were laid out anew, `names` those that are new in the data, and `carried` says what of
    people's could not stay where it was; `noted` is the sentence of a snapshot.
    """

    told: Text
    sheets: Sequence[str]
    names: Sequence[str]
    carried: Carried
    noted: Text | None = None

    @property
    def sentence(self) -> Text:
        """All of it: the rows, the sheets and why, and what a person wrote that is not where it was."""
        said = [self.told]
        if self.sheets:
            why = NAMES.format(names=", ".join(self.names)) if self.names else ""
            said.append(ANEW.format(sheets=", ".join(self.sheets), names=why))
        said += [
            NOTE.format(place=f"{note.sheet}!{note.cell}", text=_short(" ".join(note.text.split())))
            for note in self.carried.notes
        ]
        said += [
            MOVED.format(place=f"{it.sheet}!{it.cell}", before=f"{it.sheet}!{it.before}") for it in self.carried.cells
        ]
        if self.noted is not None:
            said.append(Text(f" {self.noted.en}", f" {self.noted.fr}"))
        return Text("".join(it.en for it in said), "".join(it.fr for it in said))


def _short(text: str) -> str:
    return text if len(text) <= MOST_SAID else f"{text[:MOST_SAID]}…"


def refresh_file(
    path: Path,
    files: Files,
    out: Path | None,
    mapping: Mapping[str, str] | None = None,
    told: Callable[[Text], None] = lambda doing: None,
    *,
    snapshot: bool = False,
) -> Refreshed:
    """Bring the tracker at `path` up to date with `files`, and write it to `out`; to nowhere without one.

    `told` hears what goes on, STEPS times. A file that stands at `out` is replaced only by a whole new one. With
    `snapshot`, the new figures are noted too. Raises a SalesTrackerError, with nothing written, for whatever stands in
    the way.
    """
    with FileSource(path) as source:
        check_closed(path)
        plan = refresh(source, files, mapping, told)
    told(WRITING)
    if out is None or not snapshot:
        return write_file(path, plan, out)
    with whole_file(out) as part:
        done = write_file(path, plan, part)
        return replace(done, noted=_note(part))


def _note(path: Path) -> Text:
    """Note the figures of a refreshed tracker among its snapshots, and let what hangs on them follow."""
    with FileSource(path) as source:
        noting = plan_snapshot(source)
    patch(path, noting, path)
    with FileSource(path) as source:
        following = refresh(source)
    patch(path, following, path)
    return noting.told


def write_file(path: Path, plan: Plan, out: Path | None) -> Refreshed:
    """Put a plan that was made of the tracker at `path` into a file; into none without `out`."""
    layout = plan.layout
    shown = [key for key in layout.sheets if key != CALC] if layout else []
    with FileSource(path) as source:
        sheets = [source.names[f"{SHEET}{key}"].sheet for key in shown]
    carried = Carried()
    if out is not None and not (plan.is_empty and out.resolve() == path.resolve()):
        carried = patch(path, plan, out)
    return Refreshed(plan.told, sheets, layout.names if layout else (), carried)
