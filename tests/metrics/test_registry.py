"""What every metric must be, also the next one."""

from __future__ import annotations

import re
from string import Formatter

import ironcalc
import pytest
from metrics.reserved import EXCEL_FUNCTIONS, VBA_KEYWORDS, reads_as_a_cell

from salestracker_xl.language import LANGUAGES, Text
from salestracker_xl.metric import WIZARD_LIMIT, Metric
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.calls import arguments_of

METRICS = pytest.mark.parametrize("metric", REGISTRY.values(), ids=REGISTRY)


def spoken(metric: Metric) -> list[Text]:
    """Every sentence about a metric that a person reads."""
    return [metric.label, metric.summary, *(parameter.arg.summary for parameter in metric.parameters)]


def test_the_five_functions_of_the_brief_are_there():
    assert {"CAC", "CLV", "AOV", "RETENTION", "ATTAINMENT"} <= set(REGISTRY)


@METRICS
def test_french_is_not_english(metric: Metric):
    assert [text for text in spoken(metric) if text.en == text.fr] == []


@METRICS
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_fits_into_the_wizard(metric: Metric, language):
    assert [text[language] for text in spoken(metric) if len(text[language]) > WIZARD_LIMIT] == []


@METRICS
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_one_clean_line(metric: Metric, language):
    for sentence in [text[language] for text in spoken(metric)]:
        assert sentence == " ".join(sentence.split())
        assert sentence.encode("cp1252"), "VBA's help knows this alphabet only"
    for sentence in [text[language] for text in spoken(metric)[1:]]:
        assert sentence.endswith("."), sentence


@METRICS
def test_a_name_is_free_in_excel(metric: Metric):
    assert re.fullmatch(r"[A-Z][A-Z0-9]{2,30}", metric.name)
    assert metric.name not in EXCEL_FUNCTIONS
    assert metric.name.lower() not in VBA_KEYWORDS
    assert not reads_as_a_cell(metric.name)


def test_every_name_is_free_in_a_french_excel_too():
    """IronCalc knows Excel's functions by their French names."""
    model = ironcalc.create("names", "fr", "UTC", "fr")
    names = [*REGISTRY, "TAUX"]
    for row, name in enumerate(names, start=1):
        model.set_user_input(0, row, 1, f"={name}(1)")
    model.evaluate()
    assert [name for row, name in enumerate(names, 1) if model.get_formatted_cell_value(0, row, 1) != "#NOM?"] == [
        "TAUX"
    ]


@METRICS
def test_an_argument_can_be_written_in_vba(metric: Metric):
    for name in [parameter.name for parameter in metric.parameters]:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
        assert name not in VBA_KEYWORDS
        assert name != "caller", "xlwings would hand over the calling cell"
        assert name.upper() not in REGISTRY, "in VBA a function's name is its own result, in a workbook a name"


@METRICS
def test_what_may_be_left_out_comes_last(metric: Metric):
    optional = [parameter.optional for parameter in metric.parameters]
    assert optional == sorted(optional)


@METRICS
def test_a_definition_names_its_source(metric: Metric):
    assert len(metric.source) > 10


@METRICS
def test_the_example_calls_the_metric(metric: Metric):
    assert re.fullmatch(rf"{metric.name}\((.+)\)", metric.example), metric.example
    required = sum(not parameter.optional for parameter in metric.parameters)
    assert required <= len(arguments_of(metric.example)) <= len(metric.parameters)


@METRICS
def test_words_can_be_told_apart_in_both_languages(metric: Metric):
    for parameter in metric.parameters:
        words = [{key, text.en.casefold(), text.fr.casefold()} for key, text in parameter.arg.choices]
        assert sum(map(len, words)) == len(set().union(*words))
        assert bool(words) == (parameter.arg.kind == "word")
        assert all(
            f'"{text[lang]}"' in parameter.arg.summary[lang] for _, text in parameter.arg.choices for lang in LANGUAGES
        )


@METRICS
def test_ranges_of_the_same_rows_are_columns(metric: Metric):
    assert all(p.arg.rows is None or p.arg.kind in {"numbers", "days", "keys"} for p in metric.parameters)


@METRICS
def test_a_native_formula_uses_arguments_of_the_metric(metric: Metric):
    names = {parameter.name for parameter in metric.parameters}
    required = {parameter.name for parameter in metric.parameters if not parameter.optional}
    for formula in metric.native:
        used = {name for _, name, _, _ in Formatter().parse(formula) if name}
        assert required <= used <= names
        assert metric.native_for(frozenset(used)) == formula, "two formulas for the same arguments"


@METRICS
def test_a_native_formula_is_of_excel_2016(metric: Metric):
    for formula in metric.native:
        called = set(re.findall(r"([A-Z][A-Z0-9.]*)\(", formula))
        assert called <= EXCEL_2016, called - EXCEL_2016


SINCE_2016 = """
    ARRAYTOTEXT BYCOL BYROW CHOOSECOLS CHOOSEROWS CONCAT COPILOT DETECTLANGUAGE DROP EXPAND FIELDVALUE FILTER GROUPBY
    HSTACK IFS IMAGE IMPORTCSV IMPORTTEXT ISOMITTED LAMBDA LET MAKEARRAY MAP MAXIFS MINIFS PERCENTOF PIVOTBY PY
    RANDARRAY REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST SCAN SEQUENCE SINGLE SORT SORTBY STOCKHISTORY SWITCH TAKE
    TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW TRANSLATE TRIMRANGE UNIQUE VALUETOTEXT VSTACK WRAPCOLS WRAPROWS
    XLOOKUP XMATCH
"""
EXCEL_2016 = EXCEL_FUNCTIONS - set(SINCE_2016.split())
