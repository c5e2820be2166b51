"""One server and one browser for all tests of the server."""

from __future__ import annotations

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

from salestracker_xl.language import Language

LOCALES = {"en": "en-US", "fr": "fr-FR"}


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server wrote on its screen until now."""
    return tmp_path_factory.mktemp("server") / "screen.txt"


@pytest.fixture(scope="session")
def server(screen: Path) -> Iterator[httpx.Client]:
    """A client of a server whose functions have French help."""
    with served(language="fr", screen=screen) as client:
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
