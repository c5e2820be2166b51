"""Amounts in different currencies are never added up."""

from __future__ import annotations

import pytest

from salestracker_xl.tables.money import MixedCurrencies
from salestracker_xl.tables.reading import NoValidRow, read_sales

MIXED = """Date,Customer,Amount,Currency
2024-01-13,Ann,5,EUR
2024-01-14,Bob,6,usd
2024-01-15,Cy,7,EUR
2024-01-16,Di,8,
"""


def test_more_than_one_currency_is_an_error_that_counts_them(file):
    with pytest.raises(MixedCurrencies) as caught:
        read_sales(file(MIXED))
    assert caught.value.text.en == (
        "orders.csv: rows in 2 currencies, EUR (2), USD (1). Say on the command line which one to read, as in "
        "--currency EUR."
    )
    assert "orders.csv" in caught.value.text.fr


@pytest.mark.parametrize("wanted", ["EUR", "eur"])
def test_the_rows_of_other_currencies_are_rejected_when_one_is_asked_for(file, wanted):
    reading = read_sales(file(MIXED), currency=wanted)
    assert reading.frame["amount"].tolist() == [5, 7, 8]
    assert [(row.line, row.column, row.value, row.reason.en) for row in reading.rejects.itertuples()] == [
        (3, "Currency", "usd", "in USD, not in EUR")
    ]
    assert reading.sources[0].currency == "EUR"


def test_a_file_in_another_currency_leaves_the_others_standing(file):
    one = file("Date,Customer,Amount (€)\n2024-01-13,Ann,5\n", "a.csv")
    two = file("Date,Customer,Amount ($)\n2024-01-13,Ann,5\n", "b.csv")
    reading = read_sales([one, two], currency="EUR")
    assert (len(reading.frame), [reason.en for reason in reading.rejects["reason"]]) == (1, ["in USD, not in EUR"])
    with pytest.raises(
        NoValidRow, match=r"none of its 1 rows could be taken; 1 of them for this reason: in EUR, not in CHF"
    ):
        read_sales([one, two], currency="CHF")


def test_currencies_are_compared_over_all_files(file):
    one = file("Date,Customer,Amount (€)\n2024-01-13,Ann,5\n", "a.csv")
    two = file("Date,Customer,Amount\n2024-01-13,Ann,$5\n", "b.csv")
    with pytest.raises(MixedCurrencies, match=r"a\.csv, b\.csv: rows in 2 currencies"):
        read_sales([one, two])


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Date,Customer,Amount\n2024-01-13,Ann,5\n", None),
        ("Date,Customer,Total (€)\n2024-01-13,Ann,5\n", "EUR"),
        ("Date,Customer,Amount USD\n2024-01-13,Ann,5\n", "USD"),
        ("Date;Client;Montant\n2024-01-13;Ann;5,00 €\n", "EUR"),
        ("Date,Customer,Amount\n2024-01-13,Ann,$5\n", "USD"),
        ("Date,Customer,Amount\n2024-01-13,Ann,CA$5\n2024-01-14,Ann,$5\n", "CAD"),
        ("Date,Customer,Amount,Currency\n2024-01-13,Ann,$5,AUD\n", "AUD"),
        ("Date;Client;Montant;Devise\n2024-01-13;Ann;5;Euro\n", "EUR"),
        ("Date;Client;Montant;Devise\n2024-01-13;Ann;5;€\n", "EUR"),
    ],
)
def test_the_currency_is_told_from_a_column_a_cell_or_a_header(file, text, currency):
    assert read_sales(file(text)).sources[0].currency == currency


def test_a_shared_sign_means_the_currency_that_is_asked_for(file):
    reading = read_sales(file("Date,Customer,Amount\n2024-01-13,Ann,$5\n"), currency="CAD")
    assert (len(reading.frame), reading.sources[0].currency) == (1, "CAD")


def test_a_rejected_row_does_not_bring_its_currency_in(file):
    text = "Date,Customer,Amount\n2024-01-13,Ann,5 €\n2024-01-14,,6 $\n"
    assert read_sales(file(text)).sources[0].currency == "EUR"
