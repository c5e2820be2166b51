"""Exports of known programs are read by their own rules."""

from __future__ import annotations

import pytest

from salestracker_xl.tables.reading import read_deals, read_sales


def rejected(reading) -> list[tuple[int, str, str]]:
    return [(row.line, row.column, row.reason.en) for row in reading.rejects.itertuples()]


STRIPE = """id,Created (UTC),Amount,Amount Refunded,Currency,Status,Description,Fee,Customer ID,Customer Email
ch_1,2024-03-12 23:59,120.00,0.00,eur,Paid,Plan A,3.78,cus_1,Ann@x.org
ch_2,2024-03-13 08:00,50.00,20.00,eur,Paid,Plan B,1.75,cus_2,
ch_3,2024-03-13 09:00,50.00,0.00,eur,Failed,Plan B,0.00,cus_2,b@x.org
ch_4,2024-03-14 09:00,80.00,80.00,eur,Refunded,Plan A,2.00,cus_3,c@x.org
"""


def test_stripe_payments_are_net_of_refunds(file):
    reading = read_sales(file(STRIPE))
    assert reading.sources[0].profile == "stripe"
    assert reading.frame[["order_id", "customer", "product", "amount"]].values.tolist() == [
        ["ch_1", "ann@x.org", "Plan A", 120],
        ["ch_2", "cus_2", "Plan B", 30],
    ]
    assert rejected(reading) == [(4, "Status", "a payment that did not succeed"), (5, "Status", "refunded in full")]
    assert reading.sources[0].currency == "EUR"
    assert str(reading.frame["date"][0].date()) == "2024-03-12"


HUBSPOT = """Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline,Create Date,Associated Company
901,Acme renewal,Closed won,2024-03-12 10:00,Kim,1200.00,Sales,2024-01-02 09:00,Acme
902,Beta upsell,Proposal,2024-04-30 10:00,Lee,800.00,Sales,2024-02-01 09:00,Beta
903,Gamma,Closed lost,2024-03-01 10:00,Kim,500.00,Sales,2024-01-15 09:00,Gamma
"""
SALESFORCE = """Opportunity Name,Account Name,Amount,Close Date,Stage,Probability (%),Created Date,Opportunity Owner,Lead Source,Type
Acme renewal,Acme,1200.00,3/12/2024,Closed Won,100,1/2/2024,Kim,Web,Existing
Beta upsell,Beta,800.00,4/30/2024,Proposal,60,2/1/2024,Lee,Partner,New
Gamma,Gamma,500.00,3/1/2024,Closed Lost,0,1/15/2024,Kim,Web,New
"""  # noqa: E501 - a file
PIPEDRIVE = """Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Owner,Deal - Stage,Deal - Status,Deal - Won time,Deal - Lost time,Deal - Deal created,Deal - Organization,Deal - Probability
901,Acme renewal,1200,EUR,Kim,Contract,Won,2024-03-12 10:00:00,,2024-01-02 09:00:00,Acme,100
902,Beta upsell,800,EUR,Lee,Proposal,Open,,,2024-02-01 09:00:00,Beta,60
903,Gamma,500,EUR,Kim,Proposal,Lost,,2024-03-01 10:00:00,2024-01-15 09:00:00,Gamma,0
"""  # noqa: E501 - a file
PLAIN_DEALS = """Id;Affaire;Client;Commercial;Étape;Montant;Date de création;Date de clôture;Probabilité;Source
901;Acme renewal;Acme;Kim;Gagné;1200,00;02/01/2024;12/03/2024;100%;Web
902;Beta upsell;Beta;Lee;Proposition;800,00;01/02/2024;30/04/2024;60%;Salon
903;Gamma;Gamma;Kim;Perdu;500,00;15/01/2024;01/03/2024;0%;Web
"""
CRMS = [("hubspot", HUBSPOT), ("salesforce", SALESFORCE), ("pipedrive", PIPEDRIVE), ("deals", PLAIN_DEALS)]


@pytest.mark.parametrize(("profile", "text"), CRMS, ids=[name for name, _ in CRMS])
def test_of_the_deals_of_a_crm_the_won_are_sales_at_their_close_date(file, profile, text):
    reading = read_sales(file(text))
    assert reading.sources[0].profile == profile
    assert reading.frame[["date", "customer", "rep", "amount"]].astype(str).values.tolist() == [
        ["2024-03-12", "Acme", "Kim", "1200.0"]
    ]
    assert [(line, reason) for line, _, reason in rejected(reading)] == [(3, "not won"), (4, "not won")]


@pytest.mark.parametrize(("profile", "text"), CRMS, ids=[name for name, _ in CRMS])
def test_all_deals_of_a_crm_are_deals_with_a_status(file, profile, text):
    frame = read_deals(file(text)).frame
    assert frame[["name", "customer", "rep", "status", "amount"]].values.tolist() == [
        ["Acme renewal", "Acme", "Kim", "won", 1200],
        ["Beta upsell", "Beta", "Lee", "open", 800],
        ["Gamma", "Gamma", "Kim", "lost", 500],
    ]
    assert [str(day.date()) for day in frame["created"]] == ["2024-01-02", "2024-02-01", "2024-01-15"]
    assert str(frame["closed"][0].date()) == "2024-03-12"
    if profile != "hubspot":
        assert frame["probability"].tolist() == [1, 0.6, 0]


def test_a_deal_that_is_gone_or_closed_without_a_word_is_rejected(file):
    text = "Deal,Company,Status,Amount\nA,Acme,Won,5\nB,Beta,Deleted,6\nC,Gamma,,7\nD,Delta,Negotiation,8\n"
    reading = read_deals(file(text))
    assert reading.frame["status"].tolist() == ["won", "open"]
    assert [(line, reason) for line, _, reason in rejected(reading)] == [
        (3, "neither won, lost nor open"),
        (4, "blank"),
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "A,Acme,Won,5,\nB,Beta,Lost,6,2026-02-01\nC,Gamma,Open,7,\n",
            ["1 deal is won or lost without a day of closing"],
        ),
        ("A,Acme,Won,5,\nB,Beta,Lost,6,\n", ["2 deals are won or lost without a day of closing"]),
        ("A,Acme,Won,5,2026-02-01\nC,Gamma,Open,7,\n", []),
    ],
)
def test_a_deal_that_ended_on_no_day_is_told(file, rows: str, told: list[str]):
    reading = read_deals(file("Deal,Company,Status,Amount,Closed\n" + rows))
    assert [note.en.split(":")[0] for note in reading.sources[0].notes] == told


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        ("Closed Won", "won"),
        ("closedwon", "won"),
        ("Gagnée", "won"),
        ("Fermé gagné", "won"),
        ("Contrat signé", "won"),
        ("Closed Lost", "lost"),
        ("Perdue", "lost"),
        ("Not won", "lost"),
        ("Contract to be signed", "open"),
        ("En attente de signature", "open"),
        ("Win back", "open"),
        ("Négociation", "open"),
    ],
)
def test_a_stage_tells_how_a_deal_stands(file, stage, status):
    reading = read_deals(file(f"Deal name,Company,Stage,Amount\nA,Acme,{stage},5\n"))
    assert reading.frame["status"].tolist() == [status]


def test_hubspot_amounts_in_company_currency_are_one_currency(file):
    text = """Record ID,Deal Name,Deal Stage,Close Date,Amount,Currency,Amount in company currency,Associated Company
1,A,Closed won,2024-03-12,100,USD,90,Acme
2,B,Closed won,2024-03-13,100,EUR,100,Beta
"""
    assert read_sales(file(text)).frame["amount"].tolist() == [90, 100]


QUICKBOOKS_BY_CUSTOMER = """Acme Books,,,,,,,,,
Sales by Customer Detail,,,,,,,,,
January - March 2024,,,,,,,,,

,Date,Transaction Type,Num,Product/Service,Memo/Description,Qty,Sales Price,Amount,Balance
Cool Cars,,,,,,,,,
,01/31/2024,Invoice,1001,Gardening,Weekly service,4,25.00,"1,100.00","1,100.00"
,02/03/2024,Credit Memo,1002,Gardening,,1,25.00,-25.00,"1,075.00"
Total for Cool Cars,,,,,,5,,"$1,075.00",
Diego Rodriguez,,,,,,,,,
,02/10/2024,Sales Receipt,1003,Design,,1,75.00,75.00,75.00
,02/11/2024,Estimate,1004,Design,,1,99.00,99.00,174.00
,02/12/2024,Payment,1005,,,,,75.00,99.00
Total for Diego Rodriguez,,,,,,2,,$174.00,
TOTAL,,,,,,7,,"$1,249.00",
"""


def test_quickbooks_groups_give_the_customer_and_its_totals_are_set_aside(file):
    reading = read_sales(file(QUICKBOOKS_BY_CUSTOMER))
    assert reading.sources[0].profile == "quickbooks"
    assert reading.frame[["order_id", "customer", "product", "quantity", "amount"]].values.tolist() == [
        ["1001", "Cool Cars", "Gardening", 4, 1100],
        ["1002", "Cool Cars", "Gardening", 1, -25],
        ["1003", "Diego Rodriguez", "Design", 1, 75],
    ]
    assert [(line, reason) for line, _, reason in rejected(reading)] == [
        (6, "a heading or a note, not a row of the table"),
        (9, "total line"),
        (10, "a heading or a note, not a row of the table"),
        (12, "a draft, not a sale yet"),
        (13, "a Payment, which is not a sale"),
        (14, "total line"),
        (15, "total line"),
    ]
    assert reading.rows == 10


def test_quickbooks_groups_give_the_product_where_customers_have_a_column(file):
    text = """,Date,Transaction Type,Num,Customer,Memo/Description,Qty,Sales Price,Amount,Balance
Gardening,,,,,,,,,
,01/31/2024,Invoice,1001,Cool Cars,Weekly,4,25.00,100.00,100.00
,02/20/2024,Invoice,1002,Bill,Weekly,1,25.00,25.00,125.00
Total for Gardening,,,,,,5,,125.00,
"""
    frame = read_sales(file(text)).frame
    assert frame[["customer", "product", "amount"]].values.tolist() == [
        ["Cool Cars", "Gardening", 100],
        ["Bill", "Gardening", 25],
    ]


FRENCH_INVOICES = """Numéro Facture;Date Émission;Date Échéance;Client;Description;Quantité;Prix Unitaire HT;Montant HT;Taux TVA;Montant TVA;Montant TTC;Statut
F-001;05/03/2024;04/04/2024;Société Étoile;Conseil;2;500,00;1000,00;20.00%;200,00;1200,00;Payée
F-002;06/03/2024;05/04/2024;Société Étoile;Audit;1;1.234,56;1.234,56;20.00%;246,91;1.481,47;En attente
F-003;07/03/2024;06/04/2024;Boulangerie Noël;Audit;1;300,00;300,00;20.00%;60,00;360,00;Annulée
AV-01;08/03/2024;07/04/2024;Société Étoile;Avoir sur F-001;1;100,00;100,00;20.00%;20,00;120,00;Avoir
;;;;;;Total;2634,56;;526,91;3161,47;
"""  # noqa: E501 - a file


def test_french_invoices_are_read_net_of_tax_in_both_decimal_styles(file):
    reading = read_sales(file(FRENCH_INVOICES, encoding="cp1252"))
    source = reading.sources[0]
    assert (source.profile, source.encoding, source.date_order, source.delimiter) == (
        "french_invoices",
        "cp1252",
        "dmy",
        ";",
    )
    assert reading.frame[["order_id", "customer", "product", "quantity", "amount"]].values.tolist() == [
        ["F-001", "Société Étoile", "Conseil", 2, 1000],
        ["F-002", "Société Étoile", "Audit", 1, 1234.56],
        ["AV-01", "Société Étoile", "Avoir sur F-001", 1, -100],
    ]
    assert str(reading.frame["date"][0].date()) == "2024-03-05"
    assert rejected(reading) == [(4, "Statut", "cancelled"), (6, "Prix Unitaire HT", "total line")]
    assert source.mapping["amount"].header == "Montant HT"
    assert source.mapping["date"].header == "Date Émission"
    assert any("1 total line" in note.en for note in source.notes)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Montant TVA", ("200,00", "5,50")),
        ("Taux TVA", ("20 %", "5,5 %")),
        ("Taux TVA", ("20", "5,5")),
        ("Taux TVA", ("0,2", "0,055")),
        ("TVA", ("20,0", "5,5")),
        ("TVA", ("200,00", "5,50")),
        ("TVA", ("0,2", "0,055")),
    ],
)
def test_an_amount_with_tax_is_taken_less_the_tax(file, header, cells):
    text = f"""Numéro Facture;Date Facture;Client;{header};Total TTC
F-1;13/03/2024;A;{cells[0]};1200,00
F-2;14/03/2024;B;{cells[1]};105,50
"""
    reading = read_sales(file(text))
    assert reading.frame["amount"].tolist() == [1000, 100]
    assert header in reading.sources[0].mapping["amount"].reason.en


def test_an_amount_with_tax_stays_and_says_so_where_the_file_gives_no_tax(file):
    reading = read_sales(file("Date;Client;Total TTC\n13/03/2024;A;1200,00\n"))
    assert reading.frame["amount"].tolist() == [1200]
    assert any("include tax" in note.en for note in reading.sources[0].notes)


def test_french_shop_orders_take_the_email_for_the_customer_and_the_name_without_one(file):
    text = """N° Commande;Date Commande;Nom Client;Email Client;Total (€);Produit;Commercial;Région;Ville
1001;05/03/2024;Zoé Martin;Zoe@x.fr;1 234,50;Lampe;Léa;Île-de-France;Paris
1002;15/03/2024;Jean Petit;;50,00;Table;Léa;Bretagne;Brest
"""
    reading = read_sales(file(text))
    assert reading.sources[0].profile == "french_shop"
    assert reading.frame[["order_id", "customer", "product", "region", "rep", "amount"]].values.tolist() == [
        ["1001", "zoe@x.fr", "Lampe", "Île-de-France", "Léa", 1234.5],
        ["1002", "Jean Petit", "Table", "Bretagne", "Léa", 50],
    ]
    assert reading.sources[0].currency == "EUR"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("Cancelled", "cancelled"),
        ("canceled", "cancelled"),
        ("Annulée", "cancelled"),
        ("voided", "voided"),
        ("Refunded", "refunded in full"),
        ("Remboursée", "refunded in full"),
        ("Brouillon", "a draft, not a sale yet"),
        ("Failed", "a payment that did not succeed"),
        ("Cancelled by customer", "cancelled"),
        ("Annulé le 3 mai", "cancelled"),
        ("Quotation Sent", "a draft, not a sale yet"),
        ("Devis envoyé", "a draft, not a sale yet"),
        ("Abandonnée", "a payment that did not succeed"),
    ],
)
def test_a_status_that_is_no_sale_is_a_reject_in_any_file(file, status, reason):
    text = f"Order,Date,Customer,Amount,Status\n1,2024-01-01,Ann,5,{status}\n2,2024-01-02,Bob,6,Paid\n"
    assert rejected(read_sales(file(text))) == [(2, "Status", reason)]


@pytest.mark.parametrize(
    "status", ["Partially refunded", "Cancellation requested", "Awaiting payment", "Quote accepted"]
)
def test_a_status_that_does_not_undo_a_sale_counts_and_is_told(file, status):
    sold = f"1,2024-01-01,Ann,5,{status}\n2,2024-01-02,Bob,6,Draft\n3,2024-01-02,Cy,7,\n"
    reading = read_sales(file("Order,Date,Customer,Amount,Status\n" + sold))
    assert reading.frame["amount"].tolist() == [5, 7]
    assert f'counted as sales by "Status": {status} (1)' in [note.en for note in reading.sources[0].notes]


@pytest.mark.parametrize("kind", ["Avoir", "Credit Note", "credit memo"])
@pytest.mark.parametrize("amount", ["5", "-5"])
def test_a_credit_note_takes_its_amount_back(file, kind, amount):
    text = f"Order,Date,Customer,Amount,Type\n1,2024-01-01,Ann,{amount},{kind}\n2,2024-01-02,Bob,6,Invoice\n"
    assert read_sales(file(text)).frame["amount"].tolist() == [-5, 6]


def test_a_refund_with_a_line_of_its_own_is_kept(file):
    text = "Order,Date,Customer,Amount,Status\n1,2024-01-01,Ann,5,Paid\n1,2024-01-02,Ann,-5,Refunded\n"
    assert read_sales(file(text)).frame["amount"].tolist() == [5, -5]
