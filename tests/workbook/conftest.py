"""Every workbook that these tests build is linted before it is there."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from calendars import build_calendar

from salestracker_xl.cli.build import demo_tracker
from salestracker_xl.files import whole_file
from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.workbook import generate as generating
from salestracker_xl.workbook.lint import lint


@contextmanager
def whole_file_without_fault(path: Path) -> Iterator[Path]:
    """As `whole_file`, but a workbook that Excel would repair is never put in place."""
    with whole_file(path) as part:
        yield part
        faults = lint(part)
        assert not faults, "\n".join(map(str, faults))


@pytest.fixture(scope="session", autouse=True)
def every_workbook_is_linted() -> Iterator[None]:
    """Put the linter where `generate` finishes a file, for as long as the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generating, "whole_file", whole_file_without_fault)
        yield


@pytest.fixture(scope="session")
def demos(tmp_path_factory) -> dict[Language, Path]:
    """The demo's workbook in every language."""
    folder = tmp_path_factory.mktemp("demo")
    paths = {language: folder / f"demo-{language}.xlsx" for language in LANGUAGES}
    for language, path in paths.items():
        generating.generate(demo_tracker(language), path)
    return paths


@pytest.fixture(scope="session")
def calendar_in(tmp_path_factory) -> Callable[..., Path]:
    """Make a calendar as `build_calendar` does, each of them once."""

    @functools.cache
    def calendar(language: Language, today: dt.date, fiscal_start: int = 1) -> Path:
        return build_calendar(tmp_path_factory.mktemp("calendar"), language, today, fiscal_start)

    return calendar
