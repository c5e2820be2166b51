"""Real exports become trackers whose totals agree with figures that nobody here computed with our own code."""

from __future__ import annotations

import csv
import datetime as dt
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
from engines.one_sheet import one_sheet
from engines.stored import cell_values, differences, stored_values
from lifetimes import BetaGeoFitter, GammaGammaFitter
from lifetimes.utils import summary_data_from_transaction_data
from pages import cards

from salestracker_xl.tables.tracker import read_tracker
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import PERIOD_CHOICES, Selection
from salestracker_xl.workbook.sheets import retention

EVERYTHING = Selection(period=len(PERIOD_CHOICES) - 1)
CDNOW = Path(str(files("lifetimes"))) / "datasets" / "CDNOW_master.txt"


@pytest.fixture(scope="module")
def cdnow(tmp_path_factory):
    path = tmp_path_factory.mktemp("cdnow") / "cdnow.xlsx"
    generate(read_tracker([CDNOW]), path, EVERYTHING)
    return path


@pytest.fixture(scope="module")
def transactions():
    """CDNOW's rows as pandas alone reads them."""
    names = ["customer", "date", "quantity", "amount"]
    frame = pd.read_csv(CDNOW, sep=r"\s+", skiprows=1, names=names, dtype={"customer": str, "date": str})
    return frame.assign(date=pd.to_datetime(frame["date"], format="%Y%m%d"))


def test_cdnow_keeps_every_row_and_cent(cdnow, transactions):
    shown = cards(cdnow)
    assert shown["revenue"] == pytest.approx(2_500_315.63, abs=0.005)
    assert shown["new_customers"] == 23_570
    assert shown["orders"] == (transactions["amount"] > 0).sum()
    assert shown["aov"] == pytest.approx(2_500_315.63 / (transactions["amount"] > 0).sum(), rel=1e-9)
    table = {place: value for (sheet, place), value in cell_values(cdnow).items() if sheet == "Sales"}
    amounts = [table[f"K{row}"] for row in range(5, 5 + 69_659)]
    assert f"B{5 + 69_659}" not in table
    assert sum(amounts) == pytest.approx(2_500_315.63, abs=0.005)


def test_cdnow_has_the_published_cohorts(cdnow, transactions):
    sheet = one_sheet(cdnow, retention.NAME.en)
    table = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], dt.datetime)]
    assert [(row[0].month, row[1]) for row in table] == [(1, 7846), (2, 8476), (3, 7248)]
    month = transactions["date"].dt.to_period("M")
    first = month.groupby(transactions["customer"]).transform("min")
    for row, (start, size) in zip(
        table,
        first.groupby(transactions["customer"]).first().value_counts(sort=False).sort_index().items(),
        strict=True,
    ):
        in_cohort = transactions[first == start]
        for age in range(1, 7):
            active = in_cohort.loc[month[in_cohort.index] == start + age, "customer"].nunique()
            assert row[1 + age] == pytest.approx(active / size, rel=1e-12)


def test_cdnow_is_worth_what_lifetimes_says(cdnow, transactions):
    """Lifetimes counts months of 30 days and pays at their end; we count 365.25/12 days. Compared over equal time."""
    summary = summary_data_from_transaction_data(
        transactions, "customer", "date", monetary_value_col="amount", observation_period_end="1998-06-30"
    )
    fitted = BetaGeoFitter().fit(summary["frequency"], summary["recency"], summary["T"])
    returning = summary[(summary["frequency"] > 0) & (summary["monetary_value"] > 0)]
    money = GammaGammaFitter().fit(returning["frequency"], returning["monetary_value"])
    value = money.conditional_expected_average_profit(summary["frequency"], summary["monetary_value"])
    month, rate = 365.25 / 12, 1.1 ** (1 / 12)

    def expected(days: float) -> pd.Series:
        orders = fitted.conditional_expected_number_of_purchases_up_to_time
        return orders(days, summary["frequency"], summary["recency"], summary["T"])

    steps = [expected(month * at) - (expected(month * (at - 1)) if at > 1 else 0) for at in range(1, 13)]
    clv = sum(step * value / rate**at for at, step in enumerate(steps, start=1)).mean()
    assert cards(cdnow)["clv"] == pytest.approx(clv, rel=2e-3)  # two optimisers stop at slightly different points


def test_cdnow_recalculates(cdnow, ironcalc, libreoffice):
    stored = stored_values(cdnow)
    assert differences(stored, ironcalc.recalculate(cdnow)) == []
    assert differences(stored, libreoffice.recalculate(cdnow)) == []


FRENCH = """Export du 30/06/2026;;;;;;
;;;;;;
N° Commande;Date Commande;Nom Client;Produit;Commercial;Région;Total (€)
C-001;05/01/2026;Café de l'Été;Expresso 1 kg;Équipe Nord;Île-de-France;1 234,50
C-002;13/02/2026;Épicerie Noël;Moulin;Équipe Sud;Provence;89,90
C-003;28/02/2026;Café de l'Été;Moulin;Équipe Nord;île-de-france;-89,90
C-004;30/06/2026;Chez Zoé;Expresso 1 kg;Équipe Sud;Provence;0,10
;;;;;Total;1 234,60
"""


def test_a_french_export_is_read_to_the_cent(tmp_path, ironcalc):
    path = tmp_path / "commandes.csv"
    path.write_bytes(FRENCH.replace("1 234", "1\u00a0234").encode("cp1252"))
    tracker = read_tracker([path], language="fr", country="FR")
    assert tracker.sales.rows == 5
    assert tracker.sales.rejects["line"].tolist() == [8]
    assert tracker.currency == "EUR"
    generate(tracker, tmp_path / "suivi.xlsx", EVERYTHING)
    shown = cards(tmp_path / "suivi.xlsx", "fr")
    assert shown["revenue"] == pytest.approx(1234.60, abs=1e-9)
    assert (shown["orders"], shown["new_customers"]) == (3, 3)
    stored = stored_values(tmp_path / "suivi.xlsx")
    assert differences(stored, ironcalc.recalculate(tmp_path / "suivi.xlsx")) == []


SHOPIFY_HEADER = (
    "Name,Email,Financial Status,Paid at,Created at,Cancelled at,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Amount,Refunded Amount,Lineitem name,Lineitem quantity,Lineitem price,Lineitem discount,Shipping Province"
)
SHOPIFY = [  # two lines; half refunded; cancelled
    "#1001,ada@x.org,paid,,2026-01-05 10:00:00 +0100,,EUR,100.00,5.00,21.00,126.00,0,0,Beans,2,25.00,0,Alsace",
    "#1001,ada@x.org,,,,,,,,,,,,Mill,1,50.00,0,",
    "#1002,bo@x.org,partially_refunded,,2026-02-06 11:00:00 +0100,,EUR,60.00,0,0,60.00,0,30.00,Beans,1,60.00,0,Alsace",
    "#1003,cy@x.org,voided,,2026-02-07 11:00:00 +0100,2026-02-08 11:00:00 +0100,EUR,70,0,0,70,0,0,Mill,1,70,0,",
]


def test_a_shopify_export_with_several_lines_an_order(tmp_path, ironcalc):
    path = tmp_path / "orders_export.csv"
    path.write_text("\n".join([SHOPIFY_HEADER, *SHOPIFY]), encoding="utf-8")
    tracker = read_tracker([path])
    assert tracker.sales.rows == len(list(csv.reader(SHOPIFY))) == 4
    assert len(tracker.sales.rejects) == 1
    generate(tracker, tmp_path / "t.xlsx", EVERYTHING)
    shown = cards(tmp_path / "t.xlsx")
    assert shown["revenue"] == pytest.approx(130.00, abs=1e-9)  # goods: 50 + 50 + half of 60
    assert (shown["orders"], shown["aov"], shown["new_customers"]) == (2, 65.0, 2)
    assert differences(stored_values(tmp_path / "t.xlsx"), ironcalc.recalculate(tmp_path / "t.xlsx")) == []


def test_a_deals_export_sells_what_was_won(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(
        "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Associated Company\n"
        "1,A,Closed won,Sales,1000,2026-03-02,2026-01-10,Team Nova,Shop One\n"
        "2,B,Closed lost,Sales,500,2026-03-05,2026-01-11,Team Nova,Shop Two\n"
        "3,C,Proposal,Sales,700,,2026-02-11,Team Vega,Shop Three\n"
        "4,D,Closed won,Sales,250.5,2026-04-01,2026-03-11,Team Vega,Shop One\n",
        encoding="utf-8",
    )
    tracker = read_tracker([path])
    assert tracker.sales.frame["amount"].tolist() == [1000, 250.5]
    assert tracker.deals is not None
    assert tracker.deals.frame["status"].tolist() == ["won", "lost", "open", "won"]
    generate(tracker, tmp_path / "t.xlsx", EVERYTHING)
    assert cards(tmp_path / "t.xlsx")["revenue"] == pytest.approx(1250.5)
