"""The buttons of the task pane, asked over HTTP as the pane asks, with the workbook of a real tracker."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re

import openpyxl
import pandas as pd
import pytest
from engines.payload import payload
from hosts.conftest import TODAY
from icalendar import Calendar
from trackers import sales_rows

from salestracker_xl.hosts.actions import Outcome
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.hosts.server import clicks
from salestracker_xl.language import Text
from salestracker_xl.refresh.snapshot_row import TOLD
from salestracker_xl.reviews.tracker_file import read_agenda
from salestracker_xl.workbook.sheets import TABS, calc, calendar, dashboard, history, key_of, sales, spend
from salestracker_xl.workbook.sheets.reps import NAME as REPS

SERIAL = (TODAY - dt.date(1899, 12, 30)).days
AGENDA = [calendar.NAME["fr"], calc.NAME["fr"]]


def click(server, key, language="fr", **sent):
    answer = server.post(f"/salestracker/actions/{key}", params={"lang": language}, json=sent)
    assert answer.status_code == 200, answer.text
    return answer.json()


def file_of(path):
    return {"name": path.name, "content": base64.b64encode(path.read_bytes()).decode()}


@pytest.fixture(scope="module")
def header(tracker):
    """Row of the agenda's header, counted from 1."""
    [(_, cells)] = openpyxl.load_workbook(tracker).defined_names["st_reviews_metric"].destinations
    return int(re.sub(r"\D", "", cells))


def test_every_button_of_the_ribbon_is_served():
    assert list(clicks.ACTIONS) == [button.key for button in ribbon().buttons]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pane_hears_of_every_button(server, language):
    groups = server.get("/salestracker/buttons", params={"lang": language}).json()
    told = [(group["label"], [it["label"] for it in group["buttons"]]) for group in groups]
    assert told == [(it.label[language], [button.label[language] for button in it.buttons]) for it in ribbon().groups]


@pytest.mark.parametrize("key", ["dashboard", "pdf", "sales", "checks", "settings"])
def test_a_button_goes_to_its_sheet(server, tracker, key):
    sheets = [key_of(tab) for tab in TABS]
    answer = click(server, key, book=payload(tracker, [], AGENDA[0], "A1"))
    [action] = answer["actions"]
    assert action["func"] == "activateSheet"
    names = openpyxl.load_workbook(tracker, read_only=True).sheetnames
    wanted = next(tab for tab, name in zip(TABS, sheets, strict=True) if name == key.replace("pdf", "dashboard"))
    assert names[action["args"][0]] == wanted.NAME["fr"]
    assert not answer["failed"]


def test_waiting_reviews_are_counted_as_the_agenda_has_them(server, tracker):
    answer = click(server, "due_today", book=payload(tracker, AGENDA, dashboard.NAME["fr"], "A1"))
    agenda = read_agenda(tracker)
    waiting = [entry.metric for entry in agenda.entries if entry.cadence.key == "daily"]
    assert waiting
    assert answer["said"] == f"À faire aujourd'hui ({len(waiting)}) : {', '.join(waiting)}"
    assert [action["func"] for action in answer["actions"]] == ["activateSheet", "rangeSelect"]


def test_the_day_is_written_in_the_row_of_the_active_cell(server, tracker, header):
    row = header + 2
    answer = click(server, "mark_done", book=payload(tracker, AGENDA, AGENDA[0], f"C{row}:C{row + 3}"))
    [written] = answer["actions"]
    assert (written["func"], written["values"], written["start_row"]) == ("setValues", [[SERIAL]], row - 1)
    metric = read_agenda(tracker).entries[1].metric
    assert answer["said"] == f"{metric} : faite le 15 juillet 2026."


@pytest.mark.parametrize(("sheet", "below"), [(0, 0), (0, 30), (0, 60), (1, 2)])
def test_a_cell_outside_the_agenda_marks_nothing(server, tracker, header, sheet, below):
    active = [AGENDA[0], dashboard.NAME["fr"]][sheet]
    answer = click(server, "mark_done", book=payload(tracker, AGENDA, active, f"A{header + below}"))
    assert answer["failed"]
    assert answer["said"].startswith("Sélectionnez d'abord une cellule")
    assert answer["actions"] == []


def test_nothing_is_marked_while_a_shape_is_selected(server, tracker):
    answer = click(server, "mark_done", book=payload(tracker, AGENDA, AGENDA[0], None))
    assert (answer["failed"], answer["actions"]) == (True, [])


@pytest.mark.parametrize("key", [key for key, served in clicks.ACTIONS.items() if served.sheets is not None])
def test_another_workbook_is_no_tracker(server, key, tmp_path):
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    answer = click(server, key, "en", book=payload(tmp_path / "other.xlsx", ["Sheet"], "Sheet", "A1"))
    assert answer["failed"] and answer["said"].startswith("No sales tracker is in front: open one")


def test_the_reviews_come_as_a_file(server, tracker):
    answer = click(server, "export_calendar", "en", tracker=file_of(tracker))
    assert answer["file"]["name"] == "Suivi-reviews.ics"
    events = Calendar.from_ical(base64.b64decode(answer["file"]["content"])).walk("VEVENT")
    assert answer["said"] == f"Suivi-reviews.ics: {len(events)} events of 10 reviews, up to 14 July 2027."


def test_a_tracker_is_built_of_the_chosen_file(server, tmp_path):
    sales_rows(12).to_csv(tmp_path / "orders.csv", index=False)
    sent = file_of(tmp_path / "orders.csv") | {"name": "..\\..\\C:/fakepath/Été.csv"}
    answer = click(server, "new", files=[sent])
    assert (answer["file"]["name"], answer["opens"]) == ("Été-suivi.xlsx", True)
    assert answer["said"].startswith("Été-suivi.xlsx : 12 lignes lues, 12 acceptées, 0 rejetées")
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(answer["file"]["content"])), read_only=True)
    assert dashboard.NAME["fr"] in book.sheetnames


def test_a_snapshot_notes_the_figures_of_the_cards(server, tracker):
    titles = [history.NAME["fr"], calc.NAME["fr"]]
    answer = click(server, "snapshot", book=payload(tracker, titles, AGENDA[0], "A1"))
    book = openpyxl.load_workbook(tracker, data_only=True)
    [(_, cells)] = book.defined_names["st_snapshot"].destinations
    [noted] = book[titles[1]][cells.replace("$", "")]
    wanted = [SERIAL, *(cell.value for cell in noted[1:])]
    assert answer["said"] == f"Relevé du 15 juillet 2026 noté : {wanted[1]}."
    [(_, header)] = book.defined_names["st_table_history"].destinations
    first = book[titles[0]][header.replace("$", "")]
    written = {(it["start_row"], it["start_column"]): it["values"] for it in answer["actions"]}
    row, col = first.row, first.column - 1
    assert written == {(row, col + at): [["" if value is None else value]] for at, value in enumerate(wanted)}


def test_both_halves_of_the_add_in_tell_of_a_snapshot_alike():
    assert ribbon().says["snapshot_taken"] == TOLD


def newer_orders(path, count, **columns):
    """Orders of July, of customers, products and reps that the tracker knows but for `columns`."""
    rows = sales_rows(12).tail(count).assign(Date="2026-07-10", Order=[f"NEW-{at}" for at in range(count)], **columns)
    rows.to_csv(path, index=False)
    return file_of(path)


def test_new_orders_are_written_into_the_open_workbook(server, tracker, tmp_path):
    sent = {"tracker": file_of(tracker), "book": payload(tracker, [], AGENDA[0], "A1")}
    answer = click(server, "import", files=[newer_orders(tmp_path / "july.csv", 3)], **sent)
    assert not answer["failed"], answer["said"]
    assert answer["said"].startswith("Lignes ajoutées : 3 ; rejetées : 0.")
    table = openpyxl.load_workbook(tracker, read_only=True).sheetnames.index(sales.NAME["fr"])
    written = [action for action in answer["actions"] if action["sheet_position"] == table and action["values"]]
    cells = [cell for action in written for row in action["values"] for cell in row]
    assert [cell for cell in cells if str(cell).startswith("'NEW-")] == ["'NEW-0", "'NEW-1", "'NEW-2"]
    grown = [action["args"][1] for action in answer["actions"] if action["func"] == "resizeTable"]
    assert grown
    assert answer["file"] is None


def test_exports_of_two_tables_chosen_together_go_to_their_own(server, tracker, tmp_path):
    """Orders and spend at once; two files of one name, from two folders, are two files."""
    orders = [newer_orders(tmp_path / "july.csv", 2), newer_orders(tmp_path / "july.csv", 3)]
    months = [f"2026-{month:02}-01" for month in range(1, 7)]
    paid = pd.DataFrame({"Month": months, "Channel": "Web", "Amount": 7, "New customers": 1})
    paid.to_csv(tmp_path / "spend.csv", index=False)
    sent = {"tracker": file_of(tracker), "book": payload(tracker, [], AGENDA[0], "A1")}
    answer = click(server, "import", "en", files=[orders[0], file_of(tmp_path / "spend.csv"), orders[1]], **sent)
    assert not answer["failed"], answer["said"]
    assert answer["said"].startswith("Rows added (Sales, Spend): 11; rejected: 0.")
    (tmp_path / "anew.xlsx").write_bytes(base64.b64decode(answer["file"]["content"]))
    book = openpyxl.load_workbook(tmp_path / "anew.xlsx", read_only=True)
    lines = [cell for row in book[sales.NAME["fr"]].iter_rows(values_only=True) for cell in row]
    assert sorted(cell for cell in lines if str(cell).startswith("NEW-")) == ["NEW-0"] * 2 + ["NEW-1"] * 2 + ["NEW-2"]
    assert sum(row.count(7) for row in book[spend.NAME["fr"]].iter_rows(values_only=True)) == len(months)


def test_one_export_that_is_no_table_keeps_the_others_out_too(server, tracker, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all,\nhere are the figures\nof July\n", encoding="utf-8")
    sent = {"tracker": file_of(tracker), "book": payload(tracker, [], AGENDA[0], "A1")}
    files = [newer_orders(tmp_path / "july.csv", 2), file_of(tmp_path / "letter.txt")]
    answer = click(server, "import", "fr", files=files, **sent)
    assert (answer["failed"], answer["actions"], answer["file"]) == (True, [], None)
    assert answer["said"].startswith("letter.txt : ")


def test_new_names_that_need_another_layout_come_as_a_workbook(server, tracker, tmp_path):
    reps = [f"Team {at}" for at in range(12)]
    sent = {"tracker": file_of(tracker), "book": payload(tracker, [], AGENDA[0], "A1")}
    answer = click(server, "import", files=[newer_orders(tmp_path / "july.csv", 12, Rep=reps)], **sent)
    assert not answer["failed"], answer["said"]
    assert answer["actions"] == []
    assert "Team 0, Team 1" in answer["said"]
    assert (answer["file"]["name"], answer["opens"]) == ("Suivi.xlsx", True)
    (tmp_path / "anew.xlsx").write_bytes(base64.b64decode(answer["file"]["content"]))
    book = openpyxl.load_workbook(tmp_path / "anew.xlsx", read_only=True)
    assert set(reps) <= {cell for row in book[REPS["fr"]].iter_rows(values_only=True) for cell in row}


@pytest.mark.parametrize(
    ("key", "sent", "said"),
    [
        ("new", {"files": [{"name": "a.csv", "content": "YSxiCjEsMgo="}]}, "a.csv"),
        ("new", {"files": [{"name": "a.csv", "content": "%%%"}]}, "a.csv did not arrive whole"),
        ("new", {"files": []}, "Choose an export of orders first."),
        ("export_calendar", {"tracker": {"name": "t.xlsx", "content": "YWJj"}}, "t.xlsx is not a workbook"),
        ("export_calendar", {}, "No sales tracker is in front: open one"),
        ("mark_done", {}, "No sales tracker is in front: open one"),
    ],
)
def test_a_fault_is_one_sentence(server, key, sent, said):
    answer = click(server, key, "en", **sent)
    assert (answer["failed"], answer["file"], answer["actions"]) == (True, None, [])
    assert answer["said"].startswith(said)
    assert "\n" not in answer["said"]


def test_what_a_button_began_before_it_failed_is_not_written():
    said = Text("No.", "Non.")
    assert clicks._answered(Outcome(said, failed=True), [{"func": "setValues"}], "en")["actions"] == []
    assert clicks._answered(Outcome(said), [{"func": "setValues"}], "en")["actions"] == [{"func": "setValues"}]


def test_the_server_tells_what_it_is(server):
    assert click(server, "doctor", "en")["said"].startswith("The server answers: Sales Tracker 0.")


def test_there_are_no_other_actions(server):
    assert server.post("/salestracker/actions/format_disk", json={}).status_code == 404
