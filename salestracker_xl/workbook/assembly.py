"""The workbook's file: XlsxWriter's parts as they are, with the rows of long tables and all texts put into them.

XlsxWriter writes every sheet but the rows of long tables, where it leaves a mark. Its parts are taken before it packs
them, and packed side by side.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

from salestracker_xl.workbook.archive import Archive, Part, Text, deflated, whole
from salestracker_xl.workbook.fast_sheet import Block, elements, joined, row_texts, text_of
from salestracker_xl.workbook.worksheet import MARK, FastWorksheet

ROWS_AT_ONCE = 16_384
WORKERS = 2
HIDDEN = 3  # where XlsxWriter keeps of a name whether it is shown
TEXTS = "xl/sharedStrings.xml"


class FastWorkbook(Workbook):
    """A workbook whose file is put together in `save`; nothing is written before."""

    worksheet_class = FastWorksheet

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(io.BytesIO(), {**options, "in_memory": True})
        self._parts = _Parts()

    def add_fast_sheet(self, name: str) -> FastWorksheet:
        """Append a sheet."""
        sheet = FastWorksheet()
        self.add_worksheet(name, lambda: sheet)
        return sheet

    def define_hidden_name(self, name: str, formula: str) -> None:
        """Enter a name that formulas and programs know, and the list of names in Excel does not show."""
        self.define_name(name, formula)
        self.defined_names[-1][HIDDEN] = True

    def _extract_named_ranges(self, defined_names: list[list[Any]]) -> list[str]:
        return super()._extract_named_ranges([name for name in defined_names if not name[HIDDEN]])

    def save(self, path: Path) -> None:
        """Write the file."""
        self.close()
        texts, blocks, parts = _Texts(self.str_table.string_array), self._blocks(), self._parts.made
        with ThreadPoolExecutor(WORKERS) as pool, path.open("wb") as stream:
            archive = Archive(stream)
            packed = pool.map(whole, [make for name, make in parts.items() if name not in blocks])
            for name, make in parts.items():
                block = blocks.get(name)
                archive.add(name, next(packed) if block is None else _with_rows(make().decode(), block, texts, pool))
            if texts:
                archive.add(TEXTS, deflated(texts.parts(), pool))
            archive.close()

    def _get_packager(self) -> Packager:
        return self._parts

    def _blocks(self) -> dict[str, Block]:
        blocks = [getattr(sheet, "block", None) for sheet in self.worksheets()]
        return {f"xl/worksheets/sheet{at}.xml": block for at, block in enumerate(blocks, start=1) if block is not None}


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


class _Texts:
    """The texts that cells of the workbook share: first those of XlsxWriter, then those of the long tables."""

    def __init__(self, known: list[str]) -> None:
        self._texts = [pa.array(known, pa.string())]
        self.count = len(known)

    def reserve(self, texts: pa.Array) -> int:
        first = self.count
        self._texts.append(texts)
        self.count += len(texts)
        return first

    def __bool__(self) -> bool:
        return self.count > 0

    def parts(self) -> Iterator[Callable[[], Text]]:
        opening = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'uniqueCount="{self.count}">'
        )
        yield opening.encode
        for texts in self._texts:
            for start in range(0, len(texts), ROWS_AT_ONCE):
                yield partial(_entries, texts[start : start + ROWS_AT_ONCE])
        yield "</sst>".encode


def _entries(texts: pa.Array) -> memoryview:
    return text_of(joined("<si>", elements(texts), "</si>"))


def _with_rows(sheet: str, block: Block, texts: _Texts, pool: ThreadPoolExecutor) -> Part:
    above, below = sheet.split(MARK)
    for column in block.columns:
        column.prepare(texts)
    starts = range(0, block.length, ROWS_AT_ONCE)
    rows = (partial(row_texts, block, slice(at, min(at + ROWS_AT_ONCE, block.length))) for at in starts)
    return deflated((above.encode, *rows, below.encode), pool)
