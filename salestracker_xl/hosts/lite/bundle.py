"""What a person puts into xlwings Lite: main.py, which needs nothing of ours installed, and requirements.txt."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from salestracker_xl import __version__
from salestracker_xl.files import CannotWrite, whole_file
from salestracker_xl.hosts.lite import carried
from salestracker_xl.hosts.lite.clicks import SCRIPTS
from salestracker_xl.hosts.ribbon import Button, ribbon
from salestracker_xl.language import Language, Text
from salestracker_xl.metric import Metric
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.template import FOLDER, template_file

PACKAGE = "salestracker_xl"
CALLED = (  # by main.py itself
    "salestracker_xl.hosts.lite.clicks",
    "salestracker_xl.hosts.udf",
    "salestracker_xl.hosts.why",
    "salestracker_xl.metrics",
)
READ = ("ribbon.toml",)  # files of the template that those read
MODULE = "personal/salestracker.py"  # the folder whose functions xlwings Lite gives to every workbook

_HEAD = Text(
    "The functions and buttons of Sales Tracker {version} for xlwings Lite.\n\n"
    "Paste this file over main.py in xlwings Lite, and requirements.txt over the file of that name.\n"
    "It was written by `salestracker lite`; write it again rather than change it.",
    "Les fonctions et les boutons de Suivi des ventes {version} pour xlwings Lite.\n\n"
    "Collez ce fichier à la place de main.py dans xlwings Lite, et requirements.txt à la place du fichier de ce nom.\n"
    "Il a été écrit par `salestracker lite` ; réécrivez-le plutôt que de le modifier.",
)
_SOURCES_BELOW = Text(
    "What functions and buttons call: the modules of salestracker_xl as they are, under their names.",
    "Ce qu'appellent fonctions et boutons : les modules de salestracker_xl tels quels, sous leurs noms.",
)

_HEADER = '''"""{head}
"""

import xlwings as xw
from xlwings import arg, func, script

LANGUAGE = {language}


def _answer(name, caller, *cells):
    from salestracker_xl.hosts.udf import answer
    from salestracker_xl.hosts.why import called_from
    from salestracker_xl.metrics import REGISTRY

    with called_from(caller and f"{{caller.sheet_name}}!{{caller.address}}"):
        return answer(REGISTRY[name], LANGUAGE, *cells)


async def _click(key, book):
    from salestracker_xl.hosts.lite.clicks import click

    await click(key, book, LANGUAGE)
'''


def write_bundle(folder: Path, language: Language) -> list[Path]:
    """Write the files of the bundle into a folder, made if need be; each whole or not at all. Raises CannotWrite."""
    written = []
    for name, text in bundle(language).items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(
                Text(
                    "{folder}: no folder can be made there; choose another place with -o.",
                    "{folder} : impossible d'y créer un dossier ; choisissez un autre endroit avec -o.",
                ).format(folder=path.parent)
            ) from error
        with whole_file(path) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def bundle(language: Language) -> dict[str, str]:
    """Each file of the bundle by its name, the same text from the same sources and the same xlwings."""
    module = main_module(language)
    return {"main.py": module, "requirements.txt": requirements(), MODULE: module}


def main_module(language: Language) -> str:
    """Write main.py: the functions with their help, then everything that they call."""
    header = _HEADER.format(
        head=_HEAD.format(version=__version__)[language],
        language=_quoted(language),
    )
    scripts = [_script(button, language) for button in ribbon().buttons if button.key in SCRIPTS]
    functions = [
        f"# {subject}\n\n\n" + "\n\n".join(_function(metric, language) for metric in metrics)
        for subject, metrics in groupby(REGISTRY.values(), lambda metric: metric.subject)
    ]
    return "\n\n".join([header, *scripts, *functions, _carried(_SOURCES_BELOW[language])])


def requirements() -> str:
    """Write requirements.txt: xlwings as proven here; Pyodide has versions of its own of the others."""
    pinned = {"xlwings": f"xlwings=={version('xlwings')}"}
    return "".join(f"{pinned.get(library, library)}\n" for library in libraries())


@cache
def sources() -> Mapping[str, str]:
    """The text of every module that the functions need, by name: what they import, and what that imports in turn."""
    found: dict[str, str] = {}
    waiting = list(CALLED)
    while waiting:
        name = waiting.pop()
        text = _text_of(name)
        if name not in found and text is not None:
            found[name] = text
            waiting += [*_imported(text), *_above(name)]
    return dict(sorted(found.items()))


def beside() -> Mapping[str, str]:
    """The text of every file that those modules read, by its place beside them."""
    return {f"{FOLDER}/{name}": template_file(name).read_text(encoding="utf-8") for name in READ}


def libraries() -> list[str]:
    """What those modules import beside each other and Python's own."""
    named = {name.partition(".")[0] for text in sources().values() for name in _imported(text)}
    return sorted(named - {PACKAGE} - sys.stdlib_module_names)


def _script(button: Button, language: Language) -> str:
    return (
        f"@script(name={_quoted(button.label[language])})\nasync def {button.key}(book: xw.BookAsync):\n"
        f"    {_quoted(button.tip[language])}\n    await _click({_quoted(button.key)}, book)\n"
    )


def _function(metric: Metric, language: Language) -> str:
    helps = "".join(
        f'@arg({_quoted(it.name)}, convert="raw", doc={_quoted(it.arg.summary[language])})\n'
        for it in metric.parameters
    )
    arguments = [f"{it.name}=None" if it.optional else it.name for it in metric.parameters]
    signature = ", ".join([*arguments, "*", "caller: xw.Caller | None = None"])
    names = ", ".join([_quoted(metric.name), "caller", *(it.name for it in metric.parameters)])
    return (
        f"@func\n{helps}def {metric.name}({signature}):\n"
        f"    {_quoted(metric.summary[language])}\n    return _answer({names})\n"
    )


def _carried(comment: str) -> str:
    """The code that finds carried modules, and their sources as plain text that a person can read."""
    _, _, code = (files(PACKAGE) / "hosts/lite/carried.py").read_text(encoding="utf-8").partition('"""\n')
    shelves = ", ".join(
        "{\n" + "".join(f"{_quoted(name)}: {_verbatim(text)},\n" for name, text in texts.items()) + "}"
        for texts in (sources(), beside())
    )
    return f"# {comment}\n{code}\n\n{carried.Carried.__name__}({shelves}).install()\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _verbatim(text: str) -> str:
    """Python for a text, line by line as it stands; three quotes in a row would end it, and are said apart."""
    return " \"'''\" ".join(f"r'''{part}'''" for part in text.split("'''"))


def _imported(text: str) -> Iterator[str]:
    """Every module that a source may load, at once or when one of its functions runs; none that only types name."""
    for node in _walked(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _walked(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    for child in ast.iter_child_nodes(node):
        yield from _walked(child)


def _above(name: str) -> Iterator[str]:
    """The packages that a module stands in."""
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def _text_of(name: str) -> str | None:
    """The source of one of our modules; None for a name of another package, or of something inside a module."""
    first, *steps = name.split(".")
    if first != PACKAGE:
        return None
    folder = files(PACKAGE)
    for file in ("/".join([*steps, "__init__.py"]), "/".join(steps) + ".py"):
        if (folder / file).is_file():
            return (folder / file).read_text(encoding="utf-8")
    return None
