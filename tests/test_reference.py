"""The reference pages say what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.reference.page import page

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
