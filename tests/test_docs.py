"""Everything that the documentation tells a person to type works as it says."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from salestracker_xl import sample
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.template import template_file
from salestracker_xl.workbook.calls import example_call
from salestracker_xl.workbook.look.brand import read_brand

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LATEST = 1_500  # order lines
KINDS = {"console", "python", "excel", "sh", "toml", "text"}


def blocks(page: Path) -> list[tuple[str, str]]:
    """Kind and text of each fenced block of a page."""
    return re.findall(r"^```(\w*)\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def lines(kind: str, mark: str) -> list:
    return [
        pytest.param(line.removeprefix(mark), id=f"{page.name}: {line.removeprefix(mark)}")
        for page in PAGES
        for found, text in blocks(page)
        if found == kind
        for line in text.splitlines()
        if line.startswith(mark)
    ]


def test_every_block_is_of_a_kind_that_a_test_runs():
    assert {kind for page in PAGES for kind, _ in blocks(page)} <= KINDS


@pytest.fixture
def desk(tmp_path):
    """A folder with the files that the pages speak of; of the orders the latest."""
    files = sample.paths()
    for path in (files.deals, files.spend, files.targets, files.customers, files.engagement):
        shutil.copy(path, tmp_path)
    for name in ("brand.toml", "logo.png"):
        shutil.copy(template_file(f"sample/{name}"), tmp_path)
    header, *orders = files.orders.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "orders.csv").write_text(header + "".join(orders[-LATEST:]), encoding="utf-8")
    return tmp_path


def test_a_theme_of_the_pages_is_the_one_of_the_sample():
    [shown] = [text for page in PAGES for kind, text in blocks(page) if kind == "toml"]
    assert tomllib.loads(shown) == tomllib.loads(template_file("sample/brand.toml").read_text(encoding="utf-8"))


def test_a_refusal_of_the_pages_is_what_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("brand.toml").write_text('colors.band = "#FFCC00"')
    [shown] = [text for page in PAGES for kind, text in blocks(page) if kind == "text"]
    with pytest.raises(SalesTrackerError) as refused:
        read_brand(Path("brand.toml"))
    assert str(refused.value) == shown.strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page_run_one_after_the_other(page, desk):
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    told = "".join(text for kind, text in blocks(page) if kind == "console")
    for command in re.findall(r"^\$ (.+)$", told, re.MULTILINE):
        done = subprocess.run(
            command, shell=True, cwd=desk, env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        named = re.search(r" -o (\S+)", command)
        assert not named or (desk / named[1]).stat().st_size > (5_000 if named[1].endswith(".ics") else 50_000)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_of_the_pages_gives_what_they_show(page):
    told = "\n".join(text for kind, text in blocks(page) if kind == "python")  # from top to bottom, as a person goes
    test = doctest.DocTestParser().get_doctest(told, {}, page.name, str(page), 0)
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("formula", lines("excel", "="))
def test_a_formula_of_the_pages_is_an_example_of_its_function(formula):
    assert formula in {example_call(metric, "en") for metric in REGISTRY.values()}


@pytest.mark.parametrize("command", lines("sh", "pip "))
def test_the_two_commands_are_what_the_landing_runs(command):
    landing = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for part in command.removeprefix("pip ").split(" && "):
        assert part in landing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_the_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target
