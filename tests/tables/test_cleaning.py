"""Text arrives clean, and a label has one spelling."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.tables.cleaning import clean, clean_cell, one_spelling
from salestracker_xl.tables.reading import read_sales


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Ann  ", "Ann"),
        ("Ann\u00a0Lee", "Ann Lee"),
        ("Ann\u202fLee\u3000", "Ann Lee"),
        ("Ann\tLee", "Ann Lee"),
        ("Ann\r\nLee", "Ann Lee"),
        ("A\x00n\x07n\x7f", "Ann"),
        ("\ufeffAnn\u200b", "Ann"),
        ("Cafe\u0301", "Café"),
        ("\u200b\u00a0", None),
        ("=1+1", "=1+1"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("x" * 254, "x" * 254),
        ("*" * 127, "*" * 127),
    ],
)
def test_text_is_trimmed_and_freed_of_what_nobody_sees(text, expected):
    assert clean_cell(text) == expected


@given(st.text(alphabet=st.sampled_from("x é*?~😀"), max_size=400))
def test_no_text_is_longer_than_a_criterion_of_excel(text):
    name = clean_cell(text) or ""
    criterion = "=" + name.replace("~", "~~").replace("*", "~*").replace("?", "~?")
    assert len(criterion.encode("utf-16-le")) <= 2 * 255


def test_long_texts_that_begin_alike_stay_two_and_a_note_says_so(file):
    names = ["x" * 300 + "a", "x" * 300 + "b", "X" * 300 + "B", "x" * 250]
    reading = read_sales(
        file("Date;Customer;Region;Amount\n" + "".join(f"2024-01-13;Ann;{name};5\n" for name in names))
    )
    regions = reading.frame["region"].tolist()
    assert (regions[1] == regions[2], len(set(regions)), regions[3]) == (True, 3, "x" * 250)
    [note] = reading.sources[0].notes
    assert note.en.startswith('texts under "Region" shortened')


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text):
    once = clean_cell(text)
    assert once is None or clean_cell(once) == once


@pytest.mark.parametrize("repeats", [1, 40])  # each text once, and texts that come again and again
def test_a_column_is_cleaned_cell_by_cell(repeats):
    cells = ["  Ann ", "Ann", None, "\u200b", "Cafe\u0301", "x" * 300, "A\tB", ""] * repeats
    cleaned = clean(pa.array(cells, pa.large_string())).to_pylist()
    assert [text or None for text in cleaned] == [
        text and clean_cell(text) for text in [cell or None for cell in cells]
    ]


def test_formulas_and_commands_are_names_like_any_other(file):
    names = ["=1+1", "+33 1 23", "-x", "@cmd", "=HYPERLINK(A1)", "|calc"]
    reading = read_sales(file("Date;Customer;Amount\n" + "".join(f"2024-01-13;{name};5\n" for name in names)))
    assert list(reading.frame["customer"]) == names


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["North", "NORTH", "north", "North"], ["North"] * 4),
        (["NORTH", "north"], ["NORTH", "NORTH"]),  # a tie: first by alphabet
        (["Île", "ile", "Ile"], ["Île", "Ile", "Ile"]),  # Excel tells accents apart
        (["Étang", "ÉTANG", "étang", "étang"], ["étang"] * 4),
        (["a", None, "A", "a"], ["a", None, "a", "a"]),
    ],
)
def test_labels_that_differ_by_case_alone_get_the_most_frequent_spelling(labels, expected):
    assert one_spelling(pd.Series(labels, dtype="str")).tolist() == pd.Series(expected, dtype="str").tolist() or (
        one_spelling(pd.Series(labels, dtype="str")).equals(pd.Series(expected, dtype="str"))
    )


def test_labels_get_one_spelling_over_all_files_and_codes_keep_their_case(file):
    one = file("Date,Customer,Region,Amount\n2024-01-13,0015a,north,5\n2024-01-14,0015A,NORTH,5\n", "a.csv")
    two = file("Date,Customer,Region,Amount\n2024-01-15,Ann LEE,north,5\n2024-01-16,Ann Lee,North,5\n", "b.csv")
    frame = read_sales([one, two]).frame
    assert frame["region"].tolist() == ["north"] * 4
    assert frame["customer"].tolist() == ["0015a", "0015A", "Ann LEE", "Ann LEE"]


def test_emails_are_written_in_lower_case(file):
    frame = read_sales(file("Date,Email,Amount\n2024-01-13,Ann@X.org,5\n2024-01-14,ANN@x.ORG ,5\n")).frame
    assert frame["customer"].tolist() == ["ann@x.org"] * 2


def test_columns_have_their_types_even_when_they_are_missing(file):
    frame = read_sales(file("Date,Customer,Amount\n2024-01-13 10:00,Ann,5\n")).frame
    assert list(frame.columns) == [
        "order_id",
        "date",
        "customer",
        "product",
        "category",
        "region",
        "rep",
        "channel",
        "campaign",
        "quantity",
        "amount",
        "file",
        "line",
    ]
    assert {str(frame[key].dtype) for key in ("order_id", "customer", "product", "region", "file")} == {"str"}
    assert frame["date"].dtype.kind == "M"
    assert frame["date"][0] == pd.Timestamp("2024-01-13")
    assert (str(frame["quantity"].dtype), str(frame["amount"].dtype)) == ("float64", "float64")
    assert frame[["order_id", "product", "quantity"]].isna().all(axis=None)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()], ids=str)
@pytest.mark.parametrize("texts", [["Ann", "Bo"], ["Ann", " Bo\t", ""], ["Ann", "\u00a0Lee", "=1+1"]])
def test_texts_of_either_width_come_clean(kind, texts):
    """A file is read into wide ones; what a refresh reads back, from Python's texts, may be narrow."""
    assert clean(pa.array(texts, kind)).to_pylist() == [clean_cell(text) or "" for text in texts]
