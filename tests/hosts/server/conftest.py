"""One server, one browser and one tracker for all tests of the server."""

from __future__ import annotations

import datetime as dt
import importlib.util
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from engines import browser as browsers
from engines.require import require
from engines.server import served
from trackers import make_tracker, sales_rows

from salestracker_xl.language import Language
from salestracker_xl.workbook.generate import generate

TODAY = dt.date(2026, 7, 15)
LOCALES = {"en": "en-US", "fr": "fr-FR"}


@pytest.fixture(scope="session")
def server() -> Iterator[httpx.Client]:
    """A client of a server whose functions have French help."""
    with served(language="fr") as client:
        yield client


@pytest.fixture(scope="session")
def opened(server: httpx.Client) -> Iterator[Callable[..., AbstractContextManager[browsers.Pane]]]:
    """Opens the pane of another person, in a language, beside a workbook: each has a storage of its own."""
    require("Chromium", browsers.chromium())
    require("playwright", importlib.util.find_spec("playwright"))
    address = f"{server.base_url}/taskpane.html"

    def open_pane(language: Language, workbook: Any = None) -> AbstractContextManager[browsers.Pane]:
        return browsers.pane(started, address, LOCALES[language], workbook)

    with browsers.browser() as started:
        yield open_pane


@pytest.fixture(scope="session")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small French tracker, which looks from a day of its own."""
    folder = tmp_path_factory.mktemp("tracker")
    generate(make_tracker(folder, sales_rows(12), language="fr", as_of=TODAY), folder / "Suivi.xlsx")
    return folder / "Suivi.xlsx"
