"""What people typed stands in a workbook made anew, and everything computes with it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from engines.stored import cell_values, differences, stored_values
from trackers import customer_rows, deal_rows, interaction_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.language import Language
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.contents import contents
from salestracker_xl.workbook.generate import compose, generate
from salestracker_xl.workbook.inputs import PERIOD_CHOICES
from salestracker_xl.workbook.look.theme import load_theme
from salestracker_xl.workbook.published import load_published
from salestracker_xl.workbook.sheets import funnel
from salestracker_xl.workbook.typed import FILLED, Typed
from salestracker_xl.workbook.values import ExcelError

SALES = sales_rows(150)
YELLOW = "FF" + load_theme("en", None).colors["input"].lstrip("#")
NEEDED = {"filter_period", "weekend", "fiscal_start"}  # without them no day can be told from another
CHOSEN: dict[str, Any] = {  # where not everything makes sense
    "fixed_day": 46203,
    "fiscal_start": 4,
    "weekend": "0000100",
    "filter_period": PERIOD_CHOICES[7].en,
    "filter_region": "Bretagne",
    "filter_rep": "Team *",
    "filter_product": "Mill?",
    "what_if": 0.1,
    "sector": load_published().sectors["ecommerce"].en,
    "calendar_year": 2027,
    "calendar_month": "March",
    "week_begins": "Sunday",
    "initiative_start": 46092,
    "initiative_channel": "Shop",
    "ideas_for": "Average order value",
    "plan_year": 2,
    "goal_review": 6,
    "class_a": 0.5,
    "class_b": 0.75,
    "stage_1": "Demo",
    "stage_2": "Lead?",
}


def tracker_of(folder: Path, language: Language = "en") -> Tracker:
    """A small tracker with every table but Targets, so that goals are proposed by formulas."""
    tables = {"deals": deal_rows(60), "customers": customer_rows(SALES), "engagement": interaction_rows(SALES, 80)}
    return make_tracker(folder, SALES, None, spend_rows(), language=language, **tables)


@pytest.fixture(scope="module")
def tracker(tmp_path_factory) -> Tracker:
    return tracker_of(tmp_path_factory.mktemp("tracker"))


@pytest.fixture(scope="module")
def proposed(tracker, tmp_path_factory) -> Path:
    """A workbook in which nobody typed anything."""
    path = tmp_path_factory.mktemp("proposed") / "t.xlsx"
    generate(tracker, path)
    return path


def typed_everywhere(proposals: dict[str, Any]) -> dict[str, Any]:
    """Another value than the proposed one in every cell, text where text stands, a number where numbers belong."""

    def other(key: str, value: Any) -> Any:
        if key in CHOSEN:
            return CHOSEN[key]
        if isinstance(value, float):
            return value + 1
        return f"=typed {key}" if value or key.rstrip("0123456789_").endswith("source") else 7.0

    return {key: other(key, value) for key, value in proposals.items()}


def as_they_stand(book: Book) -> dict[str, dict[str, list[Any]]]:
    """The tables that people fill, by their keys and those of their columns."""
    return {
        key: {column: [None if value != value else value for value in book.written[key][column].values]
              for column in columns}
        for key, columns in FILLED.items()
    }  # fmt: skip


def entered(path: Path) -> dict[str, tuple[str, str]]:
    """Sheet and cell of everything that people change, by its key."""
    names = openpyxl.load_workbook(path, read_only=True).defined_names
    places = {}
    for name, defined in names.items():
        if name.startswith("st_in_"):
            sheet, _, cell = defined.attr_text.rpartition("!")
            places[name.removeprefix("st_in_")] = sheet.strip("'").replace("''", "'"), cell.replace("$", "")
    return places


def shown(path: Path) -> dict[str, Any]:
    """What stands in every cell that people change, by its key."""
    values = cell_values(path)
    return {key: values.get(place, "") for key, place in entered(path).items()}


def test_every_yellow_cell_has_a_key_and_every_key_a_yellow_cell(proposed):
    book = openpyxl.load_workbook(proposed)
    yellow, in_tables = set(), set()
    for sheet in book.worksheets:
        in_tables |= {(sheet.title, cell.coordinate) for table in sheet.tables.values()
                      for row in sheet[table.ref] for cell in row}  # fmt: skip
        yellow |= {(sheet.title, cell.coordinate) for row in sheet.iter_rows() for cell in row
                   if cell.fill.fgColor.rgb == YELLOW}  # fmt: skip
    keyed = set(entered(proposed).values())
    assert len(keyed) > 200
    assert yellow - in_tables == keyed


def test_keys_know_no_language(proposed, tmp_path):
    assert set(compose(tracker_of(tmp_path, "fr"), identity="t").proposed) == set(entered(proposed))


def test_names_that_programs_need_are_hidden_from_people(proposed):
    names = openpyxl.load_workbook(proposed, read_only=True).defined_names
    hidden = {name for name, defined in names.items() if defined.hidden}
    assert hidden == {name for name in names if name.startswith("st_")}


def test_what_was_typed_everywhere_comes_out_again_and_everything_computes_with_it(tracker, proposed, ironcalc):
    """The workbook made anew is the one that IronCalc makes of the first when all of it is typed there."""
    typed, path = typed_everywhere(shown(proposed)), proposed.with_name("typed.xlsx")
    generate(tracker, path, typed=Typed(typed, as_they_stand(compose(tracker, identity="t"))))
    assert shown(path) == {key: float(value) if isinstance(value, int) else value for key, value in typed.items()}
    stored, before = stored_values(path), stored_values(proposed)
    assert sum(value != before[place] for place, value in stored.items()) > 500, "figures follow"
    typed_in = {place: typed[key] for key, place in entered(proposed).items()}
    assert differences(stored, ironcalc.recalculate(proposed, typed_in)) == []


def test_what_people_left_as_it_was_makes_the_same_workbook(tracker, proposed, tmp_path):
    book = compose(tracker, identity="t")
    generate(tracker, tmp_path / "t.xlsx", typed=Typed(shown(proposed), as_they_stand(book)))
    parts, same = parts_of(proposed), parts_of(tmp_path / "t.xlsx")
    assert [name for name in parts.keys() | same.keys() if parts.get(name) != same.get(name)] == []


def test_emptied_cells_stay_empty_and_tables_keep_the_rows_that_people_left(tracker, proposed, tmp_path, ironcalc):
    """In every table one row is deleted, the last one changed, and one added."""
    keys = set(entered(proposed)) - NEEDED
    left = {key: {name: [*column[1:-1], changed(name), changed(name)] for name, column in table.items()}
            for key, table in as_they_stand(compose(tracker, identity="t")).items()}  # fmt: skip
    generate(tracker, tmp_path / "t.xlsx", typed=Typed(dict.fromkeys(keys), left))
    assert {key for key, value in shown(tmp_path / "t.xlsx").items() if value == ""} == keys
    made = as_they_stand(compose(tracker, identity="t", typed=Typed(tables=left)))
    for key, table in left.items():
        for name, column in table.items():
            assert made[key][name][: len(column)] == column, f"{key}, {name}"
    assert differences(stored_values(tmp_path / "t.xlsx"), ironcalc.recalculate(tmp_path / "t.xlsx")) == []


def changed(column: str) -> Any:
    """What a person types into a column."""
    typed = {"cadence": "Weekly", "metric": "Average order value", "name": "Bank holiday", "by": "=me"}
    days = ("day", "date", "month", "start", "due", "done", "last_done", "checked", "read", "published", "expires")
    figures = ("price", "own_price", "share", "low", "typical", "high", "baseline", "target", "result", "goal", "index")
    if column in figures or column in FILLED["history"][2:]:
        return 12.5
    return 46203.0 if column in days else typed.get(column, "-typed")


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a workbook without the one that says when it was made; 5.0 is written as 5 all over."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist()) - {"docProps/core.xml"}
        return {name: archive.read(name).replace(b".0</v>", b"</v>") for name in names}


@pytest.mark.parametrize("value", ["n/a", -1e6])
def test_nothing_that_a_cell_can_hold_stops_a_build(tracker, proposed, value):
    keys = set(entered(proposed))
    rows = {key: {column: [value, None, ExcelError("#N/A")] for column in columns} for key, columns in FILLED.items()}
    assert compose(tracker, identity="t", typed=Typed(dict.fromkeys(keys, value), rows)).proposed.keys() >= keys


def test_a_key_is_given_once(tracker):
    book = compose(tracker, identity="t")
    with pytest.raises(ValueError, match="two cells are entered as growth"):
        book.sheets["goals"].write(0, 0, 1, "input", key="growth")


def test_new_stages_follow_those_that_people_ordered(tracker):
    book = compose(tracker, identity="t", typed=Typed({"stage_1": "Offer *", "stage_2": "lead?"}))
    held, row = contents(book, book.sheets["funnel"]), funnel.FIRST_STAGE_ROW
    assert [held[row + at, 0] for at in range(4)] == ["Offer *", "lead?", "Demo", "=Contract"]
    assert "stage_5" not in book.proposed
