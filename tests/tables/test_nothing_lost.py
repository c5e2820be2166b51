"""Whatever stands in a file, every data row is either in the table or among the rejects."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.tables.reading import read_deals, read_sales, read_spend, read_targets

GARBAGE = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            *("", " ", "Total", "n/a", "#N/A", "1,234", "1.234", "12.50", "12,50", "(5)", "-", "€", "NaN", "1e999"),
            *("99/99/9999", "01/02/2024", "31/12/2024", "2024-02-30", "=1+1", '"', "'", ";", ",", "\n", "\r\n"),
            *("Avoir", "voided", "\ufeff", "\u00a0"),
        ]
    ),
    st.floats().map(str),
    st.integers().map(str),
    st.dates().map(str),
)
TABLES = {
    "plain": "Order,Date,Customer,Product,Quantity,Amount",
    "french": "N° Commande;Date Commande;Nom Client;Email Client;Total (€);Statut",
    "invoices": "Numéro Facture;Date Émission;Client;Quantité;Prix Unitaire HT;Taux TVA;Montant TTC;Statut",
    "shopify": "Name,Email,Created at,Subtotal,Total,Refunded Amount,Lineitem quantity,Lineitem name,Lineitem price,"
    "Financial Status,Cancelled at",
    "stripe": "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer Email",
    "hubspot": "Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Company",
    "quickbooks": ",Date,Transaction Type,Num,Customer,Qty,Amount",
}
GOOD = {"date": "2024-01-13", "created": "2024-01-13", "close": "2024-01-13", "stage": "Closed won", "status": "paid"}


def good_cell(header: str, row: int) -> str:
    words = header.lower().replace("(", " ").split()
    if any(
        word in ("amount", "total", "subtotal", "montant", "price", "prix", "quantity", "quantité", "qty")
        for word in words
    ):
        return f"{row + 1}.5" if "refunded" not in words else "0.0"
    return next((value for key, value in GOOD.items() if key in words), "" if not header else f"{header} {row}")


def is_filled(cell: str) -> bool:
    return bool(cell) and not cell.isspace()


@pytest.mark.parametrize("name", TABLES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(data=st.data())
def test_accepted_and_rejected_rows_add_up_under_garbage(name, tmp_path, data):
    header = TABLES[name].split(";" if ";" in TABLES[name] else ",")
    rows = [[good_cell(head, row) for head in header] for row in range(data.draw(st.integers(1, 12)))]
    for _ in range(data.draw(st.integers(0, 3 * len(rows)))):
        row, place = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(header) - 1))
        rows[row][place] = data.draw(GARBAGE)
    text = io.StringIO()
    csv.writer(text, delimiter=";" if ";" in TABLES[name] else ",").writerows([header, *rows])
    path = tmp_path / "orders.csv"
    path.write_bytes(text.getvalue().encode("utf-8", errors="replace"))
    try:
        reading = read_sales(path)
    except SalesTrackerError as error:
        assert error.text.fr
        return
    assert len(reading.frame) + len(reading.rejects) == reading.rows
    assert reading.rows == sum(any(map(is_filled, row)) for row in rows)
    assert reading.frame[["date", "customer", "amount"]].notna().all(axis=None)
    assert np.isfinite(reading.frame["amount"]).all()
    assert not (set(reading.frame["line"]) & set(reading.rejects["line"]))
    assert all(reason.fr for reason in reading.rejects["reason"])


@given(content=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_read_or_refused_in_words(content, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    for read in (read_sales, read_deals, read_spend, read_targets):
        try:
            reading = read(path)
        except SalesTrackerError as error:
            assert error.text.fr
        else:
            assert len(reading.frame) + len(reading.rejects) == reading.rows


def test_a_large_plain_file_is_read_row_by_row_to_the_cent(tmp_path):
    rng = np.random.default_rng(7)
    cents = rng.integers(-(10**6), 10**6, 50_000)
    rows = (f"O{n},2024-{1 + n % 12:02d}-{1 + n % 28:02d},C{n % 999},{cent / 100:.2f}" for n, cent in enumerate(cents))
    path = tmp_path / "orders.csv"
    path.write_text("Order,Date,Customer,Amount\n" + "\n".join(rows))
    reading = read_sales(path)
    assert np.round(reading.frame["amount"] * 100).astype(int).tolist() == cents.tolist()
    assert reading.frame["line"].tolist() == list(range(2, 50_002))
