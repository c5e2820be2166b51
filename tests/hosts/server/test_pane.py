"""The task pane in a browser: Excel's own client script calls the functions, and the pane tells what went wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from engines import browser as browsers

from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.metrics import REGISTRY

HOSTILE = "<img src=x onerror=alert(1)>"
CAC_OF_TEXT = ("CAC", [[1000], ["n/a"]], [[10], [5]])
SEARCHED = {"en": "CUSTOMER cost", "fr": "COÛT client"}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture
def pane(opened, language) -> Iterator[browsers.Pane]:
    with opened(language) as pane:
        yield pane
        assert pane.complaints == []


def look_again(pane: browsers.Pane) -> list[str]:
    pane.page.click("#look-again" if pane.page.locator("#look-again").is_visible() else "#tab-why")
    pane.page.locator("#reasons[aria-busy=false]").wait_for(state="attached")
    return pane.page.locator("#reasons li").all_inner_texts()


def test_an_error_is_told_in_the_language_of_excel(pane, language):
    assert look_again(pane) == []
    assert (
        pane.page.locator("#nothing").inner_text()
        == {
            "en": "No function has met an error yet.",
            "fr": "Aucune fonction n'a encore rencontré d'erreur.",
        }[language]
    )
    assert pane.calls(*CAC_OF_TEXT) == [[{"type": "Error", "errorType": "Value"}]]
    [told] = look_again(pane)
    code = {"en": "#VALUE!", "fr": "#VALEUR!"}[language]
    assert told.splitlines()[:2] == [f"CAC{code}", "[Ventes.xlsx]Feuil1!C1"]
    assert {
        "en": 'spend, row 2: "n/a" is text; spend must be numbers.',
        "fr": "spend, ligne 2 : « n/a » est du texte ; spend doit contenir des nombres.",
    }[language] in told
    assert pane.page.locator("#nothing").is_hidden()
    assert pane.page.locator("html").get_attribute("lang") == language
    assert pane.page.locator("h1").inner_text() == {"en": "Sales Tracker", "fr": "Suivi des ventes"}[language]


def test_what_a_cell_holds_is_shown_as_text_never_as_markup(pane):
    pane.calls("AOV", [[HOSTILE]], cell=f"'{HOSTILE}'!A1")
    [told] = look_again(pane)
    assert told.count(HOSTILE) == 2
    assert pane.page.locator("#why img").count() == 0


def test_the_errors_of_one_person_are_not_in_the_pane_of_another(opened):
    with opened("en") as ada, opened("en") as bo:
        ada.calls(*CAC_OF_TEXT)
        assert len(look_again(ada)) == 1
        assert look_again(bo) == []
        ada.page.reload()
        assert len(look_again(ada)) == 1


def test_functions_are_searched_without_case_and_accents(pane, language):
    pane.page.click("#tab-functions")
    names = pane.page.locator("#list dt")
    names.first.wait_for()
    assert names.count() == len(REGISTRY)
    pane.page.fill("#wanted", SEARCHED[language])
    shown = {name.removeprefix("=").partition("(")[0] for name in names.all_inner_texts()}
    words = SEARCHED[language].lower().split()
    assert shown == {
        metric.name
        for metric in REGISTRY.values()
        if all(word in f"{metric.name} {metric.label[language]} {metric.summary[language]}".lower() for word in words)
    }
    assert shown
    pane.page.fill("#wanted", {"en": "zebra", "fr": "zèbre"}[language])
    assert (names.count(), pane.page.locator("#none").is_visible()) == (0, True)
    pane.page.fill("#wanted", {"en": "", "fr": "cout d'acquisition"}[language])
    assert "CAC" in {name.removeprefix("=").partition("(")[0] for name in names.all_inner_texts()}


def test_the_tabs_are_walked_with_the_keyboard(opened):
    with opened("en") as pane:
        pane.page.focus("#tab-why")
        pane.page.keyboard.press("ArrowRight")
        pane.page.locator("#tab-functions:focus").wait_for()  # a busy browser answers a key a moment later
        pane.page.locator("#functions").wait_for()
        pane.page.keyboard.press("ArrowRight")
        pane.page.locator("#tab-actions:focus").wait_for()
        pane.page.locator("#actions").wait_for()
        pane.page.keyboard.press("ArrowLeft")
        pane.page.locator("#tab-functions:focus").wait_for()
        pane.page.keyboard.press("ArrowLeft")
        pane.page.locator("#why").wait_for()
        assert pane.complaints == []


def test_a_server_that_does_not_answer_is_told(opened):
    with opened("fr") as pane:
        pane.page.route("**/salestracker/why*", lambda route: route.abort())
        pane.page.click("#tab-why")
        pane.page.locator("#unreachable").wait_for()
        assert pane.page.locator("#unreachable").inner_text().startswith("Le serveur ne répond pas.")
