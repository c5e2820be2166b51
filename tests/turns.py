"""Cases that meet one language each, by turns: what is computed knows no language, and a workbook of each is read."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from salestracker_xl.language import LANGUAGES


def in_turns(names: str, cases: Iterable[object]) -> pytest.MarkDecorator:
    """Parametrize a test as pytest does, and the fixture `language` of its module with a language for each case."""
    in_languages = [(LANGUAGES[at % len(LANGUAGES)], *_values(case)) for at, case in enumerate(cases)]
    return pytest.mark.parametrize(f"language, {names}", in_languages, ids=str, indirect=["language"])


def _values(case: object) -> tuple[object, ...]:
    return case if isinstance(case, tuple) else (case,)
