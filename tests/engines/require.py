"""A tool that a test cannot do without."""

from __future__ import annotations

import os

import pytest


def require(tool: str, available: object) -> None:
    """Skip the test when `available` is falsy; where SALESTRACKER_REQUIRE_ALL=1 stands, fail it instead."""
    if available:
        return
    if os.environ.get("SALESTRACKER_REQUIRE_ALL") == "1":
        pytest.fail(f"{tool} is not installed, and SALESTRACKER_REQUIRE_ALL=1 allows no skipping.", pytrace=False)
    pytest.skip(f"{tool} is not installed here; .ci/run installs it.")
