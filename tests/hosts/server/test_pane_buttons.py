"""The buttons of the task pane in a browser, over the workbook of a real tracker: from the ribbon and from the pane."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterator

import pytest
from engines import browser as browsers
from engines.payload import as_opened
from hosts.server.conftest import TODAY
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
def orders(tmp_path_factory):
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    sales_rows(12).to_csv(path, index=False)
    return path


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request) -> Language:
    return request.param


@pytest.fixture
def pane(opened, language, trackers) -> Iterator[browsers.Pane]:
    """The pane beside a tracker in whose agenda the second review is selected."""
    titles = [calendar.NAME[language], calc.NAME[language]]
    book = as_opened(trackers[language], titles, titles[0], f"C{HEADER + 2}")
    with opened(language, book) as pane:
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


def test_a_review_is_marked_done_from_the_ribbon(pane, language, trackers):
    assert pane.does("mark_done")
    metric = read_agenda(trackers[language]).entries[1].metric
    day = {"en": "2026-07-15", "fr": "15/07/2026"}[language]
    assert said(pane) == ribbon().says["marked"].format(metric=metric, day=day)[language]
    assert [rows for _, rows in pane.excel["written"]] == [[[SERIAL]]]
    assert pane.excel["written"][0][0].endswith(f"!R{HEADER + 2}C4")
    assert pane.excel["shown"] == 1


def test_a_button_that_goes_to_a_sheet_needs_no_pane(pane, language):
    assert pane.does("settings")
    assert pane.excel["activated"] == [settings.NAME[language]]
    assert pane.excel["shown"] == 0


def test_due_reviews_are_told_and_the_agenda_shown(pane, language):
    assert click(pane, "due_today").startswith({"en": "Due today (", "fr": "À faire aujourd'hui ("}[language])
    assert pane.excel["activated"] == [calendar.NAME[language]]
    assert pane.excel["selected"]


def test_the_reviews_are_saved_as_a_file(pane, language, tmp_path):
    click(pane, "export_calendar")
    with pane.page.expect_download() as download:
        pane.page.click("#made")
    download.value.save_as(tmp_path / "reviews.ics")
    assert download.value.suggested_filename == {"en": "en-reviews.ics", "fr": "fr-revues.ics"}[language]
    assert Calendar.from_ical((tmp_path / "reviews.ics").read_bytes()).walk("VEVENT")


def test_a_new_tracker_opens_from_the_chosen_orders(pane, language, orders):
    assert pane.does("new")
    form = pane.page.locator("#files")
    assert form.is_visible()
    pane.page.set_input_files("#chosen", orders)
    form.locator("button[type=submit]").click()
    assert said(pane).startswith(
        {"en": "orders-tracker.xlsx: 12 rows read", "fr": "orders-suivi.xlsx : 12 lignes lues"}[language]
    )
    [content] = pane.excel["opened"]
    assert base64.b64decode(content).startswith(b"PK")
    assert form.is_hidden()


def test_new_orders_are_written_into_the_open_workbook(pane, language, tmp_path):
    """Two files are chosen in the pane that a click in the ribbon opened; tables grow before they are filled."""
    for at, order in enumerate(("NEW-0", "NEW-1")):
        later = sales_rows(12).tail(1).assign(Date="2026-07-10", Order=order)
        later.to_csv(tmp_path / f"{at}.csv", index=False)
    assert pane.does("import")
    pane.page.set_input_files("#chosen", [tmp_path / "0.csv", tmp_path / "1.csv"])
    pane.page.click("#files button[type=submit]")
    assert said(pane).startswith({"en": "Rows added: 2;", "fr": "Lignes ajoutées : 2 ;"}[language])
    assert {name for name, _ in pane.excel["resized"]} >= {{"en": "Sales", "fr": "Ventes"}[language]}
    cells = [cell for _, rows in pane.excel["written"] for row in rows for cell in row]
    assert {"'NEW-0", "'NEW-1"} <= set(map(str, cells))


def test_a_choice_may_be_given_up(pane):
    pane.page.click('#groups button[data-key="new"]')
    pane.page.click("#never-mind")
    assert pane.page.locator("#files").is_hidden()


@pytest.mark.parametrize("key", ["why", "functions"])
def test_a_button_shows_the_tab_with_its_answer(pane, key):
    assert pane.does(key)
    assert pane.page.locator(f"#{key}").is_visible()


def test_a_cell_that_excel_refuses_is_told(opened, language, trackers):
    titles = [calendar.NAME[language], calc.NAME[language]]
    book = as_opened(trackers[language], titles, titles[0], f"C{HEADER + 2}")
    with opened(language, book) as pane:
        pane.page.evaluate("EXCEL.protected = true")
        refused = {"en": "Excel did not let it happen:", "fr": "Excel ne l'a pas permis :"}[language]
        assert click(pane, "mark_done").startswith(f"{refused} Action 1 (setValues) failed: AccessDenied.")
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
