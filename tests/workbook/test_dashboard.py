"""The dashboard shows what the metrics say, under every filter, and after every change."""

from __future__ import annotations

import openpyxl
import pytest
from engines.opened import one_sheet
from engines.stored import StoredValues, differences, stored_values
from pages import cards
from trackers import PRODUCTS, REGIONS, REPS, full_tracker, goal_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.analysis.headline import headline
from salestracker_xl.cells import evaluate
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import ALL, PERIOD_CHOICES, THIS_FISCAL_YEAR, Selection
from salestracker_xl.workbook.sheets import calc, dashboard, goals, sales
from salestracker_xl.workbook.sheets.action_plan import NAME as ACTION_PLAN
from salestracker_xl.workbook.spoken import PERCENT

ALL_DATA = len(PERIOD_CHOICES) - 1
FILTER_CELLS = {"what_if": "K2", "period": "N2", "region": "Q2", "rep": "T2", "product": "W2"}


@pytest.fixture(scope="module", params=["en", "fr"])
def tracker(request, tmp_path_factory):
    return full_tracker(tmp_path_factory.mktemp("dashboard"), language=request.param, currency="EUR", country="FR")


@pytest.mark.parametrize(("period", "span"), [(THIS_FISCAL_YEAR, "fiscal_year"), (ALL_DATA, "all")])
def test_cards_equal_the_metrics(tracker, tmp_path, period, span):
    generate(tracker, tmp_path / "t.xlsx", Selection(period=period))
    shown_on = cards(tmp_path / "t.xlsx", tracker.language)
    told = [line for line in headline(tracker) if line.span.key == span]
    lines = {{"NEWCUSTOMERS": "new_customers"}.get(line.key, line.key.lower()): line.value for line in told}
    shown = shown_on.keys() & lines.keys()
    assert len(shown) >= 7
    assert {key: shown_on[key] for key in shown} == pytest.approx({key: lines[key] for key in shown}, rel=1e-9)


def test_over_all_data_the_average_order_is_that_of_the_function(tracker, tmp_path):
    generate(tracker, tmp_path / "t.xlsx", Selection(period=ALL_DATA))
    frame = tracker.sales.frame
    asked = evaluate(REGISTRY["AOV"], frame["amount"].tolist(), frame["order_id"].tolist())
    assert cards(tmp_path / "t.xlsx", tracker.language)["aov"] == pytest.approx(asked, rel=1e-12)


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
def opened(tracker, tmp_path_factory):
    """The tracker as it is opened, before anyone touches a filter."""
    path = tmp_path_factory.mktemp("opened") / "tracker.xlsx"
    generate(tracker, path)
    return path


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_a_filter_typed_in_moves_every_figure_as_a_rebuild_does(tracker, opened, tmp_path, ironcalc, selection):
    say = tracker.language
    generate(tracker, tmp_path / "rebuilt.xlsx", selection)
    words = {
        "what_if": selection.what_if,
        "period": PERIOD_CHOICES[selection.period][say],
        "region": selection.region or ALL[say],
        "rep": selection.rep or ALL[say],
        "product": selection.product or ALL[say],
    }
    changes = {(dashboard.NAME[say], FILTER_CELLS[key]): word for key, word in words.items()}
    rebuilt = stored_values(tmp_path / "rebuilt.xlsx")
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


def test_under_a_product_the_orders_are_those_that_hold_it(tracker, tmp_path):
    generate(tracker, tmp_path / "t.xlsx", Selection(period=ALL_DATA, product=PRODUCTS[1]))
    frame = tracker.sales.frame
    lines = frame[(frame["product"] == PRODUCTS[1])]
    holding = lines.loc[lines["amount"] > 0, "order_id"].nunique()
    shown = cards(tmp_path / "t.xlsx", tracker.language)
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

    tracker = make_tracker(tmp_path, sales_rows(80), language=language)
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
