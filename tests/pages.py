"""What stands on a page of a workbook, read as a person reads it: tables by their headers."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

from engines.one_sheet import one_sheet
from engines.stored import StoredValues, cell_values, differences, stored_values
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from salestracker_xl.language import Language
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.sheets import dashboard

Row = dict[str, Any]


def page(path: Path, name: str) -> Worksheet:
    """One sheet of the file with the values that it shows."""
    return one_sheet(path, name)


def cards(path: Path, language: Language = "en") -> dict[str, Any]:
    """Value of each card of the dashboard, by the key of its metric."""
    cells = cell_values(path)
    name, row = dashboard.NAME[language], dashboard.CARD_ROW + 2
    return {shown.key: cells[name, f"{get_column_letter(3 * at + 2)}{row}"] for at, shown in enumerate(CATALOGUE)}


def table(sheet: Worksheet, header_row: int, columns: int) -> list[Row]:
    """The rows below a header down to the first blank one, each by the header's labels."""
    labels = [sheet.cell(header_row, col).value for col in range(1, columns + 1)]
    rows = []
    for cells in sheet.iter_rows(min_row=header_row + 1, max_col=columns, values_only=True):
        if all(value in (None, "") for value in cells):
            break
        rows.append(dict(zip(labels, cells, strict=True)))
    return rows


def row_of(rows: list[Row], label: str, name: object) -> Row:
    """The one row that has `name` in a column."""
    [row] = [row for row in rows if row[label] == name]
    return row


def sentences(sheet: Worksheet) -> list[str]:
    """All texts on the sheet."""
    return [str(value) for row in sheet.iter_rows(values_only=True) for value in row if isinstance(value, str)]


def disagreements(engine: ModuleType, path: Path, *sheets: str) -> list[str]:
    """What an engine does not find again on some sheets."""
    stored = stored_values(path)
    shown = StoredValues({place: value for place, value in stored.items() if place[0] in sheets}, stored.formulas)
    found = {place: value for place, value in engine.recalculate(path).items() if place[0] in sheets}
    assert shown, f"no formula stands on {sheets}"
    return differences(shown, found)
