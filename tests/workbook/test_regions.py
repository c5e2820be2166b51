"""The Regions sheet splits the dashboard's figures, and the last twelve months, by region."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from pages import disagreements, page, row_of, sentences, table
from trackers import REGIONS, make_tracker, sales_rows

from salestracker_xl.workbook.figures.breakdown import OTHERS
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import Selection
from salestracker_xl.workbook.sheets import dashboard, regions

COLUMNS, MONTHLY_COLUMNS = 9, 14
HEADER_ROW = 4
CARD_ROW = 5
ROWS = sales_rows(110)  # too few customers for a model of their value, so that a build takes no time
DATES = pd.to_datetime(ROWS["Date"])
LABEL = {"en": "Region", "fr": "Région"}


def shown(path, language="en"):
    return table(page(path, regions.NAME[language]), HEADER_ROW, COLUMNS)


def monthly(path, language="en"):
    """The rows of the heat table, wherever it begins."""
    sheet = page(path, regions.NAME[language])
    begins = [row for row in range(HEADER_ROW + 1, 200) if sheet.cell(row, 1).value == LABEL[language]]
    return table(sheet, begins[0], MONTHLY_COLUMNS)


def months_back(last: dt.datetime) -> list[dt.datetime]:
    return [stamp.to_pydatetime() for stamp in pd.date_range(end=last, periods=12, freq="MS")]


@pytest.fixture(scope="module", params=["en", "fr"])
def built(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("regions")
    generate(make_tracker(folder, ROWS, language=request.param), folder / "t.xlsx")
    return folder / "t.xlsx", request.param


def test_every_region_stands_as_the_rows_give_it(built):
    path, language = built
    *found, rest, _ = (list(row.values()) for row in shown(path, language))
    this, last = (ROWS[DATES.between(f"{year}-01-01", f"{year}-06-30")] for year in (2026, 2025))
    firsts = ROWS[ROWS["Amount"] >= 0].drop_duplicates("Customer")
    counted = ROWS[ROWS["Amount"] > 0].drop_duplicates("Order")
    sums = this.groupby("Region")["Amount"].sum()
    expected = sums.drop("").sort_values(ascending=False)
    assert [row[0] for row in found] == list(expected.index)
    assert rest[0] == OTHERS[language]
    for name, revenue, before, change, share, orders, aov, new, per_new in [*found, rest]:
        region = "" if name == OTHERS[language] else name
        now = this[this["Region"] == region]
        assert revenue == pytest.approx(sums[region])
        assert before == pytest.approx(last[last["Region"] == region]["Amount"].sum())
        assert change == pytest.approx(revenue / before - 1)
        assert share == pytest.approx(revenue / this["Amount"].sum())
        assert orders == counted.index.isin(now.index).sum()
        assert aov == pytest.approx(revenue / orders)
        assert new == firsts.index.isin(now.index).sum()
        assert per_new == (pytest.approx(revenue / new) if new else "–")


def test_the_total_is_what_the_dashboard_shows(built):
    path, language = built
    _, revenue, *_, orders, aov, new, _ = shown(path, language)[-1].values()
    front = page(path, dashboard.NAME[language])
    cards = [front.cell(CARD_ROW, 2 + 3 * at).value for at in (0, 2, 3, 4)]
    assert [revenue, orders, aov, new] == pytest.approx(cards, rel=1e-9)


def test_every_region_stands_in_every_month(built):
    path, language = built
    rows = monthly(path, language)
    months = months_back(dt.datetime(2026, 6, 1))
    assert list(rows[0]) == [LABEL[language], *months, "Total"]
    sums = ROWS.assign(month=DATES.dt.to_period("M")).groupby(["Region", "month"])["Amount"].sum()
    for region in REGIONS:
        row = row_of(rows, LABEL[language], region)
        expected = [sums.get((region, pd.Period(month, "M")), 0.0) for month in months]
        assert list(row.values())[1:-1] == pytest.approx(expected, abs=1e-9)
        assert row["Total"] == pytest.approx(sum(expected))
    assert rows[-1]["Total"] == pytest.approx(ROWS[DATES >= "2025-07-01"]["Amount"].sum())


def test_a_chosen_region_stands_alone(tmp_path):
    generate(make_tracker(tmp_path, ROWS), tmp_path / "t.xlsx", Selection(region="Bretagne"))
    first, *others, total = shown(tmp_path / "t.xlsx")
    assert first["Region"] == "Bretagne"
    assert first["Revenue"] == pytest.approx(total["Revenue"]) != 0
    assert [row["Revenue"] for row in others] == [0, 0, 0]
    alone = row_of(monthly(tmp_path / "t.xlsx"), "Region", "Bretagne")
    assert alone["Total"] == pytest.approx(monthly(tmp_path / "t.xlsx")[-1]["Total"])


def test_the_running_month_of_the_heat_table_says_how_far_it_goes(tmp_path):
    tracker = make_tracker(tmp_path, ROWS, as_of=dt.date(2026, 6, 12), language="fr")
    generate(tracker, tmp_path / "t.xlsx")
    told = "Le dernier mois n'est pas fini : il compte jusqu'au 12 juin 2026."
    assert told in sentences(page(tmp_path / "t.xlsx", "Régions"))
    june = ROWS[DATES.between("2026-06-01", "2026-06-12")]["Amount"].sum()
    assert monthly(tmp_path / "t.xlsx", "fr")[-1][dt.datetime(2026, 6, 1)] == pytest.approx(june)


def test_without_a_whole_year_before_nothing_is_compared(tmp_path):
    generate(make_tracker(tmp_path, ROWS[ROWS["Date"] >= "2025-04-01"]), tmp_path / "t.xlsx")
    rows = shown(tmp_path / "t.xlsx")
    assert any(row["Year before"] for row in rows)
    assert {row["Change"] for row in rows} == {"–"}


def test_more_regions_than_rows_share_the_last_one(tmp_path, ironcalc):
    many = ROWS.assign(Region=[f"District {at % 26:02d} with quite a long official name" for at in range(len(ROWS))])
    generate(make_tracker(tmp_path, many), tmp_path / "t.xlsx")
    *found, rest, total = shown(tmp_path / "t.xlsx")
    assert len(found) == 20
    assert rest["Revenue"] == pytest.approx(total["Revenue"] - sum(row["Revenue"] for row in found))
    assert total["Revenue"] == pytest.approx(ROWS[DATES >= "2026-01-01"]["Amount"].sum())
    assert disagreements(ironcalc, tmp_path / "t.xlsx", "Regions") == []


def test_ironcalc_finds_every_figure_again(built, ironcalc):
    path, language = built
    assert disagreements(ironcalc, path, regions.NAME[language]) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_regions_there_is_a_sentence_and_nothing_else(tmp_path, language):
    generate(make_tracker(tmp_path, ROWS.drop(columns="Region"), language=language), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", regions.NAME[language])
    assert regions.MISSING[language] in sentences(sheet)
    assert not sheet._charts
    assert len(sentences(sheet)) == 4  # title, way back, filters, and the sentence
