"""The command refresh: what a scheduler runs at night."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from engines.stored import Place, cell_values, formulas
from openpyxl.utils.cell import get_column_letter
from pages import cards, disagreements, page, table
from trackers import goal_rows, sales_rows, spend_rows

from salestracker_xl.cli import main
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.workbook.lint import lint

LINES = 160
LAST = 12  # lines of the export that comes later
OPTIONS = ("--targets", "targets.csv", "--spend", "spend.csv", "--as-of", "2026-06-30", "--currency", "EUR")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """An export of the past and one of the last days, with goals and spend, and a tracker built from the past."""
    folder = tmp_path_factory.mktemp("built")
    sales = sales_rows(LINES)
    sales.head(LINES - LAST).to_csv(folder / "past.csv", index=False)
    sales.tail(LAST).to_csv(folder / "new.csv", index=False)
    sales.to_csv(folder / "all.csv", index=False)
    goal_rows().to_csv(folder / "targets.csv", index=False)
    spend_rows().to_csv(folder / "spend.csv", index=False)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit):
        patch.chdir(folder)
        main(["build", "past.csv", *OPTIONS, "-o", "t.xlsx"])
    return folder


@pytest.fixture
def exports(built, tmp_path) -> Path:
    """A folder of one's own with all of it."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_refreshed_tracker_is_that_of_a_build_from_the_same_files(run, exports):
    run("build", "past.csv", "new.csv", *OPTIONS, "-o", "fresh.xlsx")
    code, out, _ = run("refresh", "t.xlsx", "new.csv")
    assert code == 0
    assert out.startswith(f"t.xlsx: Rows added: {LAST}; rejected: 0. Predictions as of 30 June 2026.")
    assert formulas(exports / "t.xlsx") == formulas(exports / "fresh.xlsx")
    found = unlike(cell_values(exports / "t.xlsx"), cell_values(exports / "fresh.xlsx"))
    assert found - yellow_cells(exports / "t.xlsx") == set()  # what was proposed at the build stays
    assert lint(exports / "t.xlsx") == []
    subjects = [openpyxl.load_workbook(exports / name).properties.subject for name in ("t.xlsx", "fresh.xlsx")]
    assert subjects[0] == subjects[1] == "Sales up to 30 June 2026"


def yellow_cells(path: Path) -> set[Place]:
    with FileSource(path) as source:
        areas = [area for name, area in source.names.items() if name.startswith("st_in_")]
    return {
        (area.sheet, f"{get_column_letter(col + 1)}{row + 1}")
        for area in areas
        for row in range(area.top, area.bottom + 1)
        for col in range(area.left, area.right + 1)
    }


def unlike(one: dict[Place, object], other: dict[Place, object]) -> set[Place]:
    """Cells that differ, but for the order of customers, the actions proposed, and what a file tells of its making."""
    places = {place for place in {*one, *other} if place[0] not in ("Customers", "Action plan")}
    places = {place for place in places if not (place[0] == "Calc" and str(one.get(place)).startswith("{"))}
    return {place for place in places if not alike(one.get(place, ""), other.get(place, ""))}


def alike(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    return one == other or (isinstance(one, str) and "orders that stand in" in one)


def test_rows_that_are_there_already_are_not_taken_twice(run, exports):
    _, out, _ = run("refresh", "t.xlsx", "all.csv")
    assert f"Rows added: {LAST}; already there: {LINES - LAST}; rejected: 0." in out
    _, out, _ = run("refresh", "t.xlsx", "all.csv", "--lang", "fr")
    assert f"Lignes ajoutées : 0 ; déjà présentes : {LINES} ; rejetées : 0." in out


def test_check_tells_what_would_change_and_writes_nothing(run, exports):
    before = (exports / "t.xlsx").read_bytes()
    code, out, _ = run("refresh", "t.xlsx", "new.csv", "--check")
    assert (code, out.startswith("t.xlsx (nothing written): Rows added: 12;")) == (0, True)
    assert (exports / "t.xlsx").read_bytes() == before


def test_new_names_are_told_with_the_sheets_that_were_laid_out_anew(run, exports):
    pd.read_csv(exports / "new.csv").assign(Rep="=Team Vega").to_csv(exports / "named.csv", index=False)
    code, out, _ = run("refresh", "t.xlsx", "named.csv", "-o", "u.xlsx")
    assert code == 0
    assert "Laid out anew: " in out
    assert out.rstrip().endswith("(new: =Team Vega).")
    assert "=Team Vega" in cell_values(exports / "u.xlsx").values()
    assert "=Team Vega" not in formulas(exports / "u.xlsx").values()
    assert "=Team Vega" not in cell_values(exports / "t.xlsx").values()


def test_a_snapshot_notes_the_new_figures_once_a_day(run, exports, ironcalc):
    revenue = [cards(exports / "t.xlsx")["revenue"]]
    _, out, _ = run("refresh", "t.xlsx", "new.csv", "--snapshot")
    assert out.rstrip().endswith("Snapshot of 30 June 2026 noted: This fiscal year.")
    revenue.append(cards(exports / "t.xlsx")["revenue"])
    run("refresh", "t.xlsx", "--snapshot")
    [noted] = table(page(exports / "t.xlsx", "Snapshots"), 5, 10)
    assert (noted["Day"].date().isoformat(), noted["Revenue"]) == ("2026-06-30", revenue[1])
    assert revenue[0] != revenue[1]
    assert disagreements(ironcalc, exports / "t.xlsx", "Snapshots", "Calc", "Dashboard") == []
    assert lint(exports / "t.xlsx") == []
    assert sorted(path.suffix for path in exports.iterdir()) == [".csv"] * 5 + [".xlsx"]


MISTAKES = [
    (("refresh", "t.xlsx", "new.csv", "-o", "t.csv"), "is of the same kind as t.xlsx"),
    (("refresh", "t.xlsx", "t.xlsx"), "given as new data too"),
    (("refresh", "new.csv"), "is not an .xlsx file"),
    (("refresh", "none.xlsx", "new.csv"), "none.xlsx"),
    (("refresh", "t.xlsx", "none.csv"), "none.csv"),
    (("refresh", "t.xlsx", "targets.csv", "--targets", "targets.csv"), "targets.csv: another file for Goals"),
]


def test_a_mistake_is_one_sentence_and_exit_code_2(run, exports):
    before = (exports / "t.xlsx").read_bytes()
    for words, told in MISTAKES:
        code, out, err = run(*words)
        assert (code, out, err.count("\n")) == (2, "", 1), words
        assert told in err
    assert (exports / "t.xlsx").read_bytes() == before
