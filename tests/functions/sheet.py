"""The same cells of a sheet, as each host hands them over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

ERROR_NUMBERS = {  # XlCVError, as COM packs it into a signed integer
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
    "#SPILL!": -2146826243,
    "#CALC!": -2146826238,
}
ERROR_TYPES = {
    "#NULL!": "Null",
    "#DIV/0!": "Div0",
    "#VALUE!": "Value",
    "#REF!": "Ref",
    "#NAME?": "Name",
    "#NUM!": "Num",
    "#N/A": "NotAvailable",
    "#SPILL!": "Spill",
    "#CALC!": "Calc",
}
MISSING = -2147352572  # DISP_E_PARAMNOTFOUND as xlwings meets it: an argument left out of a formula


@dataclass(frozen=True)
class Error:
    """A cell that shows an error."""

    text: str


@dataclass(frozen=True)
class Money:
    """A number in a cell formatted as currency."""

    amount: float


@dataclass(frozen=True)
class Omitted:
    """An argument left out of the formula."""


@dataclass(frozen=True)
class Range:
    """A COM range: what Excel answers for its Value."""

    value: Any


class ComTime(dt.datetime):
    """A date as pywin32 hands it over: a subclass of datetime, with a time zone that means nothing."""


def plain(arg: Any) -> Any:
    """Nested lists, as a person writes them in Python."""
    return _each(arg, _plain_cell)


def com_range(arg: Any) -> Any:
    """A Range object for cells, its Value a tuple of rows, or one bare value for one cell; constants as they are."""
    if isinstance(arg, Omitted):
        return MISSING
    if not isinstance(arg, list):
        return _com_cell(arg)
    rows = tuple(tuple(_com_cell(cell) for cell in row) for row in arg)
    return Range(rows[0][0] if len(rows) == len(rows[0]) == 1 else rows)


def com_value2(arg: Any) -> Any:
    """What VBA passes on when it reads Value2 itself: dates as serials, money as plain numbers."""
    if isinstance(arg, Omitted):
        return MISSING
    if not isinstance(arg, list):
        return _value2_cell(arg)
    rows = tuple(tuple(_value2_cell(cell) for cell in row) for row in arg)
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def office_js(arg: Any) -> Any:
    """What Excel's JavaScript client posts: a matrix for every argument, null for one left out."""
    if isinstance(arg, Omitted) or arg is None:
        return None
    return [[_office_cell(cell) for cell in row] for row in (arg if isinstance(arg, list) else [[arg]])]


def from_office_js(result: list[list[Any]]) -> Any:
    """What Excel shows of an answer: one cell bare, errors by their text."""
    texts = {errortype: text for text, errortype in ERROR_TYPES.items()}
    rows = [[texts[cell["errorType"]] if isinstance(cell, dict) else cell for cell in row] for row in result]
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def serial(moment: dt.date) -> float:
    """Excel's serial of a day or moment, told by Excel's own epoch."""
    clock = moment.replace(tzinfo=None) if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time())
    return (clock - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)


def _each(arg: Any, of_cell: Any) -> Any:
    return [_each(part, of_cell) for part in arg] if isinstance(arg, list) else of_cell(arg)


def _plain_cell(cell: Any) -> Any:
    if isinstance(cell, Error):
        return cell.text
    return cell.amount if isinstance(cell, Money) else cell


def _com_cell(cell: Any) -> Any:
    if isinstance(cell, Money):
        return Decimal(str(cell.amount))
    if isinstance(cell, dt.date):
        clock = cell if isinstance(cell, dt.datetime) else dt.datetime.combine(cell, dt.time())
        return ComTime.combine(clock.date(), clock.time(), tzinfo=dt.UTC)
    return _number_or_text(ERROR_NUMBERS[cell.text] if isinstance(cell, Error) else cell)


def _value2_cell(cell: Any) -> Any:
    if isinstance(cell, Error):
        return ERROR_NUMBERS[cell.text]
    if isinstance(cell, dt.date):
        return serial(cell)
    return _number_or_text(cell.amount if isinstance(cell, Money) else cell)


def _office_cell(cell: Any) -> Any:
    if isinstance(cell, Error):
        kind = ERROR_TYPES[cell.text]
        return {"type": "Error", "errorType": kind, "basicType": "Error", "basicValue": cell.text}
    return _value2_cell(cell)


def _number_or_text(cell: Any) -> Any:
    """Excel knows no integers and no NaN: a number is a double, a blank is nothing."""
    if cell != cell:
        return None
    is_count = isinstance(cell, int) and not isinstance(cell, bool) and cell not in ERROR_NUMBERS.values()
    return float(cell) if is_count else cell
