"""The demo's workbook, in both languages, is what independent engines and Microsoft's validator make of it."""

from __future__ import annotations

import pytest
from engines.stored import differences, stored_values

from salestracker_xl.language import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_ironcalc_finds_every_stored_value(demos, language, ironcalc):
    stored = stored_values(demos[language])
    assert len(stored) > 3000
    assert differences(stored, ironcalc.recalculate(demos[language])) == []


def test_libreoffice_finds_every_stored_value(demos, libreoffice):
    for path, found in zip(demos.values(), libreoffice.recalculate_all(list(demos.values())), strict=True):
        assert differences(stored_values(path), found) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("version", ["Office2016", "Microsoft365"])
def test_the_validator_finds_nothing(demos, language, version, validator):
    assert validator.faults(demos[language], version) == []


def test_both_languages_show_the_same_figures(demos):
    """The two workbooks hold the same formulas at the same places, with the same numbers."""
    english, french = (list(stored_values(demos[language]).values()) for language in LANGUAGES)
    numbers = [[value for value in values if isinstance(value, float)] for values in (english, french)]
    assert numbers[0] == pytest.approx(numbers[1], rel=1e-12)
