"""The buttons that need Python, through xlwings' own COM server as VBA asks it."""

from __future__ import annotations

import datetime as dt
import os
import re
import types
from importlib import import_module
from inspect import signature
from pathlib import Path

import openpyxl
import pytest
import xlwings
from functions.hosts import ask_classic
from icalendar import Calendar
from trackers import make_tracker, sales_rows

from salestracker_xl.files import whole_file
from salestracker_xl.hosts import refreshing
from salestracker_xl.hosts.actions import Click, Outcome, outcome_of
from salestracker_xl.hosts.classic import clicks
from salestracker_xl.hosts.classic.addin import project_modules
from salestracker_xl.hosts.making import free_name
from salestracker_xl.language import Text
from salestracker_xl.refresh.plan import Layout, Plan
from salestracker_xl.workbook.generate import generate

ROWS = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An export of orders, one that is none, and a tracker that is saved with a copy of what stands open."""
    folder = tmp_path_factory.mktemp("clicks")
    sales_rows(ROWS).to_csv(folder / "Commandes d'été.csv", index=False)
    reps = [f"Team {at}" for at in range(ROWS)]
    later = sales_rows(ROWS).assign(Date="2026-07-10", Order=[f"NEW-{at}" for at in range(ROWS)], Rep=reps)
    later.to_csv(folder / "july.csv", index=False)
    (folder / "notes.csv").write_text("a,b\n1,2\n")
    tracker = make_tracker(folder, sales_rows(ROWS), as_of=dt.date(2026, 7, 15))
    generate(tracker, folder / "north.xlsx", native_functions=False)
    (folder / "copies").mkdir()
    (folder / "copies" / "north.xlsx").write_bytes((folder / "north.xlsx").read_bytes())
    (folder / "copies" / "notes.xlsx").write_bytes(b"no workbook")
    return folder


@pytest.fixture(scope="module")
def answers(folder):
    """What VBA got for each click: its three texts, and what the status bar showed."""
    given = {
        "new": ("new", "fr", "\n".join(["", "", str(folder / "Commandes d'été.csv")])),
        "no orders": ("new", "en", "\n".join(["", "", str(folder / "notes.csv")])),
        "calendar": ("export_calendar", "en", f"{folder / 'copies' / 'north.xlsx'}\n{folder / 'north.xlsx'}"),
        "laid out anew": ("refresh_file", "en", f"\n{folder / 'north.xlsx'}\n{folder / 'july.csv'}"),
        "no tracker": ("export_calendar", "fr", f"{folder / 'copies' / 'notes.xlsx'}\n{folder / 'notes.xlsx'}"),
    }
    return dict(zip(given, ask_classic([("click", *it) for it in given.values()]), strict=True))


def test_new_builds_a_tracker_beside_the_export_and_opens_it(answers, folder):
    (state, said, made), shown = answers["new"]
    assert (state, made) == ("opens", str(folder / "Commandes d'été-suivi.xlsx"))
    assert f"{ROWS} lignes lues, {ROWS} acceptées, 0 rejetées" in said
    assert "Tableau de bord" in openpyxl.load_workbook(made, read_only=True).sheetnames
    assert shown[0] == "Suivi des ventes: Lecture des fichiers"
    assert "Suivi des ventes: Tableau de bord" in shown


def test_a_file_that_is_there_is_left_alone(tmp_path):
    names = []
    for _ in range(3):
        path = free_name(tmp_path / "orders.csv", "en")
        path.touch()
        names.append(path.name)
    assert names == ["orders-tracker.xlsx", "orders-tracker-2.xlsx", "orders-tracker-3.xlsx"]


@pytest.mark.parametrize("click", ["no orders", "no tracker"])
def test_a_fault_is_one_sentence(answers, folder, click):
    (state, said, made), _ = answers[click]
    assert (state, made) == ("failed", "")
    assert said.startswith("notes.")
    assert "\n" not in said
    assert not list(folder.glob("notes-*"))


def test_a_file_that_is_held_is_named_without_the_options_of_the_command_line(tmp_path, monkeypatch):
    def held(part, place):
        raise PermissionError(13, "held", str(part), None, str(place))

    def write(click):
        with whole_file(tmp_path / "t.xlsx") as part:
            part.write_bytes(b"new")
        return Outcome(Text("Written.", "Écrit."))

    monkeypatch.setattr(os, "replace", held)
    outcome = outcome_of(write, Click())
    assert outcome.failed
    assert outcome.said.en.startswith(f"{tmp_path / 't.xlsx'}: the system does not let it be read or written; close it")
    assert "avec -o" not in outcome.said.fr


def test_an_excel_that_is_busy_is_told_so_and_nothing_is_read():
    outcome = outcome_of(refreshing.refresh, Click(tracker=Path("not even there.xlsx")))
    assert outcome.failed
    assert outcome.said.en.startswith("Excel does not tell which workbook is open: leave the cell")


def test_what_nobody_foresaw_is_told_with_its_name():
    outcome = outcome_of(lambda click: 1 / 0, Click())
    assert outcome.failed
    assert "ZeroDivisionError: division by zero" in outcome.said.fr


def test_the_reviews_stand_beside_the_saved_workbook(answers, folder):
    (state, said, made), _ = answers["calendar"]
    assert (state, made) == ("done", str(folder / "north-reviews.ics"))
    events = Calendar.from_ical((folder / "north-reviews.ics").read_bytes()).walk("VEVENT")
    assert said == f"{made}: {len(events)} events of 10 reviews, up to 14 July 2027."


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], "The figures need rows where the tracker has none yet. May the workbook be saved and closed"),
        (list("ABCDE"), "New in the data: A, B, C, D, E. That needs rows"),
        (list("ABCDEFG"), "New in the data: A, B, C, D, E and 2 more. That needs rows"),
    ],
)
def test_new_names_ask_whether_the_workbook_may_be_closed(monkeypatch, folder, names, said):
    plan = Plan([], [], [], Text("-", "-"), layout=Layout(["reps"], names))
    monkeypatch.setattr(refreshing, "plan_of", lambda source, files, told: plan)
    outcome = refreshing.refresh(Click(tracker=folder / "north.xlsx", book="the open one"))
    assert (outcome.asks, outcome.failed) == (True, False)
    assert outcome.said.en.startswith(said)


def test_the_file_of_a_closed_workbook_is_laid_out_anew(answers, folder):
    (state, said, _), _ = answers["laid out anew"]
    assert state == "done"
    assert said.startswith(
        f"Rows added: {ROWS}; rejected: 0. Predictions as of 15 July 2026. Laid out anew: Reps (new:"
    )
    book = openpyxl.load_workbook(folder / "north.xlsx", read_only=True)
    orders = [row[0] for row in book["Sales"].iter_rows(values_only=True)]
    assert [order for order in orders if str(order).startswith("NEW-")] == [f"NEW-{at}" for at in range(ROWS)]
    reps = {cell for row in book["Reps"].iter_rows(values_only=True) for cell in row}
    assert {f"Team {at}" for at in range(ROWS)} <= reps


def test_the_copy_of_the_workbook_is_cleared_away(answers, folder):
    assert not list((folder / "copies").iterdir())
    assert (folder / "north.xlsx").exists()


def test_every_action_that_vba_asks_for_is_there():
    asked = {it for module in project_modules("en") for it in re.findall(r'(?:Perform|AskPython) "(\w+)"', module.text)}
    assert asked == set(clicks.ACTIONS)


def test_python_has_what_vba_calls_and_takes_as_many_arguments():
    """A name that is wrong would be passed over without a word: the cell of an error is told beside the error."""
    text = "\n".join(module.text for module in project_modules("en"))
    modules = dict(re.findall(r'Const (\w+) As String = "(salestracker_xl[\w.]+)"', text))
    called = re.findall(r'Python\.Call[ (]Python\.Module\((\w+)\), "(\w+)", Python\.Tuple\(([^()]*)\)', text)
    called += [(module, "told", given) for module, given in re.findall(r"Told\((REASONS|DOCTOR)(.*?)\)", text)]
    assert {name for _, name, _ in called} >= {"name_cell", "forget_cell", "told", "perform"}
    for module, name, given in called:
        if module in modules:  # what asks to tell has the module from its caller
            signature(getattr(import_module(modules[module]), name)).bind(*given.split(","))


@pytest.mark.parametrize("agreed", ["ok", "cancel"])
def test_on_a_mac_the_workbook_is_closed_only_by_leave(monkeypatch, agreed):
    """It opens again, whatever comes of it."""
    done = []
    answers = iter([agreed, "ok"])
    app = types.SimpleNamespace(
        books=types.SimpleNamespace(open=lambda place: done.append(f"open {place}")),
        alert=lambda said, title, **_: done.append(said) or next(answers),
    )
    book = types.SimpleNamespace(app=app, save=lambda: done.append("save"), close=lambda: done.append("close"))
    monkeypatch.setattr(xlwings.Book, "caller", classmethod(lambda cls: book))
    asked = Outcome(Text("May it?", "Oui ?"), asks=True)
    in_file = lambda click: Outcome(Text(f"{click.place} {click.files[0]}", "-"), failed=True)  # noqa: E731
    monkeypatch.setattr(clicks, "ACTIONS", {"refresh": lambda click: asked, "refresh_file": in_file})
    clicks.on_mac("refresh", "en", "\n/t.xlsx\n/o.csv".encode("utf-16-be").hex())
    after = ["save", "close", "open /t.xlsx", "/t.xlsx /o.csv"] if agreed == "ok" else []
    assert done == ["May it?", *after]


def test_on_a_mac_a_workbook_that_cannot_be_saved_stays_open(monkeypatch):
    done = []
    app = types.SimpleNamespace(alert=lambda said, title, **_: done.append(said) or "ok")
    book = types.SimpleNamespace(app=app, save=lambda: 1 / 0, close=lambda: done.append("close"))
    monkeypatch.setattr(xlwings.Book, "caller", classmethod(lambda cls: book))
    monkeypatch.setattr(clicks, "ACTIONS", {"refresh": lambda click: Outcome(Text("May it?", "Oui ?"), asks=True)})
    clicks.on_mac("refresh", "en", "\n/t.xlsx".encode("utf-16-be").hex())
    assert done[0] == "May it?"
    assert done[1].startswith("This workbook is open for reading only")
    assert len(done) == 2


def test_on_a_mac_the_sentence_is_told_and_the_file_opened_from_python(monkeypatch):
    """VBA hands over digits alone, which no shell reads into."""
    told, opened, handed = [], [], []
    app = types.SimpleNamespace(
        books=types.SimpleNamespace(open=opened.append), alert=lambda *words, mode: told.append((*words, mode))
    )
    said = Text("Built.", "Construit.")
    outcomes = iter([Outcome(said, Path("/x/t.xlsx"), opens=True), Outcome(said, failed=True)])
    monkeypatch.setattr(xlwings.Book, "caller", classmethod(lambda cls: types.SimpleNamespace(app=app)))
    monkeypatch.setattr(clicks, "ACTIONS", {"new": lambda click: handed.append(click.files) or next(outcomes)})
    for _ in range(2):
        clicks.on_mac("new", "fr", '\n\n/Volumes/Été\'s "disk"/commandes.csv'.encode("utf-16-be").hex().upper())
    assert handed == [(Path('/Volumes/Été\'s "disk"/commandes.csv'),)] * 2
    assert app.status_bar is False  # not "Running..." for ever
    assert opened == ["/x/t.xlsx"]
    assert told == [("Construit.", "Suivi des ventes", "info"), ("Construit.", "Suivi des ventes", "critical")]
