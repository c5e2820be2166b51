"""`salestracker metrics`: every metric that the data allows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import argument, currency_of, day_of, mapping_of, month_of, option
from salestracker_xl.collecting import uncollected
from salestracker_xl.language import Text

if TYPE_CHECKING:  # as the command below loads it: with pandas, which other commands do not need
    from salestracker_xl.analysis.line import Line
    from salestracker_xl.metric import Unit

NAMES_OF_UNITS: dict[Unit, Text] = {"days": Text("days", "jours"), "months": Text("months", "mois")}
METRICS = Text("Print every metric that the data allows.", "Affiche toutes les métriques que les données permettent.")


def register(app: typer.Typer, voice: Voice) -> None:
    """Add the command metrics."""

    @app.command("metrics", help=voice.of(METRICS))
    def metrics(
        files: list[Path] = argument(voice, "files"),
        as_json: bool = option(voice, "json", False, "--json"),
        currency: str = option(voice, "currency", None, "--currency"),
        fiscal_start: int = option(voice, "fiscal_start", 1, "--fiscal-start"),
        targets: Path = option(voice, "targets", None, "--targets"),
        spend: Path = option(voice, "spend", None, "--spend"),
        deals: Path = option(voice, "deals", None, "--deals"),
        customers: Path = option(voice, "customers", None, "--customers"),
        engagement: Path = option(voice, "engagement", None, "--engagement"),
        as_of: str = option(voice, "as_of", None, "--as-of"),
        mapping: list[str] = option(voice, "map", [], "--map"),
        lang: str = option(voice, "lang", None, "--lang"),
    ) -> None:
        with uncollected():
            from salestracker_xl.analysis.headline import headline
            from salestracker_xl.tables.tracker import read_tracker

        tracker = read_tracker(
            files,
            spend=spend,
            deals=deals,
            targets=targets,
            customers=customers,
            engagement=engagement,
            mapping=mapping_of(mapping),
            currency=currency_of(currency),
            fiscal_start=month_of(fiscal_start),
            as_of=day_of(as_of),
        )
        lines = headline(tracker)
        if as_json:
            typer.echo(
                json.dumps([_as_json(line, tracker.currency, voice) for line in lines], ensure_ascii=False, indent=2)
            )
        else:
            _show(lines, tracker.currency, voice)


def spoken(value: float, unit: Unit, currency: str | None, voice: Voice) -> str:
    """A figure as a person reads it in the language of `voice`."""
    if unit == "rate":
        number, sign = f"{value * 100:,.1f}", "\u202f%" if voice.language == "fr" else "%"
    elif unit == "currency":
        number, sign = f"{value:,.2f}", f" {currency}" if currency else ""
    elif unit == "count":
        number, sign = f"{value:,.0f}", ""
    else:
        number, sign = f"{value:,.2f}", f" {voice.of(NAMES_OF_UNITS[unit])}" if unit in NAMES_OF_UNITS else ""
    if voice.language == "fr":
        number = number.replace(",", "\u202f").replace(".", ",")
    return number + sign


def _show(lines: list[Line], currency: str | None, voice: Voice) -> None:
    from salestracker_xl.calendar import spoken_day

    for span in dict.fromkeys(line.span for line in lines):
        title = Text("{label}, {start} to {end}", "{label}, du {start} au {end}").format(
            label=span.label, start=spoken_day(span.start), end=spoken_day(span.end)
        )
        rows = [
            (
                line.label,
                spoken(line.value, line.unit, currency, voice) if line.value is not None else "–",
                f"n = {line.sample} {voice.of(line.sample_of)}" if line.why_not is None else line.why_not,
            )
            for line in lines
            if line.span == span
        ]
        voice.shows(title, (Text("Metric", "Métrique"), Text("Value", "Valeur"), Text("Sample", "Échantillon")), rows)


def _as_json(line: Line, currency: str | None, voice: Voice) -> dict:
    return {
        "metric": line.key,
        "label": voice.of(line.label),
        "period": line.span.key,
        "from": line.span.start.isoformat(),
        "to": line.span.end.isoformat(),
        "value": line.value,
        "unit": currency or "currency" if line.unit == "currency" else line.unit,
        "sample_size": line.sample,
        "sample_of": voice.of(line.sample_of),
        "reason": None if line.why_not is None else voice.of(line.why_not),
    }
