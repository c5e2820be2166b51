"""Arrow, where it is at hand and quicker than loops of Python's own."""

from __future__ import annotations

import sys
from collections.abc import Sized
from typing import Any

MANY = 4_000  # values from which on it is the quicker


def arrow_for(values: Sized) -> Any | None:
    """Give the library to read these values with, or None: pandas brings it along, a browser has none."""
    ready = len(values) >= MANY and "pyarrow.compute" in sys.modules
    return sys.modules["pyarrow"] if ready else None
