"""A workbook as Excel's client for xlwings Server sends it: names, and the cells of some sheets."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import xlwings
from openpyxl.utils.cell import get_column_letter, range_boundaries


def payload(path: Path, titles: Sequence[str], active: str, selection: str) -> dict[str, Any]:
    """The workbook of a file, with the values of the sheets of these titles."""
    book = _opened(path)
    return {
        "client": "Office.js",
        "version": xlwings.__version__,
        "book": {
            "name": path.name,
            "active_sheet_index": book.sheetnames.index(active),
            "selection": selection,
            "calculation": "Automatic",
        },
        "names": [_name(book, name, defined.attr_text) for name, defined in book.defined_names.items()],
        "sheets": [_sheet(sheet, sheet.title in titles) for sheet in book],
    }


def as_opened(path: Path, titles: Sequence[str], active: str, selection: str) -> dict[str, Any]:
    """The same workbook as the stub of Office has it open."""
    sent = payload(path, titles, active, selection)
    sheets = [
        {
            "name": sheet["name"],
            "values": [[_shown(cell) for cell in row] for row in sheet["values"]],
            "formats": [["yyyy-mm-dd" if _is_day(cell) else "General" for cell in row] for row in sheet["values"]],
            "tables": [{"name": table["name"], "address": table["range_address"]} for table in sheet["tables"]],
        }
        for sheet in sent["sheets"]
    ]
    return {
        "name": path.name,
        "file": base64.b64encode(path.read_bytes()).decode(),
        "active": sent["book"]["active_sheet_index"],
        "selection": selection,
        "sheets": sheets,
        "names": [
            {"name": it["name"], "sheet": it["sheet_index"], "address": it["address"]}
            for it in sent["names"]
            if it["address"]
        ],
    }


@cache
def _opened(path: Path) -> Any:
    return openpyxl.load_workbook(path, data_only=True)


def _name(book: Any, name: str, refers_to: str) -> dict[str, Any]:
    title, _, cells = refers_to.rpartition("!")
    title = title.strip("'").replace("''", "'")
    is_range = title in book.sheetnames
    return {
        "name": name,
        "refers_to": f"={refers_to}",
        "type": "Range" if is_range else "String",
        "sheet_index": book.sheetnames.index(title) if is_range else None,
        "address": cells.replace("$", "") if is_range else None,
        "scope_sheet_name": None,
        "scope_sheet_index": None,
        "book_scope": True,
    }


def _sheet(sheet: Any, with_values: bool) -> dict[str, Any]:
    values = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)] if with_values else [[]]
    tables = [_table(name, cells) for name, cells in sheet.tables.items()]
    return {"name": sheet.title, "values": values, "pictures": [], "tables": tables}


def _table(name: str, cells: str) -> dict[str, Any]:
    left, top, right, bottom = range_boundaries(cells)
    columns = f"{get_column_letter(left)}{{}}:{get_column_letter(right)}{{}}"
    return {
        "name": name,
        "range_address": cells,
        "header_row_range_address": columns.format(top, top),
        "data_body_range_address": columns.format(top + 1, bottom),
        "total_row_range_address": None,
        "show_headers": True,
        "show_totals": False,
        "table_style": None,
        "show_autofilter": False,
    }


def _cell(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return "" if value is None else value


def _is_day(cell: Any) -> bool:
    return isinstance(cell, str) and cell.endswith(".000Z")


def _shown(cell: Any) -> Any:
    """A day as the number that Excel has in its cell."""
    return (
        (dt.datetime.fromisoformat(cell[:-5]) - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
        if _is_day(cell)
        else cell
    )
