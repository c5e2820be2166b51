"""`salestracker lite`: the functions for Excel through xlwings Lite."""

from pathlib import Path

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import language_of, option
from salestracker_xl.language import Text

HELP = Text(
    "Write what gives the functions to Excel on a Mac, on the web and on Windows, through xlwings Lite.",
    "Écrit de quoi donner les fonctions à Excel sur Mac, sur le web et sous Windows, par xlwings Lite.",
)
WRITTEN = Text("{path}: written.", "{path} : écrit.")
NEXT = Text(
    "In xlwings Lite, paste main.py and requirements.txt over the files of these names, then Restart.",
    "Dans xlwings Lite, collez main.py et requirements.txt à la place des fichiers de ces noms, puis Restart.",
)


def register(app: typer.Typer, voice: Voice) -> None:
    """Add the command lite."""

    @app.command("lite", help=voice.of(HELP))
    def lite(
        output: Path = option(voice, "lite_output", Path("salestracker-lite"), "-o", "--output"),
        lang: str = option(voice, "lang", None, "--lang"),
    ) -> None:
        from salestracker_xl.hosts.lite.bundle import write_bundle  # each host is loaded by those who use it

        for path in write_bundle(output, language_of(lang, voice)):
            voice.says(WRITTEN, path=path)
        voice.says(NEXT)
