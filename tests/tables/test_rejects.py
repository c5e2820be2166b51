"""Every row that cannot be taken is listed with its line, its cell and the first thing that is wrong."""

from __future__ import annotations

import pytest

from salestracker_xl.tables.reading import read_sales

GOOD = "2024-01-13,Ann,5,1\n2024-01-14,Bob,6,1\n"


def only_reject(file, row: str) -> tuple[int, str, str, str]:
    reading = read_sales(file("Date,Customer,Amount,Quantity\n" + GOOD + row + "\n"))
    assert (len(reading.frame), len(reading.rejects), reading.rows) == (2, 1, 3)
    found = reading.rejects.iloc[0]
    assert found["file"] == "orders.csv"
    assert found["reason"].fr
    return found["line"], found["column"], found["value"], found["reason"].en


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (",Ann,5,1", (4, "Date", "", "blank")),
        ("2024-01-15,,5,1", (4, "Customer", "", "blank")),
        ("2024-01-15, ,5,1", (4, "Customer", "", "blank")),
        ("2024-01-15,Ann,,1", (4, "Amount", "", "blank")),
        ("2024-01-15,Ann,n/a,1", (4, "Amount", "n/a", "blank")),
        ("2024-01-15,Ann,five,1", (4, "Amount", "five", "not a number")),
        ("2024-01-15,Ann,#N/A,1", (4, "Amount", "#N/A", "an Excel error")),
        ("2024-01-15,#REF!,5,1", (4, "Customer", "#REF!", "an Excel error")),
        ("#VALUE!,Ann,5,1", (4, "Date", "#VALUE!", "an Excel error")),
        ("2024-01-15,Ann,20%,1", (4, "Amount", "20%", "a percentage where an amount belongs")),
        ("2024-01-15,Ann,5,many", (4, "Quantity", "many", "not a number")),
        ("1900-01-00,Ann,5,1", (4, "Date", "1900-01-00", "a day that does not exist")),
        ("1899-12-30,Ann,5,1", (4, "Date", "1899-12-30", "a year outside 1990 to 2100")),
        ("not a date,,x,y", (4, "Date", "not a date", "not a date")),
        ("2024-01,Ann,5,1", (4, "Date", "2024-01", "a month where a day belongs")),
        ("Total,,11,2", (4, "Date", "Total", "total line")),
        (",TOTAL GENERAL,11,2", (4, "Customer", "TOTAL GENERAL", "total line")),
        (",Sous-total,11,2", (4, "Customer", "Sous-total", "total line")),
        ("2024-01-31,,Grand total: 11,2", (4, "Amount", "Grand total: 11", "total line")),
        (",Totaux,11,", (4, "Customer", "Totaux", "total line")),
        ("Somme,,11,", (4, "Date", "Somme", "total line")),
        (",Page 1 of 2,,", (4, "Customer", "Page 1 of 2", "a heading or a note, not a row of the table")),
        (",,11,", (4, "Date", "", "blank")),  # an amount alone makes no total line
    ],
)
def test_the_first_thing_that_is_wrong_is_named(file, row, expected):
    assert only_reject(file, row) == expected


def test_a_customer_called_total_is_a_customer(file):
    reading = read_sales(
        file("Date,Customer,Amount\n2024-01-13,Total,5\n2024-01-14,TotalEnergies SE,6\n2024-01-15,Sum 41,7\n")
    )
    assert (len(reading.frame), len(reading.rejects)) == (3, 0)


def test_zero_and_negative_amounts_are_kept_and_a_quantity_may_be_blank(file):
    reading = read_sales(file("Date,Customer,Amount,Quantity\n2024-01-13,Ann,0,\n2024-01-14,Bob,-5,-1\n"))
    assert reading.frame["amount"].tolist() == [0, -5]
    assert len(reading.rejects) == 0


def test_total_lines_are_told_in_the_notes(file):
    rows = "Sous-total;;5,00\n13/01/2024;Ann;5,00\nSous-total;;5,00\nTotal;;10,00\n"
    reading = read_sales(file("Date;Client;Montant\n" + rows))
    assert (reading.rows, len(reading.frame)) == (4, 1)
    assert [note["fr"] for note in reading.sources[0].notes] == ["3 lignes de total écartées"]


def test_dates_against_the_order_of_their_column_are_listed(file):
    rows = "25/01/2024,Ann,5\n26/01/2024,Ann,5\n27/01/2024,Ann,5\n01/28/2024,Ann,5\n"
    reading = read_sales(file("Date,Customer,Amount\n" + rows))
    assert [(row.line, row.value, row.reason.en) for row in reading.rejects.itertuples()] == [
        (5, "01/28/2024", "contradicts the order of day and month in its column")
    ]
    assert (reading.sources[0].date_order, reading.sources[0].date_reason.en) == (
        "dmy",
        "3 dates can be read in no other way",
    )


@pytest.mark.parametrize(
    ("text", "order", "why"),
    [
        ("Date;Client;Montant\n03/04/2024;Ann;5\n", "dmy", "the headers are in French"),
        ("Date;Customer;Amount\n03/04/2024;Ann;5,50\n", "dmy", "the file writes decimals with a comma"),
        ("Date;Customer;Amount\n03/04/2024;Ann;5\n", "dmy", "semicolons between cells go with a decimal comma"),
        (
            "Date,Shipped,Customer,Amount\n03/04/2024,25/04/2024,Ann,5\n",
            "dmy",
            'the dates under "Shipped" are written so',
        ),
        ("Date,Customer,Amount\n03/04/2024,Ann,£5\n", "dmy", "amounts in GBP go with the day first"),
        ("Date,Customer,Amount\n03/04/2024,Ann,$5\n", "mdy", "amounts in dollars go with the month first"),
        ("Date,Customer,Amount\n03/04/2024,Ann,5\n", "mdy", "a guess: nothing in the file tells day from month"),
    ],
)
def test_where_the_dates_do_not_tell_the_rest_of_the_file_does(file, text, order, why):
    source = read_sales(file(text)).sources[0]
    assert (source.date_order, source.date_reason.en) == (order, why)
