"""What cannot be read is refused with one sentence that names the file and what belongs there."""

from __future__ import annotations

import io
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
import xlsxwriter

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.tables.formats.encoding import BinaryFile, EmptyFile
from salestracker_xl.tables.formats.opening import LockedFile, MissingFile, UnknownKind
from salestracker_xl.tables.formats.parquet import BrokenParquet
from salestracker_xl.tables.formats.workbooks import BrokenWorkbook, ProtectedWorkbook
from salestracker_xl.tables.mapping import BrokenMemory, SharedHeader, UnknownField, UnknownHeader
from salestracker_xl.tables.reading import NoFile, NoValidRow, read_sales
from salestracker_xl.tables.understanding import ColumnsNotFound

PLAIN = b"Date,Customer,Amount\n2024-01-13,Ann,5\n"


def xlsx(sheet_filler=lambda sheet: sheet.write(0, 0, "Date")) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet_filler(book.add_worksheet())
    book.close()
    return content.getvalue()


def protected() -> bytes:
    content = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(xlsx())).encrypt("secret", content)
    return content.getvalue()


CASES = [
    ("empty.csv", lambda: b"", EmptyFile, "empty.csv is empty."),
    ("blank.csv", lambda: b"\xef\xbb\xbf \r\n\n", EmptyFile, "blank.csv is empty."),
    ("empty.xlsx", lambda: b"", EmptyFile, "empty.xlsx is empty."),
    ("empty.parquet", lambda: b"", EmptyFile, "empty.parquet is empty."),
    ("hollow.xlsx", lambda: xlsx(lambda sheet: None), EmptyFile, "hollow.xlsx has no visible sheet with rows."),
    (
        "book.csv",
        xlsx,
        BinaryFile,
        "book.csv holds an Excel workbook or another zip archive, although its name promises text; "
        "give it the ending that belongs to it.",
    ),
    (
        "noise.csv",
        lambda: bytes(range(256)) * 4,
        BinaryFile,
        "noise.csv holds binary content, although its name promises text; give it the ending that belongs to it.",
    ),
    (
        "secret.xlsx",
        protected,
        ProtectedWorkbook,
        "secret.xlsx is protected by a password; save a copy without one.",
    ),
    (
        "text.xlsx",
        lambda: PLAIN,
        BrokenWorkbook,
        "text.xlsx is not a workbook that can be read: it is not a zip archive. "
        "Open it in Excel and save it again as .xlsx.",
    ),
    (
        "page.xlsx",
        lambda: b"<html><table></table></html>",
        BrokenWorkbook,
        "page.xlsx is not a workbook that can be read: it holds a web page. "
        "Open it in Excel and save it again as .xlsx.",
    ),
    (
        "cut.xlsx",
        lambda: xlsx()[:300],
        BrokenWorkbook,
        "cut.xlsx is not a workbook that can be read: its parts cannot be read. "
        "Open it in Excel and save it again as .xlsx.",
    ),
    (
        "old.xls",
        lambda: b"\xd0\xcf\x11\xe0" + b"x" * 2000,
        BrokenWorkbook,
        "old.xls is not a workbook that can be read: its parts cannot be read. "
        "Open it in Excel and save it again as .xlsx.",
    ),
    ("text.parquet", lambda: PLAIN, BrokenParquet, "text.parquet is not a Parquet file that can be read."),
    (
        "orders.pdf",
        lambda: b"%PDF-1.7",
        UnknownKind,
        "orders.pdf is of a kind that is not read here; give one of .csv, .tsv, .txt, .xlsx, .xlsm, .xls, .xlsb, .ods, "
        ".parquet.",
    ),
    (
        "people.csv",
        lambda: b"Name,Age,Colour\nAnn,41,red\nBob,42,blue\n",
        ColumnsNotFound,
        "people.csv: no column can be told to hold Date, Amount; the columns are Name, Age, Colour. "
        'Give the right ones these titles, or name them on the command line, as in --map date="Header".',
    ),
    (
        "journal.csv",
        lambda: "Date;N° pièce;N° compte;Libellé;Débit;Crédit\n01/02/2026;F1;411;Acme;120,00;\n".encode(),
        ColumnsNotFound,
        "journal.csv looks like an accounting journal, in which an invoice stands on several lines of debit and "
        "credit. Export the list of invoices, or of their lines, in its place.",
    ),
    ("header.csv", lambda: b"Date,Customer,Amount\n", NoValidRow, "header.csv has a header but no rows."),
    (
        "bad.csv",
        lambda: b"Date,Customer,Amount\nsoon,Ann,5\nlater,Bob,6\n2024-01-13,,7\n",
        NoValidRow,
        "bad.csv: none of its 3 rows could be taken; 2 of them for this reason: not a date.",
    ),
]


@pytest.mark.parametrize(("name", "content", "error", "sentence"), CASES, ids=[case[0] for case in CASES])
def test_a_file_that_cannot_be_read_is_named_with_what_is_wrong(tmp_path, name, content, error, sentence):
    path = tmp_path / name
    path.write_bytes(content())
    with pytest.raises(error) as caught:
        read_sales(path)
    assert isinstance(caught.value, SalesTrackerError)
    assert str(caught.value) == sentence
    assert name in caught.value.text.fr
    assert caught.value.text.fr != caught.value.text.en


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(MissingFile, match=r"There is no file .*nowhere\.csv\."):
        read_sales(tmp_path / "nowhere.csv")
    with pytest.raises(MissingFile, match=r"is a folder; name the file in it\."):
        read_sales(tmp_path)
    with pytest.raises(NoFile, match=r"No file was given\."):
        read_sales([])


def test_a_file_that_another_program_holds_is_named(file, monkeypatch):
    path = file(PLAIN.decode())

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(LockedFile, match=r"orders\.csv cannot be opened"):
        read_sales(path)


@pytest.mark.parametrize(
    ("mapping", "error", "sentence"),
    [
        (
            {"price": "Amount"},
            UnknownField,
            "The table Sales has no field price; its fields are order_id, date, customer, product, category, region, "
            "rep, channel, campaign, quantity, amount.",
        ),
        (
            {"amount": "Montant"},
            UnknownHeader,
            'There is no column "Montant" for amount in orders.csv; the columns are Date, Customer, Amount.',
        ),
        (
            {"amount": "Amount", "quantity": "Amount"},
            SharedHeader,
            'The column "Amount" cannot be both amount and quantity; name one column for each field.',
        ),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(file, mapping, error, sentence):
    with pytest.raises(error) as caught:
        read_sales(file(PLAIN.decode()), mapping=mapping)
    assert str(caught.value) == sentence


def test_a_broken_memory_is_named(file, tmp_path):
    memory = tmp_path / "memory.json"
    memory.write_text("{]")
    with pytest.raises(BrokenMemory, match=r"memory\.json does not hold remembered columns"):
        read_sales(file(PLAIN.decode()), remember=memory)
    assert memory.read_text() == "{]"
