"""No row is lost: what was not taken stands on its own sheet, with its line and its reason."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from engines.one_sheet import one_sheet
from engines.stored import differences, stored_values
from trackers import goal_rows, make_tracker, sales_rows

from salestracker_xl.tables.tracker import Tracker, read_tracker
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW
from salestracker_xl.workbook.sheets import rejected

FIRST_FILE = FIRST_CONTENT_ROW + 2  # the first row below the header of the files, counted from 1
FIRST_REJECTED = FIRST_FILE + rejected.FILES_AT_ONCE + 3  # below the totals, a blank row and the header
BAD_ROWS = {3: ("Date", "2024-02-30"), 7: ("Amount", "=1+1"), 12: ("Amount", "on request"), 20: ("Customer", "")}


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def tracker(language, tmp_path_factory) -> Tracker:
    """Fifty sales of which four cannot be taken, and 108 goals of which one cannot."""
    sales, goals = sales_rows(50).astype({"Amount": object}), goal_rows().astype({"Goal": object})
    for row, (column, value) in BAD_ROWS.items():
        sales.loc[row, column] = value
    goals.loc[0, "Goal"] = "@SUM(A1)"
    return make_tracker(tmp_path_factory.mktemp("rejected"), sales, goals, language=language)


@pytest.fixture(scope="module")
def path(tracker, tmp_path_factory):
    file = tmp_path_factory.mktemp("rejected") / "t.xlsx"
    generate(tracker, file)
    return file


@pytest.fixture(scope="module")
def sheet(path, language):
    return one_sheet(path, rejected.NAME[language])


def written(tracker: Tracker, path):
    generate(tracker, path)
    return one_sheet(path, rejected.NAME[tracker.language])


def rows_of(sheet, first: int) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(min_row=first, max_col=6, values_only=True)]


def test_every_rejected_row_stands_with_its_line_value_and_reason(tracker, sheet, language):
    found = rows_of(sheet, FIRST_REJECTED)
    named = {"en": ("Sales", "Goals"), "fr": ("Ventes", "Objectifs")}[language]
    reasons = {
        line: reason[language]
        for reading in (tracker.sales, tracker.targets)
        for line, reason in zip(reading.rejects["line"], reading.rejects["reason"], strict=True)
    }
    assert [row[:5] for row in found] == [
        [named[0], "sales.csv", 5, "Date", "2024-02-30"],
        [named[0], "sales.csv", 9, "Amount", "=1+1"],
        [named[0], "sales.csv", 14, "Amount", "on request"],
        [named[0], "sales.csv", 22, "Customer", None],
        [named[1], "targets.csv", 2, "Goal", "@SUM(A1)"],
    ]
    assert [row[5] for row in found] == [reasons[line] for line in (5, 9, 14, 22, 2)]


def test_a_rejected_value_is_text_whatever_it_begins_with(path, language):
    sheet = one_sheet(path, rejected.NAME[language], formulas=True)
    cells = {row[4].value: row[4].data_type for row in sheet.iter_rows(min_row=FIRST_REJECTED)}
    assert cells["=1+1"] == cells["@SUM(A1)"] == "s"


def test_accepted_and_rejected_add_up_to_the_rows_of_each_file(sheet, language):
    sales, goals, *waiting, total = rows_of(sheet, FIRST_FILE)[: rejected.FILES_AT_ONCE + 1]
    assert not any(cell for row in waiting for cell in row)
    assert sales[1:] == ["sales.csv", 50, 46, 4, rejected.COMPLETE[language]]
    assert goals[1:] == ["targets.csv", 108, 107, 1, rejected.COMPLETE[language]]
    assert total[2:] == [158, 153, 5, rejected.COMPLETE[language]]
    assert "5" in sheet["A2"].value and "158" in sheet["A2"].value


def test_a_row_that_is_missing_is_noticed(tracker, tmp_path, language):
    short = replace(tracker.sales, frame=tracker.sales.frame.iloc[1:])
    sheet = written(replace(tracker, sales=short), tmp_path / "t.xlsx")
    assert rows_of(sheet, FIRST_FILE)[0][5] == rejected.INCOMPLETE[language]


def test_when_nothing_was_rejected_one_sentence_says_so(tmp_path, language):
    tracker = make_tracker(tmp_path, sales_rows(50), language=language)
    generate(tracker, tmp_path / "t.xlsx")
    sheet = one_sheet(tmp_path / "t.xlsx", rejected.NAME[language], formulas=True)
    assert sheet["A2"].value == rejected.NONE[language].format(rows=50)
    assert [cell.value for cell in sheet[FIRST_REJECTED]] == [None] * 6


def test_what_a_sheet_cannot_hold_is_counted(tracker, tmp_path, language, monkeypatch):
    monkeypatch.setattr(rejected, "SHEET_ROWS", FIRST_REJECTED + 2)  # three rejected rows fit
    sheet = written(tracker, tmp_path / "t.xlsx")
    note, _, *shown = rows_of(sheet, FIRST_REJECTED - 2)
    assert note[0] == rejected.MORE[language].format(shown=3, rejected=5)
    assert [row[2] for row in shown] == [5, 9, 14]


def test_a_value_longer_than_a_cell_is_cut_and_its_end_says_so(tmp_path):
    sales = sales_rows(20).astype({"Amount": object})
    sales.loc[5, "Amount"] = "x" * 40_000
    sheet = written(make_tracker(tmp_path, sales), tmp_path / "t.xlsx")
    shown = sheet.cell(FIRST_REJECTED, 5).value
    told = " … (cut: 40,000 characters)"
    assert shown == "x" * (32_767 - len(told)) + told


def test_files_of_one_name_count_together(tmp_path):
    folders = [tmp_path / "north", tmp_path / "south"]
    for folder, day in zip(folders, ("2026-01-05", "not a day"), strict=True):
        folder.mkdir()
        rows = [(day, "Ada", 10), ("2026-02-05", f"Bo of {folder.name}", 20)]
        pd.DataFrame(rows, columns=["Date", "Customer", "Amount"]).to_csv(folder / "sales.csv", index=False)
    sheet = written(read_tracker([folder / "sales.csv" for folder in folders]), tmp_path / "t.xlsx")
    assert rows_of(sheet, FIRST_FILE)[0][1:] == ["sales.csv", 4, 3, 1, rejected.COMPLETE.en]


def test_another_engine_finds_the_same(path, ironcalc):
    assert differences(stored_values(path), ironcalc.recalculate(path)) == []
