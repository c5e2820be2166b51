"""The functions are tested as the UDF module hands them out, from this folder when the package is not installed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parents[2] / "udfs"))


@pytest.fixture(scope="session")
def answers() -> Callable[[str], dict[str, Any]]:
    """What a host answers to every case that it can be given, by case; each host is started once."""
    from functions.cases import CASES
    from functions.hosts import ANSWERS

    @cache
    def of(host: str) -> dict[str, Any]:
        cases = [case for case in CASES if host in case.hosts]
        return dict(zip([case.id for case in cases], ANSWERS[host](cases), strict=True))

    return of
