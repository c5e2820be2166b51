"""The engines that judge our workbooks can say no."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from engines.require import require
from engines.stored import ARGUMENT_ERROR, Place, StoredValues, Value, differences, formulas, stored_values

SHEET = "Chiffre d'affaires"
FIRST_OF_MARCH = 45352.0  # 1 March 2024

FORMULAS: dict[str, tuple[str, Value]] = {  # cell: formula as it stands in the file, right value
    "F1": ("SUM(Dépenses[Montant dépensé])", 350.5),
    "F2": ('SUMIFS(Dépenses[Montant dépensé],Dépenses[Mois],"="&Mois_choisi)', 250.5),
    "F3": ("DATE(2024,3,1)", FIRST_OF_MARCH),
    "F4": ("DATE(2024,3,1)+0.25", FIRST_OF_MARCH + 0.25),
    "F5": ("1/3", 0.3333333333333333),
    "F6": ('COUNTIFS(Dépenses[Mois],"Fév")=1', True),
    "F7": ("1=2", False),
    "F8": ('IF(TRUE,"","x")', ""),
    "F9": ('"Éva & <Max>"', "Éva & <Max>"),
    "F10": ('REPT("0",3)', "000"),
    "F11": ("NA()", "#N/A"),
    "F12": ("1/0", "#DIV/0!"),
    "F13": ("H1", 0.0),
    "F14": ("0.1+0.2-0.3", 0.0),
}
DATES = {"F3", "F4", "F14"}
LIES: dict[str, Value] = {"F2": 250.4, "F3": FIRST_OF_MARCH + 1, "F6": False, "F9": "Éva & <max>", "F11": "#NUM!"}
TRIPLED = {"F16": 300.0, "F17": 751.5, "F18": 0.0}


def write_workbook(path: Path, lies: dict[str, Value]) -> Path:
    """Write a workbook whose stored values are right, but for the `lies`."""
    book = xlsxwriter.Workbook(path)
    sheet: Any = book.add_worksheet(SHEET)
    date_format = book.add_format({"num_format": "dd/mm/yyyy"})
    rows = [["Jan", 100.0], ["Fév", 250.5], ["Mar", 0.0]]
    columns = [{"header": "Mois"}, {"header": "Montant dépensé"}]
    sheet.add_table("A1:B4", {"name": "Dépenses", "columns": columns, "data": rows})
    sheet.write("D1", "Fév")
    book.define_name("Mois_choisi", "='Chiffre d''affaires'!$D$1")
    for cell, (formula, value) in FORMULAS.items():
        sheet.write_formula(cell, "=" + formula, date_format if cell in DATES else None, lies.get(cell, value))
    sheet.write_array_formula("F16:F18", "{=Dépenses[Montant dépensé]*3}", None, TRIPLED["F16"])
    for cell in ("F17", "F18"):
        sheet.write_number(cell, TRIPLED[cell])
    other: Any = book.add_worksheet("Total")
    other.write_formula("A1", "='Chiffre d''affaires'!F1*2", None, 701)
    book.close()
    return path


def rewrite(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Copy a workbook with one of its parts changed."""
    changed = path.with_stem(path.stem + "-changed")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == part else content)
    return changed


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(tmp_path_factory.mktemp("right") / "tracker.xlsx", lies={})


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same workbook, and file name, with one wrong stored value of each kind."""
    return write_workbook(tmp_path_factory.mktemp("wrong") / "tracker.xlsx", LIES)


@pytest.fixture(scope="module")
def argument_error(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a right #NUM!, and a #VALUE! that should be #DIV/0!."""
    path = tmp_path_factory.mktemp("errors") / "errors.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet: Any = book.add_worksheet("Errors")
    sheet.write_formula("A1", "=SQRT(-1)", None, "#NUM!")
    sheet.write_formula("A2", "=1/0", None, "#VALUE!")
    book.close()
    return path


def cells_named(sentences: list[str]) -> list[str]:
    return [sentence.removeprefix(f"{SHEET}!").partition(":")[0] for sentence in sentences]


def test_stored_values_are_read_as_the_file_shows_them(right):
    expected = {(SHEET, cell): value for cell, (_, value) in FORMULAS.items()}
    expected |= {(SHEET, cell): value for cell, value in TRIPLED.items()}
    expected["Total", "A1"] = 701.0
    values = stored_values(right)
    assert values == expected
    assert [type(value) for value in values.values()] == [type(expected[place]) for place in values]


def test_formulas_are_read_with_every_cell_of_an_array(right):
    found = formulas(right)
    assert found[SHEET, "F2"] == '=SUMIFS(Dépenses[Montant dépensé],Dépenses[Mois],"="&Mois_choisi)'
    assert found[SHEET, "F16"] == found[SHEET, "F18"] == "=Dépenses[Montant dépensé]*3"
    assert len(found) == len(FORMULAS) + len(TRIPLED) + 1


@pytest.mark.parametrize(
    ("stored", "recalculated", "agree"),
    [
        (100.0, 100.0 + 1e-8, True),
        (100.0, 100.0 + 1e-6, False),
        (0.0, 1e-10, True),
        (0.0, 1e-8, False),
        (1e12, 1e12 + 100, True),
        (True, True, True),
        (True, 1.0, False),
        (0.0, False, False),
        (0.0, "", False),
        ("", "", True),
        ("", None, False),
        ("North", "north", False),
        ("1", 1.0, False),
        ("#N/A", "#N/A", True),
        ("#N/A", "#VALUE!", False),
        ("#NUM!", ARGUMENT_ERROR, True),
        ("#DIV/0!", ARGUMENT_ERROR, False),
        (1.0, ARGUMENT_ERROR, False),
    ],
)
def test_values_agree_only_with_their_like(stored, recalculated, agree):
    place = ("Dashboard", "F3")
    sentences = differences(StoredValues({place: stored}, {place: "=A1"}), {place: recalculated})
    assert sentences == ([] if agree else [f"Dashboard!F3: stored {stored!r}, recalculated {recalculated!r}, by =A1"])


def test_a_cell_that_only_one_side_knows_is_a_difference():
    stored = StoredValues({("Goals", "A1"): 1.0}, {("Goals", "A1"): "=B1"})
    assert differences(stored, {("Goals", "A2"): 2.0}) == [
        "Goals!A1: stored 1.0, recalculated None, by =B1",
        "Goals!A2: stored None, recalculated 2.0, by no formula of the file",
    ]


def test_ironcalc_finds_right_values_again(ironcalc, right):
    assert differences(stored_values(right), ironcalc.recalculate(right)) == []


def test_ironcalc_catches_wrong_stored_values(ironcalc, wrong):
    assert cells_named(differences(stored_values(wrong), ironcalc.recalculate(wrong))) == list(LIES)


@pytest.mark.parametrize(
    ("cell", "typed", "total_of_chosen_month"),
    [
        ("D1", "Jan", 100.0),
        ("D1", None, 0.0),
        ("D1", True, 0.0),
        ("B3", 99, 99.0),
        ("B3", dt.date(2024, 3, 1), FIRST_OF_MARCH),
        ("B3", "99", 0.0),  # text stays text, as if typed with an apostrophe
    ],
)
def test_ironcalc_follows_a_changed_input(ironcalc, right, cell, typed, total_of_chosen_month):
    assert ironcalc.recalculate(right)[SHEET, "F2"] == 250.5
    assert ironcalc.recalculate(right, {(SHEET, cell): typed})[SHEET, "F2"] == total_of_chosen_month


@pytest.fixture(scope="module")
def reckoned(libreoffice, right, wrong, argument_error) -> list[dict[Place, Value]]:
    return libreoffice.recalculate_all([right, wrong, argument_error])


def test_libreoffice_finds_right_values_again(reckoned, right):
    assert differences(stored_values(right), reckoned[0]) == []


def test_libreoffice_catches_wrong_stored_values(reckoned, wrong):
    assert cells_named(differences(stored_values(wrong), reckoned[1])) == list(LIES)


def test_libreoffice_tells_an_argument_error_from_a_division_by_zero(reckoned, argument_error):
    assert reckoned[2] == {("Errors", "A1"): ARGUMENT_ERROR, ("Errors", "A2"): "#DIV/0!"}
    [difference] = differences(stored_values(argument_error), reckoned[2])
    assert difference == "Errors!A2: stored '#VALUE!', recalculated '#DIV/0!', by =1/0"


def test_libreoffice_that_hangs_is_ended_and_starts_again(libreoffice, right, tmp_path, monkeypatch):
    hanging = tmp_path / "soffice"
    hanging.write_text("#!/bin/sh\nsleep 60 & wait\n")  # the real one, too, is a script around a program
    hanging.chmod(0o755)
    started = time.monotonic()
    with monkeypatch.context() as patched, pytest.raises(TimeoutError, match="it hung"):
        patched.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        patched.setattr(libreoffice, "START_SECONDS", 0.5)
        patched.setattr(libreoffice, "FILE_SECONDS", 0)
        libreoffice.recalculate(right)
    assert time.monotonic() - started < 20
    assert libreoffice.recalculate(right)["Total", "A1"] == 701.0


def test_libreoffice_names_the_file_it_cannot_read(libreoffice, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(RuntimeError, match=r"broken\.xlsx"):
        libreoffice.recalculate(broken)


def test_pages_are_rendered_in_the_order_of_the_sheets(libreoffice, right, tmp_path):
    pages = libreoffice.render(right, tmp_path / "pages")
    assert [page.name for page in pages] == ["tracker-1.png", "tracker-2.png"]
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)
    assert pages[0].stat().st_size > pages[1].stat().st_size  # the second sheet holds a single figure


@pytest.mark.parametrize("version", ["Office2016", "Microsoft365"])
def test_validator_passes_a_sound_file(validator, right, version):
    assert validator.faults(right, version) == []


def test_validator_catches_a_broken_part(validator, right):
    broken = rewrite(right, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<sheetView ", b'<sheetView odd="1" '))
    [fault] = validator.faults(broken, "Microsoft365")
    assert fault.startswith("/xl/worksheets/sheet1.xml /x:worksheet[1]/")
    assert "'odd' attribute is not declared" in fault


@pytest.mark.parametrize("version", ["Office1995", ""])
def test_validator_refuses_an_unknown_version(validator, right, version):
    with pytest.raises(RuntimeError, match=f'Invalid --officeVersion "{version}"'):
        validator.faults(right, version)


@pytest.mark.parametrize(
    ("demanded", "outcome"),
    [("", pytest.skip.Exception), ("1", pytest.fail.Exception)],
)
def test_a_missing_tool_skips_its_test_unless_all_are_demanded(monkeypatch, demanded, outcome):
    monkeypatch.setenv("SALESTRACKER_REQUIRE_ALL", demanded)
    with pytest.raises(outcome, match="No such tool"):
        require("No such tool", shutil.which("no-such-tool"))


def test_an_installed_tool_is_let_pass(monkeypatch):
    monkeypatch.setenv("SALESTRACKER_REQUIRE_ALL", "1")
    require("Python", sys.executable)
