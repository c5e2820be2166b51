"""The scripts of the bundle, run by xlwings' own engine as Lite runs it: on cells that Excel tells when it is asked."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from engines.payload import payload
from functions.hosts import ask_lite
from hosts.conftest import TODAY
from openpyxl.utils.cell import range_boundaries

from salestracker_xl.hosts.actions import Click, Outcome
from salestracker_xl.hosts.lite import clicks
from salestracker_xl.hosts.lite.clicks import SCRIPTS
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import LANGUAGES
from salestracker_xl.reviews.tracker_file import read_agenda
from salestracker_xl.workbook.sheets import calc, calendar, checks, dashboard, history, sales, settings

SERIAL = (TODAY - dt.date(1899, 12, 30)).days
CALENDAR, CALC, HISTORY = (sheet.NAME["fr"] for sheet in (calendar, calc, history))
GOES_TO = {"dashboard": dashboard, "sales": sales, "checks": checks, "settings": settings}


@pytest.fixture(scope="module")
def header(tracker) -> int:
    """Row of the agenda's header, counted from 1."""
    [(_, cells)] = openpyxl.load_workbook(tracker).defined_names["st_reviews_metric"].destinations
    return int(re.sub(r"\D", "", cells))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def clicked(tracker, header, language, tmp_path_factory) -> dict[str, Any]:
    """What came of each click of a person whose Lite speaks a language."""
    other = tmp_path_factory.mktemp("other") / "other.xlsx"
    openpyxl.Workbook().save(other)
    opened = payload(tracker, [CALENDAR, CALC, HISTORY], CALENDAR, f"C{header + 2}:C{header + 5}")
    clicks = {key: (key, opened) for key in SCRIPTS} | {
        "outside the agenda": ("mark_done", payload(tracker, [CALENDAR, CALC], CALENDAR, f"C{header}")),
        "a picture": ("mark_done", opened | {"book": opened["book"] | {"selection": None}}),
        "another workbook": ("mark_done", payload(other, ["Sheet"], "Sheet", "A1")),
        "Excel refuses": ("mark_done", opened | {"broken": True}),
        "a column is gone": ("snapshot", without_a_column(opened)),
    }
    answers = ask_lite([("scripts",), *(("script", *it) for it in clicks.values())], language)
    return dict(zip(["scripts", *clicks], answers, strict=True))


def without_a_column(opened: dict[str, Any]) -> dict[str, Any]:
    """The workbook whose table of snapshots has lost its last title."""
    [table] = [table for sheet in opened["sheets"] if sheet["name"] == HISTORY for table in sheet["tables"]]
    _, row, last, _ = range_boundaries(table["header_row_range_address"])
    changed = deepcopy(opened)
    [sheet] = [sheet for sheet in changed["sheets"] if sheet["name"] == HISTORY]
    sheet["values"][row - 1][last - 1] = "?"
    return changed


def test_lite_shows_the_buttons_by_their_names(clicked, language):
    labels = {button.key: button.label[language] for button in ribbon().buttons}
    assert clicked["scripts"] == {key: labels[key] for key in SCRIPTS}


@pytest.mark.parametrize("key", GOES_TO)
def test_a_button_goes_to_its_sheet_and_loads_none(clicked, tracker, language, key):
    [action] = clicked[key]["actions"]
    shown = openpyxl.load_workbook(tracker, read_only=True).sheetnames[action["args"][0]]
    assert (action["func"], shown) == ("activateSheet", GOES_TO[key].NAME["fr"])
    assert clicked[key]["told"] == []
    assert clicked[key]["printed"] == {"en": "Done.\n", "fr": "Fait.\n"}[language]


def test_waiting_reviews_are_named(clicked, tracker, language):
    waiting = [entry.metric for entry in read_agenda(tracker).entries if entry.cadence.key == "daily"]
    said = {"en": "Due today ({n}): {which}\n", "fr": "À faire aujourd'hui ({n}) : {which}\n"}[language]
    assert clicked["due_today"]["printed"] == said.format(n=len(waiting), which=", ".join(waiting))
    assert [action["func"] for action in clicked["due_today"]["actions"]] == ["activateSheet", "rangeSelect"]
    assert sorted(clicked["due_today"]["told"]) == sorted([CALENDAR, CALC])


def test_the_day_is_written_in_the_row_of_the_active_cell(clicked, header):
    [written] = clicked["mark_done"]["actions"]
    assert (written["func"], written["values"], written["start_row"]) == ("setValues", [[SERIAL]], header + 1)


def test_a_snapshot_notes_the_figures_of_the_cards(clicked, tracker):
    book = openpyxl.load_workbook(tracker, data_only=True)
    [(_, cells)] = book.defined_names["st_snapshot"].destinations
    [noted] = book[CALC][cells.replace("$", "")]
    written = [action["values"] for action in clicked["snapshot"]["actions"]]
    assert written == [[[SERIAL]], *([["" if cell.value is None else cell.value]] for cell in noted[1:])]


@pytest.mark.parametrize(
    ("click", "said"),
    [
        ("outside the agenda", "Select a cell in the row of a review first"),
        ("a picture", "Select a cell in the row of a review first"),
        ("another workbook", "No sales tracker is in front: open one"),
        ("Excel refuses", "This stopped on something unforeseen (RuntimeError: RichApi.Error"),
        ("a column is gone", "The table of snapshots has no column"),
    ],
)
def test_a_fault_is_one_sentence_and_writes_nothing(clicked, language, click, said):
    printed = clicked[click]["printed"]
    assert printed.count("\n") == 1
    assert printed.startswith(said) == (language == "en")
    assert clicked[click]["actions"] == []


def test_the_doctor_tells_what_answers(clicked, language):
    start = {"en": "xlwings Lite answers: Sales Tracker 0.", "fr": "xlwings Lite répond : Suivi des ventes 0."}
    assert clicked["doctor"]["printed"].startswith(start[language])


def test_what_a_script_began_before_it_failed_is_not_written(monkeypatch, capsys):
    written: dict[str, list[str]] = {"actions": []}

    def breaks(click: Click) -> Outcome:
        written["actions"].append("setValues")
        raise ValueError("half way")

    monkeypatch.setattr(clicks, "SCRIPTS", {"breaks": clicks.Script(breaks)})
    book = SimpleNamespace(api={"book": {"selection": None}}, names=[], json=lambda: written)
    asyncio.run(clicks.click("breaks", book, "en"))
    assert "half way" in capsys.readouterr().out
    assert written == {"actions": []}
