"""The program `salestracker` and its commands, speaking the language of the person who calls it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import typer
import typer.main

from salestracker_xl import __version__
from salestracker_xl.cli import addin, build, calendar, check, functions, lite, metrics, refresh, serve
from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.misuse import misuse
from salestracker_xl.cli.options import option, question
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Language, Text, system_language

COMMANDS = (build, refresh, check, metrics, calendar, functions, addin, serve, lite)
ABOUT = Text(
    "Turn order exports into a finished Excel sales tracker.",
    "Transforme vos exports de commandes en un suivi des ventes Excel prêt à l'emploi.",
)
HELP_OPTION = Text("Show this page.", "Affiche cette page.")
HELP_PAGE = {
    "ARGUMENTS_PANEL_TITLE": Text("Arguments", "Arguments"),
    "OPTIONS_PANEL_TITLE": Text("Options", "Options"),
    "COMMANDS_PANEL_TITLE": Text("Commands", "Commandes"),
    "DEFAULT_STRING": Text("[default: {}]", "[par défaut : {}]"),
    "REQUIRED_LONG_STRING": Text("[required]", "[obligatoire]"),
}
UsageError: type[Exception] = typer.BadParameter.__mro__[1]  # of click itself, or of the copy that newer typers carry
MISUSED = 2  # the exit code of every error that a person can mend


def make_app(voice: Voice) -> typer.Typer:
    """Put the commands together, with their help in the language of `voice`."""
    app = typer.Typer(name="salestracker", no_args_is_help=True, add_completion=False)

    def tell_version(asked: bool) -> None:
        if asked:
            voice.says(f"salestracker {__version__}")
            raise typer.Exit

    @app.callback(help=voice.of(ABOUT))
    def program(
        lang: str = option(voice, "lang", None, "--lang"),
        version: bool = question(voice, "version", tell_version, "--version"),
    ) -> None:
        """Take --lang in front of the command too, which `spoken_language` has read, and --version in place of one."""

    for command in COMMANDS:
        command.register(app, voice)
    return app


def make_command(voice: Voice) -> Callable[..., int | None]:
    """The whole program, with the words of typer's own help pages in the language of `voice` too."""
    program: Any = typer.main.get_command(make_app(voice))
    for command in _with_parts(program):
        command.get_help_option(command.context_class(command)).help = voice.of(HELP_OPTION)
        command.format_help = _spoken(command.format_help, voice)
    return program


def _spoken(format_help: Callable[..., None], voice: Voice) -> Callable[..., None]:
    """The help page of a command with typer's own words in the language of `voice`."""

    def spoken(*arguments: Any) -> None:
        from typer import rich_utils  # and all of rich's Markdown, which no other command need load

        for name, phrase in HELP_PAGE.items():
            setattr(rich_utils, name, voice.of(phrase))
        format_help(*arguments)

    return spoken


def _with_parts(command: Any) -> Iterator[Any]:
    """A command, and those that it is made of."""
    yield command
    for part in getattr(command, "commands", {}).values():
        yield from _with_parts(part)


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the program: exit code 0, or 2 after one sentence that says what to change."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _write_any_letter()
    voice = Voice(spoken_language(words))
    try:
        code = make_command(voice)(words, standalone_mode=False)
        sys.exit(code or 0)
    except SalesTrackerError as error:
        voice.complains(error.text)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except UsageError as error:
        voice.complains(misuse(error))
    except (typer.Abort, KeyboardInterrupt):
        voice.complains(Text("stopped; nothing was written.", "interrompu ; rien n'a été écrit."))
    sys.exit(MISUSED)


def _write_any_letter() -> None:
    """Spell a letter out that the output has no sign for, as a log on Windows has those of one region alone."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def spoken_language(words: Sequence[str]) -> Language:
    """The language asked for with --lang, else that of the machine.

    >>> spoken_language(["demo", "--lang", "fr"]), spoken_language(["demo", "--lang=en"])
    ('fr', 'en')
    """
    for at, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == "--lang":
            said = value or (words[at + 1] if at + 1 < len(words) else "")
            return "fr" if said == "fr" else "en" if said == "en" else system_language()
    return system_language()
