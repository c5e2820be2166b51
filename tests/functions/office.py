"""xlwings' own custom-function engine, which xlwings Server and xlwings Lite share, in a process of its own.

It reads JSON requests as Excel's JavaScript client posts them and writes JSON answers; no HTTP, no licence but the
noncommercial one, so it is started with XLWINGS_ON_SERVER and XLWINGS_LICENSE_KEY set.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from typing import Any

MODULE = "salestracker_udfs"
CALLER = "[Book1.xlsx]Sheet1!C1"


def call(function: str, args: list[Any], module: str = MODULE, told: dict[Any, Any] | None = None) -> Any:
    """What a function answers; `told` is what the host gives to arguments by their type."""
    import xlwings.server  # asks for the licence on import

    data = {
        "client": "Office.js",
        "func_name": function,
        "args": args,
        "caller_address": CALLER,
        "culture_info_name": "fr-FR",
        "date_format": "jj/mm/aaaa",
        "version": xlwings.__version__,
        "runtime": "1.4",
    }
    called = xlwings.server.custom_functions_call(data, importlib.import_module(module), typehint_to_value=told)
    return asyncio.run(called)


def describe(module: str = MODULE) -> Any:
    """The metadata that Excel shows in its function wizard."""
    import xlwings.server

    return xlwings.server.custom_functions_meta(importlib.import_module(module))["functions"]


SERVICES = {"call": call, "describe": describe}

if __name__ == "__main__":
    requests = json.load(sys.stdin)
    json.dump([SERVICES[service](*args) for service, *args in requests], sys.stdout, allow_nan=False)
