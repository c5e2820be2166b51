"""Sheets laid out anew inside a person's file, whose own sheets, notes and titles stay."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from engines.one_sheet import one_sheet
from engines.stored import Place, cell_values, formulas
from engines.whole_book import whole_book
from openpyxl.cell.cell import Cell
from pages import disagreements
from refresh.by_hand import parts
from trackers import full_tracker, goal_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.refresh.difference.planning import make_plan
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.package.anew import Carried
from salestracker_xl.refresh.package.parts import Parts
from salestracker_xl.refresh.package.patching import patch
from salestracker_xl.refresh.package.pointing import choices_moved
from salestracker_xl.refresh.reading.reading_back import read_back
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.contents import Held, contents
from salestracker_xl.workbook.generate import compose
from salestracker_xl.workbook.lint import lint
from salestracker_xl.workbook.live import Live

AS_OF = dt.date(2026, 6, 30)
NEW_REP = "=Team Zéphyr & Co"
CHARTED = {"reps": "Our team", "exceptions": "Exceptions"}  # one with charts of ours, and one without
NOTE, OWN_NOTE = "call on Monday", "my own note"


class Refreshed(NamedTuple):
    """A tracker after a refresh, its twin, the notes without a row, and the tabs that were laid out anew."""

    path: Path
    twin: Path
    carried: Carried
    anew: list[str]
    book: Book


@pytest.fixture(scope="module")
def mine(tmp_path_factory) -> Path:
    """A tracker in which a person renamed a tab, wrote notes and made a sheet of their own."""
    folder = tmp_path_factory.mktemp("mine")
    book = compose(full_tracker(folder, as_of=AS_OF), identity="mine")
    reps = book.sheets["reps"]
    row = row_of(contents(book, reps), "Team Orion")
    reps.worksheet.write_comment(row, 1, NOTE)
    pink = book.workbook.add_format({"bg_color": "#FF00FF", "num_format": "0.000"})
    reps.worksheet.table[row][2] = reps.worksheet.table[row][2]._replace(format=pink)
    reps.worksheet.write_string(row, 30, "ask them about May")
    reps.worksheet.write_formula(row, 31, f"=C{row + 1}*2", pink, 0)
    reps.worksheet.write_string(400, 3, "below all", pink)
    for key in CHARTED:
        chart: Any = book.workbook.add_chart({"type": "column"})
        chart.add_series({"values": "='My sheet'!$B$1:$B$1"})
        book.sheets[key].worksheet.insert_chart("AH30", chart)
    own = book.workbook.add_worksheet("My sheet")
    own.write_string("A1", "kept", book.workbook.add_format({"bg_color": "#FF00FF"}))
    own.write_formula("B1", "=SUM(Sales[Amount])", None, 0)
    own.write_comment("A1", OWN_NOTE)
    book.workbook.save(folder / "saved.xlsx")
    return with_tab_called(folder / "saved.xlsx", "Reps", "Our team", folder / "mine.xlsx")


def row_of(cells: Mapping[tuple[int, int], Held], label: str) -> int:
    shown = {place: cell.value if isinstance(cell, Live) else cell for place, cell in cells.items()}
    return min(row for (row, _), cell in shown.items() if cell == label)


def with_tab_called(path: Path, title: str, called: str, out: Path) -> Path:
    """The file as Excel saves it when a person has renamed a tab."""
    found = Parts(path)
    for name in found.names:
        if name.endswith((".xml", ".rels")):
            text = found.text(name).replace(f"'{title}'!", f"'{called}'!").replace(f"{title}!", f"'{called}'!")
            found.put(name, text.replace(f'name="{title}" sheetId', f'name="{called}" sheetId'))
    found.save(out)
    return out


@pytest.fixture(scope="module")
def refreshed(mine, tmp_path_factory) -> Refreshed:
    """The person's tracker with a new rep in it, and beside it its twin alone."""
    folder = tmp_path_factory.mktemp("refreshed")
    sold = sales_rows().tail(9)
    sold = sold.assign(Order=sold["Order"] + "-N", Rep=NEW_REP, Amount=5000.0)
    sales = pd.concat([sales_rows(), sold], ignore_index=True)
    tracker = make_tracker(folder, sales, goal_rows(), spend_rows(), as_of=AS_OF)
    with FileSource(mine) as source:
        found = read_back(source)
        twin = compose(tracker, found.selection, typed=found.typed, identity="mine")
        plan = make_plan(source, found, twin)
    assert plan.layout is not None
    assert NEW_REP in plan.layout.names
    carried = patch(mine, plan, folder / "tracker.xlsx")
    twin.workbook.save(folder / "twin.xlsx")
    called = with_tab_called(folder / "twin.xlsx", "Reps", "Our team", folder / "called.xlsx")
    anew = [title_of(key, mine) for key in plan.layout.sheets]
    return Refreshed(folder / "tracker.xlsx", called, carried, anew, twin)


def title_of(key: str, path: Path) -> str:
    with FileSource(path) as source:
        return source.names[f"st_sheet_{key}"].sheet


def test_every_cell_laid_out_anew_is_that_of_the_twin_under_the_titles_in_use(refreshed):
    assert {"Our team", "Calc"} <= set(refreshed.anew)
    for cells in (cell_values, formulas):
        found, twins = cells(refreshed.path), cells(refreshed.twin)
        assert ours(found, refreshed.anew) == ours(twins, refreshed.anew)


def ours(cells: Mapping[Place, object], titles: list[str]) -> dict[Place, object]:
    return {place: it for place, it in cells.items() if place[0] in titles and it != "" and not is_mine(place)}


def is_mine(place: Place) -> bool:
    return place[0] == "Our team" and ((place[1].startswith("A") and place[1][1].isalpha()) or place[1] == "D401")


def test_formats_and_words_beside_ours_follow_the_label_of_their_row(refreshed):
    reps, shown = one_sheet(refreshed.path, "Our team", formulas=True), cell_values(refreshed.path)
    row = next(row for row in range(1, 60) if shown.get(("Our team", f"B{row}")) == "Team Orion")
    assert [reps.cell(at, 3).number_format == "0.000" for at in (row - 1, row, row + 1)] == [False, True, False]
    assert [reps.cell(row, col).value for col in (31, 32)] == ["ask them about May", f"=C{row}*2"]
    assert reps["D401"].value == "below all"


def test_other_engines_calculate_what_the_file_says(refreshed, ironcalc, libreoffice):
    for engine in (ironcalc, libreoffice):
        told = disagreements(engine, refreshed.path, "Dashboard", *refreshed.anew)
        assert [line for line in told if not line.startswith("Our team!AF")] == []  # a person's own formula


def test_neither_linter_nor_validator_finds_a_fault(refreshed, validator):
    assert lint(refreshed.path) == []
    assert validator.faults(refreshed.path, "Microsoft365") == []


def test_a_sheet_of_their_own_stays_to_the_byte_with_its_notes(mine, refreshed):
    before, after = Parts(mine), Parts(refreshed.path)
    assert list(before.sheets) == list(after.sheets)
    part = before.sheets["My sheet"]
    assert after.sheets["My sheet"] == part
    concerned = {part, *(relation.target for relation in before.relations(part).values())}
    assert {parts(mine)[name] == parts(refreshed.path)[name] for name in concerned} == {True}


def test_formats_of_their_own_look_as_before(mine, refreshed):
    looks = [one_sheet(path, "My sheet", formulas=True)["A1"].fill.fgColor.rgb for path in (mine, refreshed.path)]
    assert looks == ["FFFF00FF", "FFFF00FF"]


def test_a_note_follows_the_label_of_its_row(mine, refreshed):
    before, after = (one_sheet(path, "Our team", formulas=True) for path in (mine, refreshed.path))
    [old], [new] = ([cell for row in sheet.iter_rows() for cell in row if cell.comment] for sheet in (before, after))
    assert (new.column, new.comment.text.strip(), new.row == old.row) == (2, NOTE, False)
    shown = [cell_values(path)["Our team", f"B{cell.row}"] for path, cell in ((mine, old), (refreshed.path, new))]
    assert shown == ["Team Orion", "Team Orion"]
    assert refreshed.carried == Carried()


def test_a_new_look_is_the_twins(refreshed):
    books = [whole_book(path) for path in (refreshed.path, refreshed.twin)]
    for title in ("Our team", "Exceptions"):
        mine, theirs = (book[title] for book in books)
        for row in theirs.iter_rows():
            for cell in row:
                pink = mine[cell.coordinate].number_format == "0.000"
                assert pink or look(mine[cell.coordinate]) == look(cell), f"{title}!{cell.coordinate}"


def look(cell: Cell) -> tuple[str, ...]:
    return tuple(map(repr, (cell.number_format, cell.font, cell.fill, cell.border, cell.alignment)))


def test_charts_tables_and_rules_are_those_of_the_twin(refreshed):
    mine, theirs = (whole_book(path) for path in (refreshed.path, refreshed.twin))
    for title in refreshed.anew:
        assert len(mine[title]._charts) == len(theirs[title]._charts) + (title in CHARTED.values())
        assert mine[title].tables.items() == theirs[title].tables.items()
        assert len(mine[title].conditional_formatting) == len(theirs[title].conditional_formatting)
    assert {name: found.attr_text for name, found in mine.defined_names.items() if name.startswith("st_")} == {
        name: found.attr_text for name, found in theirs.defined_names.items() if name.startswith("st_")
    }


def test_sheets_that_stay_point_to_where_things_are_now(mine, refreshed):
    stayed = [title for title in Parts(mine).sheets if title not in (*refreshed.anew, "My sheet")]
    before, after, twins = ({title: pointed_to(path, title) for title in stayed} for path in (mine, *refreshed[:2]))
    assert after == twins
    moved = [title for title in stayed if before[title] != after[title]]
    assert {"Dashboard", "Trends", "Goals", "Snapshots", "Action plan", "Sales"} <= set(moved)


def test_choices_that_stand_elsewhere_are_seen_without_a_new_layout(mine, refreshed):
    assert choices_moved(Parts(mine), refreshed.book)
    assert not choices_moved(Parts(refreshed.path), refreshed.book)


def pointed_to(path: Path, title: str) -> dict[str, list[str]]:
    """What drop-downs, sparklines, charts and tables of a sheet name, and what its charts remember of it."""
    found = Parts(path)
    sheet = found.sheets[title]
    drawn = [chart for drawing in found.related(sheet, "drawing") for chart in found.related(drawing, "chart")]
    charts = [found.text(chart) for chart in drawn if "My sheet" not in found.text(chart)]
    named = {
        "lists": re.findall(r"<formula[12]>([^<]*)", found.text(sheet)),
        "sparklines": re.findall(r"<xm:f>([^<]*)", found.text(sheet)),
        "charts": re.findall(r"<c:(?:f|v|ptCount)\b[^>]*>[^<]*", "".join(charts)),
        "tables": re.findall(
            r"<calculatedColumnFormula>[^<]*", "".join(map(found.text, found.related(sheet, "table")))
        ),
    }
    blank = re.findall(r"<f>([^<]*\'Calc\'![^<]*)", found.text(sheet)) if title == "Action plan" else []
    return named | {"rows of actions": sorted(set(blank))}


def test_charts_of_their_own_stay(refreshed):
    book = whole_book(refreshed.path)
    for title in CHARTED.values():
        places = [(chart.anchor._from.col, chart.anchor._from.row) for chart in book[title]._charts]
        series = [series.val.numRef.f for chart in book[title]._charts for series in chart.series]
        assert (33, 29) in places
        assert "'My sheet'!$B$1:$B$1" in series


def test_nothing_is_left_behind(refreshed):
    found = Parts(refreshed.path)
    assert set(found.names) - found.reachable() == {"[Content_Types].xml"}
