"""xlwings Server with our functions, asked over HTTP as Excel's client asks."""

from __future__ import annotations

import asyncio
import inspect
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import xlwings

from salestracker_xl.hosts.server.calling_cell import _told
from salestracker_xl.hosts.server.functions import _in_a_thread
from salestracker_xl.hosts.why import _caller, called_from
from salestracker_xl.metrics import REGISTRY


def call(server, function, *args, cell="[Ventes.xlsx]Feuil1!C1", session="test"):
    request = {
        "client": "Office.js",
        "func_name": function,
        "args": list(args),
        "caller_address": cell,
        "session_id": session,
        "culture_info_name": "fr-FR",
        "date_format": "jj/mm/aaaa",
        "version": xlwings.__version__,
        "runtime": "1.4",
    }
    answer = server.post("/xlwings/custom-functions-call", json=request)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def reasons(server, language, session="test"):
    headers = {"X-Session": session} if session else {}
    return server.get("/salestracker/why", params={"lang": language}, headers=headers).json()


def test_an_error_is_an_error_and_its_reason_names_cell_and_argument(server):
    assert call(server, "CAC", [[1000], ["n/a"]], [[10], [5]]) == [[{"type": "Error", "errorType": "Value"}]]
    [newest, *_] = reasons(server, "en-GB")
    assert newest == {
        "cell": "[Ventes.xlsx]Feuil1!C1",
        "function": "CAC",
        "code": "#VALUE!",
        "sentence": 'spend, row 2: "n/a" is text; spend must be numbers.',
    }
    [french, *_] = reasons(server, "fr")
    assert french["code"] == "#VALEUR!"
    assert french["sentence"].startswith("spend, ligne 2")


def test_the_reasons_of_one_person_are_nobody_elses(server):
    call(server, "CAC", [["Ada's bonus"]], [[1]], session="Ada")
    call(server, "CAC", [[1000]], [[0]], session="Bo")
    assert [it["code"] for it in reasons(server, "en", "Ada")] == ["#VALUE!"]
    assert [it["code"] for it in reasons(server, "en", "Bo")] == ["#DIV/0!"]
    assert reasons(server, "en", None) == reasons(server, "en", "Cy") == []


def test_a_text_that_looks_like_an_address_names_no_other_cell():
    body = b'{"args":[[["\\"caller_address\\": \\"[X.xlsx]Y!A1\\""]]],"caller_address":"[B.xlsx]\'L\\u00e9on\'!A2"}'
    assert _told(body, "caller_address") == "[B.xlsx]'Léon'!A2"
    assert _told(b"{}", "caller_address") is None
    assert _told(b'{"session_id":null}', "session_id") is None


def test_the_stand_in_for_the_browser_is_what_xlwings_looks_for(server):
    """Without it xlwings searches the disk for a module of the browser once for every cell."""
    from xlwings.utils import is_jsnull

    from salestracker_xl.hosts.server.serving import _no_pyodide

    assert "pyodide.ffi" in inspect.getsource(is_jsnull)
    assert "JsNull" in vars(_no_pyodide())
    assert call(server, "AOV", [[float(number)] for number in range(1, 10_001)]) == [[5000.5]]


def test_a_long_calculation_of_one_person_keeps_nobody_waiting():
    """The first waits for what only the second lets happen, and the cell of each is its own."""
    let_go, cells = threading.Event(), []

    def waits():
        cells.append(_caller.get()[0])
        return let_go.wait(10)

    async def computed(function, cell):
        with called_from(cell):
            return await _in_a_thread(function)()

    async def both():
        return await asyncio.gather(computed(waits, "A1"), computed(let_go.set, "B2"))

    with ThreadPoolExecutor(1) as own:  # the browser of other tests has a loop in this thread
        assert own.submit(asyncio.run, both()).result() == [True, None]
    assert cells == ["A1"]


def test_the_functions_are_listed_in_the_language_asked_for(server):
    listed = server.get("/salestracker/functions", params={"lang": "fr"}).json()
    assert [it["name"] for it in listed] == list(REGISTRY)
    assert listed[0]["label"] == REGISTRY[listed[0]["name"]].label.fr


def test_the_task_pane_names_only_files_that_the_server_has(server):
    page = server.get("/taskpane.html").text
    for path in set(re.findall(r'(?:src|href)="(/[^"]+)"', page)):
        assert server.get(path).status_code == 200, path
    assert 'data-fr="Pourquoi ?"' in page
