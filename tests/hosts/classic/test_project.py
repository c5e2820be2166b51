"""A VBA project that others' readers accept and read back word for word."""

from __future__ import annotations

import io

import olefile
import pytest
from oletools.olevba import VBA_Parser
from pyopenvba.cfb import CFB
from pyopenvba.vba import parse_vba_project

from salestracker_xl.hosts.classic.project import WORKBOOK_BASE, Module, vba_project

MODULES = (
    Module("ThisWorkbook", "Private Sub Workbook_Open()\nEnd Sub\n", "document", WORKBOOK_BASE),
    Module("Shims", 'Public Function TWICE(x)\n    TWICE = 2 * x \' "é"\nEnd Function'),
    Module("Words", 'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\nAttribute VB_Name = "Other"\nDim a\n', "class"),
    Module("Nothing_", ""),
)


@pytest.fixture(scope="module")
def packed() -> bytes:
    return vba_project("SalesTracker", MODULES)


def test_the_same_text_gives_the_same_bytes(packed):
    assert vba_project("SalesTracker", MODULES) == packed


def test_a_strict_reader_finds_no_defect(packed):
    file = olefile.OleFileIO(io.BytesIO(packed), raise_defects=olefile.DEFECT_INCORRECT)
    assert file.parsing_issues == []
    modules = {f"VBA/{module.name}" for module in MODULES}
    assert {"/".join(path) for path in file.listdir()} == modules | {
        "VBA/dir",
        "VBA/_VBA_PROJECT",
        "PROJECT",
        "PROJECTwm",
    }


def test_olevba_reads_every_module_word_for_word(packed):
    parser = VBA_Parser("vbaProject.bin", data=packed, relaxed=False)
    found = {name.rpartition(".")[0]: source for _, _, name, source in parser.extract_macros()}
    assert found == {module.name: module.source.decode("cp1252") for module in MODULES}


def test_another_reader_finds_all_its_streams_in_agreement(packed):
    file = CFB.from_bytes(packed)
    project = parse_vba_project(file)
    assert project.validate(file) == []
    assert project.name == "SalesTracker"
    assert list(project.module_names()) == [module.name for module in MODULES]
    assert not project.protection.has_password


def test_a_class_keeps_its_text_and_loses_the_head_of_its_file():
    assert MODULES[2].source.decode("cp1252").splitlines() == [
        'Attribute VB_Name = "Words"',
        'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"',
        "Attribute VB_GlobalNameSpace = False",
        "Attribute VB_Creatable = False",
        "Attribute VB_PredeclaredId = False",
        "Attribute VB_Exposed = False",
        "Attribute VB_TemplateDerived = False",
        "Attribute VB_Customizable = False",
        "Dim a",
    ]


def test_a_sign_that_vba_cannot_hold_is_refused():
    with pytest.raises(UnicodeEncodeError):
        vba_project("SalesTracker", [Module("Signs", "' \N{CHECK MARK}")])
