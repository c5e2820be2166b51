"""The French workbook is French: no label that stands in both languages without being a word of both."""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import get_column_letter, range_boundaries
from trackers import full_tracker, make_tracker, sales_rows

from salestracker_xl.language import LANGUAGES
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.template import template_file
from salestracker_xl.workbook import layout
from salestracker_xl.workbook.figures.reviews.agenda import PIPELINE, REVIEWS
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.playbook import load_playbook
from salestracker_xl.workbook.published import load_published

SAME_IN_BOTH = frozenset(
    {
        *("CSAT", "Engagement", "Engagement →", "Interaction", "Interactions", "NPS", "Segment", "Segments"),
        *("Acquisition", "Arguments", "Date", "Projection", "Source", "Table", "Total"),  # words of both languages
        *("Base", "Bronze", "Champions", "Gains", "Satisfaction", "Mix", "Volume"),
        *("A", "B", "C"),  # classes of customers
        *("D", "H", "M", *(f"M+{age}" for age in range(1, 25))),  # letters of the calendar, ages of the cohorts
        *("EUR", "GBP", "USD"),
        *("0000011", "1"),  # the days off of a week, a day in the legend of the calendar
        "–",  # where there is no figure
    }
)
SAME_IN_FORMATS = frozenset({" pts", "Python, "})
KEYS = frozenset({*REGISTRY, *(review.key for review in (*REVIEWS, PIPELINE))})  # by which formulas find a metric
LITERAL = re.compile(r'"((?:[^"]|"")*)"')
WORD = re.compile(r"[^\W\d_]{2}")


def build(folder: Path, name: str, language: str) -> tuple[Tracker, Path]:
    if name == "full":
        tracker = full_tracker(folder, language=language, currency="EUR", country="FR")
    else:  # every sheet that lacks its data says so
        tracker = make_tracker(folder, sales_rows(30)[["Date", "Customer", "Amount"]], language=language)
    path = folder / f"{language}.xlsx"
    generate(tracker, path)
    return tracker, path


def labels(path: Path) -> set[str]:
    """Every constant text in cells and in formulas, and every text of charts and of what describes them."""
    found = set()
    book = openpyxl.load_workbook(path)
    signs = _signs(book)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if cell.data_type == "s" and (cell.parent.title, cell.column_letter) not in signs:
            found.add(cell.value)
        elif cell.data_type == "f":
            found |= {text for text in LITERAL.findall(str(cell.value)) if WORD.search(text)}
    with zipfile.ZipFile(path) as parts:
        drawn = [parts.read(name).decode() for name in parts.namelist() if "/charts/" in name or "/drawings/" in name]
    for xml in drawn:
        found |= {*re.findall(r"<a:t>([^<]+)</a:t>", xml), *re.findall(r'descr="([^"]+)"', xml)}
        found |= {text for text in re.findall(r"<c:v>([^<]+)</c:v>", xml) if WORD.search(text)}
    return found | set(book.sheetnames) | {table for sheet in book for table in sheet.tables}


def _signs(book: Any) -> set[tuple[str, str]]:
    """The columns of the hidden sheet in which a program reads where cells stand, and no person anything."""
    [(title, area)] = book.defined_names[layout.NAME].destinations
    left, _, right, _ = range_boundaries(area)
    return {(title, get_column_letter(col)) for col in range(left or 1, (right or 1) + 1)}


def own_words(tracker: Tracker) -> set[str]:
    """What the data itself says, which nobody translates."""
    readings = [reading for reading in (tracker.sales, tracker.spend, tracker.targets) if reading is not None]
    cells = {str(value) for one in readings for column in one.frame for value in one.frame[column].unique()}
    sources = load_published().sources.values()
    cited = {f"{source.publisher}, {source.title}" for source in sources} | {str(one.published) for one in sources}
    cited |= {f"{one.publisher}: {one.title}" for one in (*sources, *load_playbook().sources.values())}
    return cells | cited | {source.name for reading in readings for source in reading.sources}


@pytest.mark.parametrize("name", ["full", "bare"])
def test_what_stands_in_both_workbooks_is_a_word_of_both_languages(tmp_path, name):
    built = {language: build(tmp_path, name, language) for language in LANGUAGES}
    in_both = set.intersection(*(labels(path) for _, path in built.values()))
    tracker, _ = built["fr"]
    assert len(labels(built["fr"][1]) - in_both) > 200
    assert sorted(in_both - own_words(tracker) - SAME_IN_BOTH - KEYS) == []


def test_words_inside_number_formats_are_translated_too():
    formats = tomllib.loads(template_file("theme.toml").read_text(encoding="utf-8"))["formats"]
    assert set(formats["en"]) == set(formats["fr"])
    for name, english in formats["en"].items():
        assert words(english) & words(formats["fr"][name]) <= SAME_IN_FORMATS, name


def words(pattern: str) -> set[str]:
    """The words that a number format shows, its placeholders left out."""
    return {text for text in LITERAL.findall(re.sub(r"{\w+}", "", pattern)) if WORD.search(text)}
