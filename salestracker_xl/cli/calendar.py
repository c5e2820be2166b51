"""`salestracker calendar`: the reviews of a tracker for the calendar on one's phone."""

import datetime as dt
from pathlib import Path

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import WrongOption, argument, day_of, option
from salestracker_xl.files import whole_file
from salestracker_xl.language import Text

OUTPUT = Text("reviews.ics", "revues.ics")
HELP = Text(
    "Write the reviews of a tracker as an .ics file for Outlook, Google Calendar or Apple Calendar.",
    "Écrit les revues d'un suivi dans un fichier .ics pour Outlook, Google Agenda ou Calendrier d'Apple.",
)
DONE = Text(
    "{path}: {events} of {reviews}{whose}, up to {until}{cancelled}.",
    "{path} : {events} de {reviews}{whose}, jusqu'au {until}{cancelled}.",
)
EVENTS = Text("1 event", "1 événement"), Text("{n} events", "{n} événements")
REVIEWS = Text("1 review", "1 revue"), Text("{n} reviews", "{n} revues")
CANCELLED = (
    Text("; 1 announced before is cancelled", " ; 1 annoncé auparavant est annulé"),
    Text("; {n} announced before are cancelled", " ; {n} annoncés auparavant sont annulés"),
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
        from salestracker_xl.reviews.events import make_calendar  # with openpyxl, half a second that other commands
        from salestracker_xl.reviews.reimport import follow  # need not spend
        from salestracker_xl.reviews.tracker_file import read_agenda

        path = _ics(output or Path(OUTPUT[voice.language]))
        last = day_of(until, "--until")
        agenda = read_agenda(tracker)
        today = agenda.today or dt.date.today()
        last = _not_before(last or _year_after(today), today)
        made = make_calendar(agenda, last, owner, _days(remind))
        planned = len(made.walk("VEVENT"))
        follow(made, path, today, last)
        with whole_file(path) as part:
            part.write_bytes(made.to_ical())
        gone = len(made.walk("VEVENT")) - planned
        voice.says(
            DONE,
            path=path,
            events=_counted(EVENTS, planned),
            reviews=_counted(REVIEWS, len(agenda.of(owner).entries if owner else agenda.entries)),
            whose=Text(" of {owner}", " de {owner}").format(owner=owner) if owner else "",
            until=last.strftime("%d/%m/%Y") if voice.language == "fr" else last.isoformat(),
            cancelled=_counted(CANCELLED, gone) if gone else "",
        )


def _counted(phrases: tuple[Text, Text], n: int) -> Text:
    one, many = phrases
    return one if n == 1 else many.format(n=n)


def _ics(path: Path) -> Path:
    if path.suffix.lower() == ".ics":
        return path
    raise WrongOption(
        Text(
            "-o {path}: a calendar is an .ics file; give a name that ends so.",
            "-o {path} : un calendrier est un fichier .ics ; donnez un nom qui se termine ainsi.",
        ).format(path=path)
    )


def _year_after(day: dt.date) -> dt.date:
    """The day before the same day of the next year."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28) if leap else day.replace(year=day.year + 1) - dt.timedelta(days=1)


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
