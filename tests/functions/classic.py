"""xlwings' own classic stack (COM server, UDFs, VBA writer) as Excel on Windows runs it, over a stand-in for pywin32.

A process of its own: it reads pickled requests, writes pickled answers, and gives up loudly when xlwings hangs.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import faulthandler
import importlib
import pickle
import sys
import types
from collections.abc import Callable
from typing import Any
from unittest.mock import MagicMock

from functions.sheet import ComTime, Range

MODULE = "salestracker_udfs"
PATIENCE = 50  # seconds
RANGE_INTERFACE = "{00020846-0000-0000-C000-000000000046}"


class ComError(Exception):
    hresult = 0


class Dispatch:
    """pywin32's wrapper of any COM object."""


class ExcelRange(Dispatch):
    """As much of Excel's Range as xlwings asks of an argument or of the calling cell."""

    def __init__(self, value: Any, address: str = "$A$1") -> None:
        application = types.SimpleNamespace(Hwnd=1, Version="16.0")
        book = types.SimpleNamespace(Name="Book1.xlsx", Application=application)
        attributes = types.SimpleNamespace(iid=RANGE_INTERFACE)
        self._oleobj_ = types.SimpleNamespace(GetTypeInfo=lambda: types.SimpleNamespace(GetTypeAttr=lambda: attributes))
        self.Value = value
        self.Worksheet = self.Parent = types.SimpleNamespace(Parent=book, Name="Sheet1", Application=application)
        rows = value if isinstance(value, tuple) else ((value,),)
        self.Rows, self.Columns = types.SimpleNamespace(Count=len(rows)), types.SimpleNamespace(Count=len(rows[0]))
        self.Application, self.Row, self.Column, self.Address = application, 1, 1, address

    def GetAddress(self, *_: Any) -> str:  # noqa: N802
        return self.Address


class ExcelApplication:
    """Excel itself, which remembers what its status bar showed."""

    def __init__(self) -> None:
        self.__dict__.update(shown=[], Hwnd=1)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "StatusBar":
            self.shown.append(value)


def load_xlwings() -> None:
    """Import xlwings as if this were Windows; what it asks of pywin32 while loading and answering is here."""
    import asyncio  # noqa: F401  (these look at the platform when they load: before it is disguised)
    import concurrent.futures  # noqa: F401
    import subprocess  # noqa: F401
    import tempfile  # noqa: F401

    import pandas  # noqa: F401

    nothing = type("Nothing", (), {})
    _module("pywintypes", com_error=ComError, error=ComError, TimeType=ComTime, IID=lambda text: text)
    _module("pythoncom", com_error=ComError, ole_error=ComError, CoInitialize=lambda: None, CLSCTX_LOCAL_SERVER=4)
    _module("pythoncom").__dict__.update(IID_IDispatch=0, IID_IEnumVARIANT=1, TypeIIDs={0: nothing})
    for name in ("win32api", "win32con", "win32gui", "win32event"):
        _module(name)
    _module("win32process", GetWindowThreadProcessId=lambda window: (0, 1))
    utc = types.SimpleNamespace(utc=lambda: dt.UTC, local=lambda: dt.UTC)
    _module("win32timezone", TimeZoneInfo=utc)
    client = _module("win32com.client", CDispatch=Dispatch, CoClassBaseClass=nothing, DispatchBaseClass=nothing)
    client.__dict__.update(Dispatch=lambda it, **_: it, DispatchEx=lambda it, **_: it, gencache=MagicMock())
    util = _module("win32com.server.util", unwrap=_unwrapped, wrap=lambda it, *_, **__: it)
    policy = _module("win32com.server.policy", DefaultPolicy=object)
    server = _module("win32com.server", util=util, policy=policy, dispatcher=_module("win32com.server.dispatcher"))
    server.__path__ = []
    _module("win32com", client=client, server=server).__path__ = []
    ctypes.oledll = ctypes.windll = MagicMock()  # type: ignore[attr-defined]
    real_dll, real_platform = ctypes.PyDLL, sys.platform
    ctypes.PyDLL, sys.platform = MagicMock(), "win32"  # type: ignore[misc,assignment]
    try:
        importlib.import_module("xlwings.com_server")
    finally:
        ctypes.PyDLL, sys.platform = real_dll, real_platform  # type: ignore[misc]
    sys.modules["xlwings._xlwindows"].__dict__["N_COM_ATTEMPTS"] = 1  # by default it tries for ever


def call(function: str, args: tuple[Any, ...]) -> Any:
    """What VBA writes as XLPy.CallUDF(module, function, Array(arguments), ThisWorkbook, Application.Caller)."""
    from xlwings.com_server import XLPython

    given = tuple(ExcelRange(arg.value) if isinstance(arg, Range) else arg for arg in args)
    return XLPython().CallUDF(MODULE, function, given, None, ExcelRange(None, "$Z$1"))


def import_functions() -> tuple[str, dict[str, dict[str, Any]]]:
    """The "Import Functions" button: the VBA that xlwings writes, and the help it gives Excel, by function."""
    import xlwings.udfs

    xlwings.udfs.get_udf_module(MODULE, None)
    sources: list[str] = []
    options: dict[str, dict[str, Any]] = {}
    components = MagicMock()
    components.Import = lambda path: sources.append(_read(path))
    application = types.SimpleNamespace(
        Version="16.0", MacroOptions=lambda macro, **given: options.update({macro.rpartition("!")[2]: given})
    )
    book = types.SimpleNamespace(
        Name="salestracker.xlam", Application=application, VBProject=types.SimpleNamespace(VBComponents=components)
    )
    xlwings.udfs.import_udfs(MODULE, book)
    return sources[0], options


def click(action: str, language: str, given: str) -> tuple[list[str], list[str]]:
    """What VBA's AnswerOf asks for a button, with a workbook in front: the answer, and what the status bar showed."""
    from xlwings.com_server import XLPython

    python, application = XLPython(), ExcelApplication()
    workbook = Dispatch()
    workbook.__dict__.update(Name="Book1.xlsx", Application=application)
    python.SetAttr(python.Module("xlwings._xlwindows"), "BOOK_CALLER", workbook)
    clicks = python.Module("salestracker_xl.hosts.classic.clicks")
    answers = python.Call(clicks, "perform", python.Tuple(action, language, given))
    return [python.Str(python.GetItem(answers, at)) for at in range(3)], application.shown


def ask(module: str, function: str, args: tuple[str, ...]) -> str:
    """What VBA writes as Python.Str(Python.Call(Python.Module(...), function, Python.Tuple(...)))."""
    from xlwings.com_server import XLPython

    python = XLPython()
    return python.Str(python.Call(python.Module(module), function, python.Tuple(*args)))


def _module(name: str, **contents: Any) -> types.ModuleType:
    module = sys.modules.setdefault(name, types.ModuleType(name))
    module.__dict__.update(contents, __file__=f"{name}.pyd")
    return module


def _unwrapped(value: Any) -> Any:
    """An object of Python's own that Excel hands back; anything else is refused, as pywin32 does."""
    if type(value).__name__ == "XLPythonObject":
        return value
    raise ComError(f"a {type(value).__name__} is not wrapped")


def _read(path: str) -> str:
    with open(path) as file:
        return file.read()


SERVICES: dict[str, Callable[..., Any]] = {
    "call": call,
    "import_functions": import_functions,
    "click": click,
    "ask": ask,
}

if __name__ == "__main__":
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    requests = pickle.load(sys.stdin.buffer)
    answers_to, sys.stdout = sys.stdout.buffer, sys.stderr
    load_xlwings()
    pickle.dump([SERVICES[service](*args) for service, *args in requests], answers_to)
    answers_to.flush()
