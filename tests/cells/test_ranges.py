"""Ranges of any host become one block of plain cells."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cells.arguments import ALONE, DAYS, KEYS, NAN, ComTime, JsNull, a_metric

from salestracker_xl.block import Block, flatten
from salestracker_xl.cells import evaluate, is_blank
from salestracker_xl.given import Given
from salestracker_xl.metric import Arg, WrongInput
from salestracker_xl.plain_cells import ERROR_CODES


@pytest.mark.parametrize(
    ("cells", "flat", "shape"),
    [
        (5, [5], (1,)),
        ([5, 6], [5, 6], (2,)),
        ([[5, 6]], [5, 6], (2,)),
        ([[5], [6]], [5, 6], (2,)),
        (((5.0, 6.0), (7.0, 8.0), (9.0, 1.0)), [5, 6, 7, 8, 9, 1], (3, 2)),
        ([], [], (0,)),
        ([[]], [], (0,)),
        (np.array([[1, 2], [3, 4]]), [1, 2, 3, 4], (2, 2)),
        (np.float64(2.5), [2.5], (1,)),
        (pd.Series([1.5, None]), [1.5, NAN], (2,)),
    ],
)
def test_any_range_becomes_one_block(cells: Any, flat: list, shape: tuple[int, ...]):
    found = flatten(cells)
    assert np.array_equal(np.array(found, dtype=float), np.array(flat, dtype=float), equal_nan=True)
    assert found.shape == shape


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        (None, None),
        ("", None),
        (" \u00a0 ", None),
        (JsNull(), None),
        (pd.NA, None),
        (pd.NaT, None),
        (np.datetime64("NaT"), None),
        ("  Ada ", "Ada"),
        (np.str_(" Ada"), "Ada"),
        (Decimal("12.50"), 12.5),
        (np.int64(3), 3),
        (True, True),
        (-2146826246, "#N/A"),
        (-2146826243, "#SPILL!"),
        (-2146826246.0, -2146826246.0),  # a double is a number: Excel hands over errors as integers only
        ({"type": "Error", "errorType": "Div0", "basicType": "Error", "basicValue": "#DIV/0!"}, "#DIV/0!"),
        ({"type": "Error", "errorType": "Value", "basicType": "Error", "basicValue": "#VALEUR!"}, "#VALUE!"),
        ({"type": "FormattedNumber", "basicValue": 46203.0, "numberFormat": "dd/mm/yyyy"}, 46203.0),
        (ComTime(2026, 6, 30, 12, tzinfo=dt.UTC), dt.datetime(2026, 6, 30, 12)),
        (pd.Timestamp("2026-06-30 12:00"), dt.datetime(2026, 6, 30, 12)),
        (np.datetime64("2026-06-30T12:00", "ns"), dt.datetime(2026, 6, 30, 12)),
        (dt.date(2026, 6, 30), dt.date(2026, 6, 30)),
    ],
)
def test_what_a_host_wraps_around_a_cell_is_undone(cell: Any, plain: Any):
    [found] = flatten([[cell]])
    assert found == plain
    assert type(found) is type(plain)


def test_the_error_numbers_are_those_of_com():
    assert {text: code & 0xFFFF for code, text in ERROR_CODES.items()}["#DIV/0!"] == 2007
    assert all(code & 0xFFFFFFFF == 0x800A0000 + (code & 0xFFFF) for code in ERROR_CODES)


@pytest.mark.parametrize(
    "rows",
    [
        [[1.0, 2.0], [3.0]],
        [[1.0], [2.0, 3.0]],
        ((1.0,), (2.0, 3.0)),
        ((1.0,), ()),
        ((1.0,), 2.0),
        (("Ada",), ("Bo", "B")),
        ((dt.datetime(2026, 6, 30),), (dt.datetime(2026, 6, 30), 1)),
    ],
)
@pytest.mark.parametrize("arg", [ALONE, DAYS, KEYS], ids=lambda arg: arg.kind)
def test_rows_of_different_length_are_no_range(rows: Any, arg: Arg):
    with pytest.raises(WrongInput, match="equal length"):
        evaluate(a_metric(("a", arg)), rows)


@pytest.mark.parametrize(
    ("argument", "blank"),
    [
        (None, True),
        ("", True),
        ([[None]], True),
        ([], True),
        ([[""]], True),
        (NAN, True),
        (0, False),
        ([[None], [None]], False),
    ],
)
def test_an_argument_says_nothing_when_it_is_one_blank_cell(argument: Any, blank: bool):
    assert is_blank(argument) is blank


def test_a_block_remembers_how_it_stood():
    four = Block(Given([1, 2, 3, 4]), width=2)
    assert (four.shape, four.below_titles.cells, four.below_titles.first_row) == ((2, 2), [3, 4], 2)
