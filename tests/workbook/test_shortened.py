"""Amounts of any size are told in a few digits."""

from __future__ import annotations

import zipfile
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from even_orders import goals, orders, spent
from trackers import make_tracker

from salestracker_xl.workbook.figures.waterfall import SPACE, in_short
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.live import lift

MOST_SIGNS = len("12345B")


@pytest.mark.parametrize(
    ("amount", "english", "french"),
    [
        (9_999.4, "9999", "9999"),
        (-25_400, "-25k", "-25 k"),
        (9_900_000, "9900k", "9900 k"),
        (13_140_658, "13M", "13 M"),
        (9.9e9, "9900M", "9900 M"),
        (13_140_658e6, "13141B", "13141 Md"),
    ],
)
def test_an_amount_in_words_is_short(amount: float, english: str, french: str):
    def told(language: str) -> object:
        book: Any = SimpleNamespace(say=lambda phrase: phrase[language])
        return in_short(book, lift(amount)).value

    assert (told("en"), told("fr")) == (english, french)


@pytest.fixture(scope="module")
def trillions(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("trillions")
    rows = orders(40, Amount=lambda row: 1e12 + row)
    due = goals(("2026-01-17", "Team A", 9e12), ("2026-02", "Team B", 3e12))
    tracker = make_tracker(folder, rows, due, spent(("2026-01", "Web", "a", 5e9)), currency="JPY")
    generate(tracker, folder / "t.xlsx")
    return folder / "t.xlsx"


def test_no_chart_counts_trillions_in_millions(trillions):
    with zipfile.ZipFile(trillions) as package:
        charts = {name: unescape(package.read(name).decode()) for name in package.namelist() if "/charts/chart" in name}
    patterns = {name: xml for name, xml in charts.items() if ',"k"' in xml or ',,"M"' in xml}
    assert {name for name, xml in patterns.items() if ',,,"B"' not in xml} == set()


def test_the_ends_of_the_steps_are_short(trillions):
    calc = openpyxl.load_workbook(trillions, data_only=True)["Calc"]
    told = [
        str(row[0]).rpartition(SPACE)[2] for row in calc.iter_rows(max_col=1, values_only=True) if SPACE in str(row[0])
    ]
    assert len([words for words in told if words.endswith("B")]) == 2
    assert max(map(len, told)) <= MOST_SIGNS
