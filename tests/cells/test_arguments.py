"""What belongs to which argument: titles, rows that go together, single cells, blanks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from cells.arguments import ALONE, DAY, DAYS, KEYS, MORE, NAN, NUMBERS, ONE, WORD, JsNull, a_metric
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.cells import evaluate
from salestracker_xl.metric import Arg, Metric, MetricError, WrongInput
from salestracker_xl.metrics import REGISTRY

TITLED = [
    ([["Amount"], [1], [2]], [1, 2]),
    ([["Chiffre d'affaires"], [1]], [1]),
    ([["Amount", "Refund"], [1, 2]], [1, 2]),
]


@pytest.mark.parametrize(("cells", "column"), TITLED)
def test_a_row_of_titles_is_left_out(cells: list, column: list[float]):
    given = evaluate(a_metric(("a", ALONE)), cells)
    assert np.array_equal(given["a"], np.array(column, dtype=float), equal_nan=True)


@pytest.mark.parametrize(
    "cells",
    [
        [["n/a"], [1]],
        [["NaN"], [1]],
        [["12 EUR"], [1]],
        [["-"], [1]],
        [["#N/A"], [1]],
        [["Amount"], ["Total"], [1]],
        [["Amount", 5], [1, 2]],
        [["Amount"]],
        ["Amount", 1, 2],
    ],
)
def test_a_wrong_cell_is_no_title(cells: list):
    with pytest.raises(WrongInput):
        evaluate(a_metric(("a", ALONE)), cells)


def test_titles_stand_over_every_column_or_none():
    metric = a_metric(("who", KEYS), ("when", DAYS), ("much", NUMBERS))
    given = evaluate(metric, [["Customer"], ["Ada"]], [["Date"], [46203]], [["Amount"], [5]])
    assert [column.tolist() for column in given.values()] == [[0], [46203], [5]]
    with pytest.raises(WrongInput, match="when, row 1"):
        evaluate(metric, [["Customer"], ["Ada"]], [["Date"], [46203]], [[4], [5]])


def test_names_alone_have_no_titles():
    assert evaluate(a_metric(("who", KEYS)), [["Customer"], ["Ada"]])["who"].tolist() == [0, 1]


def test_rows_are_counted_from_the_top_of_the_range_titles_included():
    with pytest.raises(WrongInput, match=r"a, row 3:"):
        evaluate(a_metric(("a", ALONE)), [["Amount"], [1], ["x"]])


@pytest.mark.parametrize(
    ("a", "b", "sentence"),
    [
        ([[1], [2]], [[1]], "a has 2 cells and b has 1"),
        ([[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]], "a has 2 x 3 cells and b has 3 x 2"),
        ([[1, 2], [3, 4]], [[1], [2], [3], [4]], "a has 2 x 2 cells and b has 4"),
    ],
)
def test_ranges_of_the_same_rows_have_the_same_shape(a, b, sentence: str):
    with pytest.raises(WrongInput, match=sentence):
        evaluate(a_metric(("a", NUMBERS), ("b", MORE)), a, b)


def test_ranges_that_stand_alone_have_any_shape():
    given = evaluate(a_metric(("a", ALONE), ("b", ALONE)), [[1], [2]], 3)
    assert (given["a"].size, given["b"].size) == (2, 1)


@pytest.mark.parametrize(
    ("arg", "cell", "value"),
    [
        (ONE, [[2]], 2.0),
        (ONE, 2, 2.0),
        (DAY, dt.date(2026, 6, 30), 46203.0),
        (DAY, [[46203.5]], 46203.5),
        (WORD, "month", "month"),
        (WORD, [[" MOIS "]], "month"),
        (WORD, "annee", "year"),
        (WORD, "ANNÉE", "year"),
    ],
)
def test_a_single_cell_is_one_value(arg: Arg, cell: Any, value: float | str):
    found = evaluate(a_metric(("a", arg)), cell)["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("arg", "cell", "sentence"),
    [
        (ONE, [[1], [2]], "a takes one cell; 2 were given."),
        (ONE, [], "a takes one cell; 0 were given."),
        (ONE, None, "a is blank; it must be given."),
        (WORD, "", "a is blank; it must be given."),
        (ONE, "2", 'a: "2" is text; a must be a number.'),
        (WORD, "day", 'a: "day" is text; say one of month, year.'),
        (WORD, 12, "a: 12 is a number; say one of month, year."),
        (WORD, "#REF!", "a: the cell shows #REF!; say one of month, year."),
        (DAY, 3, "a: 3 is a number; a must be a date."),
    ],
)
def test_a_single_cell_of_the_wrong_kind_is_named(arg: Arg, cell: Any, sentence: str):
    with pytest.raises(WrongInput) as caught:
        evaluate(a_metric(("a", arg)), cell)
    assert caught.value.text.en == sentence


@pytest.mark.parametrize("nothing", [None, "", [[None]], [[""]], NAN, JsNull()])
def test_an_optional_argument_that_says_nothing_is_left_to_its_default(nothing: Any):
    assert evaluate(a_metric(("a", ONE), ("b", ONE), optional=1), 1, nothing) == {"a": 1}


def test_a_column_of_blanks_is_not_nothing():
    assert "b" in evaluate(a_metric(("a", ALONE), ("b", ALONE), optional=1), 1, [[None], [None]])


@pytest.mark.parametrize("given", [(), (1, 2, 3)])
def test_too_few_or_too_many_arguments_are_counted(given: tuple):
    with pytest.raises(WrongInput, match=f"ODD takes 1 to 2 arguments; {len(given)} were given"):
        evaluate(a_metric(("a", ONE), ("b", ONE), optional=1), *given)


AMOUNT = st.one_of(st.none(), st.integers(-500, 1000), st.floats(-500, 1000).map(lambda amount: round(amount, 2)))


@given(st.lists(AMOUNT, min_size=1), st.integers(0, 30))
def test_a_blank_tail_changes_nothing(amounts: list, tail: int):
    metric = REGISTRY["AOV"]
    column = [[amount] for amount in amounts]
    assert answer(metric, column) == answer(metric, column + [[None]] * tail) == answer(metric, [["Amount"], *column])


def answer(metric: Metric, *given: Any) -> Any:
    try:
        return evaluate(metric, *given)
    except MetricError as error:
        return error.code
