"""`salestracker refresh`: a tracker brought up to date without Excel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import WrongOption, argument, mapping_of, option
from salestracker_xl.language import Text

if TYPE_CHECKING:
    from salestracker_xl.refresh.anew import Carried

HELP = Text(
    "Bring a tracker up to date without Excel; what you made of it stays as it is.",
    "Met un suivi à jour sans Excel ; ce que vous en avez fait reste tel quel.",
)
WOULD_CHANGE = Text("{path} (nothing written): {told}", "{path} (rien n'est écrit) : {told}")
DONE = Text("{path}: {told}", "{path} : {told}")
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


def register(app: typer.Typer, voice: Voice) -> None:
    """Add the command refresh."""

    @app.command("refresh", help=voice.of(HELP))
    def refresh(
        tracker: Path = argument(voice, "tracker"),
        files: list[Path] = argument(voice, "new_files", None),
        output: Path = option(voice, "refreshed", None, "-o", "--output"),
        targets: Path = option(voice, "targets", None, "--targets"),
        spend: Path = option(voice, "spend", None, "--spend"),
        deals: Path = option(voice, "deals", None, "--deals"),
        customers: Path = option(voice, "customers", None, "--customers"),
        engagement: Path = option(voice, "engagement", None, "--engagement"),
        mapping: list[str] = option(voice, "map", [], "--map"),
        check: bool = option(voice, "check", False, "--check"),
        lang: str = option(voice, "lang_of_messages", None, "--lang"),
    ) -> None:
        from salestracker_xl.refresh.appending import Files  # with pandas and the models, a second that other
        from salestracker_xl.refresh.file_refresh import STEPS, refresh_file  # commands need not spend

        given = Files(tuple(files or ()), deals, spend, targets, customers, engagement)
        read = [path for path in (*given.sales, deals, spend, targets, customers, engagement) if path is not None]
        path = _target(tracker, output, read)
        with voice.progress(STEPS) as step:
            done = refresh_file(tracker, given, None if check else path, mapping_of(mapping), step)
        said = voice.of(done.told) + _anew(voice, done.sheets, done.names) + _carried(voice, done.carried)
        voice.says(WOULD_CHANGE if check else DONE, path=tracker if check else path, told=said)


def _anew(voice: Voice, sheets: Sequence[str], names: Sequence[str]) -> str:
    """Which sheets were laid out anew, and why."""
    if not sheets:
        return ""
    why = voice.of(NAMES.format(names=", ".join(names))) if names else ""
    return voice.of(ANEW.format(sheets=", ".join(sheets), names=why))


def _carried(voice: Voice, carried: Carried) -> str:
    """What a person wrote that is not where it was, or no longer beside what it was about."""
    said = [
        NOTE.format(place=f"{note.sheet}!{note.cell}", text=_short(" ".join(note.text.split())))
        for note in carried.notes
    ]
    said += [MOVED.format(place=f"{it.sheet}!{it.cell}", before=f"{it.sheet}!{it.before}") for it in carried.cells]
    return "".join(map(voice.of, said))


def _short(text: str) -> str:
    return text if len(text) <= MOST_SAID else f"{text[:MOST_SAID]}…"


def _target(tracker: Path, output: Path | None, read: Sequence[Path]) -> Path:
    """Where to write. Raises WrongOption for another kind of file than the tracker, and for one that is read."""
    path = tracker if output is None else output
    if path.suffix.lower() != tracker.suffix.lower():
        raise WrongOption(
            Text(
                "-o {path}: the refreshed tracker is of the same kind as {tracker}; give a name that ends in {suffix}.",
                "-o {path} : le suivi actualisé est du même type que {tracker} ; donnez un nom qui se termine par "
                "{suffix}.",
            ).format(path=path, tracker=tracker.name, suffix=tracker.suffix)
        )
    if any(file.resolve() == path.resolve() for file in read):
        raise WrongOption(
            Text(
                "{path}: this file is given as new data too; give the tracker first, and then the exports.",
                "{path} : ce fichier est aussi donné comme nouvelles données ; donnez d'abord le suivi, puis les "
                "exports.",
            ).format(path=path)
        )
    return path
