"""The Trends sheet shows 24 months as the sales rows give them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from pages import disagreements, page, row_of, sentences, table
from trackers import make_tracker, sales_rows

from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import Selection
from salestracker_xl.workbook.sheets import trends

LABELS = {
    "en": ("Month", "Revenue", "3-month average", "Year before", "Change", "Orders", "Average order", "New customers"),
    "fr": (
        "Mois",
        "Chiffre d'affaires",
        "Moyenne sur 3 mois",
        "Année précédente",
        "Évolution",
        "Commandes",
        "Panier moyen",
        "Nouveaux clients",
    ),
}
NOTE = {"en": "Note", "fr": "Remarque"}
ROWS = sales_rows(110)  # too few customers for a model of their value, so that a build takes no time
SUBTITLE = {
    "en": "Dashboard filters, all but the period: Region: Bretagne · Rep: All · Product: All",
    "fr": "Filtres du tableau de bord, hormis la période : Région : Bretagne · Commercial : Tous · Produit : Tous",
}
COLUMNS = 9
HEADER_ROW = 4


@pytest.fixture(scope="module", params=["en", "fr"])
def complete(request, tmp_path_factory):
    """A tracker that ends with a month, and its language."""
    folder = tmp_path_factory.mktemp("complete")
    generate(make_tracker(folder, ROWS, language=request.param), folder / "t.xlsx")
    return folder / "t.xlsx", request.param


@pytest.fixture(scope="module", params=["en", "fr"])
def running(request, tmp_path_factory):
    """A tracker that ends within a month, with a region chosen, and its language."""
    folder = tmp_path_factory.mktemp("running")
    tracker = make_tracker(folder, ROWS, language=request.param, as_of=dt.date(2026, 6, 12))
    generate(tracker, folder / "t.xlsx", Selection(region="Bretagne"))
    return folder / "t.xlsx", request.param


def shown(path, language="en"):
    return table(page(path, trends.NAME[language]), HEADER_ROW, COLUMNS)


def dated(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(Date=pd.to_datetime(rows["Date"]))


def by_month(rows: pd.DataFrame) -> pd.DataFrame:
    """Revenue, orders and new customers of each month, counted from the rows."""
    rows = dated(rows)
    months = rows["Date"].dt.to_period("M")
    orders = rows[rows["Amount"] > 0].drop_duplicates("Order")["Date"].dt.to_period("M").value_counts()
    new = rows[rows["Amount"] >= 0].groupby("Customer")["Date"].min().dt.to_period("M").value_counts()
    counted = pd.DataFrame({"revenue": rows.groupby(months)["Amount"].sum(), "orders": orders, "new": new})
    return counted.reindex(pd.period_range(months.min(), months.max(), freq="M")).fillna(0)


def ratio(top: float, bottom: float, less: float = 0) -> object:
    return pytest.approx(top / bottom - less) if bottom else "–"


def test_every_month_stands_as_the_rows_give_it(complete):
    path, language = complete
    rows = shown(path, language)
    expected = by_month(ROWS)
    month, revenue, average, before, change, orders, aov, new = LABELS[language]
    assert [pd.Period(row[month], "M") for row in rows] == list(expected.index[::-1][:24])  # the newest first
    for row in rows:
        now = pd.Period(row[month], "M")
        assert row[revenue] == pytest.approx(expected["revenue"][now])
        assert row[orders] == expected["orders"][now]
        assert row[new] == expected["new"][now]
        assert row[aov] == ratio(expected["revenue"][now], expected["orders"][now])
        assert row[average] == pytest.approx(expected["revenue"][now - 2 : now].mean())
        if now - 12 in expected.index:
            assert row[before] == pytest.approx(expected["revenue"][now - 12])
            assert row[change] == ratio(expected["revenue"][now], expected["revenue"][now - 12], less=1)
        else:
            assert row[before] == row[change] == "–"
        assert not row[NOTE[language]]


def test_a_month_that_is_not_over_says_so_and_stands_beside_the_same_days(running):
    path, language = running
    last, *over = shown(path, language)
    sold = dated(ROWS[ROWS["Region"] == "Bretagne"])
    this, before_it = (sold["Date"].between(f"{year}-06-01", f"{year}-06-12") for year in (2026, 2025))
    _, revenue, average, before, *_ = LABELS[language]
    assert last[NOTE[language]] == {"en": "incomplete", "fr": "incomplet"}[language]
    assert last[revenue] == pytest.approx(sold["Amount"][this].sum())
    assert last[before] == pytest.approx(sold["Amount"][before_it].sum())
    assert last[average] == "–"
    assert not any(row[NOTE[language]] for row in over)
    day = {"en": "12 June 2026", "fr": "12 juin 2026"}[language]
    assert any(day in text for text in sentences(page(path, trends.NAME[language])))


def test_the_months_follow_the_filters_and_say_so(running):
    path, language = running
    may = dated(ROWS[ROWS["Region"] == "Bretagne"]).query("Date >= '2026-05-01' and Date < '2026-06-01'")
    month, revenue, *_ = LABELS[language]
    found = row_of(shown(path, language), month, dt.datetime(2026, 5, 1))
    assert found[revenue] == pytest.approx(may["Amount"].sum())
    assert page(path, trends.NAME[language])["A2"].value == SUBTITLE[language]


def test_months_before_the_first_sale_stay_blank(tmp_path):
    generate(make_tracker(tmp_path, ROWS[ROWS["Date"] >= "2026-03-01"]), tmp_path / "t.xlsx")
    rows = shown(tmp_path / "t.xlsx")
    assert [f"{row['Month']:%Y-%m}" for row in rows] == ["2026-06", "2026-05", "2026-04", "2026-03"]
    assert [isinstance(row["3-month average"], float) for row in rows] == [True, True, False, False]


def test_ironcalc_finds_every_figure_of_complete_months_again(complete, ironcalc):
    path, language = complete
    assert disagreements(ironcalc, path, trends.NAME[language]) == []


def test_ironcalc_finds_every_figure_of_a_running_month_again(running, ironcalc):
    path, language = running
    assert disagreements(ironcalc, path, trends.NAME[language]) == []
