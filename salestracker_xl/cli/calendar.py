"""`salestracker calendar`: the reviews of a tracker for the calendar on one's phone."""

import datetime as dt
from pathlib import Path

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import WrongOption, argument, day_of, option
from salestracker_xl.language import Text

HELP = Text(
    "Write the reviews of a tracker as an .ics file for Outlook, Google Calendar or Apple Calendar.",
    "Écrit les revues d'un suivi dans un fichier .ics pour Outlook, Google Agenda ou Calendrier d'Apple.",
)
MOST_REMIND = 28


def register(app: typer.Typer, voice: Voice) -> None:
    """Add the command calendar."""

    @app.command("calendar", help=voice.of(HELP))
    def calendar(
        tracker: Path = argument(voice, "tracker"),
        output: Path = option(voice, "ics", None, "-o", "--output"),
        owner: str = option(voice, "owner", None, "--owner"),
        until: str = option(voice, "until", None, "--until"),
        remind: int = option(voice, "remind", None, "--remind"),
        lang: str = option(voice, "lang_of_messages", None, "--lang"),
    ) -> None:
        from salestracker_xl.reviews import export as exports  # with openpyxl, half a second that other commands
        from salestracker_xl.reviews.tracker_file import read_agenda  # need not spend

        path = _ics(output or Path(exports.FILE_NAME[voice.language]))
        last = day_of(until, "--until")
        agenda = read_agenda(tracker)
        today = exports.today_of(agenda)
        last = _not_before(last or exports.year_after(today), today)
        voice.says(exports.export(agenda, path, last, owner, _days(remind)).sentence)


def _ics(path: Path) -> Path:
    if path.suffix.lower() == ".ics":
        return path
    raise WrongOption(
        Text(
            "-o {path}: a calendar is an .ics file; give a name that ends so.",
            "-o {path} : un calendrier est un fichier .ics ; donnez un nom qui se termine ainsi.",
        ).format(path=path)
    )


def _not_before(until: dt.date, today: dt.date) -> dt.date:
    if today <= until <= today.replace(year=today.year + 10, day=1):
        return until
    raise WrongOption(
        Text(
            "--until {until}: give a day from {today} to ten years later.",
            "--until {until} : donnez un jour entre le {today} et dix ans plus tard.",
        ).format(until=until.isoformat(), today=today.isoformat())
    )


def _days(remind: int | None) -> int | None:
    if remind is None or 0 <= remind <= MOST_REMIND:
        return remind
    raise WrongOption(
        Text(
            "--remind {days}: give the days before a review, 0 to {most}.",
            "--remind {days} : donnez le nombre de jours avant une revue, de 0 à {most}.",
        ).format(days=remind, most=MOST_REMIND)
    )
