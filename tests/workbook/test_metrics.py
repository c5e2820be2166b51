"""The catalogue of metrics: definitions, figures of the dashboard, goals that people type, sample sizes."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from engines.one_sheet import one_sheet
from engines.stored import differences, stored_values
from openpyxl.utils import get_column_letter
from trackers import goal_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.reviews import BY_KEY
from salestracker_xl.workbook.catalogue import BY_KEY as CATALOGUE_BY_KEY
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import dashboard, goals, metrics

ROW = {shown.key: metrics.FIRST_ROW + at for at, shown in enumerate(CATALOGUE)}


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def tracker(language, tmp_path_factory):
    return make_tracker(
        tmp_path_factory.mktemp("metrics"),
        sales_rows(240),
        goal_rows(),
        spend_rows(),
        language=language,
        currency="EUR",
    )


@pytest.fixture(scope="module")
def path(tracker, tmp_path_factory):
    file = tmp_path_factory.mktemp("metrics") / "t.xlsx"
    generate(tracker, file)
    return file


@pytest.fixture(scope="module")
def sheet(path, language):
    return one_sheet(path, metrics.NAME[language])


def cell(sheet, key: str, column: str):
    return sheet.cell(ROW[key] + 1, metrics.PLACE[column] + 1)


def address(key: str, column: str) -> str:
    return get_column_letter(metrics.PLACE[column] + 1) + str(ROW[key] + 1)


def test_every_metric_stands_in_the_order_of_its_priority(sheet, language):
    ranks = [cell(sheet, shown.key, "priority").value for shown in CATALOGUE]
    names = [cell(sheet, shown.key, "metric").value for shown in CATALOGUE]
    assert ranks == list(range(1, len(CATALOGUE) + 1))
    assert names == [shown.label[language] for shown in CATALOGUE]
    for shown in CATALOGUE:
        assert cell(sheet, shown.key, "definition").value == shown.definition[language]
        assert cell(sheet, shown.key, "cadence").value == BY_KEY[shown.cadence].label[language]


def test_the_figures_are_those_of_the_dashboard(sheet, path, language):
    cards = one_sheet(path, dashboard.NAME[language])
    for at, shown in enumerate(CATALOGUE):
        on_card = cards.cell(dashboard.CARD_ROW + 2, 3 * at + 2).value
        assert isinstance(on_card, int | float), shown.key
        assert cell(sheet, shown.key, "value").value == on_card


@pytest.mark.parametrize(
    ("key", "sign", "unit"),
    [("revenue", "▲", "EUR"), ("cac", "▼", "EUR"), ("orders", "▲", "n"), ("retention", "▲", "%")],
)
def test_direction_and_unit_are_told_in_words(sheet, key, sign, unit):
    assert cell(sheet, key, "direction").value.startswith(sign + " ")
    assert unit in cell(sheet, key, "unit").value


def test_goals_of_revenue_and_attainment_are_on_their_own_sheet(path, language):
    sheet = one_sheet(path, metrics.NAME[language], formulas=True)
    for key in ROW:
        goal = cell(sheet, key, "goal")
        if key in ("revenue", "attainment"):
            assert goal.hyperlink.location == f"'{goals.NAME[language]}'!A1"
        else:
            assert (goal.value, goal.fill.fgColor.rgb) == (None, "FFFFF8DC")


@pytest.mark.parametrize(
    ("key", "share_of_value", "relative"), [("aov", 0.8, 0.25), ("cac", 1.25, -0.2), ("orders", 1, 0)]
)
def test_a_goal_typed_here_shows_on_the_dashboard(path, language, ironcalc, key, share_of_value, relative):
    value = stored_values(path)[metrics.NAME[language], address(key, "value")]
    typed = {(metrics.NAME[language], address(key, "goal")): value * share_of_value}
    found = ironcalc.recalculate(path, typed)
    assert found[metrics.NAME[language], address(key, "against_goal")] == pytest.approx(relative)
    place = list(ROW).index(key)
    on_card = get_column_letter(3 * place + 2) + str(dashboard.CARD_ROW + 3)
    assert found[dashboard.NAME[language], on_card] == pytest.approx(relative)


def test_without_a_goal_the_sheet_says_so(sheet, language):
    assert cell(sheet, "aov", "against_goal").value == metrics.NO_GOAL[language]


@pytest.mark.parametrize(("better", "signs"), [(1, "✓✗✓"), (-1, "✗✓✓")])
def test_words_against_a_goal_know_which_way_is_better(sheet, better, signs):
    key = next(
        shown.key for shown in CATALOGUE if shown.better == better and shown.key not in ("revenue", "attainment")
    )
    above, below, equal = cell(sheet, key, "against_goal").number_format.split(";")
    assert [text.strip('"')[0] for text in (above, below, equal)] == list(signs)
    assert CATALOGUE_BY_KEY[key].better == better


def test_samples_count_the_orders_and_customers_behind_a_figure(sheet):
    rows = sales_rows(240)
    rows["Month"] = rows["Date"].str[:7]
    bought = rows[rows["Amount"] > 0]
    orders = bought.drop_duplicates("Order")  # an order counts on the day of its first line
    first = bought.sort_values("Date", kind="stable").drop_duplicates("Customer")
    expected = {
        "revenue": int((orders["Date"] >= "2026-01-01").sum()),
        "aov": int((orders["Date"] >= "2026-01-01").sum()),
        "cac": int((first["Date"] >= "2026-01-01").sum()),
        "retention": bought.loc[bought["Month"] == "2026-05", "Customer"].nunique(),  # looked at again in June
        "clv": bought["Customer"].nunique(),
    }
    assert {key: cell(sheet, key, "sample").value for key in expected} == expected
    assert cell(sheet, "orders", "sample").value == "–"


def test_in_a_running_month_retention_rests_on_the_month_before_the_last_complete_one(tmp_path):
    rows = pd.DataFrame(
        [("2026-01-05", "A", 1), ("2026-02-05", "A", 1), ("2026-02-06", "B", 1), ("2026-03-02", "A", 1)],
        columns=["Date", "Customer", "Amount"],
    )
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx")
    sheet = one_sheet(tmp_path / "t.xlsx", metrics.NAME.en)
    assert cell(sheet, "retention", "sample").value == 1  # A in January, with February complete
    assert cell(sheet, "clv", "sample").value == 2


def test_what_only_python_computes_carries_its_day(sheet, language):
    for key in ("retention", "clv"):
        computed = cell(sheet, key, "computed")
        assert computed.value == dt.datetime(2026, 6, 30)
        assert "Python" in computed.number_format
    assert cell(sheet, "aov", "computed").value == metrics.LIVE[language]


def test_another_engine_finds_the_same(path, ironcalc):
    assert differences(stored_values(path), ironcalc.recalculate(path)) == []
