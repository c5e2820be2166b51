"""`salestracker build` and `salestracker demo`: a finished tracker."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from salestracker_xl import sample
from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import (
    WrongOption,
    argument,
    country_of,
    currency_of,
    day_of,
    language_of,
    mapping_of,
    month_of,
    option,
    sector_of,
)
from salestracker_xl.collecting import uncollected
from salestracker_xl.language import Language, Text
from salestracker_xl.workbook.published import GENERAL

if TYPE_CHECKING:  # as the commands below load it: with pandas and all sheets, a second that others need not spend
    from salestracker_xl.tables.tracker import Tracker

DEMO_CURRENCY = "EUR"
DEMO_SECTOR = "wholesale"
OUTPUT = Text("sales-tracker.xlsx", "suivi-des-ventes.xlsx")
READING = Text("Reading the files", "Lecture des fichiers")
BUILD = Text("Build a tracker from order exports.", "Construit un suivi à partir d'exports de commandes.")
DEMO = Text(
    "Build a finished tracker from the sample data.", "Construit un suivi complet à partir des données d'exemple."
)


def register(app: typer.Typer, voice: Voice) -> None:
    """Add the commands build and demo."""
    _add_build(app, voice)
    _add_demo(app, voice)


def _add_build(app: typer.Typer, voice: Voice) -> None:
    @app.command("build", help=voice.of(BUILD))
    def build(
        files: list[Path] = argument(voice, "files"),
        output: Path = option(voice, "output", None, "-o", "--output"),
        lang: str = option(voice, "lang", None, "--lang"),
        currency: str = option(voice, "currency", None, "--currency"),
        fiscal_start: int = option(voice, "fiscal_start", 1, "--fiscal-start"),
        targets: Path = option(voice, "targets", None, "--targets"),
        spend: Path = option(voice, "spend", None, "--spend"),
        deals: Path = option(voice, "deals", None, "--deals"),
        customers: Path = option(voice, "customers", None, "--customers"),
        engagement: Path = option(voice, "engagement", None, "--engagement"),
        as_of: str = option(voice, "as_of", None, "--as-of"),
        mapping: list[str] = option(voice, "map", [], "--map"),
        country: str = option(voice, "country", None, "--country"),
        sector: str = option(voice, "sector", GENERAL, "--sector"),
        theme: Path = option(voice, "theme", None, "--theme"),
        native_functions: bool = option(voice, "native_functions", True, "--native-functions/--no-native-functions"),
    ) -> None:
        with uncollected():
            from salestracker_xl.tables.tracker import read_tracker
            from salestracker_xl.workbook.account import account
            from salestracker_xl.workbook.generate import STEPS, generate
            from salestracker_xl.workbook.look.brand import Brand, read_brand

        language = language_of(lang, voice)
        options = {
            "deals": deals,
            "spend": spend,
            "targets": targets,
            "customers": customers,
            "engagement": engagement,
            "mapping": mapping_of(mapping),
            "language": language,
            "currency": currency_of(currency),
            "fiscal_start": month_of(fiscal_start),
            "as_of": day_of(as_of),
            "country": country_of(country, language),
        }
        of_sector = sector_of(sector)
        with voice.progress(1 + STEPS) as step:
            step(READING)
            brand = Brand() if theme is None else read_brand(theme)
            path = _free_path(output or Path(OUTPUT[language]), [*files, targets, spend, deals, customers, engagement])
            tracker = dataclasses.replace(read_tracker(files, **options), sector=of_sector)
            generate(tracker, path, told=step, native_functions=native_functions, brand=brand)
        voice.says(account(tracker, path))


def _add_demo(app: typer.Typer, voice: Voice) -> None:
    @app.command("demo", help=voice.of(DEMO))
    def demo(
        output: Path = option(voice, "output", None, "-o", "--output"),
        lang: str = option(voice, "lang", None, "--lang"),
        theme: Path = option(voice, "theme", None, "--theme"),
        native_functions: bool = option(voice, "native_functions", True, "--native-functions/--no-native-functions"),
    ) -> None:
        with uncollected():
            from salestracker_xl.workbook.account import account
            from salestracker_xl.workbook.generate import STEPS, generate
            from salestracker_xl.workbook.look.brand import Brand, read_brand

        language = language_of(lang, voice)
        with voice.progress(1 + STEPS) as step:
            step(READING)
            brand = Brand() if theme is None else read_brand(theme)
            path = _free_path(output or Path(OUTPUT[language]), [])
            tracker = demo_tracker(language)
            generate(tracker, path, told=step, native_functions=native_functions, brand=brand)
        voice.says(account(tracker, path))


def demo_tracker(language: Language) -> Tracker:
    """Read the tracker of the sample data, seen from its last day."""
    from salestracker_xl.sample.market import Market  # which no other build has to know
    from salestracker_xl.tables.tracker import read_tracker

    files = sample.paths()
    tracker = read_tracker(
        [files.orders],
        deals=files.deals,
        spend=files.spend,
        targets=files.targets,
        customers=files.customers,
        engagement=files.engagement,
        language=language,
        currency=DEMO_CURRENCY,
        as_of=Market().last_day,
        country="FR",
    )
    return dataclasses.replace(tracker, sector=DEMO_SECTOR)


def _free_path(path: Path, read: Sequence[Path | None]) -> Path:
    """Where to write. Raises WrongOption for a file that is no .xlsx, and for one of those that are read."""
    if path.suffix.lower() != ".xlsx":
        raise WrongOption(
            Text(
                "-o {path}: a tracker is an .xlsx file; give a name that ends so.",
                "-o {path} : un suivi est un fichier .xlsx ; donnez un nom qui se termine ainsi.",
            ).format(path=path)
        )
    if any(file is not None and file.resolve() == path.resolve() for file in read):
        raise WrongOption(
            Text(
                "-o {path}: this file is read; choose another name for the tracker.",
                "-o {path} : ce fichier est lu ; choisissez un autre nom pour le suivi.",
            ).format(path=path)
        )
    return path
