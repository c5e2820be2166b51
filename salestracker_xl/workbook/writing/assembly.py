"""The workbook's file: XlsxWriter's parts as they are, with the rows of long tables and all texts put into them.

XlsxWriter writes every sheet but the rows of long tables, where it leaves a mark. Its parts are taken before it packs
them. The rows are packed by threads from the moment on that they are known.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager

from salestracker_xl.workbook.writing.archive import Archive, whole
from salestracker_xl.workbook.writing.long_rows import LongRows
from salestracker_xl.workbook.writing.packing import Packers, Task, packers, settle
from salestracker_xl.workbook.writing.shared_texts import SharedTexts
from salestracker_xl.workbook.writing.worksheet import MARK, FastWorksheet

HIDDEN = 3  # where XlsxWriter keeps of a name whether it is shown
TEXTS = "xl/sharedStrings.xml"


class FastWorkbook(Workbook):
    """A workbook whose file is put together in `save`; nothing is written before.

    Threads of `pool` pack the rows of long tables as soon as they are known; without it, `save` has some of its own.
    """

    worksheet_class = FastWorksheet

    def __init__(self, options: dict[str, Any], pool: Packers | None = None) -> None:
        super().__init__(io.BytesIO(), {**options, "in_memory": True})
        self.str_table = SharedTexts()
        self._parts = _Parts()
        self._pool = pool

    def add_fast_sheet(self, name: str) -> FastWorksheet:
        """Append a sheet."""
        sheet = FastWorksheet(self._pool)
        self.add_worksheet(name, lambda: sheet)
        return sheet

    def number(self, looks: Iterable[Format]) -> None:
        """Give formats their numbers in the file, which threads write before the sheets are written."""
        for look in looks:
            look._get_xf_index()

    def define_hidden_name(self, name: str, formula: str) -> None:
        """Enter a name that formulas and programs know, and the list of names in Excel does not show."""
        self.define_name(name, formula)
        self.defined_names[-1][HIDDEN] = True

    def _extract_named_ranges(self, defined_names: list[list[Any]]) -> list[str]:
        return super()._extract_named_ranges([name for name in defined_names if not name[HIDDEN]])

    def save(self, path: Path) -> None:
        """Write the file; the same workbook may be written to another place too."""
        if not self.fileclosed:
            self.close()
        with packers() if self._pool is None else nullcontext(self._pool) as pool, path.open("wb") as stream:
            parts = {name: self._tasks(name, make, pool) for name, make in self._parts.made.items()}
            if self.str_table.unique_count:
                parts[TEXTS] = [Task(make, pool) for make in self.str_table.parts()]
            settle([task for tasks in parts.values() for task in tasks])
            archive = Archive(stream)
            for name, tasks in parts.items():
                archive.add(name, whole(task.segment for task in tasks))
            archive.close()

    def _tasks(self, name: str, make: Callable[[], bytes], pool: Packers) -> list[Task]:
        """What is to be packed of a part; the rows of a long table may have been before."""
        sheet = self._long_sheets.get(name)
        if sheet is None or sheet.block is None:
            return [Task(make, pool)]
        above, below = make().decode().split(MARK)
        rows = sheet.rows or LongRows(sheet.block, pool)
        return [Task(above.encode, pool), *rows.finished(), Task(below.encode, pool)]

    @property
    def _long_sheets(self) -> dict[str, FastWorksheet]:
        sheets: list[Any] = self.worksheets()
        return {f"xl/worksheets/sheet{at}.xml": sheet for at, sheet in enumerate(sheets, start=1)}

    def _get_packager(self) -> Packager:
        return self._parts


class _Parts(Packager):
    """What makes each part of XlsxWriter's, by its name; XlsxWriter itself is left nothing to pack."""

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, Callable[[], bytes]] = {}

    def _create_package(self) -> list[Any]:
        for file, name, is_binary in super()._create_package():
            self.made[name] = file.getvalue if is_binary else file.getvalue().encode
        return []

    def _write_shared_strings_file(self) -> None:
        """Leave them to `save`, where the texts of long tables are known."""
