"""The add-in as a file, salestracker.xlam: built from text, for the xlwings that is installed here."""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import xlsxwriter

from salestracker_xl.files import whole_file
from salestracker_xl.hosts.classic.custom_ui import custom_ui
from salestracker_xl.hosts.classic.other_help import start_up_source
from salestracker_xl.hosts.classic.project import WORKBOOK_BASE, WORKSHEET_BASE, Module, vba_project
from salestracker_xl.hosts.classic.shims import modules
from salestracker_xl.hosts.classic.wizard import with_help
from salestracker_xl.hosts.classic.xlwings_source import xlwings_modules
from salestracker_xl.language import Language, system_language

NAME = "salestracker"  # of the file, of xlwings' settings sheet and of its settings folder
PROJECT = "SalesTracker"
FUNCTIONS = "salestracker_udfs"
INTERPRETER = {"win32": "Interpreter_Win", "darwin": "Interpreter_Mac"}
BUILT_FOR = "Built for xlwings"  # read by the doctor; xlwings itself passes over what it does not know
NOT_NEEDED = (  # settings of xlwings that are left empty here, so that none is taken from elsewhere
    *("Conda Path", "Conda Env", "LICENSE_KEY"),
    *(
        f"{drive}_{system}"
        for drive in ("ONEDRIVE_CONSUMER", "ONEDRIVE_COMMERCIAL", "SHAREPOINT")
        for system in ("WIN", "MAC")
    ),
)
LONG_AGO = dt.datetime(2024, 1, 1)  # the same text gives the same bytes on any day
ZIP_DAY = (1980, 1, 1, 0, 0, 0)

_MACRO_WORKBOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADD_IN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_CALCULATE = ' fullCalcOnLoad="1"'  # of what else is open, too, and nothing here calculates
_RIBBON_RELATION = (
    b'<Relationship Id="rIdRibbon" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    b'Target="customUI/customUI14.xml"/></Relationships>'
)


def build_addin(path: Path, interpreter: str | None = None, language: Language | None = None) -> Path:
    """Write the add-in to `path`, whole or not at all.

    `interpreter` is the Python that Excel will start, by default the one that runs this; `language` is that of the help
    in the function wizard, by default the system's. Raises UnknownXlwings and CannotWrite.
    """
    content = addin(interpreter or sys.executable, language or system_language())
    with whole_file(path) as part:
        part.write_bytes(content)
    return path


def addin(interpreter: str, language: Language) -> bytes:
    """The bytes of the add-in; the same text, interpreter, language and xlwings give the same bytes."""
    plain = zipfile.ZipFile(io.BytesIO(_workbook(interpreter, language)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name in plain.namelist():
            _store(package, name, _adapted(name, plain.read(name), language))
        _store(package, "customUI/customUI14.xml", custom_ui().encode("utf-8"))
    return packed.getvalue()


def settings(interpreter: str) -> dict[str, str | bool]:
    """What xlwings reads from the settings sheet of the add-in: all that it asks for, so that it looks nowhere else."""
    return {
        **dict.fromkeys(INTERPRETER.values(), interpreter),
        "PYTHONPATH": "",
        "UDF Modules": FUNCTIONS,
        "Use UDF Server": True,  # functions and buttons share one Python, or "Why?" would know nothing of the errors
        "ADD_WORKBOOK_TO_PYTHONPATH": False,  # a file beside a workbook must not stand in for a module of ours
        "Show Console": False,
        "Debug UDFs": False,
        "SHOW_ERROR_POPUPS": True,
        "Temp Dir": "%TEMP%",
        **dict.fromkeys(NOT_NEEDED, ""),
        BUILT_FOR: version("xlwings"),
    }


def project_modules(language: Language) -> list[Module]:
    """Every module of the VBA project: of the documents, of xlwings, and ours."""
    return [
        Module("ThisWorkbook", start_up_source(), "document", WORKBOOK_BASE),
        Module("Sheet1", "", "document", WORKSHEET_BASE),
        *xlwings_modules(NAME),
        *modules(language),
    ]


def _workbook(interpreter: str, language: Language) -> bytes:
    """A macro workbook with the settings sheet and the VBA project."""
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(written, {"in_memory": True})
    workbook.set_properties({"title": "Sales Tracker", "created": LONG_AGO})
    sheet = workbook.add_worksheet(f"{NAME}.conf")
    for row, (key, value) in enumerate(settings(interpreter).items()):
        sheet.write_string(row, 0, key)
        sheet.write(row, 1, value)
    workbook.set_vba_name("ThisWorkbook")
    sheet.set_vba_name("Sheet1")
    project: Any = io.BytesIO(vba_project(PROJECT, project_modules(language)))  # XlsxWriter declares a name alone
    workbook.add_vba_project(project, is_stream=True)
    workbook.close()
    return written.getvalue()


def _adapted(name: str, content: bytes, language: Language) -> bytes:
    """A part of a macro workbook as an add-in has it: of another type, hidden, with a ribbon and help for functions."""
    if name == "[Content_Types].xml":
        return content.replace(_MACRO_WORKBOOK, _ADD_IN)
    if name == "xl/workbook.xml":
        hidden = content.decode("utf-8").replace("<workbookView ", '<workbookView visibility="veryHidden" ')
        return with_help(hidden.replace(_CALCULATE, ""), language).encode("utf-8")
    if name == "_rels/.rels":
        return content.replace(b"</Relationships>", _RIBBON_RELATION)
    return content


def _store(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    package.writestr(zipfile.ZipInfo(name, ZIP_DAY), content, zipfile.ZIP_DEFLATED)
