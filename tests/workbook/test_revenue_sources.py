"""The Trends sheet tells what changed revenue since last year, and what new customers bring to it."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from pages import page, row_of, sentences, table
from trackers import make_tracker, sales_rows

from salestracker_xl.workbook.figures.trends import INCOMPLETE, NOTE
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sections import revenue_sources
from salestracker_xl.workbook.sheets import trends

ROWS = sales_rows(110)  # too few customers for a model of their value, so that a build takes no time
AS_OF = dt.date(2026, 6, 12)
BOTH = {  # units and amounts of the products sold in both years: two columns a year
    "Beans": ((10, 100.0), (20, 240.0)),
    "Mill": ((10, 300.0), (5, 150.0)),
}


@pytest.fixture(scope="module", params=["en", "fr"])
def built(request, tmp_path_factory):
    """The sheet of a tracker that ends within a month, with its language."""
    folder = tmp_path_factory.mktemp("sources")
    generate(make_tracker(folder, ROWS, language=request.param, as_of=AS_OF), folder / "t.xlsx")
    return page(folder / "t.xlsx", trends.NAME[request.param]), request.param


def dated(rows: pd.DataFrame = ROWS) -> pd.DataFrame:
    return rows.assign(Date=pd.to_datetime(rows["Date"]))


def amounts(sheet, language="en") -> dict[str, float]:
    """Revenue of the year before, each effect, and revenue of this year, by their names in one language."""
    rows = table(sheet, trends.BRIDGE_ROW + 3, 3)[:8]  # a note stands right below
    return {row[revenue_sources.EFFECT[language]]: row[revenue_sources.AMOUNT[language]] for row in rows}


def months_of(sheet) -> list[dict[str, object]]:
    rows = table(sheet, trends.NEWNESS_ROW + 3, 8)
    return [row for row in rows if isinstance(next(iter(row.values())), dt.datetime)]


def test_the_effects_lead_from_the_same_days_of_the_year_before_to_this_year(built):
    sheet, language = built
    sold = dated().set_index("Date").sort_index()["Amount"]
    before, after = sold["2025-01-01":"2025-06-12"].sum(), sold["2026-01-01":"2026-06-12"].sum()
    shown = list(amounts(sheet, language).values())
    assert len(shown) == 8
    assert (shown[0], shown[-1]) == (pytest.approx(before), pytest.approx(after))
    assert sum(shown[:-1]) == pytest.approx(after, abs=0.005)


def test_each_effect_is_what_the_orders_were_made_to_have(tmp_path):
    sold = [
        (f"{year}-03-10", "Ada", product, *BOTH[product][at])
        for at, year in enumerate((2025, 2026))
        for product in BOTH
    ]
    sold += [("2025-02-01", "Bo", "Old cup", 3, 60.0), ("2026-02-01", "Bo", "=New cup", 2, 50.0)]
    sold += [("2026-06-30", "Cy", "", None, 7.0), ("2025-01-01", "Cy", "", None, 4.0)]
    rows = pd.DataFrame(sold, columns=["Date", "Customer", "Product", "Quantity", "Amount"])
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", "Trends")
    assert amounts(sheet) == pytest.approx(
        {
            "The year before": 464.0,
            "Volume": 100.0,  # 25 units for 20, at 400 / 20 each
            "Mix": -150.0,  # 20 at 10 and 5 at 30 come to 350, not to 25 times 20
            "Price": 40.0,  # 20 units at 12 instead of 10
            "New products": 50.0,
            "Discontinued products": -60.0,
            "Without quantity": 3.0,
            "This fiscal year so far": 447.0,
        }
    )
    volume = row_of(table(sheet, trends.BRIDGE_ROW + 3, 4), revenue_sources.EFFECT.en, "Volume")
    assert volume["Of the year before"] == pytest.approx(100 / 464)


def test_new_and_existing_customers_bring_the_revenue_of_each_month(built):
    sheet, language = built
    rows = dated()
    rows = rows[rows["Date"] <= "2026-06-12"]
    first = rows[rows["Amount"] >= 0].groupby("Customer")["Date"].min().dt.to_period("M")
    month, born = rows["Date"].dt.to_period("M"), rows["Customer"].map(first)
    shown = months_of(sheet)
    above = table(sheet, trends.FIRST_CONTENT_ROW + 1, 2)[:12]
    assert len(shown) == 12
    for row, same in zip(shown, above, strict=True):
        day, new, existing, revenue, share, count, *_ = row.values()
        assert [day, pytest.approx(revenue)] == list(same.values())  # no filter is set on the dashboard
        of_it = month == pd.Period(day, "M")
        assert new == pytest.approx(rows["Amount"][of_it & (born == month)].sum())
        assert new + existing == pytest.approx(rows["Amount"][of_it].sum(), abs=0.005)
        assert share == (pytest.approx(new / revenue) if revenue > 0 else "–")
        assert count == (first == pd.Period(day, "M")).sum()
    assert revenue_sources.NEWNESS[language] in sentences(sheet)


def test_a_month_that_is_not_over_is_marked_where_new_customers_are_told_too(built):
    sheet, language = built
    marks = [row[NOTE[language]] or None for row in months_of(sheet)]
    assert marks == [INCOMPLETE[language], *[None] * 11]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_a_year_before_a_sentence_says_what_to_give(tmp_path, language):
    young = ROWS[ROWS["Date"] >= "2026-03-01"]
    generate(make_tracker(tmp_path, young, language=language), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", trends.NAME[language])
    assert revenue_sources.NO_YEAR[language] in sentences(sheet)
    assert revenue_sources.EFFECT[language] not in sentences(sheet)
    shown = months_of(sheet)
    assert [f"{next(iter(row.values())):%Y-%m}" for row in shown] == ["2026-06", "2026-05", "2026-04", "2026-03"]
    assert {trends.MARKET_ROW + 1} == {cell.row for cell in sheet["A"] if cell.value == MARKET[language]}


def test_without_units_a_sentence_says_what_to_give(tmp_path):
    generate(make_tracker(tmp_path, ROWS.drop(columns="Quantity")), tmp_path / "t.xlsx")
    assert revenue_sources.NO_UNITS.en in sentences(page(tmp_path / "t.xlsx", "Trends"))


MARKET = {"en": "Beside the market", "fr": "Face au marché"}
