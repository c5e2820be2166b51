"""A plan is written into an open workbook all of it or nothing, and texts stay texts in every host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table
from refresh.excel import App, Excel, taken
from refresh.opened import in_a_request

from salestracker_xl.language import Text
from salestracker_xl.refresh.apply import NeedsNewLayout, NotWritten, apply
from salestracker_xl.refresh.plan import Block, Formula, Growth, Layout, Plan

ODD = ["=HYPERLINK(A1)", "+33 1 23", "-3", "@SUM(A1)", "0042", "3-4", "true", "'s Hertogenbosch", "12 rue d'Ulm", "1e5"]
BEFORE = {
    ("Calc", 0, 0): ("formula", "=SUM(B1:B2)"),
    ("Calc", 0, 1): 7.5,
    ("Calc", 1, 0): "=a text",
    ("Calc", 1, 1): "0042",
    ("Sales", 0, 0): "Customer",
    ("Sales", 0, 1): "Amount",
    ("Sales", 1, 0): "=Ada",
    ("Sales", 1, 1): 10.0,
}
CALC = Block("Calc", 0, 0, [[Formula("=_xlfn.ISOWEEKNUM(B1)", 3.0), 8.0], ["new", None]])
SALES = Block("Sales", 2, 0, [["=Cash & Carry", 20.0]])


def plan(*blocks: Block, **others: Any) -> Plan:
    given = {"growth": (), "recalculated": ()} | others
    return Plan(blocks=blocks, told=Text("Done.", "Fait."), **given)


def opened(**others: Any) -> Excel:
    return Excel(dict(BEFORE), {"Sales": (0, 1)}, **others)


def test_each_block_is_written_once_after_its_table_has_room():
    book = opened()
    apply(plan(CALC, SALES, growth=[Growth("Sales", "Sales", 2)]), book)
    assert book.log == ["Sales resized", "Calc written", "Sales written"]
    assert book.tables["Sales"] == (0, 2)
    assert book.cells["Calc", 0, 0] == ("formula", "=ISOWEEKNUM(B1)")
    assert book.cells["Sales", 2, 0] == "=Cash & Carry"
    assert book.app == App()


@pytest.mark.parametrize("text", ODD)
def test_a_text_is_a_text_whatever_it_looks_like(text):
    book = opened()
    apply(plan(Block("Calc", 0, 0, [[text, Formula("=1+1", 2.0)]]), Block("Calc", 5, 0, [[text]])), book)
    assert book.cells["Calc", 0, 0] == book.cells["Calc", 5, 0] == text
    assert book.cells["Calc", 0, 1] == ("formula", "=1+1")


def test_a_refusal_half_way_leaves_everything_as_it_was():
    book = opened(refuses=frozenset({("Sales", 2, 1)}))
    with pytest.raises(
        NotWritten, match=r"refused to write into Sales: The cell is protected\. Nothing was changed"
    ) as told:
        apply(plan(CALC, SALES, growth=[Growth("Sales", "Sales", 2)]), book)
    assert {place: held for place, held in book.cells.items() if held is not None} == BEFORE
    assert book.tables == {"Sales": (0, 1)}
    assert book.app == App()
    assert "Rien n'a été modifié" in told.value.text.fr


def test_an_excel_that_waits_to_be_asked_shows_the_new_figures_and_goes_on_waiting():
    book = opened(app=App(calculation="manual"))
    apply(plan(CALC), book)
    assert book.app == App(calculation="manual", log=["calculated"])


def test_sheets_to_be_laid_out_anew_are_not_touched():
    book = opened()
    with pytest.raises(NeedsNewLayout, match="Atlantis, Lyonesse"):
        apply(plan(CALC, layout=Layout(["regions"], ["Atlantis", "Lyonesse"])), book)
    assert not book.log


@pytest.fixture
def sent(tmp_path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Calc"  # pyright: ignore[reportOptionalMemberAccess]
    sheet = book.create_sheet("Sales")
    sheet.append(["Customer", "Amount"])
    sheet.append(["Ada", 10])
    sheet.add_table(Table(displayName="Sales", ref="A1:B2"))
    book.save(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def test_a_server_sends_one_action_a_block(sent):
    book = in_a_request(sent)
    apply(plan(CALC, Block("Sales", 2, 0, [[*ODD[:2]]]), growth=[Growth("Sales", "Sales", 2)]), book)
    resized, calc, sales = book.json()["actions"]
    assert (resized["func"], resized["args"]) == ("resizeTable", [0, "$A$1:$B$3"])
    assert (calc["func"], calc["values"]) == ("setFormula", [["=ISOWEEKNUM(B1)", 8.0], ["new", ""]])
    assert (sales["func"], sales["start_row"], sales["row_count"], sales["column_count"]) == ("setValues", 2, 1, 2)
    assert [taken(cell) for cell in sales["values"][0]] == ODD[:2]


def test_a_server_sends_nothing_of_a_plan_that_fails(sent):
    book = in_a_request(sent)
    book.app.calculate()
    with pytest.raises(NotWritten, match="Nothing was changed"):
        apply(plan(CALC, Block("No such sheet", 0, 0, [[1.0]])), book)
    assert [action["func"] for action in book.json()["actions"]] == ["calculate"]
