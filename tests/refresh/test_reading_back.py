"""A tracker that is read back from its workbook makes the same workbook again, with all that people typed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from refresh.edited import Edited
from trackers import customer_rows, deal_rows, goal_rows, interaction_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.calendar import serial
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.reading.file_rows import DELETED, NOT_LISTED, TYPED_ROWS
from salestracker_xl.refresh.reading.found import Found
from salestracker_xl.refresh.reading.reading_back import AddedUp, NothingSold, read_back
from salestracker_xl.refresh.reading.table_cells import LostColumn, LostTable
from salestracker_xl.refresh.source import Area
from salestracker_xl.reviews.tracker_file import NotATracker, WrongCell
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.file_accounts import files_of
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import Selection

DAY = dt.date(2026, 6, 30)
SALES = sales_rows(90).astype({"Amount": object})
SALES.loc[[3, 40], "Amount"] = ["12O.50", "free"]
HEADER, FIRST, LAST = 4, 5, 92  # rows of the table of sales: 90, of which two were rejected
CHOSEN = Selection(period=3, region="Bretagne", what_if=0.1)


def everything(folder: Path) -> Tracker:
    tables = {"deals": deal_rows(30), "customers": customer_rows(SALES), "engagement": interaction_rows(SALES, 40)}
    return make_tracker(folder, SALES, goal_rows(), spend_rows(), **tables, country="FR", currency="EUR", as_of=DAY)


def bare(folder: Path) -> Tracker:
    few = sales_rows(200).loc[:, ["Date", "Customer", "Amount"]]
    return make_tracker(folder, few, language="fr", fiscal_start=4, as_of=DAY)


@pytest.fixture(scope="module")
def trackers(tmp_path_factory) -> dict[str, tuple[Tracker, Path]]:
    built = {}
    for make in (everything, bare):
        folder = tmp_path_factory.mktemp(make.__name__)
        built[make.__name__] = tracker, path = make(folder), folder / "tracker.xlsx"
        generate(tracker, path, CHOSEN if make is everything else Selection(), native_functions=False)
    return built


@pytest.fixture(scope="module")
def file(trackers) -> Any:
    with FileSource(trackers["everything"][1]) as source:
        yield source


@pytest.fixture(scope="module")
def found(file) -> Found:
    return read_back(file)


def again(found: Found, path: Path) -> Path:
    generate(found.tracker, path, found.selection, typed=found.typed, native_functions=found.options.native_functions)
    return path


@pytest.mark.parametrize("name", ["everything", "bare"])
def test_a_tracker_that_is_read_back_makes_the_same_workbook(trackers, tmp_path, name):
    _, path = trackers[name]
    with FileSource(path) as first, FileSource(again(read_back(first), tmp_path / path.name)) as second:
        assert (second.names, second.tables) == (first.names, first.tables)
        properties = first.names["st_properties"]
        for sheet in first.sheets:
            assert second.formulas(sheet) == first.formulas(sheet)
            whole = Area(sheet, 0, 0, 1500, 60)
            for row, pair in enumerate(zip(first.values(whole), second.values(whole), strict=True)):
                for col, (one, other) in enumerate(zip(*pair, strict=True)):
                    its_own = (sheet, row, col) == (properties.sheet, properties.top, properties.left)
                    assert its_own or one == other or alike(one, other), (sheet, row, col)


def alike(one: Any, other: Any) -> bool:
    """Files hold sixteen digits of a number."""
    return isinstance(one, int | float) and one == pytest.approx(other, rel=1e-12, abs=1e-12)


def test_readings_are_those_of_the_files(trackers, found):
    built, _ = trackers["everything"]
    for mine, theirs in zip(found.tracker.readings, built.readings, strict=True):
        assert mine.schema is theirs.schema
        pd.testing.assert_frame_equal(mine.rejects, theirs.rejects, check_exact=True) if not len(
            theirs.rejects
        ) else None
        assert mine.rows == theirs.rows == len(mine.frame) + len(mine.rejects)
        assert [(one.name, one.rows, one.accepted, one.notes) for one in mine.sources] == [
            (one.name, one.rows, one.accepted, one.notes) for one in theirs.sources
        ]
        if mine.schema.key != "customers":  # whose sheet is sorted by revenue
            pd.testing.assert_frame_equal(mine.frame.drop(columns="line"), theirs.frame.drop(columns="line"))
    assert (found.tracker.as_of, found.tracker.country, found.tracker.currency) == (DAY, "FR", "EUR")
    assert found.selection == CHOSEN


def test_rejected_rows_keep_file_line_cell_and_reason(trackers, found):
    built, _ = trackers["everything"]
    mine, theirs = found.tracker.sales.rejects, built.sales.rejects
    assert len(mine) == 2
    pd.testing.assert_frame_equal(mine.drop(columns="reason"), theirs.drop(columns="reason"))
    assert [reason.en for reason in mine["reason"]] == [reason.en for reason in theirs["reason"]]


def test_what_is_told_of_customers_is_told_apart_from_their_sales(trackers, found):
    built, _ = trackers["everything"]
    keys = ["customer", "segment", "city", "country", "birth_year", "opt_in"]
    mine, theirs = (
        tracker.customers.frame[keys].sort_values("birth_year", kind="stable").reset_index(drop=True)
        for tracker in (found.tracker, built)
    )
    assert len(mine) == len(theirs)
    assert set(map(str.lower, mine["customer"])) == set(map(str.lower, theirs["customer"]))
    assert found.tracker.customers.frame["region"].isna().all()  # no file gave one: the sheet has them from the sales
    assert found.tracker.customers.frame["age_group"].isna().all()  # worked out from the year of birth


def test_libreoffice_saves_the_same_tracker(trackers, found, libreoffice, tmp_path):
    with FileSource(libreoffice.resaved(trackers["everything"][1], tmp_path)) as source:
        saved = read_back(source)
    for mine, theirs in zip(saved.tracker.readings, found.tracker.readings, strict=True):
        pd.testing.assert_frame_equal(mine.frame, theirs.frame)
        pd.testing.assert_frame_equal(mine.rejects, theirs.rejects)
    assert (saved.selection, saved.identity, saved.options) == (found.selection, found.identity, found.options)
    assert dict(saved.typed.cells) == dict(found.typed.cells)


@pytest.mark.parametrize("key", ["sales", "deals", "customers", "engagement"])
def test_every_row_of_a_frame_knows_its_row_of_the_sheet(file, found, key):
    place = found.places[key]
    [frame] = [reading.frame for reading in found.tracker.readings if reading.schema.key == key]
    col = place.columns["customer"]
    shown = file.values(Area(place.area.sheet, 0, col, int(place.rows.max()), col))
    assert [shown[row][0] for row in place.rows] == frame["customer"].tolist()


TYPED_BELOW = {
    f"Sales!A{LAST + 1}": 1001,
    f"Sales!B{LAST + 1}": dt.datetime(2026, 7, 1, 14, 30),
    f"Sales!C{LAST + 1}": "  Team\u00a0Nova ",
    f"Sales!G{LAST + 1}": "team nova",
    f"Sales!K{LAST + 1}": 12.5,
}


def balanced(found: Found) -> bool:
    accounts = [(file, reading) for reading in found.tracker.readings for file in files_of(reading)]
    return all(file.accepted + file.rejected == file.rows for file, _ in accounts) and all(
        reading.rows == len(reading.frame) + len(reading.rejects) == sum(one.rows for one in reading.sources)
        for reading in found.tracker.readings
    )


def test_rows_typed_below_a_table_are_accepted_rows_of_their_own(file):
    typed = read_back(Edited(file, TYPED_BELOW))
    sales = typed.tracker.sales
    row = sales.frame.iloc[-1]
    assert (row["order_id"], row["customer"], row["amount"]) == ("1001", "Team Nova", 12.5)
    assert row["date"] == pd.Timestamp("2026-07-01")
    assert row["rep"] == "Team Nova"  # as most rows write it
    assert [(one.name, one.rows, one.accepted) for one in sales.sources] == [
        ("sales.csv", 90, 88),
        (TYPED_ROWS.en, 1, 1),
    ]
    assert typed.places["sales"].rows[-1] == LAST
    assert balanced(typed)


def test_accounts_balance_over_many_refreshes(file, tmp_path):
    typed = read_back(Edited(file, TYPED_BELOW))
    with FileSource(again(typed, tmp_path / "again.xlsx")) as refreshed:
        assert balanced(read_back(refreshed))
        below = {place.replace(str(LAST + 1), str(LAST + 2)): value for place, value in TYPED_BELOW.items()}
        twice = read_back(Edited(refreshed, below))
        assert [(one.name, one.rows) for one in twice.tracker.sales.sources] == [("sales.csv", 90), (TYPED_ROWS.en, 2)]
        gone = read_back(Edited(refreshed, dict.fromkeys(_row(LAST + 1) | _row(FIRST))))
        assert [(one.name, one.rows, one.accepted) for one in gone.tracker.sales.sources] == [("sales.csv", 90, 87)]
        assert balanced(twice) and balanced(gone)


def _row(row: int) -> set[str]:
    return {f"Sales!{letter}{row}" for letter in "ABCDEFGHIJK"}


def test_deleted_rows_count_as_rejected_from_then_on(file):
    found = read_back(Edited(file, dict.fromkeys(_row(FIRST) | _row(FIRST + 7))))
    sales = found.tracker.sales
    assert (len(sales.frame), sales.rows, sales.sources[0].accepted) == (86, 90, 86)
    assert [reason for reason in sales.rejects["reason"]][2:] == [DELETED, DELETED]
    assert np.isnan(sales.rejects["line"].iloc[-1])
    assert balanced(found)


def test_rejected_rows_taken_off_their_sheet_still_count(file, found):
    area = file.names["st_table_rejects"]
    erased = {f"{area.sheet}!{letter}{area.top + 2}": None for letter in "ABCDEF"}
    less = read_back(Edited(file, erased))
    assert [reason for reason in less.tracker.sales.rejects["reason"]][-1] == NOT_LISTED
    assert balanced(less)


DEALS_STATUS, SPEND_MONTH, NPS, BIRTH = "Deals!F6", "Spend!A7", "Engagement!E8", "Customers!M9"


@pytest.mark.parametrize(
    ("cell", "value", "belongs"),
    [
        ("Sales!K12", "12O.50", "type a number"),
        ("Sales!K13", True, "type a number"),
        ("Sales!K14", None, "is blank; type a number"),
        ("Sales!B15", "soon", "type a date"),
        ("Sales!B16", -3, "type a date"),
        ("Sales!C17", "  ", "is blank; type a name"),
        (DEALS_STATUS, "perhaps", "choose one of: Won, Lost, Open"),
        ("Deals!J6", 40, "type a share from 0 to 100%"),
        (SPEND_MONTH, "June", "type a date"),
        (NPS, 11, "type a number from 0 to 10"),
        (BIRTH, 20, "type a number from 1900 to 2100"),
        ("Customers!P9", "perhaps", "choose one of: Yes, No"),
        ("Goals!C9", "much", "type a number"),
        ("Settings!B6", 13, "type the number of a month"),
        ("Settings!B5", "soon", "type a date, or nothing"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(file, cell, value, belongs):
    with pytest.raises(WrongCell) as complaint:
        read_back(Edited(file, {cell: value}))
    assert cell in complaint.value.text.en and belongs in complaint.value.text.en
    assert cell in complaint.value.text.fr and complaint.value.text.fr != complaint.value.text.en


def test_five_cells_are_named_and_the_others_counted(file):
    with pytest.raises(WrongCell) as complaint:
        read_back(Edited(file, {f"Sales!K{row}": "free" for row in range(10, 17)}))
    told = complaint.value.text.en
    assert [f"Sales!K{row}" in told for row in range(10, 17)] == [True] * 5 + [False] * 2
    assert "besides these that cannot be read: 2" in told


def test_a_customer_stands_on_one_row_only(file):
    [[name]] = file.values(Area("Customers", 5, 0, 5, 0))
    with pytest.raises(WrongCell, match=f"Customers!A30.*{name.upper()}.*one row only"):
        read_back(Edited(file, {"Customers!A30": name.upper()}))


def test_columns_may_be_renamed_moved_and_joined_by_others(file, found):
    renamed = read_back(Edited(file, {"Sales!K4": "Net", "Deals!A4": "No."}))
    pd.testing.assert_frame_equal(renamed.tracker.sales.frame, found.tracker.sales.frame)
    column = [row for (row,) in file.values(Area("Sales", 3, 5, LAST - 1, 5))]
    other = [row for (row,) in file.values(Area("Sales", 3, 6, LAST - 1, 6))]
    swapped = {f"Sales!G{HEADER + at}": cell for at, cell in enumerate(column)} | {
        f"Sales!F{HEADER + at}": cell for at, cell in enumerate(other)
    }
    moved = read_back(Edited(file, swapped))
    pd.testing.assert_frame_equal(moved.tracker.sales.frame, found.tracker.sales.frame)
    assert (moved.places["sales"].columns["region"], moved.places["sales"].columns["rep"]) == (6, 5)


def test_a_column_that_is_gone_is_named(file):
    headers = {f"Sales!{letter}4": f"Mine {letter}" for letter in "JKL"}
    with pytest.raises(LostColumn, match="Quantity"):
        read_back(Edited(file, headers | {"Sales!J4": "Amount"}))


class WithoutCalendar(Edited):
    """A tracker whose sheet Calendar was deleted: names that led to it lead nowhere."""

    @property
    def names(self):
        return {name: area for name, area in super().names.items() if area.sheet != "Calendar"}


def test_a_table_that_is_gone_with_its_sheet_is_named_by_its_first_column(file):
    with pytest.raises(LostTable, match='has lost the table that begins with the column "Metric", or its sheet; undo'):
        read_back(WithoutCalendar(file, {}))


def test_yellow_cells_count_as_typed_where_they_differ(file, found):
    assert set(found.typed.cells) == {
        *(f"filter_{key}" for key in ("period", "region", "rep", "product")),
        *("what_if", "stage_1", "stage_2", "stage_3", "stage_4", "made"),
    }
    fiscal, growth = (file.names[f"st_in_{key}"] for key in ("fiscal_start", "growth"))
    places = {f"{area.sheet}!{'ABC'[area.left]}{area.top + 1}": value for area, value in ((fiscal, 4), (growth, None))}
    typed = read_back(Edited(file, places))
    assert {key: typed.typed.cells[key] for key in set(typed.typed.cells) - set(found.typed.cells)} == {
        "fiscal_start": 4,
        "growth": None,
    }
    assert typed.tracker.fiscal_start == 4


def test_tables_that_people_fill_keep_their_rows(file, found):
    area = file.names["st_table_competitors"]
    typed = read_back(Edited(file, {f"{area.sheet}!A{area.top + 2}": "=Rival", f"{area.sheet}!G{area.top + 2}": DAY}))
    rivals = typed.typed.tables["competitors"]
    assert (list(rivals["competitor"]), list(rivals["checked"])) == (["=Rival"], [serial(DAY)])
    assert list(found.typed.tables["competitors"]["competitor"]) == []


def test_holidays_follow_the_country_until_somebody_changes_one(file, found):
    assert "holidays" not in found.typed.tables
    area = file.tables["Holidays"]
    typed = read_back(Edited(file, {f"{area.sheet}!B{area.top + 3}": "Inventory"})).typed.tables["holidays"]
    assert len(typed["day"]) == area.bottom - area.top > 50
    assert typed["name"][1] == "Inventory"
    fewer = read_back(Edited(file, {f"{area.sheet}!{column}{area.top + 3}": None for column in "AB"}))
    assert len(fewer.typed.tables["holidays"]["day"]) == area.bottom - area.top - 1


@pytest.mark.parametrize("word", ["Total", "Totaux"])
def test_totals_below_a_table_are_no_row_of_it(file, found, word):
    totals = read_back(Edited(file, {f"Sales!A{LAST + 1}": word, f"Sales!K{LAST + 1}": 12345.5}))
    assert len(totals.tracker.sales.frame) == len(found.tracker.sales.frame)


def test_goals_that_were_proposed_become_given_when_somebody_types_one(trackers):
    with FileSource(trackers["bare"][1]) as file:
        assert read_back(file).tracker.targets is None
        area = file.tables["Objectifs"]
        goals = file.values(area)
        last = next(at for at in reversed(range(len(goals))) if goals[at][2] not in (None, ""))
        typed = read_back(Edited(file, {f"{area.sheet}!C{area.top + last + 1}": 5000})).tracker.targets
    assert typed is not None
    assert typed.frame["amount"].iloc[-1] == 5000
    assert [source.name for source in typed.sources] == [TYPED_ROWS.fr]


def test_sales_that_stand_added_up_cannot_be_read_back(file):
    area = file.names["st_sources"]
    [[cell]] = file.values(Area(area.sheet, area.top, area.left, area.top, area.left))
    many = json.dumps(json.loads(cell) | {"rows": 2_000_000, "accepted": 2_000_000})
    place = f"{area.sheet}!{'ABCDEFGHIJKLMNOPQRSTU'[area.left]}{area.top + 1}"
    with pytest.raises(AddedUp, match="2,000,000 sales added up by month"):
        read_back(Edited(file, {place: many}))
    with pytest.raises(NotATracker):
        read_back(Edited(file, {place: "{"}))


def test_a_tracker_without_a_sale_is_refused(file):
    erased = {f"Sales!{letter}{row}": None for letter in "ABCDEFGHIJK" for row in range(FIRST, LAST + 1)}
    with pytest.raises(NothingSold):
        read_back(Edited(file, erased))
