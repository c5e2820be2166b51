"""Every function of the add-in: what it computes, its arguments, a call to copy, and what the call gives here."""

from __future__ import annotations

from typing import Any

from salestracker_xl.cells import to_cells
from salestracker_xl.language import Language, Text
from salestracker_xl.metric import Metric, MetricError, Parameter, Unit
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.results import Table
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.criteria import matches
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.example_results import Results
from salestracker_xl.workbook.figures.examples import native, typed
from salestracker_xl.workbook.formulas import IF, IFERROR, ISNUMBER, SUM
from salestracker_xl.workbook.grid import NONE
from salestracker_xl.workbook.inputs import Inputs
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.values import ExcelError
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Functions", "Fonctions")

HEADER_ROW = FIRST_CONTENT_ROW + 2
COLUMNS: tuple[tuple[Text, float, tuple[str, ...]], ...] = (  # label, width, alignment
    (Text("Subject", "Sujet"), 13, ()),
    (Text("Function", "Fonction"), 23, ()),
    (Text("What it computes", "Ce qu'elle calcule"), 34, ()),
    (Text("Arguments", "Arguments"), 48, ("left", "inset")),
    (Text("A call to copy", "Un appel à copier"), 46, ("left", "inset")),
    (Text("It gives here", "Elle donne ici"), 22, ("right",)),
    (Text("Computed", "Calcul"), 20, ("left", "inset")),
    (Text("Works with", "Marche avec"), 18, ("left", "inset")),
)
SUBJECTS: dict[str, Text] = {  # by the module that defines the metric
    "acquisition": Text("Acquisition", "Acquisition"),
    "orders": Text("Orders", "Commandes"),
    "lifetime": Text("Lifetime", "Valeur vie"),
    "retention": Text("Retention", "Rétention"),
    "cohorts": Text("Cohorts", "Cohortes"),
    "survival": Text("Survival", "Survie"),
    "pipeline": Text("Pipeline", "Affaires"),
    "funnel": Text("Funnel", "Entonnoir"),
    "targets": Text("Goals", "Objectifs"),
    "growth": Text("Growth", "Croissance"),
    "forecasting": Text("Forecast", "Prévision"),
    "profit": Text("Profit", "Rentabilité"),
    "customers": Text("Customers", "Clients"),
    "measurement": Text("Measurement", "Mesure"),
}
STYLES: dict[Unit, str] = {
    "currency": "money",
    "rate": "rate",
    "ratio": "decimals",
    "count": "count",
    "days": "decimals",
    "months": "decimals",
    "units": "decimals",
    "score": "decimals",
    "word": "text",
    "table": "text",
}
LONGEST_LITERAL = 255  # letters that Excel takes in a text inside a formula

INTRODUCTION = Text(
    "Formulas of your own, in any cell: copy a call, change the ranges.",
    "Vos propres formules, dans n'importe quelle cellule : copiez un appel, changez les plages.",
)
WHERE_THEY_WORK = Text(
    "Those marked ✓ are part of this workbook: Excel 2024 and 365, on the web and on a Mac too, compute them by "
    "themselves. The others need Python and the xlwings add-in (optional, see docs/ask.md).",
    "Celles marquées ✓ font partie de ce classeur : Excel 2024 et 365, en ligne et sur Mac aussi, les calculent seuls. "
    "Les autres demandent Python et le complément xlwings (facultatif, voir docs/ask.md).",
)
AS_TEXT = Text(
    "Where a function is missing Excel shows #NAME?, so the calls stand here as text; no sheet of this workbook "
    "contains one.",
    "Là où une fonction manque, Excel affiche #NOM?, c'est pourquoi les appels figurent ici en texte ; aucune feuille "
    "de ce classeur n'en contient.",
)
BUILT_IN = Text("✓ Excel 2024 and 365", "✓ Excel 2024 et 365")
WITH_ADD_IN = Text("add-in", "complément")
OPTIONAL = Text("{name} (optional): {summary}", "{name} (facultatif) : {summary}")
REQUIRED = Text("{name}: {summary}", "{name} : {summary}")
LIVE = Text("live formula", "formule Excel")
SPILLS = Text("{rows} rows × {columns} columns", "{rows} lignes × {columns} colonnes")


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write one row for each function, subject by subject."""
    sheet.set_columns(*(width for _, width, _ in COLUMNS))
    write_title(sheet, NAME, INTRODUCTION, len(COLUMNS))
    sheet.write(FIRST_CONTENT_ROW - 1, 0, WHERE_THEY_WORK, "subtitle")
    sheet.write(FIRST_CONTENT_ROW, 0, AS_TEXT, "subtitle")
    for col, (label, _, alignment) in enumerate(COLUMNS):
        sheet.write(HEADER_ROW, col, label, "header", *alignment)
    results = Results(figures.inputs, book.language)
    for row, metric in enumerate(REGISTRY.values(), start=HEADER_ROW + 1):
        write_function(book, sheet, row, metric, figures, results)
    sheet.worksheet.autofilter(HEADER_ROW, 0, HEADER_ROW + len(REGISTRY), len(COLUMNS) - 1)
    sheet.worksheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.worksheet.repeat_rows(HEADER_ROW)


def write_function(book: Book, sheet: Sheet, row: int, metric: Metric, figures: Figures, results: Results) -> None:
    """Write one function from left to right."""
    summary = book.say(metric.summary)
    arguments = "\n".join(book.say(_argument(parameter)) for parameter in metric.parameters)
    call = typed(metric, figures.inputs, book.language)
    sheet.write(row, 0, SUBJECTS[metric.subject], "cell")
    sheet.write(row, 1, metric.name, "cell", "strong")
    sheet.write(row, 2, summary, "cell", "name")
    sheet.write(row, 3, arguments, "cell", "name", "left", "inset")
    sheet.write(row, 4, call, "cell", "name", "code", "left", "inset")
    given, style, computed = _given(book, metric, figures, results)
    sheet.write(row, 5, given, "cell", style, "right", "strong", "fit")
    how = sheet.write(row, 6, computed, "cell", "python_on", "name", "left", "inset").value
    sheet.write(row, 7, BUILT_IN if metric.name in book.functions else WITH_ADD_IN, "cell", "left", "inset")
    texts = {2: summary, 3: arguments, 4: call, 6: how if isinstance(how, str) else ""}
    fit_row(sheet, row, [(text, COLUMNS[col][1]) for col, text in texts.items()], least=2)


def _argument(parameter: Parameter) -> Text:
    wording = OPTIONAL if parameter.optional else REQUIRED
    return wording.format(name=parameter.name, summary=parameter.arg.summary)


def _given(book: Book, metric: Metric, figures: Figures, results: Results) -> tuple[Content, str, Content]:
    """What the example gives, its number format, and how it was computed: by a formula, by Python, or why not."""
    style = STYLES[metric.unit]
    try:
        given = results.of(metric)
        if isinstance(given, Table) and len(given.columns[0].values):
            size = {"rows": len(given.columns[0].values) + 1, "columns": len(given.columns)}
            return SPILLS.format(**size), "text", figures.history.computed_on
        value = to_cells(given, book.language)
    except MetricError as error:
        reason = book.say(error.text)[:LONGEST_LITERAL]
        live = _live(book.language, metric, figures.inputs, ExcelError(error.code))
        if live is None:
            return NONE, style, reason
        return IFERROR(live, NONE), style, IF(ISNUMBER(live), book.say(LIVE), reason)
    live = _live(book.language, metric, figures.inputs, value)
    if live is not None:
        return IFERROR(live, NONE), style, LIVE
    if isinstance(value, list):
        return SPILLS.format(rows=len(value), columns=len(value[0])), "text", figures.history.computed_on
    return value, style, figures.history.computed_on


def _live(language: Language, metric: Metric, inputs: Inputs, value: Any) -> Live | None:
    """Excel's own formula for the example with its value, or None where only Python computes it."""
    if metric.name == "AOV" and not matches(inputs.sales["order_id"], "=").any():
        return SUM(inputs.sales["amount"]) / SUM(inputs.sales["orders"])  # the closed form is too slow for large tables
    formula = native(metric, inputs, language)
    return None if formula is None else Live(formula, value)
