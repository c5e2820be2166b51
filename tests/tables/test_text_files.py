"""Text files are read whatever separates their cells, encodes their letters or stands above their header."""

from __future__ import annotations

import csv
import importlib.util
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salestracker_xl.tables.cleaning import clean_cell
from salestracker_xl.tables.formats.delimited import find_delimiter
from salestracker_xl.tables.reading import NoValidRow, read_sales

ROWS = [("2024-01-31", "Ann", "10.50"), ("2024-02-01", "Bénédicte", "7.25"), ("2024-02-02", "Łukasz", "3.00")]


def table(rows=ROWS, mark=",", header=("Date", "Customer", "Amount"), end="\n") -> str:
    return end.join(mark.join(cells) for cells in (header, *rows)) + end


def customers_and_total(reading) -> tuple[list[str], float]:
    return list(reading.frame["customer"]), float(reading.frame["amount"].sum())


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(file, mark):
    reading = read_sales(file(table(mark=mark)))
    assert customers_and_total(reading) == (["Ann", "Bénédicte", "Łukasz"], 20.75)
    assert reading.sources[0].delimiter == mark


@pytest.mark.parametrize("name", ["orders.csv", "orders.tsv", "orders.txt", "ORDERS.CSV"])
def test_the_delimiter_does_not_hang_on_the_name(file, name):
    assert customers_and_total(read_sales(file(table(mark=";"), name)))[1] == 20.75


def test_a_decimal_comma_does_not_pass_for_a_delimiter(file):
    rows = [(day, name, amount.replace(".", ",")) for day, name, amount in ROWS]
    assert customers_and_total(read_sales(file(table(rows, ";"))))[1] == 20.75


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        (["2024-01-01;Dupont, Jean, Paris;10,50", "2024-01-02;Durand, Anne, Brest;11,50"], ";"),
        (["Date;Nom, prénom;Montant", "2024-01-01;Dupont, Jean;10,50"], ";"),
        (["a,b,c,d", "1,x; y,2,3", "1,x; y,2,3"], ","),
        (["1,x; y,2,3", "1,x; y,2,3"], ","),
        (["Report of sales, by day", "date\tcustomer\tamount", "2024-01-01\tAnn, Bob\t1,5"], "\t"),
        (['"a;b";"c"', '"1;2";"3"'], ";"),
        (["date|amount", "2024-01-01|5"], "|"),
    ],
)
def test_marks_within_cells_do_not_pass_for_delimiters(lines, mark):
    assert find_delimiter(lines) == mark


def test_the_line_by_which_excel_is_told_the_delimiter_is_understood(file):
    reading = read_sales(file("sep=|\n" + table(mark="|")))
    assert list(reading.frame["line"]) == [3, 4, 5]
    assert reading.sources[0].header_line == 2


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_unicode_is_read_with_and_without_byte_order_mark(file, encoding, told):
    reading = read_sales(file(table(), encoding=encoding))
    assert customers_and_total(reading) == (["Ann", "Bénédicte", "Łukasz"], 20.75)
    assert reading.sources[0].encoding == told


def test_what_is_no_unicode_is_read_as_windows_1252(file):
    reading = read_sales(file(table([("2024-01-31", "Crêperie d’Œuf", "10,50 €")], ";"), encoding="cp1252"))
    assert customers_and_total(reading) == (["Crêperie d’Œuf"], 10.5)
    assert reading.sources[0].encoding == "cp1252"


def test_a_few_bytes_of_another_encoding_spoil_nothing_else(file, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes("Date,Customer,Amount\n2024-01-01,Zoé Noël Ève,5\n2024-01-02,".encode() + b"Ren\xe9,6\n")
    reading = read_sales(path)
    assert list(reading.frame["customer"]) == ["Zoé Noël Ève", "René"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(file, end):
    reading = read_sales(file(table(end=end)))
    assert list(reading.frame["line"]) == [2, 3, 4]


def test_the_last_line_needs_no_end(file):
    assert len(read_sales(file(table().rstrip("\n"))).frame) == 3


def test_quotes_keep_delimiters_quotes_and_line_ends_in_a_cell(file):
    reading = read_sales(
        file(
            'Date,Customer,Amount\n2024-01-01,"Dupont, ""Sons""\nLtd",5\n2024-01-02,Bob,6\n'
            '2024-01-03,"x\n\ny",7\n\n2024-01-04,Z,8\n'
        )
    )
    assert list(reading.frame["customer"]) == ['Dupont, "Sons" Ltd', "Bob", "x y", "Z"]
    assert list(reading.frame["line"]) == [2, 4, 5, 9]


def test_a_quote_that_is_never_closed_loses_no_line(file):
    text = "Date,Customer,Amount\n" + '2024-01-01,"Ann,5\n' + "".join(f"2024-01-0{d},Bob,{d}\n" for d in range(2, 10))
    reading = read_sales(file(text))
    assert (reading.rows, float(reading.frame["amount"].sum())) == (9, 49)


@pytest.mark.parametrize(
    ("record", "customer"),
    [
        ('2024-01-02,"\n",5', None),
        ('"2024-01-02\n",Ann,5', "Ann"),
        ('2024-01-02,"Dear, all\nyes, you",5', "Dear, all yes, you"),
        ('2024-01-02,"a ""b""\n""c""",5', 'a "b" "c"'),
        ('2024-01-02,"a\n\nb, c, d, e\nf",5', "a b, c, d, e f"),
    ],
)
def test_a_record_over_several_lines_is_one_row(file, record, customer):
    text = f"Date,Customer,Amount\n2024-01-01,Zoe,1\n{record}\n2024-01-03,Bob,6\n"
    for form in (text, text + "Total,7\n"):  # a row of another width takes another way through the reader
        reading = read_sales(file(form))
        assert reading.rows == 3 + (form != text)
        assert list(reading.frame["customer"]) == (["Zoe", customer, "Bob"] if customer else ["Zoe", "Bob"])


def test_a_quote_that_would_swallow_rows_is_a_letter(file):
    rows = [f"2024-01-{day},{name},{day}" for day, name in enumerate(['"Ann', "Bob", "Cy", 'Di "D', '"Eve'], 10)]
    reading = read_sales(file("\n".join(["Date,Customer,Amount", *rows])))
    assert list(reading.frame["line"]) == [2, 3, 4, 5, 6]
    assert list(reading.frame["amount"]) == [10, 11, 12, 13, 14]


def test_many_quotes_that_are_never_closed_cost_no_more_than_a_few(file):
    rows = "".join(f'2024-01-{10 + n % 20},"Ann {n},5\n' if n % 9 == 0 else "2024-01-10,Bob,6\n" for n in range(9001))
    assert read_sales(file("Date,Customer,Amount\n" + rows)).rows == 9001


def test_quotes_inside_a_cell_are_letters(file):
    reading = read_sales(file('Date,Customer,Amount\n2024-01-01,5" pipes,5\n2024-01-02,6" pipes,6\n2024-01-03,Bob,7\n'))
    assert list(reading.frame["customer"]) == ['5" pipes', '6" pipes', "Bob"]
    assert list(reading.frame["line"]) == [2, 3, 4]


def test_blank_lines_and_rows_of_empty_cells_are_no_rows(file):
    reading = read_sales(file("Date,Customer,Amount\n\n2024-01-01,Ann,5\n,,\n   \n2024-01-02,Bob,6\n\n"))
    assert (reading.rows, list(reading.frame["line"])) == (2, [3, 6])


def test_lines_above_the_header_are_no_rows(file):
    text = 'Sales report\n"Printed for A, B and C"\n\nFrom 2024-01-01 to 2024-12-31\n' + table()
    reading = read_sales(file(text))
    assert (reading.rows, reading.sources[0].header_line, list(reading.frame["line"])) == (3, 5, [6, 7, 8])
    assert any("3 lines above" in note.en for note in reading.sources[0].notes)


def test_a_header_that_returns_on_every_page_is_no_row(file):
    reading = read_sales(file(table() + table()))
    assert reading.rows == 6
    assert any("header" in note.en for note in reading.sources[0].notes)


def test_a_header_in_two_rows_is_read_as_one(file):
    reading = read_sales(
        file("Date;Client;Montant;\n;;HT;TTC\n31/01/2024;Ann;10,00;12,00\n01/02/2024;Bob;20,00;24,00\n")
    )
    assert reading.sources[0].mapping["amount"].header == "Montant HT"
    assert (reading.rows, float(reading.frame["amount"].sum())) == (2, 30)


def test_a_row_of_groups_above_the_header_is_left_out(file):
    reading = read_sales(file("Customer,,Sale,\nName,E-mail,Date,Amount\nAnn,a@x.org,2024-01-01,5\n"))
    assert (reading.rows, list(reading.frame["amount"])) == (1, [5])


def test_rows_with_too_many_cells_are_rejected_and_those_with_too_few_are_filled_with_blanks(file):
    reading = read_sales(
        file("Date,Customer,Amount,Region\n2024-01-01,Ann,10,50,X\n2024-01-02,Bob,6\n2024-01-03,Cy,7,S,,\n")
    )
    assert list(reading.frame["customer"]) == ["Bob", "Cy"]
    assert reading.rejects[["line", "value"]].values.tolist() == [[2, "X"]]
    assert reading.rejects["reason"][0].en == "more cells than the header has columns"


def test_delimiters_at_the_ends_of_rows_are_no_cells(file):
    rows = ["2024-01-01;Ann;5;;", "2024-01-02;Bob;6;;", "2024-01-03;Cy;7;;oops", "2024-01-04;Di;8"]
    reading = read_sales(file("\n".join(["Date;Customer;Amount", *rows])))
    assert list(reading.frame["amount"]) == [5, 6, 8]
    assert reading.rejects[["line", "value"]].values.tolist() == [[4, "oops"]]


def test_the_same_header_twice_gives_two_columns(file):
    reading = read_sales(file("Date,Customer,Amount,Amount\n2024-01-01,Ann,5,6\n"), mapping={"amount": "Amount (2)"})
    assert list(reading.frame["amount"]) == [6]


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0#\r"), max_size=20)  # "#N/A" is no name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    names=st.lists(NAMES, min_size=1, max_size=8),
    mark=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_name_written_in_any_dialect_is_read_back(tmp_path, names, mark, quoting, end, encoding):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=mark, quoting=quoting, lineterminator=end)
    writer.writerow(["Date", "Customer", "Amount", "Region"])
    writer.writerows(["2024-01-13", name, "10.50", "North"] for name in names)
    path = tmp_path / "orders.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    expected = [clean_cell(name) for name in names]
    try:
        reading = read_sales(path)
    except NoValidRow:
        assert not any(expected)
        return
    assert reading.rows == len(names)
    assert [name.lower() for name in reading.frame["customer"]] == [name.lower() for name in expected if name]


@pytest.fixture(scope="module")
def cdnow() -> Path:
    spec = importlib.util.find_spec("lifetimes")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "datasets" / "CDNOW_master.txt"


@pytest.mark.parametrize("first_line", [0, 1], ids=["with header", "without header"])
def test_cdnow_reads_right_without_any_mapping(cdnow, tmp_path, first_line):
    copy = tmp_path / "CDNOW_master.txt"
    copy.write_bytes(b"".join(cdnow.read_bytes().splitlines(keepends=True)[first_line:]))
    reading = read_sales(copy)
    frame = reading.frame
    assert (len(frame), reading.rows, frame["customer"].nunique()) == (69_659, 69_659, 23_570)
    assert frame["amount"].sum() == pytest.approx(2_500_315.63, abs=0.005)
    assert frame["quantity"].sum() == 167_881
    assert (str(frame["date"].min().date()), str(frame["date"].max().date())) == ("1997-01-01", "1998-06-30")
    assert frame.iloc[0][["customer", "line"]].tolist() == ["00001", 2 - first_line]


def test_a_plain_file_without_header_is_told_by_its_values(file):
    reading = read_sales(file("".join(f"2024-01-{d:02d},Customer {d % 3},{d}.50\n" for d in range(1, 20))))
    assert (reading.rows, reading.sources[0].header_line) == (19, None)
    assert {key: match.header for key, match in reading.sources[0].mapping.items()} == {
        "date": "column 1",
        "customer": "column 2",
        "amount": "column 3",
    }
