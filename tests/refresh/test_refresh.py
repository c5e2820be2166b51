"""A tracker brought up to date shows what one built anew from all of its exports would, and keeps what people typed."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from engines.stored import cell_values, differences, formulas, stored_values
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from refresh.by_hand import plan_of
from trackers import customer_rows, deal_rows, goal_rows, interaction_rows, sales_rows, spend_rows

from salestracker_xl.refresh.appending import Files
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.package import patch
from salestracker_xl.refresh.plan import Block, Plan
from salestracker_xl.refresh.planning import UP_TO_DATE
from salestracker_xl.refresh.reading_back import read_back
from salestracker_xl.refresh.refreshing import refresh
from salestracker_xl.refresh.source import Area
from salestracker_xl.refresh.standing import NotInPlace, Standing
from salestracker_xl.refresh.table_rows import InTheWay
from salestracker_xl.tables.tracker import read_tracker
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.generate import generate

CUT = 392
CUSTOMERS = "Clients"  # who keep their rows
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
    sold = sales_rows(400)
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
        "deals": case.export("deals.csv", deal_rows(60)),
        "customers": case.export("customers.csv", customer_rows(sold[:CUT])),
        "engagement": case.export("engagement.csv", interaction_rows(sold, 80)),
    }
    generate(read_tracker([first], **tables, language="fr", currency="EUR"), case.tracker)
    shutil.copy(case.tracker, case.whole)  # so that it is the same tracker
    generate(read_tracker([first, second], **tables, language="fr", currency="EUR"), case.whole)
    return case


def planned(tracker: Path, **files: Any) -> Plan:
    with FileSource(tracker) as source:
        return refresh(source, Files(**files))


def refreshed(tracker: Path, out: Path, **files: Any) -> Path:
    patch(tracker, planned(tracker, **files), out)
    return out


def twin_of(plan: Plan) -> Book:
    assert plan.twin is not None
    return plan.twin


@pytest.fixture(scope="module")
def result(case) -> Path:
    return refreshed(case.tracker, case.folder / "refreshed.xlsx", sales=[case.folder / "second.csv"])


def cells_but(path: Path, *sheets: str) -> dict[tuple[str, str], object]:
    return {place: value for place, value in cell_values(path).items() if place[0] not in sheets and value != ""}


def agree(one: object, other: object) -> bool:
    """Whether two values are the same but for the last digits, which depend on the order in which one adds up."""
    return one == other or (isinstance(one, float) and isinstance(other, float) and one == pytest.approx(other))


def rows_of(path: Path, sheet: str) -> set[tuple[tuple[int, object], ...]]:
    found: dict[int, list[tuple[int, object]]] = {}
    for (title, place), value in sorted(cell_values(path).items()):
        row, col = coordinate_to_tuple(place)
        if title == sheet:
            found.setdefault(row, []).append((col, value))
    return {tuple(cells) for cells in found.values()}


def test_it_shows_what_a_tracker_built_from_both_exports_shows(case, result):
    there, wanted = (cells_but(path, CUSTOMERS, ACTIONS) for path in (result, case.whole))
    assert there.keys() == wanted.keys()
    assert {place: (there[place], wanted[place]) for place in there if not agree(there[place], wanted[place])} == {}
    assert formulas(result) == formulas(case.whole)
    assert rows_of(result, CUSTOMERS) == rows_of(case.whole, CUSTOMERS)


def test_another_engine_finds_the_same_figures(result, ironcalc):
    assert differences(stored_values(result), ironcalc.recalculate(result)) == []


def test_a_second_refresh_finds_nothing_to_do(result):
    plan = planned(result)
    assert plan.is_empty, (plan.blocks[:2], plan.recalculated[:2])
    assert plan.told == UP_TO_DATE.format(day="2026-06-30")


def test_an_export_that_holds_all_of_the_past_is_taken_once(case):
    plan = planned(case.tracker, sales=[case.export("all.csv", rows())])
    assert "8" in plan.told.en
    accounts = twin_of(plan).tracker.sales
    assert (accounts.rows, len(accounts.frame), len(accounts.rejects)) == (392 + 400, 400, 392)
    assert [source.accepted for source in accounts.sources] == [392, 8]
    assert sum(source.rows for source in accounts.sources) == len(accounts.frame) + len(accounts.rejects)


def test_what_is_told_of_rows_that_are_there_is_told_of_the_latest_export_alone(case):
    whole = case.export("all.csv", rows())
    once = refreshed(case.tracker, case.folder / "once.xlsx", sales=[whole])
    accounts = twin_of(planned(once, sales=[whole])).tracker.sales
    assert (accounts.rows, len(accounts.frame), len(accounts.rejects)) == (392 + 8 + 400, 400, 400)


def test_a_deal_that_was_won_is_brought_up_to_date_where_it_stands(case):
    deals = deal_rows(60)
    at = int(deals.index[deals["Status"] == "open"][0])
    deals.loc[at, ["Status", "Stage", "Amount"]] = ["won", "Closed won", 4321.5]
    plan = planned(case.tracker, deals=case.export("deals-later.csv", deals))
    after = twin_of(plan).tracker.deals.frame
    assert len(after) == 60
    assert after["amount"][at] == 4321.5
    row = next(block for block in plan.blocks if block.sheet == "Affaires" and 4321.5 in block.rows[0])
    assert not any(growth.table == "Affaires" for growth in plan.growth)
    assert len(row.rows) == 1


def test_a_formula_that_was_typed_over_is_named_with_its_cell(case, tmp_path):
    with FileSource(case.tracker) as source:
        row, col = min(source.formulas("Objectifs"))
    patch(case.tracker, plan_of(Block("Objectifs", row, col, [["my own"]])), tmp_path / "t.xlsx")
    with pytest.raises(NotInPlace, match=re.escape(f"Objectifs!{get_column_letter(col + 1)}{row + 1}") + '.*"my own"'):
        planned(tmp_path / "t.xlsx")


def test_what_stands_below_a_table_is_not_written_over(case, tmp_path):
    with FileSource(case.tracker) as source:
        below = source.tables["Ventes"].bottom + 2
    patch(case.tracker, plan_of(Block("Ventes", below, 0, [["a note of mine"]])), tmp_path / "t.xlsx")
    with pytest.raises(InTheWay, match=f"Ventes.*A{below + 1}.*a note of mine"):
        planned(tmp_path / "t.xlsx", sales=[case.folder / "second.csv"])


def test_what_people_typed_stays(case, tmp_path):
    with FileSource(case.tracker) as source:
        goal, blank = (
            source.names["st_in_fixed_costs"],
            sorted(Standing(source, twin_of(planned(case.tracker))).was_blank("goals"))[0],
        )
    mine = plan_of(Block(goal.sheet, goal.top, goal.left, [[4200.0]]), Block("Objectifs", *blank, [["ask Ada"]]))
    patch(case.tracker, mine, tmp_path / "t.xlsx")
    plan = planned(tmp_path / "t.xlsx", sales=[case.folder / "second.csv"])
    written = {
        (block.sheet, block.row + row, block.col + col)
        for block in plan.blocks
        for row, cells in enumerate(block.rows)
        for col in range(len(cells))
    }
    assert written.isdisjoint({(goal.sheet, goal.top, goal.left), ("Objectifs", *blank)})
    patch(tmp_path / "t.xlsx", plan, tmp_path / "t.xlsx")
    with FileSource(tmp_path / "t.xlsx") as source:
        assert read_back(source).typed.cells["fixed_costs"] == 4200
        assert source.values(Area("Objectifs", *blank, *blank)) == [["ask Ada"]]
