"""The program `salestracker` and its commands, speaking the language of the person who calls it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer
from typer import _click as click

from salestracker_xl.cli import build, check, functions, metrics
from salestracker_xl.cli.console import Voice
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import LANGUAGES, Language, Text, system_language

COMMANDS = (build, check, metrics, functions)
ABOUT = Text(
    "Turn order exports into a finished Excel sales tracker.",
    "Transforme vos exports de commandes en un suivi des ventes Excel prêt à l'emploi.",
)
MISUSED = 2  # the exit code of every error that a person can mend


def make_app(voice: Voice) -> typer.Typer:
    """Put the commands together, with their help in the language of `voice`."""
    app = typer.Typer(name="salestracker", help=voice.of(ABOUT), no_args_is_help=True, add_completion=False)
    for command in COMMANDS:
        command.register(app, voice)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program: exit code 0, or 2 after one sentence that says what to change."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    voice = Voice(spoken_language(words))
    try:
        code = make_app(voice)(words, standalone_mode=False)
        sys.exit(code or 0)
    except SalesTrackerError as error:
        voice.complains(error.text)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.exceptions.UsageError as error:
        voice.complains(_misuse(error))
    except (click.exceptions.Abort, KeyboardInterrupt):
        voice.complains(Text("stopped; nothing was written.", "interrompu ; rien n'a été écrit."))
    sys.exit(MISUSED)


def spoken_language(words: Sequence[str]) -> Language:
    """The language asked for with --lang, else that of the machine.

    >>> spoken_language(["demo", "--lang", "fr"]), spoken_language(["demo", "--lang=en"])
    ('fr', 'en')
    """
    for at, word in enumerate(words):
        name, _, value = word.partition("=")
        if name == "--lang":
            said = value or (words[at + 1] if at + 1 < len(words) else "")
            return next((language for language in LANGUAGES if language == said), system_language())
    return system_language(os.environ) if os.environ.get("LANG") else system_language()


def _misuse(error: click.exceptions.UsageError) -> Text:
    """What was wrong with the words of the call."""
    hint = Text("see `salestracker --help`", "voir `salestracker --help`")
    if isinstance(error, click.exceptions.NoSuchOption):
        found = Text("there is no option {name}", "l'option {name} n'existe pas").format(name=error.option_name)
    elif isinstance(error, click.exceptions.MissingParameter):
        name = error.param.human_readable_name if error.param else ""
        found = Text("{name} is missing", "{name} manque").format(name=name)
    else:
        found = Text("{said}", "{said}").format(said=error.format_message().rstrip("."))
    return Text("{found}; {hint}.", "{found} ; {hint}.").format(found=found, hint=hint)
