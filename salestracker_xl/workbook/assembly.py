"""The workbook's file: XlsxWriter's parts as they are, with the rows of long tables and all texts put into them.

XlsxWriter writes every sheet but the rows of long tables, where it leaves a mark. The file is put together from its
parts in their compressed form, and only the parts with a mark are made anew.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from salestracker_xl.workbook.archive import Archive, Part, Text, deflated, parts_of
from salestracker_xl.workbook.fast_sheet import Block, FastColumn, elements, joined, row_texts, text_of

MARK = "<!--rows-->"
ROWS_AT_ONCE = 16_384
WORKERS = 2
TEXTS = "xl/sharedStrings.xml"
FUNCTION = re.compile(r"([A-Z]\w*)\(")
REWRITTEN = frozenset(  # functions that XlsxWriter gives a prefix
    (
        *("ANCHORARRAY", "BYCOL", "BYROW", "CHOOSECOLS", "CHOOSEROWS", "DROP", "EXPAND", "FILTER", "HSTACK", "LAMBDA"),
        *("MAKEARRAY", "MAP", "RANDARRAY", "REDUCE", "SCAN", "SINGLE", "SEQUENCE", "SORT", "SORTBY", "SWITCH", "TAKE"),
        *("TEXTSPLIT", "TOCOL", "TOROW", "UNIQUE", "VSTACK", "WRAPCOLS", "WRAPROWS", "XLOOKUP"),
    )
)


class FastWorksheet(Worksheet):
    """A worksheet with room for one block of rows that are written as text when the file is put together."""

    block: Block | None = None
    _formats: tuple[Format, ...] = ()

    def add_block(
        self,
        first_row: int,
        first_col: int,
        length: int,
        columns: list[tuple[FastColumn, Format, bool]],
    ) -> None:
        """Reserve rows for columns, each with its format and whether a blank cell shows it."""
        self.block = Block(
            first_row, first_col, length, [c for c, _, _ in columns], bordered=[bordered for _, _, bordered in columns]
        )
        self._formats = tuple(look for _, look, _ in columns)
        self._check_dimensions(self.block.last_row, first_col + len(columns) - 1)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Spare most formulas the thirty patterns by which XlsxWriter looks for functions to prefix."""
        if expand_future_functions or formula[:1] == "{" or not REWRITTEN.isdisjoint(FUNCTION.findall(formula)):
            return super()._prepare_formula(formula, expand_future_functions)
        return formula.removeprefix("=")

    def _write_sheet_data(self) -> None:
        block = self.block
        if block is None:
            super()._write_sheet_data()
            return
        top, bottom = self.dim_rowmin, self.dim_rowmax
        self._xml_start_tag("sheetData")
        self.dim_rowmax = block.first_row - 1
        self._write_rows()
        self.fh.write(MARK)
        self.dim_rowmin, self.dim_rowmax = block.last_row + 1, bottom
        self._write_rows()
        self.dim_rowmin, self.dim_rowmax = top, bottom
        self._xml_end_tag("sheetData")
        block.styles = [look._get_xf_index() for look in self._formats]
        self._write_beside(block)

    def _write_beside(self, block: Block) -> None:
        """Keep what others wrote into the rows of the block."""
        rows = range(block.first_row, block.last_row + 1)
        for row in [row for row in self.table if row in rows]:
            cells = self.table[row]
            block.beside[row] = {col: self._written(self._write_cell, row, col, cells[col]) for col in sorted(cells)}
        for row in [row for row in self.row_info if row in rows]:
            block.openings[row] = self._written(self._write_row, row, None, self.row_info[row])

    def _written(self, write: Callable[..., None], *arguments: Any) -> str:
        file, self.fh = self.fh, io.StringIO()
        try:
            write(*arguments)
            return self.fh.getvalue()
        finally:
            self.fh = file


class FastWorkbook(Workbook):
    """A workbook whose file is put together in `save`; nothing is written before."""

    worksheet_class = FastWorksheet

    def __init__(self, options: dict[str, Any]) -> None:
        self._template = io.BytesIO()
        super().__init__(self._template, {**options, "in_memory": True})

    def add_fast_sheet(self, name: str) -> FastWorksheet:
        """Append a sheet."""
        sheet = FastWorksheet()
        self.add_worksheet(name, lambda: sheet)
        return sheet

    def save(self, path: Path) -> None:
        """Write the file."""
        self.close()
        texts = _Texts(self.str_table.string_array)
        with (
            zipfile.ZipFile(self._template) as template,
            ThreadPoolExecutor(WORKERS) as pool,
            path.open("wb") as stream,
        ):
            archive = Archive(stream)
            for name, part in parts_of(template, self._template):
                block = self._blocks().get(name)
                if block is not None:
                    archive.add(name, _with_rows(template.read(name).decode(), block, texts, pool))
                elif name != TEXTS:
                    archive.add(name, part)
            if texts:
                archive.add(TEXTS, deflated(texts.parts(), pool))
            archive.close()

    def _blocks(self) -> dict[str, Block]:
        blocks = [getattr(sheet, "block", None) for sheet in self.worksheets()]
        return {f"xl/worksheets/sheet{at}.xml": block for at, block in enumerate(blocks, start=1) if block is not None}


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
