"""What the theme calls things can be told apart."""

from __future__ import annotations

import re

import pytest

from salestracker_xl.workbook.look.theme import load_theme


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_style_hides_behind_a_number_format_of_the_same_name(language):
    theme = load_theme(language, "EUR")
    assert not set(theme.formats) & set(theme.styles)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_number_format_ends_a_whole_number_with_a_point(language):
    formats = load_theme(language, "EUR").formats
    assert [code for code in formats.values() if re.search(r"\.[#?]", code)] == []
