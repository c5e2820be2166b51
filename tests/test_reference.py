"""The reference pages say what the code says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.reference.page import page
from salestracker_xl.reference.ribbon_drawing import drawing

DOCS = Path(__file__).parents[1] / "docs"

both_languages = pytest.mark.parametrize("language", LANGUAGES)


@both_languages
def test_the_page_in_docs_is_up_to_date(language: Language):
    written = (DOCS / f"functions.{language}.md").read_text(encoding="utf-8")
    assert written == page(language), "run python -m salestracker_xl.reference"


@both_languages
def test_every_function_has_its_part_with_every_argument(language: Language):
    parts = re.split(r"^### ", page(language), flags=re.MULTILINE)[1:]
    assert [part.split()[0] for part in parts] == list(REGISTRY)
    for part, metric in zip(parts, REGISTRY.values(), strict=True):
        assert re.findall(r"^\| `(\w+)`", part, flags=re.MULTILINE) == [it.name for it in metric.parameters]
        assert metric.summary[language] in part


@both_languages
def test_every_function_is_linked_from_the_top(language: Language):
    links = re.findall(r"\]\(#(\w+)\)", page(language))
    assert links == [name.lower() for name in REGISTRY]


@both_languages
def test_the_drawing_of_the_ribbon_in_docs_is_up_to_date(language: Language):
    written = (DOCS / f"ribbon.{language}.svg").read_text(encoding="utf-8")
    assert written == drawing(language), "run python -m salestracker_xl.reference"


@both_languages
def test_the_drawing_of_the_ribbon_shows_every_button_under_its_group(language: Language):
    root = ET.fromstring(drawing(language))
    tips = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")][1:]
    assert tips == [button.tip[language] for button in ribbon().buttons]
    words = " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
    for group in ribbon().groups:
        assert group.label[language] in words
        assert all(button.label[language] in words for button in group.buttons)
