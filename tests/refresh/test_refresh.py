"""A tracker brought up to date shows what one built anew from all of its exports would, and keeps what people typed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from engines.stored import cell_values, differences, formulas, stored_values
from openpyxl.utils.cell import coordinate_to_tuple
from trackers import customer_rows, deal_rows, goal_rows, interaction_rows, sales_rows, spend_rows

from salestracker_xl.refresh.appending import Files
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.package import patch
from salestracker_xl.refresh.plan import Plan
from salestracker_xl.refresh.planning import UP_TO_DATE
from salestracker_xl.refresh.refreshing import refresh
from salestracker_xl.tables.tracker import read_tracker
from salestracker_xl.workbook.generate import generate

CUT = 392
CUSTOMERS = "Clients"  # who keep their rows
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
    generate(read_tracker([first, second], **tables, language="fr", currency="EUR"), case.whole)
    return case


def planned(tracker: Path, **files: Any) -> Plan:
    with FileSource(tracker) as source:
        return refresh(source, Files(**files))


def refreshed(tracker: Path, out: Path, **files: Any) -> Path:
    patch(tracker, planned(tracker, **files), out)
    return out


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
    there, wanted = cells_but(result, CUSTOMERS), cells_but(case.whole, CUSTOMERS)
    assert there.keys() == wanted.keys()
    assert {place: (there[place], wanted[place]) for place in there if not agree(there[place], wanted[place])} == {}
    assert formulas(result) == formulas(case.whole)
    assert rows_of(result, CUSTOMERS) == rows_of(case.whole, CUSTOMERS)


def test_another_engine_finds_the_same_figures(result, ironcalc):
    assert differences(stored_values(result), ironcalc.recalculate(result)) == []


def test_a_second_refresh_finds_nothing_to_do(result, case):
    with FileSource(result) as source:
        plan = refresh(source)
    assert plan.is_empty, (plan.blocks[:2], plan.recalculated[:2])
    assert plan.told.en.startswith(UP_TO_DATE.en.split("{")[0])
