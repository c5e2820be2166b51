"""How often to measure and what it costs: the formulas of the sheet Metrics beside the functions of the same name."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from engines.stored import stored_values
from openpyxl.utils import get_column_letter
from pages import page
from trackers import goal_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.metrics import REGISTRY
from salestracker_xl.metrics.measurement import CADENCES, QUARTERLY
from salestracker_xl.reviews import BY_KEY
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sections.measuring import (
    ADVICE_TITLE,
    COST_TITLE,
    PLACE,
    SLOWER,
    TOO_OFTEN,
    UNWORTHY,
    WORTH,
)
from salestracker_xl.workbook.sections.other_metrics import LIVE_ONES, load_usage
from salestracker_xl.workbook.sheets import metrics

NAME = metrics.NAME.fr


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("measuring")
    tables = sales_rows(120), goal_rows(), spend_rows()
    generate(make_tracker(folder, *tables, language="fr", currency="EUR"), folder / "t.xlsx")
    return folder / "t.xlsx"


@pytest.fixture(scope="module")
def rows(path):
    """Row of each heading of the sheet, as Excel counts."""
    return {cell.value: cell.row for cells in page(path, NAME).iter_rows(max_col=2) for cell in cells if cell.value}


def advisor(rows, line: int, column: str) -> str:
    return get_column_letter(PLACE[column] + 1) + str(rows[ADVICE_TITLE.fr] + 2 + line)


def cost(rows, column: str, number: int = 1) -> str:
    return get_column_letter(PLACE[column] + 1) + str(rows[COST_TITLE.fr] + 1 + number)


@pytest.mark.parametrize(
    ("orders", "customers", "price"),
    [
        (1200, 5000, 80),  # enough for every day
        (652.4, 5000, 80),  # just short of thirty a working day
        (131, 5000, 80),  # enough for every week
        (29, 5000, 80),
        (1200, 99, 80),  # few customers
        (1200, 5000, 19.99),  # cheap goods
    ],
)
def test_the_advice_is_that_of_the_function(path, rows, ironcalc, orders, customers, price):
    typed = {(NAME, advisor(rows, at, "done")): figure for at, figure in enumerate((orders, customers, price))}
    found = ironcalc.recalculate(path, typed)
    told = found[NAME, advisor(rows, 4, "advised")]
    expected = REGISTRY["REVIEWCADENCE"].compute(orders, customers, price)
    keys = {cadence: key for (_, cadence), key in zip(CADENCES, ("daily", "weekly", "monthly"), strict=True)}
    assert told == BY_KEY[keys.get(expected, "quarterly")].label.fr
    assert (expected == QUARTERLY) == (told == "Trimestrielle")
    reason = found[NAME, advisor(rows, 4, "done")]
    assert ("100 clients" in reason) == (customers < 100 and orders >= 30)
    assert ("moins de 20" in reason) == (price < 20 and customers >= 100 and orders >= 30)


def test_what_is_found_is_what_the_tables_hold(path, rows):
    sales = sales_rows(120)
    bought = sales[sales["Amount"] > 0]
    year = bought[(bought["Date"] > "2025-06-30") & (bought["Date"] <= "2026-06-30")]
    orders = bought.drop_duplicates("Order")
    stored = stored_values(path)
    per_month = stored[NAME, advisor(rows, 0, "advised")]
    assert per_month == pytest.approx((orders["Date"] >= "2025-07-01").sum() / 12)
    assert stored[NAME, advisor(rows, 1, "advised")] == year["Customer"].nunique()


@pytest.mark.parametrize(("worth", "verdict"), [(1e6, TOO_OFTEN), (500, SLOWER), (1, UNWORTHY)])
def test_the_verdict_weighs_cost_against_the_worth_of_the_decision(path, rows, ironcalc, worth, verdict):
    typed = {
        (NAME, cost(rows, "worth")): worth,
        (NAME, cost(rows, "tools")): 120.0,
        (NAME, cost(rows, "minutes")): 15.0,
    }
    found = ironcalc.recalculate(path, typed)
    rate, _ = load_usage()
    times = found[NAME, cost(rows, "times")]
    assert 240 < times < 270  # working days of the year: the calendar says daily
    assert found[NAME, cost(rows, "cost")] == pytest.approx(
        REGISTRY["MEASURINGCOST"].compute(15.0, float(rate), 120.0, float(times))
    )
    told = found[NAME, cost(rows, "verdict")]
    assert told.startswith(verdict.fr)
    if verdict == SLOWER:  # 15 minutes at 40 are 10 a look: 52 looks and the tools cost 640, 12 looks 240
        assert told.endswith("mensuelle")


def test_a_metric_looked_at_as_often_as_advised_is_worth_it(path, rows, ironcalc):
    place = next(at for at, shown in enumerate(CATALOGUE, start=1) if shown.cadence == "monthly")
    typed = {(NAME, advisor(rows, at, "done")): figure for at, figure in enumerate((1200, 5000, 80))}
    typed[NAME, cost(rows, "worth", place)] = 1e6
    assert ironcalc.recalculate(path, typed)[NAME, cost(rows, "verdict", place)] == WORTH.fr


def test_ranks_that_are_typed_put_the_metrics_in_that_order(path, rows, ironcalc):
    def rank(at: int) -> tuple[str, str]:
        return NAME, get_column_letter(metrics.PLACE["priority"] + 1) + str(metrics.FIRST_ROW + at)

    other = len(CATALOGUE) + 1
    found = ironcalc.recalculate(path, {rank(other): 0.5, rank(1): 3.0})
    first = rows[metrics.ORDER_TITLE.fr] + 1
    shown = [found[NAME, f"B{first + at}"] for at in range(3)]
    names = page(path, NAME)
    assert shown[0] == names.cell(metrics.FIRST_ROW + other, 2).value
    assert shown[1:] == [CATALOGUE[1].label.fr, CATALOGUE[0].label.fr]
    assert found[NAME, f"C{first}"] == metrics.NO_CARD.fr


def test_every_metric_that_the_data_allows_stands_in_the_catalogue(path):
    labels = [cells[0].value for cells in page(path, NAME).iter_rows(min_col=2, max_col=2)]
    for key in ("REVENUEPERCUSTOMER", "REPEATRATE", "COSTPERSALE", "PACE", "GROWTHRATE"):
        assert REGISTRY[key].label.fr in labels
    assert len(LIVE_ONES) == 5


def test_usages_have_both_languages_and_known_cadences():
    rate, usages = load_usage()
    assert rate > 0
    assert {shown.key for shown in CATALOGUE} <= set(usages)
    for usage in usages.values():
        assert usage.decision.en != usage.decision.fr
        assert usage.better in (1, -1)
        assert usage.cadence in BY_KEY
        assert usage.minutes > 0


def test_a_single_sale_is_advised_quarterly(tmp_path):
    rows = pd.DataFrame([("2026-06-05", "A", 10)], columns=["Date", "Customer", "Amount"])
    tracker = dataclasses.replace(make_tracker(tmp_path, rows), language="fr")
    generate(tracker, tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", NAME)
    titles = {cell.value: cell.row for cells in sheet.iter_rows(max_col=2) for cell in cells if cell.value}
    assert sheet[advisor(titles, 4, "advised")].value == "Trimestrielle"
    assert sheet[advisor(titles, 0, "advised")].value == 1
