"""The VBA of xlwings, as the add-in carries it: it asks the add-in alone for its settings, and no cell can run it."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import version
from importlib.resources import files

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.hosts.classic.project import ENCODING, Module
from salestracker_xl.language import Text

USED = ("RunPython", "XLPy")  # what our modules call; everything else is xlwings' own affair

OF_THE_ADDIN = ("XLPyCommand", "GetConfig", "GetDirectoryConfigFilePath")  # else asked of whichever workbook is open

_NAME = re.compile(r'(Public Const PROJECT_NAME As String = )"myaddin"')
_RUN = re.compile(r"^Public Function RunPython\(PythonCommand As String\)$", re.MULTILINE)
_CELLS = re.compile(r"(?<=For Each cell In )Range\(")
_PUBLIC = re.compile(rf"^(?:Public )?(?=(?:Function|Sub) (?!(?:{'|'.join(USED)})\b))", re.MULTILINE)
_DECLARED = re.compile(r"^( *)(?=Declare )", re.MULTILINE)

_REFUSAL = '    If TypeName(Application.Caller) = "Range" Then Exit Function    \' a formula starts no Python code'


class UnknownXlwings(SalesTrackerError):
    """An xlwings whose add-in template is not as we know it."""


def xlwings_modules(project: str) -> list[Module]:
    """The add-in module of xlwings, which names the DLL of the version that is installed, and its Dictionary.

    `project` names its settings sheet. Raises UnknownXlwings.
    """
    package = files("xlwings")
    adapted = _adapted((package / "xlwings_custom_addin.bas").read_text(encoding=ENCODING), project)
    dictionary = (package / "addin" / "Dictionary.cls").read_text(encoding=ENCODING)
    return [Module("xlwings", adapted), Module("Dictionary", dictionary, "class")]


def _adapted(template: str, project: str) -> str:
    """Our name, settings from nowhere but the add-in, and no procedure that a formula in some workbook could use.

    Else a workbook with a sheet named as our settings sheet would choose the Python that Excel starts, and a formula
    such as =RunPython("...") would run in any workbook that is opened.
    """
    text = _replaced(_NAME, rf'\1"{project}"', template)
    for procedure in OF_THE_ADDIN:
        body = re.compile(rf"^Function {procedure}\(.*?^End Function$", re.MULTILINE | re.DOTALL)
        text = _replaced(body, lambda found: found[0].replace("ActiveWorkbook", "ThisWorkbook"), text)
    text = _replaced(_CELLS, "sht.Range(", text)  # Range alone fails where no worksheet is in front
    text = _replaced(_RUN, rf"\g<0>\n{_REFUSAL}", text)
    return _DECLARED.sub(r"\1Private ", _PUBLIC.sub("Private ", text))


def _replaced(known: re.Pattern[str], new: str | Callable[[re.Match[str]], str], text: str) -> str:
    """Replace what stands in the template exactly once."""
    changed, count = known.subn(new, text)
    if count != 1:
        raise UnknownXlwings(
            Text(
                "xlwings {version} has another add-in template than this version knows; install an earlier xlwings.",
                "xlwings {version} a un autre modèle de complément ; il faut un xlwings plus ancien.",
            ).format(version=version("xlwings"))
        )
    return changed
