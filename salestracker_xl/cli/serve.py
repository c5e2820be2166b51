"""`salestracker serve`: the functions for Excel through xlwings Server."""

import socket
from pathlib import Path

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import WrongOption, language_of, option
from salestracker_xl.language import Text

HELP = Text(
    "Serve the functions to Excel on a Mac, on the web and on Windows, through xlwings Server.",
    "Sert les fonctions à Excel sur Mac, sur le web et sous Windows, par xlwings Server.",
)
HTTPS, HTTP = "https", "http"
USUAL = {HTTPS: 443, HTTP: 80}  # ports that an address need not name
EVERYWHERE = ("0.0.0.0", "::")  # every address of this computer, which nobody can type into a browser
SERVING = Text(
    "Serving on {address}; the add-in's manifest is {address}/manifest.xml. Ctrl+C stops.",
    "Serveur à l'écoute sur {address} ; le manifeste du complément est {address}/manifest.xml. Ctrl+C l'arrête.",
)

WITHOUT_HTTPS = Text(
    "Excel loads add-ins over https alone: give --certificate and --key, or put a proxy that speaks https before it.",
    "Excel ne charge de compléments qu'en https : donnez --certificate et --key, ou placez devant lui un proxy qui "
    "parle https.",
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
        scheme = HTTPS if certificate else HTTP

        def ready() -> None:
            voice.says(SERVING, address=address_of(scheme, host, port))
            if scheme == HTTP:
                voice.says(WITHOUT_HTTPS)

        serving.serve(host, port, language_of(lang, voice), certificate, key, ready)


def address_of(scheme: str, host: str, port: int) -> str:
    """What a person types to reach a server; one that listens everywhere is reached by the name of its computer.

    >>> address_of("https", "sales.example.com", 443), address_of("http", "::1", 8000)
    ('https://sales.example.com', 'http://[::1]:8000')
    """
    name = socket.gethostname() if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" if port == USUAL[scheme] else f"{scheme}://{name}:{port}"


def _check(certificate: Path | None, key: Path | None) -> None:
    """Raise WrongOption unless both files are there, or neither was named."""
    if (certificate is None) != (key is None):
        raise WrongOption(Text("--certificate and --key go together.", "--certificate et --key vont ensemble."))
    for file in (certificate, key):
        if file is not None and not file.is_file():
            raise WrongOption(
                Text("{file}: there is no such file.", "{file} : ce fichier n'existe pas.").format(file=file)
            )
