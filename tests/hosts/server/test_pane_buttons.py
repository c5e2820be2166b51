"""The buttons of the task pane in a browser, over the workbook of a real tracker: from the ribbon and from the pane."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterator

import pytest
from engines import browser as browsers
from engines.payload import as_opened
from hosts.conftest import TODAY
from icalendar import Calendar
from trackers import sales_rows

from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.reviews.tracker_file import read_agenda
from salestracker_xl.workbook.figures.agenda import FIRST_ROW
from salestracker_xl.workbook.sheets import calc, calendar, settings

SERIAL = (TODAY - dt.date(1899, 12, 30)).days
HEADER = FIRST_ROW + 1  # row of the agenda's header, as Excel counts


@pytest.fixture(scope="module")
def workbook(tracker):
    """A tracker in whose agenda the second review is selected."""
    titles = [calendar.NAME["fr"], calc.NAME["fr"]]
    return as_opened(tracker, titles, titles[0], f"C{HEADER + 2}")


@pytest.fixture(params=LANGUAGES)
def language(request) -> Language:
    return request.param


@pytest.fixture
def pane(opened, language, workbook) -> Iterator[browsers.Pane]:
    """The pane beside the tracker, in an Excel of each language."""
    yield from beside(workbook, opened, language)


@pytest.fixture
def french(opened, workbook) -> Iterator[browsers.Pane]:
    """The pane beside the tracker in a French Excel."""
    yield from beside(workbook, opened, "fr")


def beside(workbook, opened, language) -> Iterator[browsers.Pane]:
    with opened(language, workbook) as pane:
        pane.page.locator("#groups button").first.wait_for()
        yield pane
        assert pane.complaints == []


def click(pane: browsers.Pane, key: str) -> str:
    """Click a button in the pane; give the sentence that comes of it."""
    pane.page.click(f'#groups button[data-key="{key}"]')
    return said(pane)


def said(pane: browsers.Pane) -> str:
    pane.page.locator("#working").wait_for(state="hidden")
    pane.page.locator("#said:not(:empty)").wait_for()
    return pane.page.locator("#said").inner_text()


def test_every_button_of_the_ribbon_stands_in_the_pane_and_answers_the_ribbon(pane, language):
    tab = ribbon()
    assert pane.page.locator("#groups button").all_inner_texts() == [it.label[language] for it in tab.buttons]
    assert pane.page.locator("#groups h2").all_inner_texts() == [it.label[language] for it in tab.groups]
    assert pane.excel["buttons"] == [it.key for it in tab.buttons]


def test_a_review_is_marked_done_from_the_ribbon(pane, language, tracker):
    assert pane.does("mark_done")
    metric = read_agenda(tracker).entries[1].metric
    day = {"en": "15 July 2026", "fr": "15 juillet 2026"}[language]
    assert said(pane) == ribbon().says["marked"].format(metric=metric, day=day)[language]
    assert [rows for _, rows in pane.excel["written"]] == [[[SERIAL]]]
    assert pane.excel["written"][0][0].endswith(f"!R{HEADER + 2}C4")
    assert pane.excel["shown"] == 1


def test_a_button_that_goes_to_a_sheet_needs_no_pane(french):
    assert french.does("settings")
    assert french.excel["activated"] == [settings.NAME["fr"]]
    assert french.excel["shown"] == 0


def test_due_reviews_are_told_and_the_agenda_shown(pane, language):
    assert click(pane, "due_today").startswith({"en": "Due today (", "fr": "À faire aujourd'hui ("}[language])
    assert pane.excel["activated"] == [calendar.NAME["fr"]]
    assert pane.excel["selected"]


def test_the_reviews_are_saved_as_a_file(french, tmp_path):
    click(french, "export_calendar")
    with french.page.expect_download() as download:
        french.page.click("#made")
    download.value.save_as(tmp_path / "reviews.ics")
    assert download.value.suggested_filename == "Suivi-revues.ics"
    assert Calendar.from_ical((tmp_path / "reviews.ics").read_bytes()).walk("VEVENT")


def test_a_new_tracker_opens_from_the_chosen_file(french, tmp_path):
    """What the server builds of it is tested where the server is."""
    (tmp_path / "Été.csv").write_bytes(b"day,sum")
    sent = []
    built = {"said": "Construit.", "failed": False, "opens": True, "actions": []}
    built["file"] = {"name": "Été-suivi.xlsx", "content": base64.b64encode(b"built").decode()}
    french.page.route(
        "**/salestracker/actions/new*",
        lambda route: (sent.append(route.request.post_data_json), route.fulfill(json=built)),
    )
    assert french.does("new")
    assert french.page.locator("#files").is_visible()
    french.page.set_input_files("#chosen", tmp_path / "Été.csv")
    french.page.click("#files button[type=submit]")
    assert said(french) == "Construit."
    assert sent == [{"files": [{"name": "Été.csv", "content": base64.b64encode(b"day,sum").decode()}]}]
    assert [base64.b64decode(content) for content in french.excel["opened"]] == [b"built"]
    assert french.page.locator("#made").inner_text() == "Été-suivi.xlsx"
    assert french.page.locator("#files").is_hidden()


def test_new_orders_are_written_into_the_open_workbook(french, tmp_path):
    """Two files are chosen in the pane that a click in the ribbon opened; the table grows by their rows."""
    for at, order in enumerate(("NEW-0", "NEW-1")):
        later = sales_rows(12).tail(1).assign(Date="2026-07-10", Order=order)
        later.to_csv(tmp_path / f"{at}.csv", index=False)
    assert french.does("import")
    french.page.set_input_files("#chosen", [tmp_path / "0.csv", tmp_path / "1.csv"])
    french.page.click("#files button[type=submit]")
    assert said(french).startswith("Lignes ajoutées : 2 ;")
    assert "Ventes" in {name for name, _ in french.excel["resized"]}
    cells = [cell for _, rows in french.excel["written"] for row in rows for cell in row]
    assert {"'NEW-0", "'NEW-1"} <= set(map(str, cells))


def test_a_button_shows_the_tab_with_its_answer_and_a_choice_may_be_given_up(french):
    for key in ("why", "functions"):
        assert french.does(key)
        assert french.page.locator(f"#{key}").is_visible()
    assert french.does("new")
    french.page.click("#never-mind")
    assert french.page.locator("#files").is_hidden()


def test_a_cell_that_excel_refuses_is_told(opened, workbook):
    with opened("fr", workbook) as pane:
        pane.page.evaluate("EXCEL.protected = true")
        told = click(pane, "mark_done")
        assert told.startswith("Excel ne l'a pas permis : Action 1 (setValues) failed: AccessDenied.")
        assert pane.page.locator("#said.failed").count() == 1


def test_another_workbook_is_no_tracker(opened):
    with opened("fr", None) as pane:
        assert click(pane, "mark_done") == "Ce classeur n'est pas un suivi des ventes."
        assert pane.does("dashboard")
        assert said(pane) == "Ce classeur n'est pas un suivi des ventes."
        assert pane.excel["shown"] == 1


def test_a_server_that_does_not_answer_is_told(opened):
    with opened("fr", None) as pane:
        pane.page.locator("#groups button").first.wait_for()
        pane.page.route("**/salestracker/actions/*", lambda route: route.abort())
        pane.page.click('#groups button[data-key="doctor"]')
        pane.page.locator("#unreachable").wait_for()
        assert pane.page.locator("#groups button:disabled").count() == 0
