"""A row counts once, and two equal sales count twice."""

from __future__ import annotations

from salestracker_xl.tables.reading import read_sales, read_spend


def rejected(reading) -> list[tuple[str, int, str]]:
    return [(row.file, row.line, row.reason.en) for row in reading.rejects.itertuples()]


def test_two_equal_lines_without_order_ids_are_two_sales(file):
    reading = read_sales(file("Date,Customer,Amount\n2024-01-13,Ann,5\n2024-01-13,Ann,5\n"))
    assert len(reading.frame) == 2


def test_an_equal_line_is_a_copy_where_every_order_stands_on_one_line(file):
    reading = read_sales(
        file("Order,Date,Customer,Amount\n1,2024-01-13,Ann,5\n2,2024-01-13,Bob,6\n1,2024-01-13,Ann,5\n")
    )
    assert rejected(reading) == [("orders.csv", 4, "duplicate of line 2")]


def test_an_equal_line_is_a_second_unit_where_orders_have_several_lines(file):
    lines = "1,2024-01-13,Ann,Mug,5\n1,2024-01-13,Ann,Hat,7\n2,2024-01-13,Bob,Mug,5\n2,2024-01-13,Bob,Mug,5\n"
    reading = read_sales(file("Order,Date,Customer,Product,Amount\n" + lines))
    assert len(reading.frame) == 4
    assert [note.en for note in reading.sources[0].notes] == [
        "1 line equal to an earlier one kept: nothing tells a copy from a second sale"
    ]


def test_an_equal_line_is_a_copy_where_lines_are_numbered(file):
    lines = "1,1,2024-01-13,Ann,Mug,5\n1,2,2024-01-13,Ann,Mug,5\n1,2,2024-01-13,Ann,Mug,5\n"
    reading = read_sales(file("Order,Line,Date,Customer,Product,Amount\n" + lines))
    assert rejected(reading) == [("orders.csv", 4, "duplicate of line 3")]


def test_lines_of_one_order_that_differ_anywhere_are_no_copies(file):
    lines = "1,2024-01-13,Ann,5,red\n1,2024-01-13,Ann,5,blue\n"
    assert len(read_sales(file("Order,Date,Customer,Amount,Colour\n" + lines)).frame) == 2


JANUARY = """Order,Date,Customer,Product,Amount
1,2024-01-13,Ann,Mug,5
2,2024-01-20,Bob,Mug,5
2,2024-01-20,Bob,Mug,5
2,2024-01-20,Bob,Hat,9
"""


def test_rows_of_an_earlier_file_are_not_counted_again(file):
    later = JANUARY + "3,2024-02-01,Cy,Hat,7\n"
    reading = read_sales([file(JANUARY, "january.csv"), file(later, "february.csv")])
    assert reading.frame[["order_id", "file"]].values.tolist() == [
        ["1", "january.csv"],
        ["2", "january.csv"],
        ["2", "january.csv"],
        ["2", "january.csv"],
        ["3", "february.csv"],
    ]
    assert rejected(reading) == [("february.csv", line, "already in january.csv") for line in (2, 3, 4, 5)]
    assert reading.rows == 9


def test_a_third_equal_line_in_a_later_file_is_new(file):
    later = JANUARY + "2,2024-01-20,Bob,Mug,5\n"
    reading = read_sales([file(JANUARY, "january.csv"), file(later, "february.csv")])
    assert len(reading.frame) == 5


def test_the_same_order_written_in_another_style_is_the_same(file):
    other = "Commande;Date;Client;Produit;Montant\n1;13/01/2024;Ann;Mug;5,00\n9;14/01/2024;Ann;Mug;5,00\n"
    reading = read_sales([file(JANUARY, "january.csv"), file(other, "janvier.csv")])
    assert rejected(reading) == [("janvier.csv", 2, "already in january.csv")]


def test_an_order_with_other_content_is_kept_and_noted(file):
    later = "Order,Date,Customer,Product,Amount\n1,2024-01-13,Ann,Mug,4\n"
    reading = read_sales([file(JANUARY, "january.csv"), file(later, "february.csv")])
    assert len(reading.frame) == 5
    assert any("other content: 1" in note.en for note in reading.sources[1].notes)


def test_a_file_that_is_given_twice_counts_once_even_without_order_ids(file):
    text = "Month,Channel,Spend\n2024-01,Ads,5\n2024-02,Ads,6\n"
    reading = read_spend([file(text, "a.csv"), file(text, "b.csv")])
    assert (len(reading.frame), reading.rows) == (2, 4)
    assert rejected(reading) == [("b.csv", 2, "already in a.csv"), ("b.csv", 3, "already in a.csv")]


def test_files_without_order_ids_add_up(file):
    one, two = "Date,Customer,Amount\n2024-01-13,Ann,5\n", "Date,Customer,Amount\n2024-01-13,Ann,5\n2024-01-14,Ann,5\n"
    assert len(read_sales([file(one, "a.csv"), file(two, "b.csv")]).frame) == 3
