"""A workbook as openpyxl reads it, once for all tests that look at it."""

from __future__ import annotations

import functools
from pathlib import Path

import openpyxl
from openpyxl.workbook.workbook import Workbook

from engines.stored import written


def whole_book(path: Path) -> Workbook:
    """All sheets with their formulas; to be read, not to be changed or saved."""
    return _read(path, *written(path))


@functools.lru_cache(maxsize=2)  # each holds some hundred thousand cells
def _read(path: Path, when: int, file: int) -> Workbook:
    return openpyxl.load_workbook(path)
