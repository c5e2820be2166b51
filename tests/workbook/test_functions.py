"""Every function stands with a call to copy and what that call gives over this workbook's own tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from engines.one_sheet import one_sheet
from engines.stored import differences, stored_values
from trackers import goal_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.metric import MetricError
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.results import Table
from salestracker_xl.workbook.calls import tokens
from salestracker_xl.workbook.figures.example_results import Results
from salestracker_xl.workbook.figures.examples import native, typed
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.live import Range
from salestracker_xl.workbook.sheets import functions

FIRST_ROW = functions.HEADER_ROW + 2
ROW = {name: FIRST_ROW + at for at, name in enumerate(REGISTRY)}
SUBJECT, NAME, SUMMARY, ARGUMENTS, CALL, GIVES, COMPUTED, WORKS_WITH = range(1, 9)


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def path(language, tmp_path_factory):
    folder = tmp_path_factory.mktemp("functions")
    tracker = make_tracker(folder, sales_rows(240), goal_rows(), spend_rows(), language=language, currency="EUR")
    generate(tracker, folder / "t.xlsx")
    return folder / "t.xlsx"


@pytest.fixture(scope="module")
def sheet(path, language):
    return one_sheet(path, functions.NAME[language])


class Tables:
    """Three small tables, as examples find them in a workbook."""

    def __init__(self, **columns: Range) -> None:
        self.sales = self.spend = self.targets = columns


def column(name: str, *cells: object) -> Range:
    return Range(f"Sales[{name}]", list(cells))


TABLES = Tables(
    amount=column("Amount", 80.0, 40.0, -20.0),
    order_id=column("Order", "A", "A", "B"),
    customer=column("Customer", "Ada", "Bo", "Cy"),
    orders=column("Orders", 1.0, 0.0, 0.0),
    note=column("Note", None, None, None),
)


def example(name: str, call: str):
    return replace(REGISTRY[name], example=call)


def test_every_function_has_a_row_of_its_own_subject_by_subject(sheet, language):
    names = [sheet.cell(row, NAME).value for row in range(FIRST_ROW, FIRST_ROW + len(REGISTRY))]
    subjects = [sheet.cell(row, SUBJECT).value for row in range(FIRST_ROW, FIRST_ROW + len(REGISTRY))]
    assert names == list(REGISTRY)
    assert len(set(subjects)) == 1 + sum(a != b for a, b in pairwise(subjects))
    for name, metric in REGISTRY.items():
        assert sheet.cell(ROW[name], SUMMARY).value == metric.summary[language]
        lines = sheet.cell(ROW[name], ARGUMENTS).value.split("\n")
        assert len(lines) == len(metric.parameters)
        optional = "(optional)" if language == "en" else "(facultatif)"
        assert [optional in line for line in lines] == [parameter.optional for parameter in metric.parameters]


def test_the_table_can_be_filtered(path, language):
    last = FIRST_ROW + len(REGISTRY) - 1
    assert one_sheet(path, functions.NAME[language], formulas=True).auto_filter.ref == f"A{FIRST_ROW - 1}:H{last}"


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("CAC", "=CAC(Spend[Amount],Spend[New customers])", "=CAC(Dépenses[Montant];Dépenses[Nouveaux clients])"),
        (
            "RETENTION",
            '=RETENTION(IF(Sales[Amount]>=0,Sales[Customer],""),Sales[Date])',
            '=RETENTION(SI(Ventes[Montant]>=0;Ventes[Client];"");Ventes[Date])',
        ),
    ],
)
def test_calls_are_written_as_a_person_types_them(sheet, language, name, english, french):
    call = sheet.cell(ROW[name], CALL)
    assert call.value == (french if language == "fr" else english)
    assert call.data_type == "s"


def test_no_call_is_a_formula(path, language):
    written = one_sheet(path, functions.NAME[language], formulas=True)
    assert {written.cell(row, CALL).data_type for row in ROW.values()} == {"s"}
    formulas = [written.cell(row, GIVES).value for row in ROW.values() if written.cell(row, GIVES).data_type == "f"]
    assert formulas
    assert not [formula for formula in formulas if any(f"{name}(" in formula for name in REGISTRY)]


def test_the_calls_give_what_the_data_says(sheet):
    sales, spend, goals = sales_rows(240), spend_rows(), goal_rows()
    bought = sales[sales["Amount"] > 0]
    customers = sales.loc[sales["Amount"] >= 0, "Customer"].nunique()
    may, june = (set(bought.loc[bought["Date"].str[:7] == month, "Customer"]) for month in ("2026-05", "2026-06"))
    won = customers  # each of them is won once, in a month that has spend
    assert sheet.cell(ROW["CAC"], GIVES).value == pytest.approx(spend["Amount"].sum() / won)
    assert sheet.cell(ROW["AOV"], GIVES).value == pytest.approx(sales["Amount"].sum() / bought["Order"].nunique())
    assert sheet.cell(ROW["ATTAINMENT"], GIVES).value == pytest.approx(sales["Amount"].sum() / goals["Goal"].sum())
    assert sheet.cell(ROW["RETENTION"], GIVES).value == pytest.approx(len(may & june) / len(may))


def test_it_is_told_what_excel_computes_and_what_only_python(sheet, language):
    assert sheet.cell(ROW["AOV"], COMPUTED).value == functions.LIVE[language]
    assert sheet.cell(ROW["RETENTION"], COMPUTED).value == dt.datetime(2026, 6, 30)


def test_it_is_told_what_works_without_the_add_in(sheet, language):
    assert sheet.cell(ROW["AOV"], WORKS_WITH).value == functions.BUILT_IN[language]
    assert sheet.cell(ROW["CLV"], WORKS_WITH).value == functions.WITH_ADD_IN[language]


def test_without_data_the_reason_stands_in_place_of_the_result(tmp_path, language):
    tracker = make_tracker(tmp_path, sales_rows(60)[["Date", "Customer", "Amount"]], language=language)
    generate(tracker, tmp_path / "t.xlsx")
    sheet = one_sheet(tmp_path / "t.xlsx", functions.NAME[language])
    assert sheet.cell(ROW["CAC"], GIVES).value == "–"
    assert "new_customers" in sheet.cell(ROW["CAC"], COMPUTED).value
    call = {"en": "=AOV(Sales[Amount])", "fr": "=AOV(Ventes[Montant])"}  # there are no order numbers to give
    assert sheet.cell(ROW["AOV"], CALL).value == call[language]
    amounts = sales_rows(60)["Amount"]
    assert sheet.cell(ROW["AOV"], GIVES).value == pytest.approx(amounts.sum() / (amounts > 0).sum())


def test_another_engine_finds_the_same(path, ironcalc):
    assert differences(stored_values(path), ironcalc.recalculate(path)) == []


@pytest.mark.parametrize(
    ("name", "call", "given"),
    [
        ("AOV", "AOV({sales[amount]},{sales[order_id]})", 100),
        ("AOV", "AOV({sales[amount]},{sales[note]})", 50),  # a blank column is left out: two positive rows
        ("ATTAINMENT", "ATTAINMENT(95,100)", 0.95),
        ("ATTAINMENT", "ATTAINMENT(AOV({sales[amount]}),0.5)", 100),
        ("CAC", 'CAC({sales[amount]},IF({sales[customer]}<>"Cy",{sales[orders]},""))', 100),
        ("CAC", "CAC(IF({sales[amount]}<0,-2,5),{sales[orders]})", 8),
    ],
)
def test_an_example_is_computed_as_excel_would(name, call, given):
    assert Results(TABLES, "en").of(example(name, call)) == pytest.approx(given)


@pytest.mark.parametrize("rows", [2, 500])
def test_columns_read_whole_give_what_their_cells_give(rows):
    luck = np.random.default_rng(rows)
    names = ["Ada", "ADA", " Bo", "7", "N/A", "Cy", None, ""]
    columns = {
        "customer": [names[at] for at in luck.integers(0, len(names), rows)],
        "order_id": [str(number) for number in luck.integers(0, rows, rows)],
        "date": luck.integers(46_000, 46_200, rows).astype(float),
        "amount": np.where(luck.random(rows) < 0.1, np.nan, luck.integers(-9, 99, rows) * 1.5),
    }
    as_cells = Tables(**{key: Range(key, list(cells)) for key, cells in columns.items()})
    as_columns = Tables(
        **{
            key: Range(key, pa.array(cells, pa.string()) if isinstance(cells, list) else cells)
            for key, cells in columns.items()
        }
    )
    for metric in REGISTRY.values():
        named = {token.table for token in tokens(metric.example)}
        if named == {"", "sales"}:
            assert shown(metric, as_columns) == shown(metric, as_cells), metric.name


def shown(metric, tables):
    """A result without the names of its rows, or why there is none."""
    try:
        given = Results(tables, "en").of(metric)
    except MetricError as error:
        return error.text
    if not isinstance(given, Table):
        return repr(given)
    return [repr(list(column.values)) for column in given.columns if column.heading.en != "Customer"]


@pytest.mark.parametrize("call", ["AOV({sales[amount]}*2)", "AOV([amount])"])
def test_an_example_beyond_that_is_refused(call):
    with pytest.raises((ValueError, IndexError)):
        Results(TABLES, "en").of(example("AOV", call))


def test_in_french_arguments_and_decimals_are_set_apart_the_french_way():
    metric = example("ATTAINMENT", 'ATTAINMENT(IF({sales[amount]}>=0.5,1.25,"a,b.c"),10)')
    assert typed(metric, TABLES, "fr") == '=ATTAINMENT(SI(Sales[Amount]>=0,5;1,25;"a,b.c");10)'
    assert typed(metric, TABLES, "en") == '=ATTAINMENT(IF(Sales[Amount]>=0.5,1.25,"a,b.c"),10)'


@pytest.mark.parametrize(
    ("call", "formula"),
    [
        ("AOV({sales[amount]})", 'SUM(Sales[Amount])/COUNTIF(Sales[Amount],">0")'),
        ("AOV({sales[amount]},{sales[order_id]})", None),  # looks every row up among all rows
        ('AOV(IF({sales[orders]}>0,{sales[amount]},""))', None),  # no range that a formula could name
    ],
)
def test_excel_computes_what_it_can_bear(call, formula):
    assert native(example("AOV", call), TABLES, "en") == formula


def test_a_closed_form_that_counts_each_row_among_all_rows_is_not_written():
    counted = 'SUM({amounts})/SUMPRODUCT(1/COUNTIFS({amounts},">0",{order_ids},{order_ids}))'
    metric = replace(example("AOV", "AOV({sales[amount]},{sales[order_id]})"), native=(counted,))
    assert native(metric, TABLES, "en") is None


def test_every_example_names_columns_that_a_workbook_has(path):
    named = {(token.table, token.field) for metric in REGISTRY.values() for token in tokens(metric.example)}
    assert {table for table, _ in named} <= {"", "sales", "spend", "targets", "deals"}
    assert all(metric.subject in functions.SUBJECTS and metric.unit in functions.STYLES for metric in REGISTRY.values())
    assert np.all([metric.example.startswith(f"{name}(") for name, metric in REGISTRY.items()])
