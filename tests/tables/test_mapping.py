"""A person's word on a column stands, and is remembered where they want it to be."""

from __future__ import annotations

import pytest

from salestracker_xl.tables.reading import read_sales

TEXT = "Date,Customer,Total,Net amount,Extra\n2024-01-13,Ann,12.00,10.00,1.00\n2024-01-14,Bob,6.00,5.00,2.00\n"


def test_a_named_column_stands_against_any_evidence(file):
    reading = read_sales(file(TEXT), mapping={"amount": "Total"})
    assert reading.frame["amount"].tolist() == [12, 6]
    match = reading.sources[0].mapping["amount"]
    assert (match.header, match.confidence, match.reason.en) == ("Total", 1.0, "you said so")


@pytest.mark.parametrize("header", ["Net amount", "net AMOUNT", "Net  Amount ", "NET_AMOUNT"])
def test_a_header_may_be_named_carelessly(file, header):
    assert read_sales(file(TEXT), mapping={"amount": header}).frame["amount"].tolist() == [10, 5]


def test_a_column_without_header_is_named_by_its_place(file):
    text = "\n".join(f"2024-01-{day},Ann {day},Bob {day},{day}" for day in range(10, 30))
    reading = read_sales(file(text), mapping={"customer": "column 3"})
    assert reading.frame["customer"][0] == "Bob 10"


def test_an_amount_with_tax_is_taken_as_it_is_when_a_person_names_it(file):
    text = "Date;Client;Montant TTC;Montant TVA\n13/01/2024;Ann;12,00;2,00\n"
    assert read_sales(file(text)).frame["amount"].tolist() == [10]
    assert read_sales(file(text), mapping={"amount": "Montant TTC"}).frame["amount"].tolist() == [12]


def test_a_name_for_one_of_several_files_is_enough(file):
    other = file("Date,Customer,Amount\n2024-02-01,Cy,7\n", "other.csv")
    reading = read_sales([file(TEXT), other], mapping={"amount": "Total"})
    assert reading.frame["amount"].tolist() == [12, 6, 7]


def test_a_named_column_is_remembered_for_files_with_the_same_header(file, tmp_path):
    memory = tmp_path / "settings" / "columns.json"
    read_sales(file(TEXT), mapping={"amount": "Total"}, remember=memory)
    again = read_sales(file(TEXT.replace("Total", "TOTAL"), "next.csv"), remember=memory)
    assert again.frame["amount"].tolist() == [12, 6]
    assert again.sources[0].mapping["amount"].reason.en == "remembered from last time"
    other = read_sales(file(TEXT.replace("Extra", "Else"), "other.csv"), remember=memory)
    assert other.frame["amount"].tolist() == [10, 5]


def test_what_is_said_now_counts_more_than_what_is_remembered(file, tmp_path):
    memory = tmp_path / "columns.json"
    read_sales(file(TEXT), mapping={"amount": "Total"}, remember=memory)
    read_sales(file(TEXT), mapping={"quantity": "Total", "amount": "Extra"}, remember=memory)
    last = read_sales(file(TEXT), remember=memory)
    assert last.frame[["quantity", "amount"]].values.tolist() == [[12, 1], [6, 2]]


def test_nothing_is_written_without_a_word_or_a_place_for_it(file, tmp_path):
    memory = tmp_path / "columns.json"
    read_sales(file(TEXT), remember=memory)
    read_sales(file(TEXT), mapping={"amount": "Total"})
    assert not memory.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]
