"""`salestracker functions`: the functions for Excel, their arguments and an example."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.cli.options import argument, option
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text

if TYPE_CHECKING:  # as the command below loads it: with numpy, which other commands do not need
    from salestracker_xl.metric import Metric

FUNCTIONS = Text("Show the functions for Excel.", "Présente les fonctions pour Excel.")


class UnknownFunction(SalesTrackerError):
    """A function that does not exist."""


def register(app: typer.Typer, voice: Voice) -> None:
    """Add the command functions."""

    @app.command("functions", help=voice.of(FUNCTIONS))
    def functions(
        name: str = argument(voice, "name", None),
        lang: str = option(voice, "lang", None, "--lang"),
    ) -> None:
        from salestracker_xl.metrics import REGISTRY

        if name is None:
            rows = [(metric.signature, metric.summary) for metric in REGISTRY.values()]
            voice.shows("", (Text("Function", "Fonction"), Text("What it gives", "Ce qu'elle donne")), rows)
        else:
            _explain(_found(name), voice)


def _found(name: str) -> Metric:
    from salestracker_xl.metrics import REGISTRY

    metric = REGISTRY.get(name.upper())
    if metric is not None:
        return metric
    near = difflib.get_close_matches(name.upper(), REGISTRY, n=3) or list(REGISTRY)
    raise UnknownFunction(
        Text(
            "{name}: there is no such function; there are {near}.",
            "{name} : cette fonction n'existe pas ; il y a {near}.",
        ).format(name=name, near=", ".join(near))
    )


def _explain(metric: Metric, voice: Voice) -> None:
    from salestracker_xl.workbook.calls import example_call

    voice.says(f"={metric.signature}")
    voice.says(Text("{label}. {summary}", "{label}. {summary}"), label=metric.label, summary=metric.summary)
    for parameter in metric.parameters:
        voice.says(f"  {parameter.spoken}: {voice.of(parameter.arg.summary)}")
    voice.says(Text("Example: ={call}", "Exemple : ={call}"), call=example_call(metric, voice.language))
    voice.says(Text("Source: {source}", "Source : {source}"), source=metric.source)
