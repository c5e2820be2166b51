"""Cells of a block become clean columns, or a sentence that says which cell is wrong."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from cells.arguments import NAN
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.block import flatten
from salestracker_xl.cells import days_column, keys_column, numbers_column
from salestracker_xl.language import Text
from salestracker_xl.metric import WrongInput


@pytest.mark.parametrize(
    ("cells", "column"),
    [([1, 2.5], [1, 2.5]), ([1, None, ""], [1, NAN, NAN]), ([NAN, 2], [NAN, 2]), ([], [])],
)
def test_numbers_are_floats_with_nan_for_blanks(cells: list, column: list[float]):
    assert np.array_equal(numbers_column("amounts", flatten(cells)), np.array(column, dtype=float), equal_nan=True)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ([46203], [46203]),
        ([46203.75, None], [46203.75, NAN]),
        ([dt.date(2026, 6, 30), dt.datetime(2026, 6, 30, 18)], [46203, 46203.75]),
        ([dt.datetime(2026, 6, 30, 23, tzinfo=dt.timezone(dt.timedelta(hours=-10)))], [46203 + 23 / 24]),
        ([61, 2958465.9], [61, 2958465.9]),
    ],
)
def test_days_are_serials_of_the_day_that_the_sheet_shows(cells: list, column: list[float]):
    assert days_column("dates", flatten(cells)) == pytest.approx(column, nan_ok=True)


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (["Ada", "Bo", "Ada"], [0, 1, 0]),
        (["Ada", " ada ", "ADA"], [0, 0, 0]),
        (["Zoë", "ZOË", "Zoe"], [0, 0, 1]),
        ([7, 7.0, "7", "07"], [0, 0, 0, 1]),
        ([1234567890123456, 1234567890123457], [0, 1]),
        ([None, "", "  ", NAN, "x"], [-1, -1, -1, -1, 0]),
        ([0.1 + 0.2, 0.3], [0, 1]),
        ([dt.date(2026, 6, 30), 46203], [0, 0]),
        ([], []),
    ],
)
def test_keys_are_codes_in_order_of_appearance(cells: list, codes: list[int]):
    assert keys_column("customers", flatten(cells)).tolist() == codes


@given(st.lists(st.one_of(st.none(), st.text(max_size=3), st.integers(-5, 5), st.sampled_from(["a", "A", "b"]))))
def test_keys_are_equal_exactly_where_excel_finds_cells_equal(cells: list):
    def seen(cell: Any) -> str:
        return "" if cell is None else str(cell).strip().casefold()

    codes = keys_column("customers", flatten([[cell] for cell in cells if not str(cell).startswith("#")])).tolist()
    texts = [seen(cell) for cell in cells if not str(cell).startswith("#")]
    assert [code == -1 for code in codes] == [text == "" for text in texts]
    pairs = {(code, text) for code, text in zip(codes, texts, strict=True) if text}
    assert len(pairs) == len({code for code, _ in pairs}) == len({text for _, text in pairs})


CELL = [
    (numbers_column, ["x"], 'a: "x" is text; a must be a number.',
     "a : « x » est du texte ; a doit contenir un nombre."),
    (numbers_column, [[1], ["n/a"]], 'a, row 2: "n/a" is text; a must be numbers.',
     "a, ligne 2 : « n/a » est du texte ; a doit contenir des nombres."),
    (numbers_column, [[1, 2, "x"]], 'a, cell 3: "x" is text; a must be numbers.',
     "a, cellule 3 : « x » est du texte ; a doit contenir des nombres."),
    (numbers_column, [[1, 2], [3, "x"]], 'a, row 2, column 2: "x" is text; a must be numbers.',
     "a, ligne 2, colonne 2 : « x » est du texte ; a doit contenir des nombres."),
    (numbers_column, [[1], [-2146826281]], "a, row 2: the cell shows #DIV/0!; a must be numbers.",
     "a, ligne 2 : la cellule affiche #DIV/0! ; a doit contenir des nombres."),
    (numbers_column, [[True], [1]], "a, row 1: TRUE is a logical value; a must be numbers.",
     "a, ligne 1 : VRAI est une valeur logique ; a doit contenir des nombres."),
    (numbers_column, [[dt.date(2026, 6, 30)], [1]], "a, row 1: 30 June 2026 is a date; a must be numbers.",
     "a, ligne 1 : 30 juin 2026 est une date ; a doit contenir des nombres."),
    (numbers_column, [[1], ["é" * 60]], f'a, row 2: "{"é" * 37}..." is text; a must be numbers.',
     f"a, ligne 2 : « {'é' * 37}... » est du texte ; a doit contenir des nombres."),
    (numbers_column, [[1], ["{name}"]], 'a, row 2: "{name}" is text; a must be numbers.',
     "a, ligne 2 : « {name} » est du texte ; a doit contenir des nombres."),
    (numbers_column, [[1], [1j]], "a, row 2: a cell holds a complex; a must be numbers.",
     "a, ligne 2 : une cellule contient un complex ; a doit contenir des nombres."),
    (days_column, [[46203], ["2026-06-30"]], 'a, row 2: "2026-06-30" is text; a must be dates.',
     "a, ligne 2 : « 2026-06-30 » est du texte ; a doit contenir des dates."),
    (days_column, [60.5], "a: 60.5 is a number; a must be a date.",
     "a : 60.5 est un nombre ; a doit contenir une date."),
    (days_column, [2958466], "a: 2958466 is a number; a must be a date.",
     "a : 2958466 est un nombre ; a doit contenir une date."),
    (keys_column, [["Ada"], ["#N/A"]], "a, row 2: the cell shows #N/A; a must be names or numbers.",
     "a, ligne 2 : la cellule affiche #N/A ; a doit contenir des noms ou des numéros."),
    (keys_column, [["Ada"], [False]], "a, row 2: FALSE is a logical value; a must be names or numbers.",
     "a, ligne 2 : FAUX est une valeur logique ; a doit contenir des noms ou des numéros."),
]  # fmt: skip


@pytest.mark.parametrize(("read", "cells", "english", "french"), CELL)
def test_a_complaint_says_where_what_was_found_and_what_belongs_there(read, cells, english: str, french: str):
    with pytest.raises(WrongInput) as caught:
        read("a", flatten(cells))
    assert caught.value.text == Text(english, french)


def test_a_plain_list_is_read_too():
    assert numbers_column("a", [1.0, None]).tolist()[0] == 1
    with pytest.raises(WrongInput, match=r"a, row 2"):
        numbers_column("a", [1.0, "x"])
