"""A tracker brought up to date shows what one built anew from all of its exports would, and keeps what people typed."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from engines.stored import cell_values, formulas
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from refresh.by_hand import plan_of
from refresh.excel import taken
from refresh.opened import in_a_request
from trackers import customer_rows, deal_rows, goal_rows, interaction_rows, sales_rows, spend_rows

from salestracker_xl.calendar import spoken_day
from salestracker_xl.refresh.appending import Files, with_files
from salestracker_xl.refresh.apply import apply
from salestracker_xl.refresh.book_source import BookSource
from salestracker_xl.refresh.difference.filled import filled_tables
from salestracker_xl.refresh.difference.planning import UP_TO_DATE, make_plan
from salestracker_xl.refresh.difference.standing import NotInPlace, Standing
from salestracker_xl.refresh.difference.table_rows import InTheWay
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.package.patching import patch
from salestracker_xl.refresh.plan import Block, Cell, Formula, Plan
from salestracker_xl.refresh.reading.found import Found
from salestracker_xl.refresh.reading.reading_back import read_back
from salestracker_xl.refresh.refreshing import refresh
from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.tracker import read_tracker
from salestracker_xl.workbook.generate import generate

CUT = 152
CUSTOMERS = "Clients"  # who keep their rows
SALES = "Ventes"
ACTIONS = "Plan d'action"  # which keeps what was proposed at the build, as people may be at it
ODD = "=HYPERLINK(A1)"  # a customer


@dataclass(frozen=True)
class Case:
    """Exports, the tracker built from the first of them, and the one built from all."""

    folder: Path
    tracker: Path
    whole: Path

    def export(self, name: str, rows: pd.DataFrame) -> Path:
        rows.to_csv(self.folder / name, index=False)
        return self.folder / name


def rows() -> pd.DataFrame:
    sold = sales_rows(160)
    sold.loc[sold.index[-3:], "Customer"] = [ODD, "+33 1 23", "0042"]
    return sold


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    folder, sold = tmp_path_factory.mktemp("refresh"), rows()
    case = Case(folder, folder / "tracker.xlsx", folder / "whole.xlsx")
    first, second = case.export("first.csv", sold[:CUT]), case.export("second.csv", sold[CUT:])
    tables = {
        "targets": case.export("targets.csv", goal_rows()),
        "spend": case.export("spend.csv", spend_rows()),
        "deals": case.export("deals.csv", deal_rows(24)),
        "customers": case.export("customers.csv", customer_rows(sold[:CUT])),
        "engagement": case.export("engagement.csv", interaction_rows(sold, 40)),
    }
    generate(read_tracker([first], **tables, language="fr", currency="EUR"), case.tracker)
    shutil.copy(case.tracker, case.whole)  # so that it is the same tracker
    generate(read_tracker([first, second], **tables, language="fr", currency="EUR"), case.whole)
    return case


def taken_in(tracker: Path, **files: Any) -> Found:
    with FileSource(tracker) as source:
        return with_files(read_back(source), Files(**files))


def rows_of_reading(reading: Reading | None) -> tuple[int, int, int]:
    assert reading is not None
    assert sum(source.rows for source in reading.sources) == len(reading.frame) + len(reading.rejects)
    return reading.rows, len(reading.frame), len(reading.rejects)


@pytest.fixture(scope="module")
def plan(case) -> Plan:
    with FileSource(case.tracker) as source:
        return refresh(source, Files([case.folder / "second.csv"]))


@pytest.fixture(scope="module")
def result(case, plan) -> Path:
    patch(case.tracker, plan, case.folder / "refreshed.xlsx")
    return case.folder / "refreshed.xlsx"


@pytest.fixture
def edited(case, plan, tmp_path) -> Callable[..., Plan]:
    """What is planned for the tracker after some of its cells were typed over."""

    def planned(*blocks: Block) -> Plan:
        patch(case.tracker, plan_of(*blocks), tmp_path / "t.xlsx")
        with FileSource(tmp_path / "t.xlsx") as source:
            return make_plan(source, read_back(source), plan.twin)

    return planned


def cells_of(path: Path) -> dict[tuple[str, int, int], object]:
    found = cell_values(path).items()
    return {(sheet, *_place(name)): cell for (sheet, name), cell in found if cell != ""}


def formulas_of(path: Path) -> dict[tuple[str, int, int], str]:
    return {(sheet, *_place(name)): text for (sheet, name), text in formulas(path).items()}


def _place(name: str) -> tuple[int, int]:
    row, col = coordinate_to_tuple(name)
    return row - 1, col - 1


def is_ours(place: tuple[str, int, int]) -> bool:
    """Whether a cell is the same in a tracker built anew: people's lists keep their rows, also those of a build."""
    title, row, _ = place
    return title not in (CUSTOMERS, ACTIONS) and not (title == "Tendances" and row > 44)


def agree(one: object, other: object) -> bool:
    """Whether two values are the same but for the last digits, which depend on the order in which one adds up."""
    return one == other or (isinstance(one, float) and isinstance(other, float) and one == pytest.approx(other))


def rows_of(cells: dict[tuple[str, int, int], object], sheet: str) -> set[tuple[tuple[int, object], ...]]:
    found: dict[int, list[tuple[int, object]]] = {}
    for (title, row, col), value in sorted(cells.items(), key=lambda cell: cell[0]):
        if title == sheet:
            found.setdefault(row, []).append((col, value))
    return {tuple(cells) for cells in found.values()}


def written_by(blocks: Iterable[Block]) -> dict[tuple[str, int, int], Cell]:
    return {
        (block.sheet, block.row + row, block.col + col): cell
        for block in blocks
        for row, cells in enumerate(block.rows)
        for col, cell in enumerate(cells)
    }


def test_it_shows_what_a_tracker_built_from_both_exports_shows(case, result):
    there, wanted = cells_of(result), cells_of(case.whole)
    assert rows_of(there, CUSTOMERS) == rows_of(wanted, CUSTOMERS)
    there, wanted = ({place: cell for place, cell in cells.items() if is_ours(place)} for cells in (there, wanted))
    assert there.keys() == wanted.keys()
    assert {place: (there[place], wanted[place]) for place in there if not agree(there[place], wanted[place])} == {}
    there, wanted = (
        filter(lambda found: is_ours(found[0]), formulas_of(path).items()) for path in (result, case.whole)
    )
    assert dict(there) == dict(wanted)


def test_a_second_refresh_finds_nothing_to_do(result):
    with FileSource(result) as source:
        plan = refresh(source)
    assert plan.is_empty, (plan.blocks[:2], plan.recalculated[:2])
    assert plan.told == UP_TO_DATE.format(day=spoken_day(dt.date(2026, 6, 30)))


def test_what_was_done_is_told(plan):
    assert plan.told.en == "Rows added: 8; rejected: 0. Predictions as of 30 June 2026."


def test_an_export_that_holds_all_of_the_past_is_taken_once(case):
    sales = taken_in(case.tracker, sales=[case.export("all.csv", rows())]).tracker.sales
    assert rows_of_reading(sales) == (152 + 160, 160, 152)
    assert [source.accepted for source in sales.sources] == [152, 8]
    assert {reason.en for reason in sales.rejects["reason"]} == {"in the tracker already"}


def test_a_sale_that_an_export_has_twice_is_taken_twice(case):
    twice = pd.concat([rows()[CUT:], rows()[CUT:], rows()[:1]])
    assert rows_of_reading(taken_in(case.tracker, sales=[case.export("twice.csv", twice)]).tracker.sales)[1] == 168


def test_what_is_told_of_rows_that_are_there_is_told_of_the_latest_export_alone(case):
    whole = case.export("all.csv", rows())
    with FileSource(case.tracker) as source:
        once = with_files(read_back(source), Files([whole]))
    assert rows_of_reading(with_files(once, Files([whole])).tracker.sales) == (152 + 8 + 160, 160, 160)


def test_a_row_that_cannot_be_read_is_told_once_for_an_export(case):
    bad = rows()[CUT:].astype({"Amount": object})
    bad.loc[bad.index[0], "Amount"] = "n/a"
    later = case.export("later.csv", bad)
    with FileSource(case.tracker) as source:
        once = with_files(read_back(source), Files([later]))
    assert rows_of_reading(once.tracker.sales) == (160, 159, 1)
    assert rows_of_reading(with_files(once, Files([later])).tracker.sales) == (160 + 7, 159, 8)


def test_a_deal_that_was_won_is_brought_up_to_date_where_it_stands(case):
    deals = deal_rows(24)
    at = int(deals.index[deals["Status"] == "open"][0])
    deals.loc[at, ["Status", "Stage", "Amount"]] = ["won", "Closed won", 4321.5]
    with FileSource(case.tracker) as source:
        before = read_back(source)
    after = with_files(before, Files(deals=case.export("deals-later.csv", deals)))
    assert rows_of_reading(after.tracker.deals) == (48, 24, 24)
    assert after.tracker.deals is not None
    assert after.tracker.deals.frame["amount"][at] == 4321.5
    assert filled_tables(before, after.tracker)["deals"].renewed == {at}


def test_a_goal_that_the_tracker_has_stays(case):
    goals = goal_rows().assign(Goal=1.0)
    after = taken_in(case.tracker, targets=case.export("targets-later.csv", goals)).tracker.targets
    assert rows_of_reading(after) == (216, 108, 108)
    assert after is not None
    assert after.frame["amount"].sum() == goal_rows()["Goal"].sum()


def test_a_formula_that_was_typed_over_is_named_with_its_cell(case, edited):
    with FileSource(case.tracker) as source:
        row, col = min(source.formulas("Objectifs"))
    cell = f"Objectifs!{get_column_letter(col + 1)}{row + 1}"
    with pytest.raises(NotInPlace, match=f'^{re.escape(cell)} holds "my own"'):
        edited(Block("Objectifs", row, col, [["my own"]]))


def test_what_stands_below_a_table_is_not_written_over(case, edited):
    with FileSource(case.tracker) as source:
        below = source.tables["Ventes"].bottom + 2
    with pytest.raises(InTheWay, match=f'Ventes needs the rows below it, and A{below + 1} holds "a note of mine"'):
        edited(Block("Ventes", below, 0, [["a note of mine"]]))


def test_what_people_typed_stays(case, plan, edited):
    with FileSource(case.tracker) as source:
        costs = source.names["st_in_fixed_costs"]
        blank = min(Standing(source, plan.twin).was_blank("goals"))
    mine = {
        (costs.sheet, costs.top, costs.left): 4200.0,
        ("Objectifs", *blank): "ask Ada",
        ("Objectifs", 200, 60): "me",
    }
    written = written_by(edited(*(Block(*place, [[value]]) for place, value in mine.items())).blocks)
    assert written.keys().isdisjoint(mine)
    assert written[SALES, CUT + 11, 2] == "0042"


def test_a_tab_may_be_called_otherwise(case, plan, tmp_path):
    with zipfile.ZipFile(case.tracker) as before, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(b"'Calculs'!", b"'My calc'!").replace(b'"Calculs"', b'"My calc"'))
    with FileSource(tmp_path / "t.xlsx") as source, FileSource(case.tracker) as own:
        renamed = make_plan(source, read_back(own), plan.twin)
    texts = [cell.text for cell in written_by(renamed.blocks).values() if isinstance(cell, Formula)]
    assert len(renamed.blocks) == len(plan.blocks)
    assert any("'My calc'!" in text for text in texts)
    assert not any("Calculs" in text for text in texts)


def test_a_server_sends_what_the_plan_says_and_texts_stay_texts(case, plan):
    with FileSource(case.tracker) as source:
        found, entered = read_back(source), Standing(source, plan.twin)
    book = in_a_request(case.tracker)
    own = make_plan(BookSource(book), found, plan.twin)
    apply(own, book)
    actions = [action for action in book.json()["actions"] if action["func"] in ("setValues", "setFormula")]
    assert len(actions) == len(own.blocks)
    titles = [sheet.name for sheet in book.sheets]
    blocks = [Block(titles[a["sheet_position"]], a["start_row"], a["start_column"], a["values"]) for a in actions]
    given, wanted = written_by(blocks), written_by(own.blocks)
    constants = {place: cell for place, cell in wanted.items() if not isinstance(cell, Formula)}
    assert {place: taken(given[place]) for place in constants} == constants
    assert all(str(given[place]).startswith("=") for place in wanted.keys() - constants.keys())
    assert {constants.get((SALES, row, 2)) for row in range(CUT, CUT + 20)} >= {ODD, "+33 1 23", "0042"}
    assert not any((row, col) in entered.entered(title) for title, row, col in given)
