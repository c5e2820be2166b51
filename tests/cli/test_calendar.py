"""`salestracker calendar`: a file for the phone, or one sentence that says why there is none."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from icalendar import Calendar
from trackers import make_tracker, sales_rows

from salestracker_xl.cli import main
from salestracker_xl.reviews import tracker_file
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import calendar


@pytest.fixture(scope="module")
def tracker(tmp_path_factory):
    """A French tracker in which one review has an owner."""
    folder = tmp_path_factory.mktemp("tracker")
    options = {"language": "fr", "country": "FR", "as_of": dt.date(2026, 7, 15)}
    generate(make_tracker(folder, sales_rows(12), **options), folder / "t.xlsx", native_functions=False)
    book = openpyxl.load_workbook(folder / "t.xlsx")
    book[calendar.NAME["fr"]]["C22"] = "Équipe Nova"
    book.save(folder / "t.xlsx")
    return folder / "t.xlsx"


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SALESTRACKER_LANG", "en")

    def called(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(word) for word in ("calendar", *words)])
        said = capsys.readouterr()
        return int(stop.value.code or 0), said.out, said.err

    return called


def events(path):
    return Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_all_reviews_of_a_year_are_written(run, tracker, tmp_path):
    code, out, err = run(tracker, "-o", "all.ics")
    found = events(tmp_path / "all.ics")
    assert (code, err) == (0, "")
    assert out == f"all.ics: {len(found)} events of 10 reviews, up to 14 July 2027.\n"
    assert max(event["dtstart"].dt for event in found) <= dt.date(2027, 7, 14)
    assert all(str(event["summary"]).startswith("Revue : ") for event in found)
    before = (tmp_path / "all.ics").read_bytes()
    run(tracker, "-o", "all.ics")
    assert (tmp_path / "all.ics").read_bytes() == before


def test_one_owner_gets_a_file_in_french(run, tracker, tmp_path):
    code, out, _ = run(tracker, "--owner", "équipe nova", "--until", "2026-08-31", "--remind", 1, "--lang", "fr")
    found = events(tmp_path / "revues.ics")
    assert code == 0
    assert f"{len(found)} événements de 1 revue de équipe nova, jusqu'au 31 août 2026" in out
    assert {str(event["description"]) for event in found} == {"Responsable : Équipe Nova"}
    assert [len(event.walk("VALARM")) for event in found] == [1] * len(found)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--owner", "Nobody"], "Équipe Nova"),
        (["--until", "2026-07-14"], "--until 2026-07-14"),
        (["--until", "2099-01-01"], "--until 2099-01-01"),
        (["--until", "31/12/2026"], "--until 31/12/2026"),
        (["--remind", "-1"], "--remind -1"),
        (["-o", "reviews.xlsx"], "reviews.xlsx"),
        (["-o", "nowhere/reviews.ics"], "nowhere"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(run, tracker, tmp_path, words, named, language):
    code, out, err = run(tracker, *words, "--lang", language)
    assert (code, out) == (2, "")
    assert err.startswith("salestracker: ")
    assert named in err
    assert err.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["missing.xlsx", "notes.txt", "folder", "book.xlsx"])
def test_what_is_no_tracker_is_named(run, tmp_path, name):
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "folder").mkdir()
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    (tmp_path / "reviews.ics").write_text("old")
    code, out, err = run(name)
    assert (code, out) == (2, "")
    assert name in err
    assert (tmp_path / "reviews.ics").read_text() == "old"


def test_a_tracker_that_another_program_holds_is_named(run, tracker, monkeypatch):
    def held(*arguments, **options):
        raise PermissionError

    monkeypatch.setattr(tracker_file, "Package", held)
    code, _, err = run(tracker)
    assert code == 2
    assert "t.xlsx cannot be opened; close it" in err
