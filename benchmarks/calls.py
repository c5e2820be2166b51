"""One formula over many cells through xlwings' own dispatch: `python -m benchmarks calls`.

Classic Excel and a server need xlwings loaded in two ways, so each is measured in a process of its own. What COM or
HTTP take to carry the cells is in neither figure; what xlwings and Python do with them is.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.race import Race, run

HOME = Path(__file__).parents[1]
CELLS = {"10k cells": 10_000, "100k cells": 100_000}
HOSTS = ("classic", "server")
PEERS = {"frame": "DataFrame converter", "lists": "ndim=2 and pandas"}
FIRST_DAY = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
SERIAL_OF_FIRST = 45292.0


def main(words: list[str]) -> None:
    """Measure the hosts named, or all."""
    places = [str(HOME), str(HOME / "tests"), str(HOME / "udfs"), os.environ.get("PYTHONPATH", "")]
    settings = {"PYTHONPATH": os.pathsep.join(filter(None, places)), "XLWINGS_LICENSE_KEY": "noncommercial"}
    print(f"{'call':<30} {'size':<11} {'ours, ms':>9} {'peer, ms':>9} {'ratio':>7}  peer", flush=True)
    for host in words or HOSTS:
        on_server = {"XLWINGS_ON_SERVER": "true"} if host == "server" else {}
        command = [sys.executable, "-m", "benchmarks.calls", host]
        subprocess.run(command, check=True, env=os.environ | settings | on_server, cwd=HOME)


def columns(rows: int) -> dict[str, list[Any]]:
    """Amounts, names and days of orders, the same at every run."""
    chance = random.Random(7)
    return {
        "amounts": [round(chance.uniform(5, 500), 2) for _ in range(rows)],
        "customers": [f"Customer {chance.randrange(rows // 10)}" for _ in range(rows)],
        "dates": [chance.randrange(730) for _ in range(rows)],
    }


FORMULAS = {"AOV": ("amounts",), "REVENUEPERCUSTOMER": ("amounts", "customers"), "RETENTION": ("customers", "dates")}


def classic() -> Iterator[Race]:
    """Excel on Windows: what our add-in passes on (Value2), and ranges, against ranges into pandas."""
    from functions import classic as excel
    from functions.sheet import ComTime

    excel.load_xlwings()
    from xlwings.com_server import XLPython

    def call(module: str, function: str, *args: Any) -> Any:
        return XLPython().CallUDF(module, function, args, None, excel.ExcelRange(None, "$Z$1"))

    def day(number: int) -> dt.datetime:
        return ComTime.fromtimestamp((FIRST_DAY + dt.timedelta(days=number)).timestamp(), dt.UTC)

    for size, cells in CELLS.items():
        for formula, names in FORMULAS.items():
            given = columns(cells // len(names))
            value2 = [_column(given[name], lambda it: SERIAL_OF_FIRST + it, name) for name in names]
            ranges = [excel.ExcelRange(_column(given[name], day, name)) for name in names]
            ours = _call(call, "salestracker_udfs", formula, *value2)
            ours_of_ranges = _call(call, "salestracker_udfs", formula, *ranges)
            for kind, peer in PEERS.items():
                theirs = _call(call, "benchmarks.pandas_functions", f"{formula.lower()}_of_{kind}", *ranges)
                _same(ours(), theirs())
                yield Race(f"classic {formula}", size, ours, peer, theirs)
            yield Race(f"classic {formula}, ranges", size, ours_of_ranges, PEERS["frame"], theirs := _call(
                call, "benchmarks.pandas_functions", f"{formula.lower()}_of_frame", *ranges))  # fmt: skip


def server() -> Iterator[Race]:
    """xlwings Server and Lite: against pandas, and against ours without the stand-in for a module of the browser."""
    import salestracker_udfs
    import xlwings.server

    from benchmarks import pandas_functions
    from salestracker_xl.hosts.server.serving import _no_pyodide

    stand_in = _no_pyodide()

    def call(module: Any, function: str, args: list[Any], quick: bool) -> Any:
        sys.modules.pop("pyodide.ffi", None)
        if quick:
            sys.modules["pyodide.ffi"] = stand_in
        data = {"func_name": function, "args": args, "version": xlwings.__version__, "client": "Office.js",
                "runtime": "1.4", "culture_info_name": "en-US", "date_format": "m/d/yyyy"}  # fmt: skip
        return asyncio.run(xlwings.server.custom_functions_call(data, module))

    for size, cells in CELLS.items():
        for formula, names in FORMULAS.items():
            given = columns(cells // len(names))
            args = [list(map(list, _column(given[name], lambda it: SERIAL_OF_FIRST + it, name))) for name in names]
            ours = _call(call, salestracker_udfs, formula, args, True)
            peer = f"{formula.lower()}_of_frame"
            theirs = _call(call, pandas_functions, peer, args, True)
            _same(ours(), theirs())
            yield Race(f"server {formula}", size, ours, PEERS["frame"], theirs, rounds=3)
            if cells == min(CELLS.values()):  # of more, it takes minutes
                without = _call(call, pandas_functions, peer, args, False)
                yield Race(f"server {formula}", size, ours, f"{PEERS['frame']}, no stand-in", without, rounds=2)
                ours_without = _call(call, salestracker_udfs, formula, args, False)
                yield Race(f"server {formula}", size, ours, "ours, no stand-in", ours_without, rounds=3)


def _call(function: Callable[..., Any], *args: Any) -> Callable[[], Any]:
    return lambda: function(*args)


def _column(values: list[Any], day: Callable[[int], Any], name: str) -> tuple[tuple[Any], ...]:
    """A column as a host hands it over: rows of one cell."""
    return tuple((day(value) if name == "dates" else value,) for value in values)


def _same(ours: Any, theirs: Any) -> None:
    """Both must have done the same work."""
    first, second = (it[0][0] if isinstance(it, list | tuple) else it for it in (ours, theirs))
    if abs(first - second) > 1e-9 * abs(second):
        raise AssertionError(f"{ours} is not {theirs}")


if __name__ == "__main__":
    for race in {"classic": classic, "server": server}[sys.argv[1]]():
        done = run(race)
        print(
            f"{race.work:<30} {race.size:<11} {done.ours * 1e3:>9.2f} {done.theirs * 1e3:>9.1f} {done.ratio:>7.1f}  "
            f"{race.peer}",
            flush=True,
        )
