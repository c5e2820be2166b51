"""Results become cells that every host can take."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from cells.arguments import KEYS, NAN, NUMBERS, a_metric

from salestracker_xl.cells import evaluate, to_cells
from salestracker_xl.language import Text
from salestracker_xl.metric import MetricError, NotEnoughData
from salestracker_xl.results import Estimate, Table, TableColumn


@pytest.mark.parametrize(
    ("result", "cells"),
    [
        (2.5, 2.5),
        (np.float64(2.5), 2.5),
        (np.int64(2), 2),
        (np.str_("weekly"), "weekly"),
        (None, ""),
        (dt.date(2026, 6, 30), 46203.0),
        ([1.0, NAN], [[1.0], [""]]),
        (np.array([[1.0, NAN]]), [[1.0, ""]]),
        ([("Ada", np.int64(3), dt.datetime(2026, 6, 30, 12))], [["Ada", 3, 46203.5]]),
    ],
)
def test_a_result_is_plain_cells(result: Any, cells: Any):
    assert to_cells(result) == cells


def test_a_table_has_headings_in_the_language_and_the_cells_that_were_given():
    def first_orders(customers: np.ndarray, amounts: np.ndarray) -> Table:
        return Table(
            (
                TableColumn(Text("Customer", "Client"), np.array([2, 0]), names_of="customers"),
                TableColumn(Text("Value", "Valeur"), np.array([7.5, NAN])),
                TableColumn(Text("State", "État"), [Text("new", "nouveau"), Text("lost", "perdu")]),
            )
        )

    metric = replace(a_metric(("customers", KEYS), ("amounts", NUMBERS)), compute=first_orders)
    result = evaluate(metric, [["ADA"], ["Bo"], ["Ada"], [7]], [[1], [2], [3], [4]])
    assert to_cells(result) == [["Customer", "Value", "State"], [7, 7.5, "new"], ["ADA", "", "lost"]]
    assert to_cells(result, "fr") == [["Client", "Valeur", "État"], [7, 7.5, "nouveau"], ["ADA", "", "perdu"]]


def test_a_table_of_nobody_is_too_little_data():
    with pytest.raises(NotEnoughData):
        to_cells(Table((TableColumn(Text("Customer", "Client"), np.array([])),)))


def test_an_estimate_is_one_row():
    assert to_cells(Estimate(0.5, 0.2, 0.8, 10)) == [[0.5, 0.2, 0.8, 10]]


@pytest.mark.parametrize("result", [NAN, math.inf, -math.inf, np.float64("nan"), [], [[]], [[math.inf]]])
def test_what_is_no_figure_is_too_little_data(result: Any):
    with pytest.raises(MetricError) as caught:
        to_cells(result)
    assert caught.value.code == "#N/A"
