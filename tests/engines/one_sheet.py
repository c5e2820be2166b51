"""One sheet of a workbook as openpyxl reads it, without the time that all others take."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.worksheet import Worksheet

from engines.stored import written


def one_sheet(path: Path, title: str, *, formulas: bool = False) -> Worksheet:
    """A sheet with the values that it shows, or with its `formulas`, once for all tests.

    Its workbook has no other sheet. Raises KeyError where there is no such sheet.
    """
    return _read(path, *written(path), title, formulas)


class _Reader(ExcelReader):
    def __init__(self, path: Path, title: str, formulas: bool) -> None:
        super().__init__(path, data_only=not formulas)
        self._title = title

    def read_workbook(self) -> None:
        super().read_workbook()
        parser: Any = self.parser
        found = [(sheet, relation) for sheet, relation in parser.find_sheets() if sheet.name == self._title]
        parser.find_sheets = lambda: found
        parser.assign_names = lambda: None  # a name that one sheet keeps to itself finds it by its place among all


@functools.lru_cache(maxsize=16)
def _read(path: Path, when: int, file: int, title: str, formulas: bool) -> Worksheet:
    reader = _Reader(path, title, formulas)
    reader.read()
    return reader.wb[title]
