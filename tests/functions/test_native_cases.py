"""The table of calls in the names that a tracker brings along, calculated by IronCalc; what differs is listed.

A name is a formula of Excel: it has the same figure, and not the same care for what a person puts in by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from functions.cases import CASES, Case
from functions.sheet import ERROR_NUMBERS, Error, Omitted, com_value2
from functions.test_cases import alike
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.native_names import WorkbookWithFunctions, define_native_functions

LARGEST = 1000  # rows of a case
SHEET = "Cases"
MADE_BY = {"#N/A": "=NA()", "#DIV/0!": "=1/0", "#VALUE!": '=1+"x"', "#NUM!": "=SQRT(-1)", "#REF!": "=INDEX(A1:A1,9)"}
MADE_BY["#NAME?"] = "=NO_SUCH_FUNCTION()"
TEXT_OF = {number: text for text, number in ERROR_NUMBERS.items()}

DIFFER = {
    "Excel's sums pass over texts and logical values": (
        "CAC: text among numbers",
        "CAC: text in the first row of one column only",
        "CAC: a mark for a missing value is no title",
        "CAC: a number typed as text",
        "CAC: a logical value",
        "CONVERSION: text among numbers",
        "COSTPERSALE: text among numbers",
        "ROMI: text among numbers",
        "REVENUEPERCUSTOMER: text among amounts",
        "PURCHASEFREQUENCY: a logical value",
        "PRICEREALISATION: text among numbers",
        "GROWTHRATE: text among numbers",
        "ROI: text among numbers",
        "LOYALTYTIER: text",
    ),
    "sums that are divided need not have one height": (
        "CAC: heights differ",
        "CAC: heights differ by a blank tail",
        "CAC: as many cells, but not in the same rows",
        "COSTPERSALE: heights differ",
        "AOV: order numbers of another height",
        "PURCHASEFREQUENCY: heights differ",
        "ENGAGEMENT: shapes differ",
    ),
    "a blank cell is 0, and no argument that was left out": (
        "CONVERSION: a confidence in a blank cell",
        "CACPAYBACK: a blank margin",
        "LTVCAC: a blank cost",
        "ROMI: a blank margin",
        "AOV: order numbers given as an empty text",
        "AOV: order numbers given as one blank cell",
        "CAGR: a blank year",
        "BREAKEVEN: a blank price",
        "PROFITTARGET: a blank profit",
        "SAMPLESIZE: a blank rate",
        "SAMPLESIZE: a confidence in a blank cell",
        "MEASURINGCOST: a blank rate",
    ),
    "a date is a number, and a title none": (
        "CAC: a date among numbers",
        "PACE: a small number is no date",
        "SALESCYCLE: whole columns",
    ),
    "a closed form has no words to choose by": (
        "SALESCYCLE: the mean",
        "SALESCYCLE: the mean, in French",
        "SAMPLESIZE: a mean",
        "SAMPLESIZE: a mean, in French",
        "SAMPLESIZE: one cell each",
        "SAMPLESIZE: a rate, in French",
    ),
    "IronCalc 0.9 calls what is too large #DIV/0!": ("CAGR: tenfold within a day",),
}
LISTED = {case for cases in DIFFER.values() for case in cases}


def cells_of(case: Case) -> Iterator[Any]:
    for arg in case.args:
        yield from (cell for row in arg for cell in row) if isinstance(arg, list) else (arg,)


def error_in(case: Case) -> str | None:
    return next((cell.text for cell in cells_of(case) if isinstance(cell, Error)), None)


NATIVE = [
    case
    for case in CASES
    if (REGISTRY[case.function].native or REGISTRY[case.function].dynamic)
    and not isinstance(case.answer, list)
    and sum(1 for _ in cells_of(case)) < LARGEST
    and error_in(case) in (None, *MADE_BY)
]


def written(sheet: Any, case: Case, top: int) -> int:
    """Write the cells of a case and its call left of them; give the next free row."""
    args = list(case.args)
    while isinstance(args[-1], Omitted):
        args.pop()
    given, left, height = [], 1, 1
    for arg in args:
        if not isinstance(arg, list):
            given.append("" if isinstance(arg, Omitted) else constant(com_value2(arg)))
            continue
        for row, cells in enumerate(arg, start=top):
            for col, cell in enumerate(cells, start=left):
                write(sheet, row, col, com_value2(cell))
        given.append(xl_range(top, left, top + len(arg) - 1, left + len(arg[0]) - 1))
        left, height = left + len(arg[0]), max(height, len(arg))
    sheet.write_formula(top, 0, f"={case.function}({','.join(given)})")
    return top + height + 1


def constant(value: Any) -> str:
    if value in TEXT_OF:
        return TEXT_OF[value]
    if isinstance(value, str):
        return f'"{value}"'
    return "" if value is None else repr(value)


def write(sheet: Any, row: int, col: int, value: Any) -> None:
    if value in TEXT_OF:
        sheet.write_formula(row, col, MADE_BY[TEXT_OF[value]], None, TEXT_OF[value])
    elif isinstance(value, str):
        sheet.write_string(row, col, value)
    elif value is not None:
        sheet.write(row, col, value)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, ironcalc: Any) -> dict[str, Any]:
    book = WorkbookWithFunctions({})
    define_native_functions(book, "en")
    sheet, top, places = book.add_worksheet(SHEET), 0, {}
    for case in NATIVE:
        places[case.id] = SHEET, xl_rowcol_to_cell(top, 0)
        top = written(sheet, case, top)
    path = tmp_path_factory.mktemp("native") / "cases.xlsx"
    book.save(path)
    values = ironcalc.recalculate(path)
    return {name: values[place] for name, place in places.items()}


@pytest.mark.parametrize("case", NATIVE, ids=lambda case: case.id)
def test_a_name_of_the_tracker_shows_the_answer_of_the_table(case: Case, shown: dict[str, Any]):
    answer = error_in(case) or case.answer  # Excel hands an error on as it is
    if case.id in LISTED:
        assert not alike(shown[case.id], answer), "no difference any more: take it off the list"
    else:
        assert alike(shown[case.id], answer), shown[case.id]


def test_every_difference_is_one_of_the_table():
    assert {case.id for case in NATIVE} >= LISTED
