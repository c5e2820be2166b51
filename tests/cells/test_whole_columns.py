"""A column is read at once as it is cell by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from cells.arguments import NAN, ComTime, JsNull
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl import arrow, block, texts
from salestracker_xl.block import Block, flatten
from salestracker_xl.cells import days_column, keys_column, numbers_column
from salestracker_xl.given import Given
from salestracker_xl.language import Text
from salestracker_xl.metric import WrongInput
from salestracker_xl.whole_columns import Whole

ODD_CELLS = [
    1.0, 2, True, None, NAN, "Ada", "ADA ", " ", "7", "\ud800", "Montant", -2146826246, Decimal("1.5"), JsNull(),
    pd.NaT, pd.Timestamp("2026-07-02"), ComTime(2026, 6, 30, tzinfo=dt.UTC),
    ComTime(2026, 7, 1, 9, 30, 5, 250_000, tzinfo=dt.timezone(dt.timedelta(hours=-7))),
    dt.date(2026, 6, 30), dt.datetime(2026, 6, 30, 18), dt.datetime(2026, 6, 30),
]  # fmt: skip
ODD_TEXTS = [
    "Ada", "ADA ", "\tAda", "a  b", "A  B", "a\0b", "\0", "", " ", "#N/A", "#12", " #12", "7", "K", "\N{KELVIN SIGN}",
    "Zoë", "ZOË", "\N{NO-BREAK SPACE}Zoë", "\x1fAda", "\x7f", "\ud800", None,
]  # fmt: skip
READERS = (numbers_column, days_column, keys_column)
COLUMNS = st.lists(st.sampled_from(ODD_CELLS), min_size=1, max_size=3, unique_by=id).flatmap(
    lambda few: st.lists(st.sampled_from(few), min_size=1, max_size=12)
)


FORMS: dict[str, Callable[[list], Any]] = {
    "rows of lists": lambda column: [[cell] for cell in column],
    "rows of tuples": lambda column: tuple((cell,) for cell in column),
    "bare": list,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("many", [0, 10**9], ids=["with Arrow", "without"])
@given(column=COLUMNS)
def test_a_column_read_at_once_is_what_its_cells_are_one_by_one(form: str, many: int, column: list):
    cells = FORMS[form](column)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "read_at_once", lambda given: Whole())
        one_by_one = {read: told_by(read, flatten(cells)) for read in READERS}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrow, "MANY", many)
        assert {read: told_by(read, flatten(cells)) for read in READERS} == one_by_one


@pytest.mark.parametrize("most", [0, 10**9], ids=["as a column of Arrow", "at once"])
@given(column=st.lists(st.sampled_from(ODD_TEXTS), min_size=1, max_size=6))
def test_texts_are_told_apart_alike_in_every_way_to_read_them(most: int, column: list):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "read_at_once", lambda given: Whole())
        one_by_one = told_by(keys_column, flatten(column))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrow, "MANY", 0)
        patch.setattr(texts, "_MOST_AT_ONCE", most)
        assert told_by(keys_column, flatten(column)) == one_by_one


@given(column=COLUMNS)
def test_the_cells_of_a_column_are_what_each_is_alone(column: list):
    alone = [flatten(cell)[0] for cell in column]
    for form in FORMS.values():
        assert list(map(repr, flatten(form(column)))) == list(map(repr, alone))


@given(column=COLUMNS)
def test_what_is_below_titles_is_read_as_if_it_stood_alone(column: list):
    below = flatten(tuple((cell,) for cell in ["Montant", *column])).below_titles
    for read in READERS:
        assert told_by(read, below) == told_by(read, Block(Given(column), first_row=2))


def told_by(read: Callable[[str, Block], np.ndarray], cells: Block) -> list | Text:
    try:
        return [None if value != value else value for value in read("a", cells).tolist()]
    except WrongInput as error:
        return error.text


@pytest.mark.parametrize("pattern", ["SO-{}", "so-{}", "SO-{} ", "{}"])
@pytest.mark.parametrize("twin", [str.lower, " {}".format])
def test_keys_of_a_long_column_are_equal_whatever_their_case_and_the_blanks_around(
    pattern: str, twin: Callable[[str], str]
):
    again = np.arange(17_000) % 9_000
    names = [pattern.format(chr(65 + row % 26) + str(row // 26)) for row in again.tolist()]
    twins = [twin(name) for name in names[:3_000]]
    assert keys_column("customers", flatten(names + twins)).tolist() == [*again.tolist(), *range(3_000)]
