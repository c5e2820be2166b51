"""Workbooks are read with the types that Excel knows, from whichever sheet and row the table stands on."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from salestracker_xl.tables.reading import read_sales

HEADER = ["Order", "Date", "Customer", "Amount"]
Fill = Callable[[xlsxwriter.Workbook, Worksheet], None]


@pytest.fixture
def workbook(tmp_path: Path):
    """Write a workbook, each sheet by a function of the workbook and the sheet, and give its path."""

    def write(options: dict | None = None, **sheets: Fill) -> Path:
        path = tmp_path / "orders.xlsx"
        book = xlsxwriter.Workbook(path, options or {})
        for name, fill in sheets.items():
            fill(book, book.add_worksheet(name))
        book.close()
        return path

    return write


def a_table(first_row: int = 0, first_column: int = 0) -> Fill:
    def fill(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        money = book.add_format({"num_format": "#,##0.00 [$€-40C]"})
        sheet.write_row(first_row, first_column, HEADER)
        for row in range(1, 4):
            sheet.write_string(first_row + row, first_column, f"00{row}")
            sheet.write_datetime(first_row + row, first_column + 1, dt.datetime(2024, 3, row, 23, 59), day)
            sheet.write(first_row + row, first_column + 2, f"Client {row}")
            sheet.write_number(first_row + row, first_column + 3, 1000.125 + row, money)

    return fill


def test_dates_and_numbers_are_taken_as_excel_knows_them(workbook):
    reading = read_sales(workbook(Sales=a_table()))
    assert reading.frame[["order_id", "date", "customer", "amount", "line"]].astype(str).values.tolist() == [
        ["001", "2024-03-01", "Client 1", "1001.125", "2"],
        ["002", "2024-03-02", "Client 2", "1002.125", "3"],
        ["003", "2024-03-03", "Client 3", "1003.125", "4"],
    ]
    assert (reading.sources[0].sheet, reading.sources[0].header_line) == ("Sales", 1)


def test_a_table_may_stand_anywhere_and_rows_keep_their_numbers(workbook):
    def fill(book, sheet):
        sheet.write(1, 0, "Report of the year")
        a_table(6, 2)(book, sheet)
        sheet.write_row(12, 2, ["004", "2024-03-09", "Client 4", 7])

    reading = read_sales(workbook(Sales=fill))
    assert list(reading.frame["line"]) == [8, 9, 10, 13]
    assert reading.sources[0].header_line == 7


def test_the_sheet_that_reads_best_is_read(workbook):
    def notes(book, sheet):
        sheet.write_column(0, 0, ["Notes", "Sales were good", "Date to remember: 2024-01-01"])

    def hidden(book, sheet):
        a_table()(book, sheet)
        sheet.hide()

    reading = read_sales(workbook(Notes=notes, Orders=a_table(), Copy=hidden))
    assert (reading.sources[0].sheet, reading.rows) == ("Orders", 3)
    assert any('sheet "Orders"' in note.en for note in reading.sources[0].notes)


def test_a_sheet_that_is_a_chart_is_passed_over_in_silence(tmp_path, caplog):
    book = xlsxwriter.Workbook(tmp_path / "orders.xlsx")
    chart = book.add_chart({"type": "column"})
    assert chart is not None
    chart.add_series({"values": "=Sales!$D$2:$D$4"})
    book.add_chartsheet("Chart").set_chart(chart)
    a_table()(book, book.add_worksheet("Sales"))
    book.close()
    assert read_sales(tmp_path / "orders.xlsx").rows == 3
    assert caplog.records == []


def test_a_column_of_days_hours_and_numbers_leaves_the_others_as_they_are(workbook):
    def fill(book, sheet):
        a_table()(book, sheet)
        sheet.write(0, 8, "Duration")
        sheet.write(1, 8, dt.datetime(2024, 3, 9), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write(2, 8, dt.timedelta(hours=3), book.add_format({"num_format": "[h]:mm"}))
        sheet.write(3, 8, 3.5)

    reading, plain = read_sales(workbook(Sales=fill)), read_sales(workbook(Sales=a_table()))
    assert reading.frame["amount"].tolist() == plain.frame["amount"].tolist()
    assert reading.frame["date"].tolist() == plain.frame["date"].tolist()


def test_formulas_give_their_stored_values_and_errors_are_rejected(workbook):
    def fill(book, sheet):
        a_table()(book, sheet)
        for row, (formula, value) in enumerate(
            [("=2*3", 6), ("=NA()", "#N/A"), ("=1/0", "#DIV/0!"), ("=x", "#NAME?")], 4
        ):
            sheet.write_row(row, 0, [str(row), "2024-03-09", "Client"])
            sheet.write_formula(row, 3, formula, None, value)

    reading = read_sales(workbook(Sales=fill))
    assert list(reading.frame["amount"]) == [1001.125, 1002.125, 1003.125, 6]
    assert [(row.line, row.column, row.value, row.reason.en) for row in reading.rejects.itertuples()] == [
        (6, "Amount", "#N/A", "an Excel error"),
        (7, "Amount", "#DIV/0!", "an Excel error"),
        (8, "Amount", "#NAME?", "an Excel error"),
    ]


def test_numbers_are_told_from_texts_that_look_like_numbers(workbook):
    def fill(book, sheet):
        a_table()(book, sheet)
        sheet.write_row(4, 0, ["4", "2024-03-09", "Client", 1.234])
        sheet.write_row(5, 0, ["5", "2024-03-09", "Client"])
        sheet.write_string(5, 3, "1.234")  # one thousand, or one and a bit: nobody knows

    reading = read_sales(workbook(Sales=fill))
    assert list(reading.frame["amount"])[3:] == [1.234]
    assert reading.rejects[["line", "value"]].values.tolist() == [[6, "1.234"]]


def test_dates_written_as_text_beside_real_ones_follow_their_own_order(workbook):
    def fill(book, sheet):
        a_table()(book, sheet)
        sheet.write_row(4, 0, ["4", "25/12/2024", "Client", 5])
        sheet.write_row(5, 0, ["5", 45363, "Client", 5])

    reading = read_sales(workbook(Sales=fill))
    assert [str(day.date()) for day in reading.frame["date"]][3:] == ["2024-12-25", "2024-03-12"]


@pytest.mark.parametrize("options", [{}, {"date_1904": True}])
def test_days_without_a_date_format_follow_the_calendar_of_the_workbook(workbook, options):
    def fill(book, sheet):
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["1", 45363 - (1462 if options else 0), "Ann", 5])

    reading = read_sales(workbook(options, Sales=fill))
    assert str(reading.frame["date"][0].date()) == "2024-03-12"


def test_a_header_in_two_rows_with_merged_cells_is_read_as_one(workbook):
    def fill(book, sheet):
        sheet.merge_range(0, 0, 1, 0, "Date")
        sheet.merge_range(0, 1, 1, 1, "Client")
        sheet.merge_range(0, 2, 0, 3, "Montant")
        sheet.write_row(1, 2, ["HT", "TTC"])
        sheet.write_row(2, 0, ["2024-03-12", "Ann", 10, 12])

    reading = read_sales(workbook(Ventes=fill))
    assert reading.sources[0].mapping["amount"].header == "Montant HT"
    assert (reading.rows, list(reading.frame["amount"]), list(reading.frame["line"])) == (1, [10], [3])


def test_cells_merged_down_a_column_count_for_each_of_their_rows(workbook):
    def fill(book, sheet):
        sheet.write_row(0, 0, HEADER)
        sheet.merge_range(1, 0, 2, 0, "A1")
        sheet.merge_range(1, 1, 2, 1, "2024-03-12")
        sheet.merge_range(1, 2, 2, 2, "Ann")
        sheet.write_column(1, 3, [5, 6])

    frame = read_sales(workbook(Sales=fill)).frame
    assert frame[["order_id", "customer", "amount"]].values.tolist() == [["A1", "Ann", 5], ["A1", "Ann", 6]]


def test_hidden_rows_are_rows(workbook):
    def fill(book, sheet):
        a_table()(book, sheet)
        sheet.set_row(2, None, None, {"hidden": True})

    reading = read_sales(workbook(Sales=fill))
    assert reading.rows == 3
    assert any("1 hidden row" in note.en for note in reading.sources[0].notes)


def test_text_of_formulas_stays_text(workbook):
    def fill(book, sheet):
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["1", "2024-03-12"])
        sheet.write_string(1, 2, "=1+1")
        sheet.write_number(1, 3, 5)

    assert list(read_sales(workbook(Sales=fill)).frame["customer"]) == ["=1+1"]


def test_formulas_that_give_nothing_are_blank_and_answers_are_no_numbers(workbook):
    def fill(book, sheet):
        a_table()(book, sheet)
        sheet.write_formula(4, 0, '=""', None, "")
        sheet.write_formula(4, 3, '=""', None, "")
        sheet.write_row(6, 0, ["6", "2024-03-09", "Client", True])

    reading = read_sales(workbook(Sales=fill))
    assert (reading.rows, len(reading.frame)) == (4, 3)
    assert reading.rejects[["line", "value"]].values.tolist() == [[7, "true"]]


CELL = (
    '<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">'
    "<text:p>{value}</text:p></table:table-cell>"
)
ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Sales">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def test_open_document_sheets_are_read(tmp_path):
    cells = [[("string", "string-value", name) for name in HEADER]]
    cells.append([("string", "string-value", "001"), ("date", "date-value", "2024-03-12")])
    cells[1] += [("string", "string-value", "Ann"), ("float", "value", "1.234")]
    rows = "".join(
        "<table:table-row>"
        + "".join(CELL.format(kind=kind, attribute=attribute, value=value) for kind, attribute, value in row)
        + "</table:table-row>"
        for row in cells
    )
    path = tmp_path / "orders.ods"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
        parts.writestr("content.xml", ODS.format(rows=rows))
    frame = read_sales(path).frame
    assert frame[["order_id", "date", "customer", "amount", "line"]].astype(str).values.tolist() == [
        ["001", "2024-03-12", "Ann", "1.234", "2"]
    ]


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "order_id": ["001", "002", None],
            "date": pd.to_datetime(["2024-03-01 23:00", "2024-03-02 00:00", "2024-03-03 00:00"]),
            "customer": [7.0, 8.0, None],
            "product": pd.Categorical(["Mug", "Hat", "Mug"]),
            "amount": [1.234, 5.0, 6.0],
        }
    )


def test_parquet_keeps_its_types(frame, tmp_path):
    frame.to_parquet(tmp_path / "orders.parquet")
    reading = read_sales(tmp_path / "orders.parquet")
    assert reading.frame[["order_id", "date", "customer", "product", "amount", "line"]].astype(str).values.tolist() == [
        ["001", "2024-03-01", "7", "Mug", "1.234", "1"],
        ["002", "2024-03-02", "8", "Hat", "5.0", "2"],
    ]
    assert reading.rejects[["line", "column", "value"]].values.tolist() == [[3, "customer", ""]]


def test_parquet_days_are_those_of_the_zone_they_were_written_in(tmp_path):
    instant = pa.array([dt.datetime(2024, 3, 13, 3, 30)], pa.timestamp("us", "America/New_York"))
    table = pa.table({"date": instant, "customer": ["Ann"], "amount": pa.array([5], pa.decimal128(9, 2))})
    pq.write_table(table, tmp_path / "orders.parquet")
    reading = read_sales(tmp_path / "orders.parquet")
    assert (str(reading.frame["date"][0].date()), reading.frame["amount"][0]) == ("2024-03-12", 5)
