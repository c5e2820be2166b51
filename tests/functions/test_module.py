"""What a host finds in salestracker_udfs."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from functions.hosts import run_python

from salestracker_xl.metrics import REGISTRY

METRICS = pytest.mark.parametrize("metric", REGISTRY.values(), ids=REGISTRY)


def function_of(name: str) -> Any:
    import salestracker_udfs

    return getattr(salestracker_udfs, name)


def test_the_module_holds_the_metrics_and_no_other_function():
    import salestracker_udfs

    found = {name for name in dir(salestracker_udfs) if name.isupper() and inspect.isfunction(function_of(name))}
    assert found == set(REGISTRY) == set(salestracker_udfs.__all__)


@METRICS
def test_a_function_has_real_named_parameters(metric):
    function = function_of(metric.name)
    code = function.__code__
    assert function.__name__ == metric.name
    assert code.co_varnames[: code.co_argcount] == tuple(parameter.name for parameter in metric.parameters)
    assert code.co_kwonlyargcount == 0
    assert not code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS)
    assert function.__annotations__ == {}  # xlwings would make converters of them


@METRICS
def test_only_what_may_be_left_out_has_a_default(metric):
    parameters = inspect.signature(function_of(metric.name)).parameters.values()
    assert [parameter.default is None for parameter in parameters] == [p.optional for p in metric.parameters]


@pytest.mark.parametrize("empty", [[], [[]], ()])
def test_empty_lists_are_answered_though_no_range_of_a_sheet_is_empty(empty):
    assert function_of("CAC")(empty, empty) == "#DIV/0!"


def test_arguments_can_be_named():
    assert function_of("CAC")(new_customers=[[10], [5]], spend=[[1000], [500]]) == 100


def test_the_first_formula_waits_for_nothing_that_it_does_not_need():
    heavy = ["scipy", "xlsxwriter", "openpyxl", "fastexcel", "duckdb", "typer", "rich", "icalendar", "holidays"]
    loaded = run_python("-c", f"import salestracker_udfs, sys; print([m for m in {heavy!r} if m in sys.modules])")
    assert loaded.decode().strip() == "[]"
