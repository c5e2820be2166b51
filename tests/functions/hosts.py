"""Each host as one function: requests in, answers out."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import xlwings
from engines.server import served
from functions import sheet
from functions.cases import Case

from salestracker_xl.hosts.lite.bundle import write_bundle
from salestracker_xl.language import Language

HERE = Path(__file__).parent
TIMEOUT = 60  # seconds
OFFICE_JS = {"XLWINGS_ON_SERVER": "true", "XLWINGS_LICENSE_KEY": "noncommercial"}


def in_plain_python(cases: Sequence[Case]) -> list[Any]:
    import salestracker_udfs

    return [getattr(salestracker_udfs, case.function)(*_without_omitted_tail(case.args)) for case in cases]


def in_classic_ranges(cases: Sequence[Case]) -> list[Any]:
    return ask_classic([("call", case.function, tuple(map(sheet.com_range, case.args))) for case in cases])


def in_classic_value2(cases: Sequence[Case]) -> list[Any]:
    return ask_classic([("call", case.function, tuple(map(sheet.com_value2, case.args))) for case in cases])


def in_office_js(cases: Sequence[Case]) -> list[Any]:
    requests = [("call", case.function, list(map(sheet.office_js, case.args))) for case in cases]
    return [sheet.from_office_js(answer) for answer in ask_office_js(requests)]


def in_office_js_by_lite(cases: Sequence[Case]) -> list[Any]:
    requests = [("call", case.function, list(map(sheet.office_js, case.args))) for case in cases]
    return [sheet.from_office_js(answer) for answer in ask_lite(requests)]


def in_office_js_over_http(cases: Sequence[Case]) -> list[Any]:
    with served() as server:
        return [sheet.from_office_js(ask_server(server, case)) for case in cases]


def ask_server(server: httpx.Client, case: Case) -> Any:
    request = {
        "client": "Office.js",
        "func_name": case.function,
        "args": list(map(sheet.office_js, case.args)),
        "caller_address": "[Book1.xlsx]Sheet1!C1",
        "session_id": "cases",
        "culture_info_name": "fr-FR",
        "date_format": "jj/mm/aaaa",
        "version": xlwings.__version__,
        "runtime": "1.4",
    }
    answer = server.post("/xlwings/custom-functions-call", json=request)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


ANSWERS: dict[str, Callable[[Sequence[Case]], list[Any]]] = {
    "plain Python": in_plain_python,
    "classic, ranges": in_classic_ranges,
    "classic, Value2": in_classic_value2,
    "Office.js": in_office_js,
    "Office.js by Lite": in_office_js_by_lite,
    "Office.js over HTTP": in_office_js_over_http,
}


def ask_classic(requests: Sequence[tuple[Any, ...]], language: str = "en") -> list[Any]:
    answer = _run("classic.py", pickle.dumps(list(requests)), SALESTRACKER_LANG=language)
    return pickle.loads(answer)


def ask_office_js(requests: Sequence[tuple[Any, ...]], language: str = "en") -> list[Any]:
    return json.loads(_run("office.py", json.dumps(list(requests)).encode(), SALESTRACKER_LANG=language, **OFFICE_JS))


def ask_lite(requests: Sequence[tuple[Any, ...]], language: Language = "en") -> list[Any]:
    """Ask the bundle for xlwings Lite, in a Python that has nothing of ours."""
    with tempfile.TemporaryDirectory() as folder:
        write_bundle(Path(folder), language)
        asked = json.dumps(list(requests)).encode()
        return json.loads(run_python(str(HERE / "lite.py"), folder, given=asked, **OFFICE_JS))


def run_python(*args: str, given: bytes = b"", **settings: str) -> bytes:
    """Run a fresh Python that finds what this one finds; a failure shows what it wrote."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | settings
    done = subprocess.run([sys.executable, *args], input=given, capture_output=True, timeout=TIMEOUT, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def _run(script: str, given: bytes, **settings: str) -> bytes:
    return run_python(str(HERE / script), given=given, **settings)


def _without_omitted_tail(args: Sequence[Any]) -> list[Any]:
    given = list(args)
    while given and isinstance(given[-1], sheet.Omitted):
        given.pop()
    return [None if isinstance(arg, sheet.Omitted) else sheet.plain(arg) for arg in given]
