"""The buttons of the add-in: LibreOffice's Basic runs their VBA in a workbook with the names of a tracker."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from engines import macros
from engines.macros import Step
from engines.require import require
from hosts.classic.vba_stand_ins import HELP, WIZARD, add_project

from salestracker_xl.hosts.classic.project import Module
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.reviews.agenda import MOST_REVIEWS

DIALOGS = """\
Option Explicit
Public Sub Tell(ByVal Words As String)
    ThisWorkbook.Worksheets("Heard").Range("A1").Value = Words
End Sub
Public Sub Warn(ByVal Words As String)
    ThisWorkbook.Worksheets("Heard").Range("A1").Value = "Warned: " & Words
End Sub
Public Function Agreed(ByVal Question As String) As Boolean
    Tell "Asked: " & Question
End Function
Public Sub ShowPlace(ByVal Place As Range, Optional ByVal AtTheTop As Boolean = False)
    Application.Goto Place, AtTheTop
End Sub
Public Function ChosenFiles() As String
    ChosenFiles = ThisWorkbook.Worksheets("Heard").Range("B2").Value
    If ChosenFiles = "breaks" Then Err.Raise 1000, , "The dialog broke"
End Function
"""

CONTROL = """\
Option Explicit
Public ID As String
"""

PRESS = """\
Option Explicit
Public Sub Press()
    Dim Button As New IRibbonControl
    Button.ID = ThisWorkbook.Worksheets("Heard").Range("B1").Value
    ThisWorkbook.Worksheets("Heard").Range("A1").Value = ""
    RibbonClick Button
    ThisWorkbook.Worksheets("Heard").Range("A3").Value = Application.DisplayAlerts
End Sub
Public Sub Help()
    HiddenBook.IsAddin = True
    Application.EnableEvents = True
    RegisterHelp
    ThisWorkbook.Worksheets("Heard").Range("A1").Value = HiddenBook.Described & "|" & HiddenBook.IsAddin & "|" & _
        Application.ScreenUpdating & "|" & Application.EnableEvents
End Sub
"""

STAND_IN = """\
Option Explicit
Public Function Module(ByVal Name As String)
    Module = Name
End Function
Public Function Tuple(ByVal Action As String, ByVal Language As String, ByVal Given As String)
    Tuple = Action & "|" & Language & "|" & Replace(Given, vbLf, "|")
End Function
Public Sub SetAttr(ByVal Owner As String, ByVal Name As String, ByVal Value As Object)
    ThisWorkbook.Worksheets("Heard").Range("A2").Value = Owner & "." & Name
End Sub
Public Function Asked(ByVal Owner As String, ByVal Method As String, ByVal Given As String) As Object
    ThisWorkbook.Worksheets("Heard").Range("A4").Value = Application.DisplayAlerts
    Set Asked = New Reply
    Asked.Said = Owner & "." & Method & "|" & Given
End Function
Public Function GetItem(ByVal Answers As Object, ByVal At As Long)
    If At = 0 Then GetItem = ThisWorkbook.Worksheets("Heard").Range("B3").Value
    If GetItem = "gone" Then Err.Raise 1000, , "No COM server"
    If At = 1 Then GetItem = Answers.Said
    If At = 2 Then GetItem = ThisWorkbook.Worksheets("Heard").Range("B4").Value
End Function
Public Function Str(ByVal Text)
    Str = Text
End Function
"""

REPLY = """\
Option Explicit
Public Said As String
"""

SHEET = "L'agenda"
HEADER, TODAY = 4, dt.date(2026, 7, 1)
REVIEWS = ["Orders", "AOV", "Leads", "Goals"]
DUE = [dt.date(2026, 6, 29), TODAY, dt.date(2026, 7, 20), dt.date(2026, 6, 1)]


def press(button: str, at: str = "", read: str = "Heard!A1", **put: str) -> Step:
    cells = {"Heard!B1": button} | {f"Heard!{cell}": text for cell, text in put.items()}
    return Step("SalesTracker.Press.Press", cells, at, [read])


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written, {"in_memory": True})
    agenda, _ = workbook.add_worksheet(SHEET), workbook.add_worksheet("Heard")
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    agenda.write_datetime(0, 0, TODAY, day)
    agenda.write_column(HEADER, 0, ["Metric", *REVIEWS])
    agenda.write_column(HEADER + 1, 6, DUE, day)
    for row in range(HEADER + 1, HEADER + 1 + MOST_REVIEWS):
        agenda.write_blank(row, 3, None, day)
        if row > HEADER + len(DUE):
            agenda.write_formula(row, 6, '=""', None, "")
    write_snapshots(workbook, day)
    names = {
        "st_today": "$A$1",
        "st_reviews_metric": "$A$5",
        "st_reviews_last_done": "$D$5",
        "st_next_due": f"$G$6:$G${5 + MOST_REVIEWS}",
        "st_sheet_dashboard": "$A$1",
        "st_sheet_settings": "$A$1",
    }
    for name, cells in (("st_snapshot", "$H$2:$K$2"), ("st_table_history", "$A$1")):
        workbook.define_name(name, f"=Snapshots!{cells}")
    for name, cells in names.items():
        workbook.define_name(name, f"='{SHEET.replace(chr(39), chr(39) * 2)}'!{cells}")
    extra = [("StandIn", STAND_IN), ("Reply", REPLY), ("IRibbonControl", CONTROL)]
    classes = [Module(name, text, "class") for name, text in extra]
    help_module = Module("SalesTrackerHelp", HELP.replace("Application.MacroOptions", "HiddenBook.MacroOptions"))
    stand_ins = [*classes, Module("Press", PRESS), help_module, Module("HiddenBook", WIZARD)]
    add_project(workbook, {"SalesTrackerDialogs": DIALOGS}, stand_ins)
    workbook.close()
    path = tmp_path_factory.mktemp("buttons") / "Suivi d'été.xlsm"
    path.write_bytes(written.getvalue())
    return path


def write_snapshots(workbook, day) -> None:
    """A table whose columns a person has put in another order, with one row without a day; beside it what is noted."""
    sheet = workbook.add_worksheet("Snapshots")
    sheet.write_row("A1", ["Revenue", "Day", "Filters", "AOV"])
    sheet.write_row("A2", [90])
    sheet.write_datetime("B2", dt.date(2026, 6, 30), day)
    sheet.write_blank("B3", None, day)
    sheet.write("A4", "end")
    sheet.write_row("H1", ["Day", "Filters", "Revenue", "AOV"])
    sheet.write_datetime("H2", TODAY, day)
    sheet.write_string("I2", "=1+1")
    sheet.write_row("J2", [100.5, 7])


ANOTHER_DAY = {"Heard!B1": "snapshot", "Snapshots!B3": "earlier"}

STEPS = {
    "due": press("due_today"),
    "done": press("mark_done", f"{SHEET}!C7", f"{SHEET}!D7"),
    "said when done": press("mark_done", f"{SHEET}!C7"),
    "below the agenda": press("mark_done", f"{SHEET}!C30"),
    "the header": press("mark_done", f"{SHEET}!A5"),
    "another sheet": press("mark_done", "Heard!C7"),
    "what was left alone": press("mark_done", "Heard!C8", f"{SHEET}!D8"),
    "a new tracker": press("new", B2="/x/orders.csv", B3="done"),
    "the workbook in front": press("new", B2="/x/orders.csv", B3="done", read="Heard!A2"),
    "nothing chosen": press("new", B2=""),
    "a fault": press("new", B2="/x/orders.csv", B3="failed"),
    "a broken button": press("new", B2="breaks"),
    "no Python": press("new", B2="/x/orders.csv", B3="gone"),
    "alerts while Python works": press("new", B2="/x/orders.csv", B3="gone", read="Heard!A4"),
    "alerts after a fault": press("new", B2="/x/orders.csv", B3="gone", read="Heard!A3"),
    "alerts afterwards": press("new", B2="/x/orders.csv", B3="done", read="Heard!A3"),
    "a refresh": press("refresh", B3="done"),
    "orders to import": press("import", B2="/x/orders.csv", B3="done"),
    "a new layout": press("refresh", B3="asks"),
    "a snapshot": press("snapshot"),
    "its day": press("snapshot", read="Snapshots!B3"),
    "its filters": press("snapshot", read="Snapshots!C3"),
    "its revenue": press("snapshot", read="Snapshots!A3"),
    "no second row of a day": press("snapshot", read="Snapshots!A4"),
    "the next day": replace(press("snapshot", read="Snapshots!A4"), put=ANOTHER_DAY),
    "no order value": press("snapshot", read="Snapshots!D4"),
    "a lost column": replace(press("snapshot"), put={"Heard!B1": "snapshot", "Snapshots!A1": "Turnover"}),
    "a calendar": press("export_calendar", B3="done"),
    "no such sheet": press("sales"),
    "a text like a number": replace(
        press("snapshot", read="Snapshots!C6"),
        put={"Heard!B1": "snapshot", "Snapshots!A1": "Revenue", "Snapshots!I2": "007"},
    ),
    "a PDF": press("pdf"),
    "help": Step("SalesTracker.Press.Help", {}, "", ["Heard!A1"]),
}


@pytest.fixture(scope="module")
def heard(path) -> dict[str, str]:
    require("LibreOffice with python3-uno", macros.has_bridge())
    return dict(zip(STEPS, (found for [found] in macros.opened(path, list(STEPS.values())).steps), strict=True))


def test_due_reviews_are_counted_and_named(heard):
    assert heard["due"] == "Overdue (2): Orders, Goals\nDue today (1): AOV"


def test_the_day_of_the_tracker_is_written_in_the_row_of_the_active_cell(heard):
    assert heard["done"] == TODAY.isoformat()
    assert heard["said when done"] == ""


@pytest.mark.parametrize("place", ["below the agenda", "the header", "another sheet"])
def test_a_cell_outside_the_agenda_marks_nothing(heard, place):
    assert heard[place].startswith("Select a cell in the row of a review first")
    assert heard["what was left alone"] == ""


def test_python_gets_what_was_chosen_and_its_sentence_is_told(heard):
    assert heard["a new tracker"] == "salestracker_xl.hosts.classic.clicks.perform|new|en|||/x/orders.csv"
    assert heard["the workbook in front"] == "xlwings._xlwindows.BOOK_CALLER"
    assert heard["a fault"].startswith("Warned: ")
    assert heard["nothing chosen"] == ""


def test_what_goes_wrong_is_told(heard):
    assert heard["a broken button"] == "Warned: The dialog broke"
    assert heard["no Python"].splitlines() == [
        "Warned: No COM server",
        "",
        "Type in a terminal: salestracker addin doctor",
    ]


def test_excel_does_not_complain_while_it_waits_for_python_and_does_again_afterwards(heard):
    assert heard["alerts while Python works"] in ("FALSE", "0")
    assert heard["alerts after a fault"] == heard["alerts afterwards"] != heard["alerts while Python works"]


def test_python_reads_a_copy_of_the_workbook_as_it_stands_open(heard, path):
    for click, action in (("a calendar", "export_calendar"), ("a refresh", "refresh"), ("orders to import", "refresh")):
        _, asked, language, *files = heard[click].split("|")
        assert (asked, language) == (action, "en")
        copy, place = (Path(it) for it in files[:2])
        assert copy.name == place.name == path.name
        assert copy.parent.name == "salestracker"
        assert files[2:] == (["/x/orders.csv"] if click == "orders to import" else [])


def test_a_snapshot_is_a_row_of_its_day(heard):
    """In the columns where they stand now; a text that begins like a formula is a text."""
    assert re.fullmatch(r"Snapshot of [-/\d]*2026[-/\d]* noted: =1\+1\.", heard["a snapshot"])
    assert (heard["its day"], heard["its filters"], heard["its revenue"]) == ("2026-07-01", "=1+1", "100.5")
    assert heard["no second row of a day"] == "end"


def test_a_snapshot_of_another_day_is_a_new_row(heard):
    assert (heard["the next day"], heard["no order value"]) == ("100.5", "7")


def test_a_column_that_a_person_took_away_is_named(heard):
    assert heard["a lost column"].startswith("Warned: The table of snapshots has no column Revenue any more")


def test_a_text_that_looks_like_a_number_stays_a_text(heard):
    assert heard["a text like a number"] == "007"


def test_a_pdf_that_cannot_be_saved_is_told_with_another_way(heard):
    """LibreOffice knows no such export, and says so."""
    assert re.match(r"Warned: .*Suivi d'été\.pdf: ", heard["a PDF"])
    assert heard["a PDF"].endswith("File > Print, or File > Export.")


def test_the_wizard_gets_its_help_and_the_add_in_hides_again(heard):
    """Excel gives no help to functions of a hidden workbook; a fault keeps the others from nothing."""
    assert heard["help"] == f"{len(REGISTRY) - 1}|True|True|True"


def test_a_workbook_is_closed_only_by_leave(heard):
    assert heard["a new layout"].startswith("Asked: ")


def test_a_tracker_that_has_lost_a_sheet_is_told_so(heard):
    assert heard["no such sheet"].startswith("A part of this tracker is missing: its sheet was deleted")
