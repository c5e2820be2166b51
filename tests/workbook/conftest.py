"""Every workbook that these tests build is linted before it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from salestracker_xl.cli.build import demo_tracker
from salestracker_xl.files import whole_file
from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.models import clv
from salestracker_xl.models.fit import Fit
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


@pytest.fixture(scope="session", autouse=True)
def no_model_is_fitted_twice_to_the_same_customers() -> Iterator[None]:
    """Half the time of a small workbook goes into fits, and most of these tests tell of the same sales."""
    with pytest.MonkeyPatch.context() as patch:
        for model in (clv.bgnbd, clv.gammagamma):
            patch.setattr(clv, model.__name__.rpartition(".")[2], SimpleNamespace(fit=remembering(model.fit)))
        yield


def remembering(fit: Callable[..., Fit[Any]]) -> Callable[..., Fit[Any]]:
    """A fit that knows again what it was asked before, to the last bit."""
    known: dict[tuple[bytes, ...], Fit[Any]] = {}

    def fit_once(*columns: np.ndarray) -> Fit[Any]:
        asked = tuple(column.tobytes() for column in columns)
        if asked not in known:
            known[asked] = fit(*columns)
        return known[asked]

    return fit_once


@pytest.fixture(scope="session")
def demos(tmp_path_factory) -> dict[Language, Path]:
    """The demo's workbook in every language."""
    folder = tmp_path_factory.mktemp("demo")
    paths = {language: folder / f"demo-{language}.xlsx" for language in LANGUAGES}
    for language, path in paths.items():
        generating.generate(demo_tracker(language), path)
    return paths
