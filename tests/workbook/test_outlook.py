"""The Trends sheet shows the forecast as Python makes it, and the market beside one's own sales."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from engines.stored import stored_values
from pages import disagreements, page, sentences
from trackers import make_tracker

from salestracker_xl.analysis.outlook import sales_outlook
from salestracker_xl.analysis.purchases import sales_rows
from salestracker_xl.calendar import serial
from salestracker_xl.cells import evaluate
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sections import trends as trend_sections
from salestracker_xl.workbook.sheets import trends

FIRST_FORECAST = trends.FORECAST_ROW + 4
FIRST_MARKET = trends.MARKET_ROW + 5


def sales(months: int = 30) -> pd.DataFrame:
    """A sale a month that grows and has a season, to the end of June 2026."""
    days = pd.date_range(end="2026-06-30", periods=months, freq="ME")
    rows = [(f"{day:%Y-%m-%d}", f"C{at % 5}", 1000 + 10 * at + 400 * (day.month == 12)) for at, day in enumerate(days)]
    return pd.DataFrame(rows, columns=["Date", "Customer", "Amount"])


@pytest.fixture(scope="module", params=["en", "fr"])
def built(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("outlook")
    generate(make_tracker(folder, sales(), language=request.param), folder / "t.xlsx")
    return folder / "t.xlsx", trends.NAME[request.param]


def test_the_forecast_is_that_of_the_function(built):
    path, name = built
    rows = sales()
    days = [serial(dt.date.fromisoformat(day)) for day in rows["Date"]]
    table = evaluate(REGISTRY["SALESFORECAST"], days, rows["Amount"].tolist(), 6)
    sheet = page(path, name)
    for column, expected in zip("BCD", table.columns[1:], strict=True):
        shown = [sheet[f"{column}{FIRST_FORECAST + at}"].value for at in range(6)]
        assert shown == pytest.approx(list(expected.values))


def test_a_running_month_is_forecast_from_the_months_before_it(tmp_path):
    tracker = make_tracker(tmp_path, sales())
    outlook = sales_outlook(sales_rows(tracker.sales.frame), dt.date(2026, 6, 12))
    assert outlook is not None
    assert (outlook.past[-1], outlook.month[0]) == (serial(dt.date(2026, 5, 1)), serial(dt.date(2026, 6, 1)))


def test_before_six_months_a_sentence_stands_there(tmp_path):
    generate(make_tracker(tmp_path, sales(5)), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", "Trends")
    assert trend_sections.NO_FORECAST.en in sentences(sheet)
    assert len(sheet._charts) == 4


def test_a_typed_market_stands_beside_own_sales_on_one_base(built, ironcalc):
    path, name = built
    market, last = [50.0 + at for at in range(6, 24)], range(FIRST_MARKET + 6, FIRST_MARKET + 24)
    moved = ironcalc.recalculate(path, {(name, f"B{row}"): index for row, index in zip(last, market, strict=True)})
    own = sales()["Amount"].tolist()[-18:]
    for column, figures in (("C", own), ("D", market)):
        base = sum(figures[:12]) / 12
        shown = [moved[name, f"{column}{row}"] for row in last]
        assert shown == pytest.approx([figure / base * 100 for figure in figures])
    assert moved[name, f"D{FIRST_MARKET + 5}"] == "–"
    before = stored_values(path)
    assert before[name, f"D{last[-1]}"] == "–"


def test_an_engine_finds_every_figure_again(built, ironcalc):
    path, name = built
    assert disagreements(ironcalc, path, name) == []
