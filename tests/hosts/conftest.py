"""One tracker for the hosts in a browser: the server and xlwings Lite."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from trackers import make_tracker, sales_rows

from salestracker_xl.workbook.generate import generate

TODAY = dt.date(2026, 7, 15)


@pytest.fixture(scope="session")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small French tracker, which looks from a day of its own."""
    folder = tmp_path_factory.mktemp("tracker")
    generate(make_tracker(folder, sales_rows(12), language="fr", as_of=TODAY), folder / "Suivi.xlsx")
    return folder / "Suivi.xlsx"
