"""The bundle for xlwings Lite: whole, readable, the same each time, and at work with nothing of ours installed."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from functions import lite
from functions.hosts import OFFICE_JS, ask_lite, run_python

from salestracker_xl.cli import main
from salestracker_xl.hosts.lite.bundle import MODULE, _verbatim, bundle, libraries, sources
from salestracker_xl.hosts.why import NOTHING_WRONG
from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.metrics import REGISTRY

LAST_ERROR = {
    "en": '{cell}CAC  #VALUE!\nspend, row 2: "n/a" is text; spend must be numbers.\n',
    "fr": "{cell}CAC  #VALEUR!\nspend, ligne 2 : « n/a » est du texte ; spend doit contenir des nombres.\n",
}
EMPTY = {
    "client": "Office.js",
    "version": version("xlwings"),
    "book": {"selection": "A1", "active_sheet_index": 0},
    "names": [],
    "sheets": [{"name": "Sheet1", "values": [[]]}],
}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture(scope="module")
def told(language: Language) -> dict[str, Any]:
    """What the bundle answers to one person, from opening it to pasting it anew."""
    cac, button = ("call", "CAC", [[[100]], [[4]]]), ("script", "why", EMPTY)
    wrong = ("CAC", [[[1000], ["n/a"]], [[10], [5]]])
    session = {
        "functions": ("describe",),
        "nothing to explain": button,
        "error of an old Lite": ("call_of_old", *wrong),
        "explained there": button,
        "error": ("call", *wrong),
        "explained": button,
        "figure": cac,
        "pasted anew": ("reload",),
        "figure again": cac,
    }
    return dict(zip(session, ask_lite(list(session.values()), language), strict=True))


def test_excel_gets_every_function_with_the_help_of_its_language(told, language):
    described = told["functions"]
    assert {it["name"]: it["description"] for it in described} == {
        name: metric.summary[language] for name, metric in REGISTRY.items()
    }
    for function in described:
        assert [(p["name"], p["description"], p.get("optional", False)) for p in function["parameters"]] == [
            (it.name, it.arg.summary[language], it.optional) for it in REGISTRY[function["name"]].parameters
        ]


def test_an_error_is_explained_by_a_button(told, language):
    assert told["nothing to explain"]["printed"] == NOTHING_WRONG[language] + "\n"
    assert told["error"] == told["error of an old Lite"] == [[{"type": "Error", "errorType": "Value"}]]
    without = LAST_ERROR[language].format(cell="")
    assert told["explained there"]["printed"] == without
    assert told["explained"]["printed"] == LAST_ERROR[language].format(cell="Sheet1!C1  ") + "\n" + without


def test_a_file_that_is_pasted_anew_does_not_meet_the_modules_of_the_old_one(told):
    assert (told["figure"], told["pasted anew"], told["figure again"]) == ([[25.0]], True, [[25.0]])


def test_nothing_of_ours_could_be_found_otherwise(tmp_path: Path):
    """The process of these tests would fail for a bundle without its modules: it finds none that is installed."""
    source = bundle("en")["main.py"]
    (tmp_path / "main.py").write_text(source.partition("Carried({")[0], encoding="utf-8")
    with pytest.raises(AssertionError, match="xlwings Lite would not have it"):
        run_python(inspect.getfile(lite), str(tmp_path), given=b'[["call", "CAC", [[[1]], [[1]]]]]', **OFFICE_JS)


def test_the_modules_are_carried_as_they_are():
    for name, text in sources().items():
        assert text == inspect.getsource(import_module(name)), name


def test_the_text_of_main_holds_them_word_for_word():
    [call] = [
        node for node in ast.walk(ast.parse(bundle("fr")["main.py"]))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Carried"
    ]  # fmt: skip
    assert ast.literal_eval(call.args[0]) == sources()


@pytest.mark.parametrize("text", ["a = 'b'\n", 'r"""\\n"""\n', "x = '''y'''\n", "'''\n", "é \\' \n"])
def test_any_text_can_be_carried(text: str):
    assert ast.literal_eval(_verbatim(text)) == text


def test_what_must_be_installed_is_there_in_lite():
    assert libraries() == ["numpy", "xlwings"]
    assert bundle("en")["requirements.txt"].splitlines() == ["numpy", f"xlwings=={version('xlwings')}"]


def test_the_same_sources_give_the_same_bytes():
    program = (
        "import hashlib; from salestracker_xl.hosts.lite.bundle import bundle; "
        "print(hashlib.sha256(repr(bundle('fr')).encode()).hexdigest())"
    )
    assert len({run_python("-c", program, PYTHONHASHSEED=seed) for seed in ("1", "2")}) == 1


def test_the_command_writes_the_files_and_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stop:
        main(["lite", "-o", str(tmp_path / "new" / "folder"), "--lang", "fr"])
    assert stop.value.code == 0
    for name, text in bundle("fr").items():
        assert (tmp_path / "new" / "folder" / name).read_text(encoding="utf-8") == text
    assert "Restart" in capsys.readouterr().out
    assert bundle("fr")[MODULE] == bundle("fr")["main.py"]


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(SystemExit) as stop:
        main(["lite", "-o", str(tmp_path / "taken"), "--lang", "en"])
    assert stop.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
