"""The first page leads everywhere and says whether all is well."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pandas as pd
import pytest
from engines.stored import differences, stored_values
from trackers import full_tracker, goal_rows, make_tracker, sales_rows

from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import TABS, start

LINK_COLUMN, SENTENCE_COLUMN = start.BLOCK_COLUMNS + 2, start.BLOCK_COLUMNS + 3
FIRST_ROW = start.LOWER_ROW + 2
LIGHTS = ("rows", "rejected", "goals", "first", "last", "orders", "customers", "value", "reviews")
TO_GO_TO = [tab for tab in TABS if tab.__name__.rpartition(".")[2] not in start.HIDDEN]


@pytest.fixture(params=["en", "fr"])
def language(request):
    return request.param


def page(tracker, path, *, data_only: bool = True):
    generate(tracker, path)
    return openpyxl.load_workbook(path, data_only=data_only)[start.NAME[tracker.language]]


def lights(sheet) -> dict[str, object]:
    return {name: sheet.cell(FIRST_ROW + at, 3).value for at, name in enumerate(LIGHTS)}


def texts(sheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_a_link_and_a_sentence_lead_to_every_sheet_in_the_order_of_the_tabs(tmp_path, language):
    sheet = page(make_tracker(tmp_path, sales_rows(60), language=language), tmp_path / "t.xlsx")
    rows = range(FIRST_ROW, FIRST_ROW + len(TO_GO_TO))
    links = [sheet.cell(row, LINK_COLUMN) for row in rows]
    assert [link.value for link in links] == [tab.NAME[language] for tab in TO_GO_TO]
    assert [link.hyperlink.location for link in links] == [f"'{tab.NAME[language]}'!A1" for tab in TO_GO_TO]
    assert all(sheet.cell(row, SENTENCE_COLUMN).value for row in rows)
    assert all(
        start.SENTENCES[tab.__name__.rpartition(".")[2]][language] in texts(sheet) for tab in TO_GO_TO
    )


def test_three_steps_open_the_page(tmp_path, language):
    sheet = page(make_tracker(tmp_path, sales_rows(60), language=language), tmp_path / "t.xlsx")
    headings = [sheet.cell(start.STEP_ROW + 1, 2 + start.BLOCK_COLUMNS * block).value for block in range(3)]
    assert headings == [step.heading[language] for step in start.STEPS]
    said = " ".join(texts(sheet))
    for step in start.STEPS:
        assert all(word in said for word in step.sentence[language].split())
    assert len(sheet.hyperlinks if hasattr(sheet, "hyperlinks") else sheet._hyperlinks) > len(TO_GO_TO) + 4


def test_the_title_is_the_owners(tmp_path, language):
    tracker = make_tracker(tmp_path, sales_rows(60), language=language)
    assert page(tracker, tmp_path / "t.xlsx")["A1"].value == start.PRODUCT[language]


def test_lights_count_what_the_files_hold(tmp_path, language):
    sales = sales_rows(300)
    bad = sales.astype({"Amount": object})
    bad.loc[4, "Amount"] = "soon"
    tracker = make_tracker(tmp_path, bad, language=language)
    found = lights(page(tracker, tmp_path / "t.xlsx"))
    taken = sales.drop(index=4)
    bought = taken[taken["Amount"] > 0]
    assert found["rows"] == start.SOME_TAKEN[language].format(accepted=299, rows=300)
    assert found["rejected"] == start.SOME_REJECTED[language].format(rejected=1)
    assert found["first"] == dt.datetime.fromisoformat(taken["Date"].min())
    assert found["last"] == dt.datetime(2026, 6, 30)
    assert found["orders"] == bought["Order"].nunique()
    assert found["customers"] == taken.loc[taken["Amount"] >= 0, "Customer"].nunique()


def test_when_every_row_was_taken_the_lights_are_green(tmp_path, language):
    sheet = page(make_tracker(tmp_path, sales_rows(60), language=language), tmp_path / "t.xlsx")
    assert lights(sheet)["rows"] == start.ALL_TAKEN[language].format(rows=60)
    assert lights(sheet)["rejected"] == start.NONE_REJECTED[language]


@pytest.mark.parametrize(
    ("goals", "days", "told"),
    [
        (goal_rows(), None, start.GOALS_GIVEN),
        (None, None, start.GOALS_PROPOSED),
        (None, "2026-06-30", start.GOALS_MISSING),  # one day of sales: no year before
    ],
)
def test_goals_are_given_proposed_or_missing(tmp_path, language, goals, days, told):
    sales = sales_rows(60) if days is None else sales_rows(60).assign(Date=days)
    tracker = make_tracker(tmp_path, sales, goals, language=language)
    assert lights(page(tracker, tmp_path / "t.xlsx"))["goals"] == told[language]
