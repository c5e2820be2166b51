"""`salestracker refresh`: a tracker brought up to date without Excel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import WrongOption, argument, mapping_of, option
from salestracker_xl.language import Text

HELP = Text(
    "Bring a tracker up to date without Excel; what you made of it stays as it is.",
    "Met un suivi à jour sans Excel ; ce que vous en avez fait reste tel quel.",
)
WOULD_CHANGE = Text("{path} (nothing written): {told}", "{path} (rien n'est écrit) : {told}")
DONE = Text("{path}: {told}", "{path} : {told}")


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
        snapshot: bool = option(voice, "snapshot", False, "--snapshot"),
        check: bool = option(voice, "check", False, "--check"),
        lang: str = option(voice, "lang_of_messages", None, "--lang"),
    ) -> None:
        from salestracker_xl.refresh.appending import Files  # with pandas and the models, a second that other
        from salestracker_xl.refresh.file_refresh import STEPS, refresh_file  # commands need not spend

        named = mapping_of(mapping)
        sales, unsorted = (files or (), ()) if named else ((), files or ())  # columns that are named are those of sales
        given = Files(tuple(sales), deals, spend, targets, customers, engagement, tuple(unsorted))
        read = [path for path in (*sales, *unsorted, deals, spend, targets, customers, engagement) if path is not None]
        path = _target(tracker, output, read)
        with voice.progress(STEPS) as step:
            done = refresh_file(tracker, given, None if check else path, named, step, snapshot=snapshot)
        voice.says(WOULD_CHANGE if check else DONE, path=tracker if check else path, told=done.sentence)


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
