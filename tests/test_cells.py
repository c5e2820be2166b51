"""Cells of any host become clean columns, or a sentence that says which cell is wrong."""

from __future__ import annotations

import datetime as dt
import inspect
import math
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl import arrow, block
from salestracker_xl.block import Block, flatten
from salestracker_xl.cells import days_column, evaluate, is_blank, keys_column, numbers_column, to_cells
from salestracker_xl.given import Given
from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Metric, MetricError, NotEnoughData, Parameter, WrongInput
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.plain_cells import ERROR_CODES
from salestracker_xl.results import Estimate, Table, TableColumn
from salestracker_xl.whole_columns import Whole

NAN = math.nan
SAID = Text("Odd.", "Étrange.")


class JsNull:
    """Pyodide's null, which xlwings Lite hands over."""


class ComTime(dt.datetime):
    """pywin32's time."""


def a_metric(*args: tuple[str, Arg], optional: int = 0) -> Metric:
    """A metric that gives back what it was given."""
    first_optional = len(args) - optional
    parameters = [
        Parameter(name, arg, None if number >= first_optional else inspect.Parameter.empty)
        for number, (name, arg) in enumerate(args)
    ]
    return Metric("ODD", lambda **given: given, tuple(parameters), SAID, SAID, "ratio", "tests", "a test", (), "ODD()")


NUMBERS = Arg("numbers", SAID, rows="same")
MORE = Arg("numbers", SAID, rows="same")
KEYS = Arg("keys", SAID, rows="same")
DAYS = Arg("days", SAID, rows="same")
ALONE = Arg("numbers", SAID)
ONE = Arg("number", SAID)
DAY = Arg("day", SAID)
WORD = Arg("word", SAID, choices=(("month", Text("month", "mois")), ("year", Text("year", "année"))))


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


ODD_CELLS = [
    1.0, 2, True, None, NAN, "Ada", "ADA ", " ", "7", "\ud800", "Montant", -2146826246, Decimal("1.5"), JsNull(),
    pd.NaT, pd.Timestamp("2026-07-02"), ComTime(2026, 6, 30, tzinfo=dt.UTC),
    ComTime(2026, 7, 1, 9, 30, 5, 250_000, tzinfo=dt.timezone(dt.timedelta(hours=-7))),
    dt.date(2026, 6, 30), dt.datetime(2026, 6, 30, 18), dt.datetime(2026, 6, 30),
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
    (numbers_column, [[dt.date(2026, 6, 30)], [1]], "a, row 1: 2026-06-30 is a date; a must be numbers.",
     "a, ligne 1 : 30/06/2026 est une date ; a doit contenir des nombres."),
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


def test_a_block_remembers_how_it_stood():
    four = Block(Given([1, 2, 3, 4]), width=2)
    assert (four.shape, four.below_titles.cells, four.below_titles.first_row) == ((2, 2), [3, 4], 2)
