"""What an installation puts on a person's machine."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    [wheel] = folder.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_brings_two_packages_and_nothing_else(names):
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"salestracker_xl", "salestracker_udfs"}


def test_the_wheel_holds_every_file_of_the_packages_and_the_template(names):
    expected = {
        *(f"salestracker_xl/{path.relative_to(ROOT / 'salestracker_xl')}" for path in _files("salestracker_xl")),
        *(f"salestracker_udfs/{path.relative_to(ROOT / 'udfs/salestracker_udfs')}" for path in _files("udfs")),
        *(f"salestracker_xl/{path.relative_to(ROOT)}" for path in _files("workbook_template")),
    }
    assert expected <= set(names)
    assert any(name.endswith("workbook_template/theme.toml") for name in names)


def test_no_code_lies_among_the_template_data(names):
    assert not [name for name in names if "workbook_template/" in name and name.endswith(".py")]


def _files(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
