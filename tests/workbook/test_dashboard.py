"""The dashboard shows what the metrics say, under every filter, and after every change."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from engines.one_sheet import one_sheet
from engines.stored import StoredValues, differences, stored_values
from looks import texts_of
from openpyxl.utils.cell import get_column_letter
from pages import cards, page, sentences
from trackers import PRODUCTS, REGIONS, REPS, full_tracker, goal_rows, make_tracker, sales_rows, spend_rows
from turns import in_turns

from salestracker_xl.analysis.headline import headline
from salestracker_xl.cells import evaluate
from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.catalogue import BY_KEY, CATALOGUE, ORDERS, REVENUE
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import ALL, PERIOD_CHOICES, THIS_FISCAL_YEAR, Selection
from salestracker_xl.workbook.sections.dashboard_months import MONTHS_ROW
from salestracker_xl.workbook.sheets import calc, dashboard, goals, sales
from salestracker_xl.workbook.sheets.action_plan import NAME as ACTION_PLAN
from salestracker_xl.workbook.spoken import PERCENT

ALL_DATA = len(PERIOD_CHOICES) - 1
FILTER_CELLS = {"what_if": "K2", "period": "N2", "region": "Q2", "rep": "T2", "product": "W2"}


@pytest.fixture(scope="module")
def trackers(tmp_path_factory) -> dict[Language, Tracker]:
    return {
        language: full_tracker(tmp_path_factory.mktemp(language), language=language, currency="EUR", country="FR")
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def built(trackers, tmp_path_factory) -> Callable[[Language, Selection], Path]:
    """The tracker as it is opened under some filters, before anyone touches them."""
    folder = tmp_path_factory.mktemp("built")

    @functools.cache
    def build(language: Language, selection: Selection) -> Path:
        path = folder / f"{language} {selection}.xlsx"
        generate(trackers[language], path, selection)
        return path

    return build


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request) -> Language:
    return request.param


@pytest.fixture(scope="module")
def tracker(language, trackers) -> Tracker:
    return trackers[language]


@pytest.mark.parametrize(("period", "span"), [(THIS_FISCAL_YEAR, "fiscal_year"), (ALL_DATA, "all")])
def test_cards_equal_the_metrics(tracker, built, period, span):
    shown_on = cards(built(tracker.language, Selection(period=period)), tracker.language)
    told = [line for line in headline(tracker) if line.span.key == span]
    lines = {{"NEWCUSTOMERS": "new_customers"}.get(line.key, line.key.lower()): line.value for line in told}
    shown = shown_on.keys() & lines.keys()
    assert len(shown) >= 7
    assert {key: shown_on[key] for key in shown} == pytest.approx({key: lines[key] for key in shown}, rel=1e-9)


def test_over_all_data_the_average_order_is_that_of_the_function(tracker, built):
    frame = tracker.sales.frame
    asked = evaluate(REGISTRY["AOV"], frame["amount"].tolist(), frame["order_id"].tolist())
    shown = cards(built(tracker.language, Selection(period=ALL_DATA)), tracker.language)
    assert shown["aov"] == pytest.approx(asked, rel=1e-12)


SELECTIONS = [
    Selection(region=REGIONS[2]),
    Selection(rep=REPS[2]),
    Selection(product=PRODUCTS[1]),
    Selection(period=ALL_DATA, region=REGIONS[0], rep=REPS[0], product=PRODUCTS[0]),
    Selection(what_if=0.1),
    Selection(what_if=-0.25, rep=REPS[0]),
    *(Selection(period=period) for period in range(len(PERIOD_CHOICES)) if period != THIS_FISCAL_YEAR),
]


@pytest.fixture(scope="module")
def opened(tracker, built) -> Path:
    return built(tracker.language, Selection())


@in_turns("selection", SELECTIONS)
def test_a_filter_typed_in_moves_every_figure_as_a_rebuild_does(built, ironcalc, language, selection):
    say, opened = language, built(language, Selection())
    words = {
        "what_if": selection.what_if,
        "period": PERIOD_CHOICES[selection.period][say],
        "region": selection.region or ALL[say],
        "rep": selection.rep or ALL[say],
        "product": selection.product or ALL[say],
    }
    changes = {(dashboard.NAME[say], FILTER_CELLS[key]): word for key, word in words.items()}
    rebuilt = stored_values(built(say, selection))
    own = ACTION_PLAN[say]  # its baselines are what the build found, under the filters that it was built with
    found = {place: value for place, value in ironcalc.recalculate(opened, changes).items() if place[0] != own}
    rebuilt = StoredValues({place: value for place, value in rebuilt.items() if place[0] != own}, rebuilt.formulas)
    assert differences(rebuilt, found) == []
    before = stored_values(opened)
    assert sum(before[place] != value for place, value in rebuilt.items()) > 20  # the filter did something


def test_a_what_if_moves_goal_attainment_and_rate_and_says_so(tracker, opened, ironcalc):
    say, name = tracker.language, dashboard.NAME[tracker.language]
    stored = stored_values(opened)
    moved = ironcalc.recalculate(opened, {(name, FILTER_CELLS["what_if"]): 0.25})
    attainment, goal, rate = "E5", "E6", f"H{dashboard.NOTICE_ROW + 1}"
    assert moved[name, goal] == pytest.approx(stored[name, goal] * 1.25)
    assert moved[name, attainment] == pytest.approx(stored[name, attainment] / 1.25)
    assert moved[name, rate] > stored[name, rate]
    notice = (name, f"K{dashboard.NOTICE_ROW + 1}")
    assert stored[notice] == ""
    assert moved[notice] == f"{dashboard.WHAT_IF_NOTICE[say]}125{dashboard.WHAT_IF_REST[say]}"
    assert any(
        f"125{PERCENT[say]}" in str(value) for place, value in moved.items() if place[1] == "A2"
    )  # other sheets say so too
    goals_sheet = goals.NAME[say]
    assert {place: moved[place] for place in moved if place[0] == goals_sheet} == pytest.approx(
        {place: stored[place] for place in stored if place[0] == goals_sheet}
    )


def test_a_region_called_all_can_be_chosen(tmp_path):
    rows = sales_rows(60)
    rows["Region"] = ["All" if row % 2 else "North" for row in range(60)]
    path = tmp_path / "t.xlsx"
    generate(make_tracker(tmp_path, rows), path, Selection(period=ALL_DATA, region="All"))
    assert stored_values(path)["Dashboard", "B5"] == pytest.approx(rows["Amount"][rows["Region"] == "All"].sum())
    generate(make_tracker(tmp_path, rows), path, Selection(period=ALL_DATA))
    assert one_sheet(path, "Dashboard", formulas=True)["Q2"].value == "(All)"
    assert stored_values(path)["Dashboard", "B5"] == pytest.approx(rows["Amount"].sum())


def test_under_a_product_the_orders_are_those_that_hold_it(trackers, built):
    frame = trackers["en"].sales.frame
    lines = frame[(frame["product"] == PRODUCTS[1])]
    holding = lines.loc[lines["amount"] > 0, "order_id"].nunique()
    shown = cards(built("en", Selection(period=ALL_DATA, product=PRODUCTS[1])))
    assert shown["orders"] == holding
    assert shown["aov"] == pytest.approx(lines["amount"].sum() / holding, rel=1e-9)


def test_a_name_with_a_tilde_can_be_chosen(tmp_path, libreoffice):
    rows = sales_rows(60)
    rows["Product"] = ["~Cup" if row % 2 else "Cup~" for row in range(60)]
    path = tmp_path / "t.xlsx"
    generate(make_tracker(tmp_path, rows), path, Selection(period=ALL_DATA, product="~Cup"))
    assert stored_values(path)["Dashboard", "B5"] == pytest.approx(rows["Amount"][rows["Product"] == "~Cup"].sum())
    assert differences(stored_values(path), libreoffice.recalculate(path)) == []


def test_a_changed_sale_moves_the_dashboard_as_a_rebuild_does(tmp_path, ironcalc):
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir(), after.mkdir()
    rows = sales_rows()
    generate(make_tracker(before, rows, goal_rows(), spend_rows()), before / "t.xlsx")
    rows.loc[590, ["Region", "Amount"]] = ["Bretagne", 12345.67]
    generate(make_tracker(after, rows, goal_rows(), spend_rows()), after / "t.xlsx")
    changes = {("Sales", "F595"): "Bretagne", ("Sales", "K595"): 12345.67}
    moved = ironcalc.recalculate(before / "t.xlsx", changes)
    expected = stored_values(after / "t.xlsx")
    for cell in ("B5", "E5", "H5", "K5", "N5", "Q5"):
        assert moved["Dashboard", cell] == pytest.approx(expected["Dashboard", cell], rel=1e-9)
    assert moved["Dashboard", "B5"] != stored_values(before / "t.xlsx")["Dashboard", "B5"]


def test_below_the_screen_the_cards_stand_month_by_month(tracker, opened):
    sheet = page(opened, dashboard.NAME[tracker.language])
    months, *rows = (
        [cell for at, cell in enumerate(row) if at == 0 or (at % 3 == 1 and at > 3)]
        for row in sheet.iter_rows(min_row=MONTHS_ROW + 2, max_row=MONTHS_ROW + 10, max_col=23, values_only=True)
    )
    shown = {name: dict(zip([f"{month:%Y-%m}" for month in months[1:]], cells, strict=True)) for name, *cells in rows}
    assert list(shown) == [metric.short[tracker.language] for metric in CATALOGUE]
    frame = tracker.sales.frame
    by_month = frame.groupby(frame["date"].dt.strftime("%Y-%m"))
    assert shown[REVENUE.short[tracker.language]] == pytest.approx(by_month["amount"].sum().tail(7).to_dict())
    firsts = frame[frame["amount"] > 0].drop_duplicates("order_id")  # an order counts with its first line
    orders = firsts["date"].dt.strftime("%Y-%m").value_counts().sort_index()
    assert shown[ORDERS.short[tracker.language]] == orders.tail(7).to_dict()
    assert list(shown[BY_KEY["clv"].short[tracker.language]].values())[-1] == cards(opened, tracker.language)["clv"]
    buyers = frame[frame["amount"] > 0].groupby(frame["date"].dt.to_period("M"))["customer"].agg(set)
    again = {str(month): len(buyers[month] & buyers[month - 1]) / len(buyers[month - 1]) for month in buyers.index[1:]}
    retention = shown[BY_KEY["retention"].short[tracker.language]]
    assert list(retention.values()) == pytest.approx([again[month] for month in retention])


def test_the_screen_fits_a_laptop_and_the_page_is_filled(opened, tracker):
    sheet = openpyxl.load_workbook(opened)[dashboard.NAME[tracker.language]]
    widths = sum(sheet.column_dimensions[get_column_letter(col)].width * 7 for col in range(1, 25))
    heights = [(sheet.row_dimensions[row].height or 15) / 0.75 for row in range(1, sheet.max_row + 1)]
    assert widths < 1366 - 60  # pixels, less the row numbers and the scroll bar
    assert sum(heights[:MONTHS_ROW]) < 768 - 240  # less ribbon, formula bar, tabs and status bar
    page_wide, page_high = (11.69 - 0.8, 8.27 - 1.1)  # inches of A4 between the margins
    assert 0.8 < sum(heights) / widths * page_wide / page_high < 1


def test_lists_offer_every_name_once_behind_all(tracker, opened):
    sheet = one_sheet(opened, calc.NAME[tracker.language], formulas=True)
    offered = [cell.value for cell in sheet["W"][1:5]]  # reps
    assert offered == [ALL[tracker.language], *sorted(REPS, key=str.casefold)]


def test_no_function_of_the_add_in_stands_on_a_sheet(opened):
    formulas = stored_values(opened).formulas.values()
    assert not [formula for formula in formulas if any(f"{name}(" in formula for name in ("CAC", "CLV", "AOV"))]


def test_what_begins_like_a_formula_stays_text(tmp_path):
    rows = sales_rows(40)
    evil = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")']
    rows.loc[:4, "Customer"] = evil
    rows.loc[:4, "Region"] = evil
    rows.loc[:4, "Rep"] = evil
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert [book["Sales"].cell(row, 3).value for row in range(5, 10)] == evil
    formulas = [c.value for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert not [f for f in formulas if f.lstrip("=") in {text.lstrip("=+-@") for text in evil} or "cmd|" in f]
    assert {book["Sales"].cell(5, col).data_type for col in (3, 6, 7)} == {"s"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_typed_row_counts_as_a_built_row_does(tmp_path, language, ironcalc, libreoffice):
    import xlsxwriter

    rows = sales_rows(80)
    number = rows["Order"].str.removeprefix("SO-").astype(int)
    rows["Order"] = rows["Order"].mask(number % 2 == 0, (7 * 10**17 + number).astype(str))  # of which Excel keeps 15
    rows["Customer"] = rows["Customer"].str.replace("Customer 02", "4111111111111111")
    tracker = make_tracker(tmp_path, rows, language=language)
    generate(tracker, tmp_path / "t.xlsx")
    name = sales.NAME[language]
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    table = book[name].tables[name]
    computed = [column.calculatedColumnFormula.attr_text for column in table.tableColumns[11:14]]
    copy = tmp_path / "copy.xlsx"
    with xlsxwriter.Workbook(str(copy)) as twin:
        sheet = twin.add_worksheet(name)
        headers = [{"header": column.name} for column in table.tableColumns]
        sheet.add_table(0, 0, 80, 13, {"name": name, "columns": headers})
        for row, cells in enumerate(book[name].iter_rows(min_row=5, max_row=84, max_col=14, values_only=True), start=1):
            for col, value in enumerate(cells):
                if col == 1:
                    sheet.write_datetime(row, col, value)
                elif col < 11:
                    sheet.write(row, col, value)
                else:
                    sheet.write_formula(row, col, "=" + computed[col - 11], None, value)
    stored = stored_values(copy)
    assert 80 < sum(stored.values()) < 200  # ones and zeros, both
    assert differences(stored, libreoffice.recalculate(copy)) == []
    assert differences(stored, ironcalc.recalculate(copy)) == []


def test_long_names_leave_room_for_what_is_told_of_them(tmp_path):
    rows = sales_rows(240)
    long = "Department of the upper valleys and the coast, number "
    rows["Region"] = long + rows["Region"].replace("", "none")
    path = tmp_path / "t.xlsx"
    generate(make_tracker(tmp_path, rows), path, Selection(period=ALL_DATA - 1))
    charts = [text for text in texts_of(path, "xl/charts/").values() if "by region" in text]
    blocks = [block for text in charts for block in re.findall("<c:cat>.*?</c:cat>", text, re.DOTALL)]
    on_dashboard = [block for block in blocks if "'Calc'!" in block]
    names = {name for block in on_dashboard for name in re.findall("<c:v>(.*?)</c:v>", block)}
    assert "Department of…etagne" in names
    assert max(map(len, names)) <= 24  # an amount may stand behind a year
    assert "Department of…etagne" in sentences(page(path, "Segments"))  # over a column of amounts
    assert f"{long}Bretagne" in sentences(page(path, "Regions"))  # in full where there is room
