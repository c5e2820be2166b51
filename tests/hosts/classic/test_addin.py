"""The add-in is a file that validators, readers of VBA and LibreOffice accept, built the same way each time."""

from __future__ import annotations

import io
import re
import zipfile
from importlib.metadata import version
from xml.etree import ElementTree

import fastexcel
import olefile
import pyopenvba
import pytest
from oletools.olevba import VBA_Parser

from salestracker_xl.hosts.classic import addin as built
from salestracker_xl.hosts.classic import xlwings_source
from salestracker_xl.hosts.classic.addin import addin, build_addin, settings
from salestracker_xl.hosts.classic.xlwings_source import UnknownXlwings
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.hosts.udf import CATEGORY
from salestracker_xl.language import LANGUAGES
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.sheets import TABS, key_of

INTERPRETER = r"C:\Program Files\Python 3.11\pythonw.exe"
OURS = {"Values", "Calls", "Functions", "Help", "Ribbon", "Reviews", "Snapshot", "Actions", "Dialogs", "Labels"}


# In both lists of Excel's controls that Microsoft publishes, of Office 2016 and of 365; look a new name up there:
# https://github.com/OfficeDev/office-fluent-ui-command-identifiers
EXCEL_PICTURES = set(
    """
    Camera ChartInsert DataValidation ErrorChecking FileNew FileSaveAsPdfOrXps FormControlCheckBox FunctionWizard
    GetExternalDataFromText HeaderFooterCurrentDate Help PropertySheet RefreshAll TableInsertExcel XmlExport
    """.split()  # noqa: SIM905
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return build_addin(tmp_path_factory.mktemp("addin") / "salestracker.xlam", INTERPRETER, "en")


@pytest.fixture(scope="module")
def sources(path) -> dict[str, str]:
    return module_sources(path)


def module_sources(path) -> dict[str, str]:
    parser = VBA_Parser(str(path), relaxed=False)
    return {name.rpartition(".")[0]: source for _, _, name, source in parser.extract_macros()}


OLD = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NEW = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"


def spoken(source: str) -> str:
    """VBA with its texts as people read them: letters outside ASCII are spelt ChrW(233)."""
    joined = re.sub(r'(?:"" & )?ChrW\((\d+)\)(?: & "")?', lambda sign: f'"{chr(int(sign[1]))}"', source)
    return joined.replace('" & "', "").replace('""', '"')


def part(path, name: str) -> bytes:
    return zipfile.ZipFile(path).read(name)


def test_two_builds_are_the_same_to_the_byte(path):
    assert addin(INTERPRETER, "en") == path.read_bytes()


@pytest.mark.parametrize("office", ["Office2016", "Microsoft365"])
def test_the_validator_accepts_the_file_and_its_ribbon(path, office, validator):
    assert validator.faults(path, office) == []


def test_the_validator_looks_at_the_ribbon(path, tmp_path, validator):
    broken = tmp_path / "broken.xlam"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(broken, "w") as package:
        for name in whole.namelist():
            package.writestr(name, whole.read(name).replace(b"<button ", b"<buton "))
    assert validator.faults(broken, "Microsoft365")


def test_a_strict_reader_finds_no_defect_in_the_project(path):
    file = olefile.OleFileIO(io.BytesIO(part(path, "xl/vbaProject.bin")), raise_defects=olefile.DEFECT_INCORRECT)
    assert file.parsing_issues == []


def test_another_reader_finds_package_and_project_in_agreement(path):
    assert pyopenvba.check_file(path).issues == ()
    with pyopenvba.ExcelFile(path) as file:
        assert file.validate() == []


def test_the_modules_are_exactly_ours_and_those_of_xlwings(sources):
    assert set(sources) == {"ThisWorkbook", "Sheet1", "xlwings", "Dictionary"} | {f"SalesTracker{it}" for it in OURS}


def test_xlwings_asks_for_the_dll_of_the_version_that_is_installed(sources):
    assert f"xlwings64-{version('xlwings')}.dll" in sources["xlwings"]
    assert 'PROJECT_NAME As String = "salestracker"' in sources["xlwings"]


def test_the_settings_sheet_tells_xlwings_what_to_start(path):
    sheet = fastexcel.read_excel(path.read_bytes()).load_sheet("salestracker.conf", header_row=None).to_pandas()
    said = {key: value if isinstance(value, str) else "" for key, value in sheet.to_numpy().tolist()}
    assert said == {
        key: str(value).lower() if value in (True, False) else value for key, value in settings(INTERPRETER).items()
    }


def test_every_metric_is_a_function_with_its_arguments(sources):
    found = re.findall(r"^Public Function (\w+)\((.*)\)", sources["SalesTrackerFunctions"], re.MULTILINE)
    assert dict(found) == {
        name: ", ".join(f"Optional {it.name}" if it.optional else it.name for it in metric.parameters)
        for name, metric in REGISTRY.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wizard_hears_of_every_function_and_argument(language, tmp_path):
    """Where Excel itself keeps it: the summary at the function, the arguments and the category in the workbook."""
    path = build_addin(tmp_path / "salestracker.xlam", INTERPRETER, language)
    lines = module_sources(path)["SalesTrackerFunctions"].splitlines()
    workbook = ElementTree.fromstring(part(path, "xl/workbook.xml"))
    told = {
        name.get("name"): {it.get("index"): it.text for it in name.iter(f"{NEW}argumentDescription")}
        for name in workbook.iter(f"{NEW}definedName")
    }
    assert set(told) == set(REGISTRY)
    for name, metric in REGISTRY.items():
        head = next(at for at, line in enumerate(lines) if line.startswith(f"Public Function {name}("))
        summary = metric.summary[language].replace('"', '""')
        assert lines[head + 1] == f'Attribute {name}.VB_Description = "{summary}"'
        assert lines[head + 2] == f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n20"'
        arguments = [parameter.arg.summary[language] for parameter in metric.parameters]
        assert told[name] == {str(at): text for at, text in enumerate(arguments)}
    groups = workbook.find(f"{OLD}functionGroups")
    assert groups.get("builtInGroupCount") == "19"
    assert [it.get("name") for it in groups] == [CATEGORY[language]]


@pytest.mark.parametrize(("brought", "other"), [("en", "fr"), ("fr", "en")])
def test_an_excel_of_the_other_language_hears_of_them_too(brought, other, tmp_path):
    path = build_addin(tmp_path / "salestracker.xlam", INTERPRETER, brought)
    source = module_sources(path)["SalesTrackerHelp"]
    assert f'SpeaksAnother = (Language <> "{brought}")' in source
    body = spoken(source.split("Sub DescribeAll()")[1])
    assert f'"{CATEGORY[other]}"' in body
    for metric in REGISTRY.values():
        assert f'Describe "{metric.name}"' in body
        for text in (metric.summary, *(parameter.arg.summary for parameter in metric.parameters)):
            assert text[other] in body


def test_no_window_of_the_add_in_is_seen(path):
    workbook = ElementTree.fromstring(part(path, "xl/workbook.xml"))
    assert [it.get("visibility") for it in workbook.iter(f"{OLD}workbookView")] == ["veryHidden"]


def test_the_add_in_asks_for_no_calculation_when_excel_starts(path):
    workbook = ElementTree.fromstring(part(path, "xl/workbook.xml"))
    assert [it.get("fullCalcOnLoad") for it in workbook.iter(f"{OLD}calcPr")] == [None]


def test_no_line_is_longer_than_vba_takes(sources):
    for name, source in sources.items():
        lines = source.splitlines()
        assert max(map(len, lines), default=0) <= 1023, name
        runs = "".join("x" if line.endswith(" _") else "." for line in lines)
        assert max(map(len, runs.split(".")), default=0) <= 24, name


def test_each_button_of_the_ribbon_has_a_label_and_a_tip_in_both_languages(path, sources):
    tab = ElementTree.fromstring(part(path, "customUI/customUI14.xml"))
    buttons = [it.get("id") for it in tab.iter("{http://schemas.microsoft.com/office/2009/07/customui}button")]
    assert buttons == [button.key for button in ribbon().buttons]
    labels = spoken(sources["SalesTrackerLabels"])
    for button in ribbon().buttons:
        for text in (button.label, button.tip):
            assert f'"{text.fr}", "{text.en}"' in labels


def test_every_picture_is_one_of_excel_itself():
    assert {button.image for button in ribbon().buttons} <= EXCEL_PICTURES


def test_the_callbacks_that_the_ribbon_names_exist(path, sources):
    named = re.findall(r'"SalesTrackerRibbon\.(\w+)"', part(path, "customUI/customUI14.xml").decode())
    assert set(named) == set(re.findall(r"^Public Sub (\w+)\(", sources["SalesTrackerRibbon"], re.MULTILINE))


def test_another_xlwings_changes_its_own_module_alone(path, sources, monkeypatch, tmp_path):
    package = tmp_path / "xlwings"
    (package / "addin").mkdir(parents=True)
    original = xlwings_source.files("xlwings")
    text = (original / "xlwings_custom_addin.bas").read_text(encoding="cp1252")
    newer = text.replace(version("xlwings"), "9.9.9")
    (package / "xlwings_custom_addin.bas").write_text(newer, encoding="cp1252", newline="")
    (package / "addin" / "Dictionary.cls").write_bytes((original / "addin" / "Dictionary.cls").read_bytes())
    monkeypatch.setattr(xlwings_source, "files", lambda name: package)
    other = build_addin(tmp_path / "other.xlam", INTERPRETER, "en")
    changed = {name for name in sources if sources[name] != module_sources(other)[name]}
    assert changed == {"xlwings"}
    same = {name for name in zipfile.ZipFile(path).namelist() if part(path, name) == part(other, name)}
    assert set(zipfile.ZipFile(path).namelist()) - same == {"xl/vbaProject.bin"}


def test_an_xlwings_with_another_template_is_named(monkeypatch, tmp_path):
    (tmp_path / "xlwings_custom_addin.bas").write_text("Public Const NAME = 1\n")
    monkeypatch.setattr(xlwings_source, "files", lambda name: tmp_path)
    with pytest.raises(UnknownXlwings, match="add-in template"):
        addin(INTERPRETER, "en")


def test_a_failed_build_leaves_the_earlier_add_in_alone(monkeypatch, tmp_path):
    earlier = tmp_path / "salestracker.xlam"
    earlier.write_bytes(b"earlier")
    monkeypatch.setattr(built, "custom_ui", lambda: "\ud800")  # cannot be encoded
    with pytest.raises(UnicodeEncodeError):
        build_addin(earlier, INTERPRETER, "en")
    assert earlier.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [earlier]


def test_every_button_does_something(sources):
    """A button runs a procedure that the add-in has, or goes to a sheet that a tracker has."""
    click = sources["SalesTrackerRibbon"].split("Sub RibbonClick")[1].split("End Sub")[0]
    runs = dict(re.findall(r'^ +Case "(\w+)": (?:Tell )?(\w+)', click, re.MULTILINE))
    defined = {name for source in sources.values() for name in re.findall(r"^\w+ (?:Sub|Function) (\w+)", source, re.M)}
    assert set(runs.values()) <= defined
    sheets = {key_of(tab) for tab in TABS}
    buttons = {button.key for button in ribbon().buttons}
    assert set(runs) <= buttons
    assert buttons - set(runs) <= sheets


def test_every_label_that_vba_asks_for_is_there(sources):
    asked = {key for source in sources.values() for key in re.findall(r'LabelOf\("(\w+)"', source)}
    assert asked
    assert asked <= {"salestracker", *ribbon().says}
