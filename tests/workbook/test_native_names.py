"""The functions that a workbook brings along, for an Excel without Python."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from engines.one_sheet import one_sheet
from trackers import full_tracker

from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.native_names import lambda_of

NATIVE = {name for name, metric in REGISTRY.items() if metric.native or metric.dynamic}
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def path(language, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("native")
    generate(full_tracker(folder, language=language), folder / "t.xlsx")
    return folder / "t.xlsx"


def names_of(path: Path) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(zipfile.ZipFile(path).read("xl/workbook.xml"))
    return {name.attrib["name"]: name for name in root.iter(f"{SPREADSHEET}definedName")}


def test_every_metric_with_a_closed_form_is_a_function_of_the_workbook(path, language):
    names = names_of(path)
    assert {name for name in names if name in REGISTRY} == NATIVE
    for name in NATIVE:
        assert names[name].attrib["comment"] == REGISTRY[name].summary[language]
        assert (names[name].text or "").startswith("_xlfn.LAMBDA(")


def test_no_cell_calls_one(path):
    calls = re.compile(rf"\b({'|'.join(REGISTRY)})\(")
    book = openpyxl.load_workbook(path)
    assert [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and calls.search(str(cell.value))
    ] == []


def test_they_can_be_left_out(tmp_path):
    generate(full_tracker(tmp_path), tmp_path / "t.xlsx", native_functions=False)
    assert not NATIVE & set(names_of(tmp_path / "t.xlsx"))
    assert "✓ Excel" not in str([row for row in one_sheet(tmp_path / "t.xlsx", "Functions", formulas=True).values])


def test_an_argument_that_may_be_left_out_chooses_the_form():
    aov = replace(REGISTRY["AOV"], native=("SUM({amounts})", "SUM({amounts})/ROWS({order_ids})"), dynamic=())
    assert lambda_of(aov) == (
        "_xlfn.LAMBDA(_xlpm.amounts,_xlop.order_ids,"
        "IF(_xlfn.ISOMITTED(_xlpm.order_ids),SUM(_xlpm.amounts),SUM(_xlpm.amounts)/ROWS(_xlpm.order_ids)))"
    )


def test_a_dynamic_form_takes_the_place_of_a_slower_one():
    aov = replace(REGISTRY["AOV"], native=("SUM({amounts})",), dynamic=("ROWS(UNIQUE({amounts}))",))
    assert lambda_of(aov) == "_xlfn.LAMBDA(_xlpm.amounts,ROWS(_xlfn.UNIQUE(_xlpm.amounts)))"


def test_what_no_form_covers_is_told_when_the_workbook_is_made():
    half = replace(REGISTRY["RETENTION"], native=("ROWS({customers}{dates})", "ROWS({customers}{dates}{as_of})"))
    with pytest.raises(ValueError, match="RETENTION"):
        lambda_of(half)


def test_without_a_closed_form_there_is_no_function():
    assert lambda_of(REGISTRY["CLV"]) is None
