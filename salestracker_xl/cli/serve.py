"""`salestracker serve`: the functions for Excel through xlwings Server."""

from pathlib import Path

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import WrongOption, language_of, option
from salestracker_xl.language import Text

HELP = Text(
    "Serve the functions to Excel on a Mac, on the web and on Windows, through xlwings Server.",
    "Sert les fonctions à Excel sur Mac, sur le web et sous Windows, par xlwings Server.",
)
SERVING = Text(
    "Serving on {address}; the add-in's manifest is {address}/manifest.xml. Ctrl+C stops.",
    "Serveur à l'écoute sur {address} ; le manifeste du complément est {address}/manifest.xml. Ctrl+C l'arrête.",
)


def register(app: typer.Typer, voice: Voice) -> None:
    """Add the command serve."""

    @app.command("serve", help=voice.of(HELP))
    def serve(
        host: str = option(voice, "host", "127.0.0.1", "--host"),
        port: int = option(voice, "port", 8000, "--port"),
        certificate: Path = option(voice, "certificate", None, "--certificate"),
        key: Path = option(voice, "key", None, "--key"),
        lang: str = option(voice, "lang", None, "--lang"),
    ) -> None:
        import os

        from salestracker_xl.hosts.server import serving

        serving.check(os.environ)
        _check(certificate, key)
        address = f"{'https' if certificate else 'http'}://{host}:{port}"
        language = language_of(lang, voice)
        serving.serve(host, port, language, certificate, key, ready=lambda: voice.says(SERVING, address=address))


def _check(certificate: Path | None, key: Path | None) -> None:
    """Raise WrongOption unless both files are there, or neither was named."""
    if (certificate is None) != (key is None):
        raise WrongOption(Text("--certificate and --key go together.", "--certificate et --key vont ensemble."))
    for file in (certificate, key):
        if file is not None and not file.is_file():
            raise WrongOption(
                Text("{file}: there is no such file.", "{file} : ce fichier n'existe pas.").format(file=file)
            )
