"""What Excel is told about each function: by the VBA that xlwings writes, and by the metadata of its server."""

from __future__ import annotations

import re
from typing import Any

import pytest
from functions.hosts import ask_classic, ask_office_js

from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.metric import Metric
from salestracker_xl.metrics import REGISTRY

METRICS = pytest.mark.parametrize("metric", REGISTRY.values(), ids=REGISTRY)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture(scope="module")
def imported(language: Language) -> tuple[str, dict[str, dict[str, Any]]]:
    """VBA source and MacroOptions as xlwings' button "Import Functions" makes them."""
    [imported] = ask_classic([("import_functions",)], language)
    return imported


@pytest.fixture(scope="module")
def described(language: Language) -> dict[str, dict[str, Any]]:
    [functions] = ask_office_js([("describe",)], language)
    return {function["id"]: function for function in functions}


def test_vba_holds_the_metrics_and_nothing_else(imported):
    source, options = imported
    assert set(re.findall(r"^Function (\w+)\(", source, flags=re.M)) == set(REGISTRY) == set(options)


@METRICS
def test_vba_declares_each_argument(metric: Metric, imported):
    source, _ = imported
    declared = [f"Optional {p.name}" if p.optional else p.name for p in metric.parameters]
    passed = ", ".join(parameter.name for parameter in metric.parameters)
    assert f"Function {metric.name}({', '.join(declared)})\n" in source
    assert (
        f'{metric.name} = XLPy.CallUDF("salestracker_udfs", "{metric.name}", Array({passed}), ActiveWorkbook' in source
    )


@METRICS
def test_the_wizard_of_classic_excel_helps_with_the_function_and_its_arguments(metric: Metric, imported, language):
    _, options = imported
    told = options[metric.name]
    assert told["Description"] == metric.summary[language]
    assert told["ArgumentDescriptions"] == [parameter.arg.summary[language] for parameter in metric.parameters]
    assert told["Category"] == {"en": "Sales Tracker", "fr": "Suivi des ventes"}[language]


def test_the_server_and_lite_find_the_metrics_and_nothing_else(described):
    assert set(described) == set(REGISTRY)


@METRICS
def test_the_wizard_of_the_server_and_lite_helps_too(metric: Metric, described, language):
    told = described[metric.name]
    assert told["name"] == metric.name
    assert told["description"] == metric.summary[language]
    assert [(p["name"], p["description"], p.get("optional", False)) for p in told["parameters"]] == [
        (parameter.name, parameter.arg.summary[language], parameter.optional) for parameter in metric.parameters
    ]
