"""The yellow cells of a tracker: what people typed, the settings among them, and the filters of the dashboard."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from openpyxl.utils.cell import get_column_letter

from salestracker_xl.calendar import FIRST_SERIAL, LAST_SERIAL, from_serial, serial_moment
from salestracker_xl.language import Language, Text
from salestracker_xl.refresh.reading.table_cells import is_blank
from salestracker_xl.refresh.reading.wrong_cells import WrongCells
from salestracker_xl.refresh.source import Area, CellValue, Source
from salestracker_xl.workbook.inputs import ALL, DIMENSIONS, PERIOD_CHOICES, Selection
from salestracker_xl.workbook.live import Value

INPUT = "st_in_"
ALWAYS = frozenset({*(f"filter_{key}" for key in ("period", *DIMENSIONS)), "what_if", "stage"})
DATE = Text("type a date, or nothing", "saisissez une date, ou rien")
MONTH = Text("type the number of a month, 1 to 12", "saisissez un numéro de mois, de 1 à 12")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a tracker is seen by: a fixed day, None where it follows its sales, and the first month of its year."""

    fixed_day: dt.date | None
    fiscal_start: int


def yellow_cells(source: Source) -> Mapping[str, Value]:
    """What stands in every yellow cell, by its key; days are Excel serials."""
    areas = {name.removeprefix(INPUT): area for name, area in source.names.items() if name.startswith(INPUT)}
    return {key: as_value(_cell(source, area)) for key, area in areas.items()}


def as_value(cell: CellValue) -> Value:
    """What stands in a cell as formulas see it, None for a blank."""
    if isinstance(cell, dt.date):
        moment = serial_moment(cell)
        return int(moment) if moment.is_integer() else moment
    return None if is_blank(cell) else cell


def typed_cells(cells: Mapping[str, Value], proposed: Mapping[str, Value]) -> Mapping[str, Value]:
    """The yellow cells that hold something else than was proposed; the others are proposed anew by every build.

    Numbered cells go together. What the dashboard is filtered by, and the order of the stages, stay in any case.
    """
    changed = {key for key, value in cells.items() if key not in proposed or not _same(value, proposed[key])}
    families = {_family(key) for key in changed} | ALWAYS
    return {key: value for key, value in cells.items() if _family(key) in families}


def _family(key: str) -> str:
    return key.rstrip("0123456789").removesuffix("_")


def _same(value: Value, proposed: Value) -> bool:
    if _is_number(value) and _is_number(proposed):
        return math.isclose(value, proposed, rel_tol=1e-12)
    return value == proposed or (is_blank(value) and is_blank(proposed))


def read_settings(source: Source, cells: Mapping[str, Value], wrong: WrongCells) -> Settings:
    """The settings that Python computes with; what cannot be read is noted as wrong."""
    day, month = cells.get("fixed_day"), cells.get("fiscal_start", 1)
    if day is not None and not (_is_number(day) and FIRST_SERIAL <= day <= LAST_SERIAL):
        wrong.add(_place(source, "fixed_day"), str(day), DATE)
        day = None
    if not (_is_number(month) and month in range(1, 13)):
        wrong.add(_place(source, "fiscal_start"), month if month is None else str(month), MONTH)
        month = 1
    return Settings(None if day is None else from_serial(day), int(month))


def read_selection(cells: Mapping[str, Value], language: Language) -> Selection:
    """What the filters of the dashboard say."""
    periods = {choice[language]: at for at, choice in enumerate(PERIOD_CHOICES)}
    growth = cells.get("what_if")
    region, rep, product = (_chosen(cells.get(f"filter_{dimension}"), language) for dimension in DIMENSIONS)
    return Selection(
        period=periods.get(str(cells.get("filter_period")), Selection().period),
        region=region,
        rep=rep,
        product=product,
        what_if=float(growth) if _is_number(growth) else None,
    )


def _chosen(word: Value, language: Language) -> str | None:
    """The name that a filter asks for, None for the word that asks for all, in brackets where a name is like it."""
    if word is None or str(word).strip("()").casefold() == ALL[language].casefold():
        return None
    return str(word)


def _cell(source: Source, area: Area) -> CellValue:
    return source.values(Area(area.sheet, area.top, area.left, area.top, area.left))[0][0]


def _place(source: Source, key: str) -> str:
    area = source.names[INPUT + key]
    return f"{area.sheet}!{get_column_letter(area.left + 1)}{area.top + 1}"


def _is_number(value: Value) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
