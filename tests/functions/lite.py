"""The bundle for xlwings Lite in a process that can import nothing else: no module of ours, and of others four.

It reads JSON requests and writes JSON answers, as office.py does; its argument is the folder of the bundle.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import importlib.abc
import io
import json
import sys
from copy import deepcopy
from types import SimpleNamespace
from typing import Any
from unittest import mock

from functions import office

MODULE = "main"
THERE = {"numpy", "pandas", "xlwings", "dateutil", "six", MODULE}  # two of them for pandas


class NothingElse(importlib.abc.MetaPathFinder):
    """Lets no other package be found, wherever it is installed."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        root = fullname.partition(".")[0]
        if root not in THERE and root not in sys.stdlib_module_names:
            raise ModuleNotFoundError(f"No module named {fullname!r}: xlwings Lite would not have it", name=fullname)


def call(function: str, args: list[Any]) -> Any:
    from xlwings.server import Caller, caller_from_address

    return office.call(function, args, MODULE, {Caller: caller_from_address(office.CALLER)})


def call_of_old(function: str, args: list[Any]) -> Any:
    """The same in a Lite before 1.0.0.103, which does not tell the calling cell."""
    return office.call(function, args, MODULE)


def describe() -> Any:
    return office.describe(MODULE)


class Client:
    """Excel's side of the engine, `js.xlwings`: it has a workbook open, whose cells it tells when it is asked."""

    def __init__(self, workbook: dict[str, Any]) -> None:
        self.workbook = workbook
        self.told: list[str] = []  # the sheets whose cells were asked for

    async def getBookData(self, options: dict[str, Any]) -> Any:  # noqa: N802 (its name in JavaScript)
        if self.workbook.get("broken"):
            raise RuntimeError("RichApi.Error: The request failed")
        data = self.data(options.get("include", ""), options["lazy"])
        return SimpleNamespace(to_py=lambda: data)

    def data(self, include: str = "", lazy: bool = True) -> dict[str, Any]:
        """The workbook as Lite hands it to Python: with cells of the sheets that are asked for alone."""
        asked = [sheet["name"] for sheet in self.workbook["sheets"] if not lazy and include in ("", sheet["name"])]
        self.told += asked
        sheets = [it if it["name"] in asked else it | {"values": [[]]} for it in self.workbook["sheets"]]
        return deepcopy(self.workbook | {"sheets": sheets})


def script(name: str, workbook: dict[str, Any]) -> dict[str, Any]:
    """What a script prints, what it has Excel do, and which cells it asked for, run as xlwings Lite runs it."""
    import xlwings.server

    client, printed = Client(workbook), io.StringIO()
    ffi = SimpleNamespace(JsNull=type("JsNull", (), {}), to_js=lambda value, dict_converter: value)
    browser = {"js": SimpleNamespace(xlwings=client, Object=SimpleNamespace(fromEntries=None)), "pyodide.ffi": ffi}
    module = importlib.import_module(MODULE)
    with mock.patch.dict(sys.modules, browser), mock.patch.object(sys, "platform", "emscripten"):
        book = xlwings.Book(json=client.data())
        with contextlib.redirect_stdout(printed):
            asyncio.run(xlwings.server.custom_scripts_call(module, name, typehint_to_value={xlwings.Book: book}))
        actions = book.json()["actions"]
        book.close()
    return {"printed": printed.getvalue(), "actions": actions, "told": client.told}


def scripts() -> Any:
    """The scripts that xlwings Lite finds, each with a button; no cell may be loaded before they run."""
    import xlwings.server

    found = xlwings.server.custom_scripts_meta(importlib.import_module(MODULE))
    assert all(it["lazy"] for it in found)
    return {it["function_name"]: it["name"] for it in found}


def reload() -> bool:
    """Run main.py anew, as Lite does after a change; whether its functions are those of the new text."""
    before = importlib.import_module("salestracker_xl.hosts.udf").answer
    importlib.reload(importlib.import_module(MODULE))
    return importlib.import_module("salestracker_xl.hosts.udf").answer is not before


SERVICES = {
    "call": call,
    "call_of_old": call_of_old,
    "describe": describe,
    "script": script,
    "scripts": scripts,
    "reload": reload,
}

if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    sys.meta_path.insert(0, NothingElse())
    requests = json.load(sys.stdin)
    json.dump([SERVICES[service](*args) for service, *args in requests], sys.stdout, allow_nan=False)
