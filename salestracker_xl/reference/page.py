"""One language's page about every function: what it gives, its arguments, a call, Excel's own formula, the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from salestracker_xl.language import Language, Text
from salestracker_xl.metric import Metric, Parameter, Unit
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.calls import example_call
from salestracker_xl.workbook.sheets.functions import SUBJECTS

TITLE = Text("The functions", "Les fonctions")
INTRODUCTION = Text(
    "Every function takes plain ranges: one cell, a column, a row or whole columns with their titles. Blank rows are "
    "skipped; ranges that stand in the same rows must have the same height. The names are the same in every language "
    "of Excel. [Asking with formulas](ask.md) says how to get them into Excel and what an error means.",
    "Chaque fonction prend de simples plages : une cellule, une colonne, une ligne ou des colonnes entières avec leurs "
    "titres. Les lignes vides sont ignorées ; les plages qui vont ensemble doivent avoir la même hauteur. Les noms "
    "sont les mêmes dans toutes les langues d'Excel. [Interroger par formules](ask.md) (en anglais) dit comment les "
    "obtenir dans Excel et ce que veut dire une erreur.",
)
MADE = Text(
    "Made from the code by `python -m salestracker_xl.reference`; a test keeps the two together.",
    "Page produite depuis le code par `python -m salestracker_xl.reference` ; un test veille à leur accord.",
)
UNITS: dict[Unit, Text] = {
    "currency": Text("an amount of money, in the currency of your sheet", "un montant, dans votre devise"),
    "rate": Text("a share: 0.25 is 25%", "une part : 0,25 vaut 25 %"),
    "ratio": Text("a ratio", "un rapport"),
    "count": Text("a number of them", "un nombre"),
    "days": Text("days", "des jours"),
    "months": Text("months", "des mois"),
    "units": Text("units sold", "des unités vendues"),
    "score": Text("a score", "un score"),
    "word": Text("a word", "un mot"),
    "table": Text("a table that spills below its headings", "un tableau qui se déploie sous ses titres"),
}
GIVES = Text("Gives {unit}.", "Donne {unit}.")
EXAMPLE = Text("In a tracker:", "Dans un suivi :")
NATIVE = Text(
    "Excel's own formula, with which a tracker brings this function along for Excel 2024 and 365:",
    "La formule propre à Excel, avec laquelle un suivi apporte cette fonction dans Excel 2024 et 365 :",
)
SOURCE = Text("Source: {source}.", "Source : {source}.")
ARGUMENT = Text("Argument", "Argument")
MEANING = Text("What it is", "Ce que c'est")
OPTIONAL = Text("optional", "facultatif")


def page(language: Language) -> str:
    """Give the page as Markdown."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: Language) -> Iterator[str]:
    yield from (f"# {TITLE[language]}", "", INTRODUCTION[language], "")
    subjects = [(subject, list(metrics)) for subject, metrics in groupby(REGISTRY.values(), lambda it: it.subject)]
    for subject, metrics in subjects:
        names = ", ".join(f"[{metric.name}](#{metric.name.lower()})" for metric in metrics)
        yield f"- {SUBJECTS[subject][language]}{': ' if language == 'en' else ' : '}{names}"
    for subject, metrics in subjects:
        yield from ("", f"## {SUBJECTS[subject][language]}")
        for metric in metrics:
            yield from ("", f"### {metric.name}", "", *_about(metric, language))
    yield from ("", MADE[language])


def _about(metric: Metric, language: Language) -> Iterator[str]:
    gives = GIVES.format(unit=UNITS[metric.unit])[language]
    yield from (f"`={metric.signature}`", "", f"**{metric.label[language]}.** {metric.summary[language]} {gives}", "")
    yield from _table([(ARGUMENT[language], MEANING[language]), *(_argument(it, language) for it in metric.parameters)])
    yield from ("", f"{EXAMPLE[language]} `={example_call(metric, language)}`")
    if metric.native:
        yield from ("", NATIVE[language], "")
        yield from (f"- `={_readable(formula, metric)}`" for formula in metric.native)
    yield from ("", SOURCE.format(source=metric.source)[language])


def _argument(parameter: Parameter, language: Language) -> tuple[str, str]:
    name = f"`{parameter.name}`" + (f" ({OPTIONAL[language]})" if parameter.optional else "")
    return name, parameter.arg.summary[language]


def _readable(formula: str, metric: Metric) -> str:
    return formula.format(**{parameter.name: parameter.name for parameter in metric.parameters})


def _table(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    title, *body = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    yield from (f"| {title} |", "|---|---|", *(f"| {row} |" for row in body))
