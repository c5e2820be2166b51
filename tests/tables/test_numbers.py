"""Numbers are read to the cent in any style, and left unread where thousands and decimals cannot be told apart."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.number_cells import NUMBER_PROBLEMS, NumberProblem
from salestracker_xl.tables.numbers import read_numbers

NAN = float("nan")
UNDECIDED, NOT_A_NUMBER = NumberProblem.UNDECIDED, NumberProblem.NOT_A_NUMBER


def column(*cells: str | None) -> Column:
    return Column("Amount", pa.array(cells, pa.large_string()))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1234.56", 1234.56),
        ("1234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1 234,56", 1234.56),
        ("1\u00a0234,56", 1234.56),
        ("1\u202f234,56", 1234.56),
        ("1'234.56", 1234.56),
        ("1\u2019234.56", 1234.56),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("1.234.567,8", 1234567.8),
        ("12,34,567.89", 1234567.89),
        ("1\u202f234\u202f567", 1234567),
        ("€1,234.50", 1234.5),
        ("1 234,50 €", 1234.5),
        ("1234,50€", 1234.5),
        ("EUR 12.50", 12.5),
        ("12.50 usd", 12.5),
        ("US$ 5", 5),
        ("Fr. 12.00", 12),
        ("(1,234.50)", -1234.5),
        ("($5.00)", -5),
        ("1234.50-", -1234.5),
        ("-1 234,50 €", -1234.5),
        ("-€12.00", -12),
        ("€-12.00", -12),
        ("12,00- €", -12),
        ("\u22127,5", -7.5),
        ("- 5", -5),
        ("+5", 5),
        (".5", 0.5),
        ("5.", 5),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("1234,567", 1234.567),
        ("1.5E+03", 1500),
        ("  12.5  ", 12.5),
        ("00012", 12),
    ],
)
def test_a_number_that_is_certain_by_itself_is_read_in_its_own_style(cell, expected):
    numbers = read_numbers(column(cell), "money")
    assert (numbers.values.tolist(), numbers.problems.tolist()) == ([expected], [0])


@pytest.mark.parametrize(
    "cell", ["abc", "12 rue X", "1,2,3", "1.2.3", "--5", "(5", "5)", "-(5)", "€5€", "1 2345", "12 34", "inf", "0x10"]
)
def test_what_is_no_number_is_said_to_be_none(cell):
    numbers = read_numbers(column(cell, "7"), "number")
    assert math.isnan(numbers.values[0])
    assert numbers.problems.tolist() == [NOT_A_NUMBER, 0]


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#VALEUR!", "#div/0!"])
def test_an_excel_error_is_named_as_such(cell):
    assert read_numbers(column(cell), "money").problems.tolist() == [NumberProblem.EXCEL_ERROR]


@pytest.mark.parametrize("cell", [None, "-", "n/a", "NULL", "nan", "–"])
def test_words_for_nothing_are_blank(cell):
    numbers = read_numbers(column(cell, "7"), "money")
    assert (numbers.problems.tolist(), math.isnan(numbers.values[0])) == ([0, 0], True)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("10.50", "1,234"), (10.5, 1234)),  # the dot separates decimals, so the comma groups
        (("10,50", "1.234"), (10.5, 1234)),
        (("1,234,567", "1,234"), (1234567, 1234)),
        (("1.234,00", "1.234"), (1234, 1234)),
        (("12.5", "1.234"), (12.5, 1.234)),  # decimals of any length
        (("0,125", "1,234"), (0.125, 1.234)),
        (("12.50", "1.234"), (12.5, NAN)),  # two decimals everywhere else: an odd one out
        (("1,234",), (NAN,)),
        (("1.234", "950"), (NAN, 950)),
        (("1.500", "950"), (1500, 950)),  # neither a fixed number of decimals nor trimmed ones
        (("1.500", "9500"), (NAN, 9500)),  # nobody groups here
        (("10,50", "20.25", "1,234"), (10.5, 20.25, NAN)),  # both styles in one column
        (("$1,234", "$950"), (1234, 950)),
        (("1.234 €", "950 €"), (1234, 950)),
        (("€1.234",), (NAN,)),
    ],
)
def test_thousands_and_decimals_are_told_apart_over_the_whole_column_of_money(cells, expected):
    numbers = read_numbers(column(*cells), "money")
    assert numbers.values.tolist() == pytest.approx(list(expected), nan_ok=True)
    assert (numbers.problems == UNDECIDED).tolist() == [math.isnan(value) for value in expected]


@pytest.mark.parametrize(
    ("kind", "style", "expected"),
    [
        ("money", "dot", 1234),
        ("number", "dot", 1234),
        ("number", "comma", 1.234),
        ("money", "comma", NAN),
        ("money", "both", NAN),
    ],
)
def test_the_rest_of_the_file_decides_where_a_column_does_not(kind, style, expected):
    assert read_numbers(column("1,234"), kind, style).values.tolist() == pytest.approx([expected], nan_ok=True)


def test_a_slip_of_the_pen_does_not_overturn_a_column():
    numbers = read_numbers(column("12,5", *["1,234.50"] * 30, "2,345"), "money")
    assert numbers.values[-1] == 2345


def test_percentages_are_shares_and_no_amounts():
    cells = column("20.00%", "5,5 %", "0.2")
    assert read_numbers(cells, "rate").values.tolist() == [0.2, 0.055, 0.2]
    assert read_numbers(cells, "money").problems.tolist() == [NumberProblem.PERCENTAGE, NumberProblem.PERCENTAGE, 0]


def test_both_styles_may_stand_in_one_column():
    assert read_numbers(column("1000,00", "20.00%", "1.234,56"), "rate").values.tolist() == [1000, 0.2, 1234.56]


def test_numbers_that_the_file_holds_as_numbers_are_never_in_doubt():
    cells = Column("Amount", pa.array(["1.234", "1.234"], pa.large_string()), numbers=np.array([1.234, NAN]))
    assert read_numbers(cells, "money").values.tolist() == pytest.approx([1.234, NAN], nan_ok=True)


def test_currencies_are_read_where_cells_name_them():
    named = read_numbers(column("5 €", "$5", "5", "1 234,50 €"), "money").currencies
    assert {code: rows.tolist() for code, rows in named.items()} == {
        "EUR": [True, False, False, True],
        "$": [False, True, False, False],
    }


def test_every_problem_has_words():
    assert set(NUMBER_PROBLEMS) == set(NumberProblem)


GROUPINGS = {".": ["", ",", " ", "\u00a0", "\u202f", "'"], ",": ["", ".", " ", "\u00a0", "\u202f"]}


@st.composite
def styles(draw):
    mark = draw(st.sampled_from([".", ","]))
    return (
        mark,
        draw(st.sampled_from(GROUPINGS[mark])),
        draw(st.sampled_from(["-", "()", "after"])),
        draw(st.sampled_from(["{}", "{} €", "EUR {}", "{} $"])),
    )


def written(cents: int, mark: str, grouping: str, minus: str, money: str) -> str:
    whole, rest = divmod(abs(cents), 100)
    text = money.format(f"{whole:,}".replace(",", grouping) + f"{mark}{rest:02d}")
    if cents >= 0:
        return text
    return {"-": f"-{text}", "()": f"({text})", "after": f"{text}-"}[minus]


@given(cents=st.lists(st.integers(-(10**11), 10**11), min_size=1, max_size=8), style=styles())
def test_amounts_written_in_one_style_are_read_back_to_the_cent(cents, style):
    numbers = read_numbers(column(*(written(amount, *style) for amount in cents)), "money")
    assert np.round(numbers.values * 100).tolist() == cents


@given(cents=st.lists(st.tuples(st.integers(-(10**9), 10**9), styles()), min_size=1, max_size=8))
def test_amounts_with_cents_are_read_back_whatever_the_mix_of_styles(cents):
    numbers = read_numbers(column(*(written(amount, *style) for amount, style in cents)), "money")
    assert np.round(numbers.values * 100).tolist() == [amount for amount, _ in cents]


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_has_no_value(text):
    numbers = read_numbers(column(text), "money")
    assert (numbers.problems[0] == 0 and np.isfinite(numbers.values[0])) or np.isnan(numbers.values[0])
