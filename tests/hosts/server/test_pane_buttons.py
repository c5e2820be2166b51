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
from salestracker_xl.workbook.figures.reviews.agenda import FIRST_ROW
from salestracker_xl.workbook.sheets import calc, calendar, history, settings

SERIAL = (TODAY - dt.date(1899, 12, 30)).days
HEADER = FIRST_ROW + 1  # row of the agenda's header, as Excel counts


@pytest.fixture(scope="module")
def workbook(tracker):
    """A tracker in whose agenda the second review is selected."""
    titles = [calendar.NAME["fr"], calc.NAME["fr"], history.NAME["fr"]]
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
        assert click(pane, "mark_done") == "Excel ne l'a pas permis : AccessDenied"
        assert pane.page.locator("#said.failed").count() == 1


def test_what_excel_refuses_half_way_is_told_as_such(opened, workbook):
    with opened("en", workbook) as pane:
        pane.page.evaluate(
            "EXCEL.written.push = function (it) { EXCEL.protected = this.length > 1; this[this.length] = it; }"
        )
        told = click(pane, "snapshot")
        assert told.startswith("Excel did not let it happen: AccessDenied A part of it is written: close the workbook")


def test_protected_sheets_are_named_before_a_part_is_written(opened, workbook):
    sheets = [sheet | {"protected": sheet["name"] == history.NAME["fr"]} for sheet in workbook["sheets"]]
    with opened("fr", workbook | {"sheets": sheets}) as pane:
        told = click(pane, "snapshot")
        assert told.startswith(f"Feuilles protégées : {history.NAME['fr']}. Rien n'a été écrit")
        assert pane.excel["written"] == []


def test_sheets_are_found_whatever_their_tabs_are_called(opened, workbook):
    """A comma parts the names of sheets in the client of xlwings, and blanks at their ends are lost there."""
    named = {calendar.NAME["fr"]: "Revues, agenda", calc.NAME["fr"]: " Calcul"}
    sheets = [sheet | {"name": named.get(sheet["name"], sheet["name"])} for sheet in workbook["sheets"]]
    with opened("fr", workbook | {"sheets": sheets}) as pane:
        sent = []
        pane.page.on("request", lambda request: sent.append(request.post_data_json))
        assert click(pane, "due_today").startswith("À faire aujourd'hui (")
        assert pane.excel["activated"] == ["Revues, agenda"]
        [asked] = [it["book"]["sheets"] for it in sent if it and "book" in it]
        assert {sheet["name"] for sheet in asked if sheet["values"] != [[]]} == set(named.values())


def test_another_workbook_is_no_tracker(opened):
    with opened("fr", None) as pane:
        assert (
            click(pane, "mark_done")
            == "Aucun suivi des ventes au premier plan : ouvrez-en un, ou passez à sa fenêtre, puis cliquez de nouveau."
        )
        assert pane.does("dashboard")
        assert (
            said(pane)
            == "Aucun suivi des ventes au premier plan : ouvrez-en un, ou passez à sa fenêtre, puis cliquez de nouveau."
        )
        assert pane.excel["shown"] == 1


NO_HELP = {
    None: "Le serveur ne répond pas. Réessayez dans un instant.",
    500: "Le serveur ne répond pas. Réessayez dans un instant.",
    401: "Le serveur ne vous connaît pas. Demandez l'accès à ceux qui s'en occupent.",
    413: "C'est plus que le serveur n'en prend à la fois.",
}


def test_a_server_that_is_of_no_help_is_told_until_it_is(opened):
    with opened("fr", None) as pane:
        pane.page.locator("#groups button").first.wait_for()
        problem = pane.page.locator(".problem:visible")
        for status, told in NO_HELP.items():
            pane.page.route("**/actions/*", answering(status))
            pane.page.click('#groups button[data-key="doctor"]')
            pane.page.locator(".problem:visible", has_text=told).wait_for()
            pane.page.locator("#groups button:disabled").first.wait_for(state="detached")
            assert problem.count() == 1
            pane.page.unroute("**/actions/*")
        assert click(pane, "doctor").startswith("Le serveur répond")
        assert problem.count() == 0


def answering(status):
    """A server that answers with this status alone, or not at all."""
    return lambda route: route.fulfill(status=status, body="no") if status else route.abort()


def test_a_click_in_the_ribbon_is_answered_where_the_server_was_never_reached(opened):
    with opened("en", None) as pane:
        pane.page.route("**/salestracker/*", lambda route: route.abort())
        pane.page.reload()
        pane.page.locator("#unreachable:visible").wait_for()
        assert pane.does("settings")
        assert pane.excel["shown"] == 1
        pane.page.unroute("**/salestracker/*")
        assert pane.does("doctor")
        assert said(pane).startswith("The server answers")
        assert pane.page.locator(".problem:visible").count() == 0


def test_while_the_server_works_the_pane_says_so_and_takes_no_second_click(opened):
    with opened("fr", None) as pane:
        pane.page.locator("#groups button").first.wait_for()
        held = []
        pane.page.route("**/actions/*", lambda route: held.append(route))
        pane.page.click('#groups button[data-key="doctor"]')
        assert pane.page.locator("#working").inner_text().strip().startswith("En cours...")
        assert pane.page.locator("#groups button:enabled").count() == 0
        pane.page.locator("#seconds", has_text="1 s").wait_for()
        held[0].continue_()
        assert said(pane).startswith("Le serveur répond")
