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
from types import SimpleNamespace
from typing import Any

from functions import office

MODULE = "main"
THERE = {"numpy", "scipy", "pandas", "xlwings", "dateutil", "six", MODULE}  # two of them for pandas


class NothingElse(importlib.abc.MetaPathFinder):
    """Lets no other package be found, wherever it is installed."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        root = fullname.partition(".")[0]
        if root not in THERE and root not in sys.stdlib_module_names:
            raise ModuleNotFoundError(f"No module named {fullname!r}: xlwings Lite would not have it", name=fullname)


def call(function: str, args: list[Any]) -> Any:
    return office.call(function, args, MODULE)


def describe() -> Any:
    return office.describe(MODULE)


def script(name: str) -> str:
    """What a script of the bundle prints, called as xlwings Lite calls it: with the workbook."""
    import xlwings.server

    book, printed = SimpleNamespace(impl=SimpleNamespace()), io.StringIO()
    module = importlib.import_module(MODULE)
    with contextlib.redirect_stdout(printed):
        asyncio.run(xlwings.server.custom_scripts_call(module, name, typehint_to_value={xlwings.Book: book}))
    return printed.getvalue()


def scripts() -> Any:
    """The scripts that xlwings Lite finds, each with a button."""
    import xlwings.server

    return [it["name"] for it in xlwings.server.custom_scripts_meta(importlib.import_module(MODULE))]


def reload() -> bool:
    """Run main.py anew, as Lite does after a change; whether its functions are those of the new text."""
    before = importlib.import_module("salestracker_xl.hosts.udf").answer
    importlib.reload(importlib.import_module(MODULE))
    return importlib.import_module("salestracker_xl.hosts.udf").answer is not before


SERVICES = {"call": call, "describe": describe, "script": script, "scripts": scripts, "reload": reload}

if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    sys.meta_path.insert(0, NothingElse())
    requests = json.load(sys.stdin)
    json.dump([SERVICES[service](*args) for service, *args in requests], sys.stdout, allow_nan=False)
