"""Exports of programs that have no rules of their own are read by what their headers and cells say."""

from __future__ import annotations

import pytest

from salestracker_xl.tables.reading import read_deals, read_sales

WOOCOMMERCE = """Order Number,Order Status,Order Date,Company (Billing),Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,Item Name,Quantity (- Refund),Item Cost
501,Completed,2026-03-14 09:22,Acme,0,100.00,0,0,120.00,20.00,Mug - Red,2,30.00
501,Completed,2026-03-14 09:22,Acme,0,100.00,0,0,120.00,20.00,Mug - Blue,1,40.00
502,Completed,2026-03-15 10:00,Beta,5.00,55.00,0,24.00,60.00,10.00,Mug - Red,1,55.00
"""  # noqa: E501 - a file
BIGCOMMERCE = """Order ID,Customer Name,Order Date,Order Status,Order Subtotal (inc tax),Order Subtotal (ex tax),Tax Total,Order Total (inc tax),Order Total (ex tax),Total Quantity
7,Acme,03/14/2026,Completed,12.00,10.00,2.00,14.40,12.00,3
8,Beta,03/15/2026,Completed,24.00,20.00,4.00,24.00,20.00,1
"""  # noqa: E501 - a file
SHOPIFY_REPORT = """Jour,Nom de la commande,Nom du client,Titre du produit,Nom du membre du personnel,Articles nets vendus,Ventes brutes,Remises,Retours,Ventes nettes,Taxes,Ventes totales
2026-03-14,#1,Acme,Tasse,Ann,2,20.00,-2.00,0.00,18.00,3.60,21.60
2026-03-15,#1,Acme,Tasse,Ann,-1,0.00,0.00,-9.00,-9.00,-1.80,-10.80
"""  # noqa: E501 - a file
DYNAMICS = """Order ID,Name,Status Reason,Potential Customer,Total Amount,Created On,Owner
O-1,Order for Acme,Complete,Acme,10.50,2026-03-14,Ann
O-2,Another one,Complete,Acme,4.50,2026-03-15,Ben
"""
SAP = """26.11.2026        Liste des factures        1
-------------------------------------------------------------
|Doc.fact.|Date fact.|Donn.ord.|Nom 1|Désignation|Qté fact.|Valeur nette|Dev.|
-------------------------------------------------------------
|90001    |14.03.2026|C001     |Acme |Tasse      |        2|  1.234,50  |EUR |
|90001    |14.03.2026|C001     |Acme |Café       |        1|    100,00  |EUR |
|90002    |15.03.2026|C002     |Beta |Tasse      |       1-|    617,25- |EUR |
"""
CEGID = """Nature pièce;Numéro pièce;Date pièce;Code tiers;Raison sociale;Libellé article;Qté facturée;Montant HT net;Représentant
FAC;F1;14/03/2026;C1;Acme;Tasse;2;1 234,50;Ann
AVC;A1;15/03/2026;C1;Acme;Tasse;-1;-617,25;Ann
"""  # noqa: E501 - a file

LAYOUTS = {
    "woocommerce": (WOOCOMMERCE, [("Acme", 60), ("Acme", 40), ("Beta", 30)], {"order_id": "Order Number"}),
    "bigcommerce": (BIGCOMMERCE, [("Acme", 12), ("Beta", 20)], {"amount": "Order Total (ex tax)"}),
    "shopify": (
        SHOPIFY_REPORT,
        [("Acme", 18), ("Acme", -9)],
        {"order_id": "Nom de la commande", "quantity": "Articles nets vendus", "rep": "Nom du membre du personnel"},
    ),
    "dynamics": (DYNAMICS, [("Acme", 10.5), ("Acme", 4.5)], {"order_id": "Order ID", "rep": "Owner"}),
    "sap": (
        SAP,
        [("Acme", 1234.5), ("Acme", 100), ("Beta", -617.25)],
        {"order_id": "Doc.fact.", "product": "Désignation", "quantity": "Qté fact."},
    ),
    "cegid": (CEGID, [("Acme", 1234.5), ("Acme", -617.25)], {"quantity": "Qté facturée", "rep": "Représentant"}),
}


@pytest.mark.parametrize(("text", "taken", "columns"), LAYOUTS.values(), ids=LAYOUTS)
def test_customers_and_amounts_net_of_tax_and_refunds_are_told_by_the_headers(file, text, taken, columns):
    reading = read_sales(file(text))
    assert list(zip(reading.frame["customer"], reading.frame["amount"], strict=True)) == taken
    assert columns.items() <= {key: match.header for key, match in reading.sources[0].mapping.items()}.items()


ODOO = """Référence de la commande;Date de la commande;Client;Vendeur;Lignes de la commande/Produit;Lignes de la commande/Quantité;Lignes de la commande/Sous-total;État
S1;2026-03-14 08:00:00;Acme;Ann;Tasse;2,0;20,00;Bon de commande
;;;;Café;1,0;5,00;
S2;2026-03-15 08:00:00;Beta;Ben;Tasse;1,0;10,00;Annulé
;;;;Thé;1,0;7,00;
"""  # noqa: E501 - a file


def test_lines_belong_to_the_order_that_is_named_once_above_them(file):
    reading = read_sales(file(ODOO))
    fields = ["order_id", "customer", "rep", "product", "amount"]
    assert reading.frame[fields].values.tolist() == [
        ["S1", "Acme", "Ann", "Tasse", 20],
        ["S1", "Acme", "Ann", "Café", 5],
    ]
    assert [(row.line, row.reason.en) for row in reading.rejects.itertuples()] == [
        (4, "cancelled"),
        (5, "cancelled"),
    ]
    assert "2 rows belong to the orders named above them" in [note.en for note in reading.sources[0].notes]


@pytest.mark.parametrize(
    "rows",
    [
        "S1;2026-03-14;Acme;Tasse;20\nS1;2026-03-14;Acme;Café;5\n;;;Thé;7\n",  # the number stands on every line
        "S1;2026-03-14;Acme;Tasse;20\nS2;2026-03-15;;Café;5\n;;;Thé;7\n",  # a customer was forgotten elsewhere too
        "S1;2026-03-14;Acme;Tasse;20\nS2;2026-03-15;Beta;Café;5\n;;;;7\n",  # a number alone is no line of an order
        "S1;2026-03-14;Acme;Tasse;20\nS2;2026-03-15;Beta;Café;5\n;;;Total;25\n",
    ],
)
def test_a_row_without_order_day_and_customer_is_rejected_elsewhere(file, rows):
    reading = read_sales(file(f"Commande;Date;Client;Produit;Montant\n{rows}"))
    assert 4 in reading.rejects["line"].tolist()


@pytest.mark.parametrize(
    ("rows", "amounts"),
    [
        ([("120.00", "20.00"), ("12.66", "0.66")], [100, 12]),  # a part of the total, at two rates
        ([("100.00", "20.00"), ("12.00", "0.66")], [100, 12]),  # beside it
        ([("120.00", "0.00"), ("12.00", "")], [120, 12]),
    ],
)
def test_a_total_is_taken_less_the_tax_that_the_rates_show_to_be_a_part_of_it(file, rows, amounts):
    lines = "".join(f"{at},2026-03-{at + 13},Acme,{total},{tax}\n" for at, (total, tax) in enumerate(rows, 1))
    reading = read_sales(file(f"Order,Date,Customer,Total,Tax\n{lines}"))
    assert reading.frame["amount"].tolist() == amounts


def test_a_total_that_may_hold_tax_at_no_usual_rate_stays_and_says_so(file):
    reading = read_sales(file("Order,Date,Customer,Total,Tax\n1,2026-03-14,Acme,120.00,31.00\n"))
    assert reading.frame["amount"].tolist() == [120]
    assert [note.en for note in reading.sources[0].notes] == ['"Total" is taken as it is: it may include "Tax"']


@pytest.mark.parametrize(
    ("headers", "amount"),
    [
        ("Order Value,Sales Tax", 20),  # a value that stands before a tax of 8.25 %, not with one of 9 %
        ("Amount,Tax", 20),
        ("Amount,VAT", 18.35),
        ("Order Total,Sales Tax", 18.35),
    ],
)
def test_a_sales_tax_is_no_part_of_what_is_no_total(file, headers, amount):
    reading = read_sales(file(f"Order,Date,Customer,{headers}\n1,2026-03-14,Acme,20.00,1.65\n"))
    assert reading.frame["amount"].tolist() == [amount]
    assert any("may include" in note.en for note in reading.sources[0].notes) == (amount == 20)


PIPEDRIVE_IN_FRENCH = """Affaire - Titre,Affaire - Valeur,Affaire - Organisation,Affaire - Statut,Affaire - Affaire créée,Affaire - Date de gain,Affaire - Date de perte,Affaire - Date de clôture prévue
A,1200,Acme,Gagnée,2026-01-02,2026-03-12,,
B,800,Beta,Ouverte,2026-02-01,,,2026-12-01
C,500,Gamma,Perdue,2026-01-15,,2026-03-01,
"""  # noqa: E501 - a file


def test_pipedrive_in_french_tells_when_a_deal_was_created_won_and_lost(file):
    frame = read_deals(file(PIPEDRIVE_IN_FRENCH)).frame
    assert frame["status"].tolist() == ["won", "open", "lost"]
    assert frame["created"].astype(str).tolist() == ["2026-01-02", "2026-02-01", "2026-01-15"]
    assert frame["closed"].astype(str).str[:10].tolist()[::2] == ["2026-03-12", "2026-03-01"]


def test_a_column_of_days_is_no_number_of_a_deal(file):
    text = "Titre;Valeur;Organisation;Statut;Affaire perdue le\nA;1200;Acme;Gagné;\nC;500;Gamma;Perdu;01/03/2026\n"
    assert "deal_id" not in read_deals(file(text)).sources[0].mapping
