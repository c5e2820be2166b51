"""`salestracker addin`: the Excel add-in, built and looked after on this machine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import WrongOption, option
from salestracker_xl.language import Text

ADDIN = Text("Build and look after the Excel add-in.", "Construit et entretient le complément Excel.")
BUILD = Text("Write the add-in to a file.", "Écrit le complément dans un fichier.")
INSTALL = Text("Put the add-in where Excel finds it.", "Place le complément là où Excel le trouve.")
UNINSTALL = Text("Take the add-in away.", "Retire le complément.")
DOCTOR = Text(
    "Find what keeps the add-in from working, and say how to mend it.",
    "Trouve ce qui empêche le complément de fonctionner, et dit comment y remédier.",
)
WRITTEN = Text("{path}: written for {python}.", "{path} : écrit pour {python}.")
INSTALLED = Text(
    "{path}: installed; start Excel and look for the tab Sales Tracker.",
    "{path} : installé ; lancez Excel et cherchez l'onglet Suivi des ventes.",
)
REMOVED = Text("{path}: removed.", "{path} : retiré.")
NOT_THERE = Text("No add-in was installed.", "Aucun complément n'était installé.")
FINDING = Text("{mark} {what} {mend}", "{mark} {what} {mend}")
MARKS = {"fault": "✗", "warning": "!"}


def register(app: typer.Typer, voice: Voice) -> None:
    """Add the commands under addin."""
    commands = typer.Typer(no_args_is_help=True)
    app.add_typer(commands, name="addin", help=voice.of(ADDIN))

    @commands.command("build", help=voice.of(BUILD))
    def build(
        output: Path = option(voice, "addin_output", Path("salestracker.xlam"), "-o", "--output"),
        interpreter: Path = option(voice, "interpreter", None, "--interpreter"),
        lang: str = option(voice, "lang", None, "--lang"),
    ) -> None:
        from salestracker_xl.hosts.classic.addin import build_addin  # each host is loaded by those who use it
        from salestracker_xl.hosts.classic.machine import this_machine

        python = str(interpreter or this_machine().interpreter)
        _check(output)
        voice.says(WRITTEN, path=build_addin(output, python, voice.language), python=python)

    @commands.command("install", help=voice.of(INSTALL))
    def install(lang: str = option(voice, "lang", None, "--lang")) -> None:
        from salestracker_xl.hosts.classic import install as installing
        from salestracker_xl.hosts.classic.doctor import examine
        from salestracker_xl.hosts.classic.machine import this_machine

        machine = this_machine()
        voice.says(INSTALLED, path=installing.install(machine, voice.language))
        _tell(voice, examine(machine))

    @commands.command("uninstall", help=voice.of(UNINSTALL))
    def uninstall(lang: str = option(voice, "lang", None, "--lang")) -> None:
        from salestracker_xl.hosts.classic import install as installing
        from salestracker_xl.hosts.classic.machine import this_machine

        removed = installing.uninstall(this_machine())
        voice.says(REMOVED if removed else NOT_THERE, path=removed or "")

    @commands.command("doctor", help=voice.of(DOCTOR))
    def doctor(lang: str = option(voice, "lang", None, "--lang")) -> None:
        from salestracker_xl.hosts.classic.doctor import all_well, examine
        from salestracker_xl.hosts.classic.machine import this_machine

        machine = this_machine()
        findings = examine(machine)
        _tell(voice, findings)
        if not findings:
            voice.says(all_well(machine))
        elif findings[0].severity == "fault":
            raise typer.Exit(1)


def _tell(voice: Voice, findings: Sequence[Any]) -> None:
    for finding in findings:
        voice.says(FINDING, mark=MARKS[finding.severity], what=finding.what, mend=finding.mend)


def _check(output: Path) -> None:
    if output.suffix.lower() != ".xlam" or not output.parent.is_dir():
        raise WrongOption(
            Text(
                "-o {path}: give the name of an .xlam file in a folder that exists.",
                "-o {path} : donnez le nom d'un fichier .xlam dans un dossier qui existe.",
            ).format(path=output)
        )
