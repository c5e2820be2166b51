"""Where the cells of a tracker stand in an open workbook, and whether that is where its twin has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.refresh.source import Area, Source
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.contents import tables
from salestracker_xl.workbook.layout import END, NAME, kinds_of
from salestracker_xl.workbook.rectangles import Place
from salestracker_xl.workbook.signs import Sign, read_areas, read_signs
from salestracker_xl.workbook.writing.fast_sheet import letters

SHEET, ENTERED = "st_sheet_", "st_in_"
CALC = "calc"
GONE = Text(
    "{file} has lost the tracker's sheet {sheet}, on which others depend; put it back, or build the tracker again.",
    "{file} a perdu la feuille {sheet} du suivi, dont d'autres dépendent ; remettez-la, ou reconstruisez le suivi.",
)
MOVED = Text(
    "{sheet}!{cell} holds {found}, where the tracker has a formula: {formula}. Rows, columns or cells of this sheet "
    "were moved or typed over; undo that, and refresh again. Nothing was changed.",
    "{sheet}!{cell} contient {found}, là où le suivi a une formule : {formula}. Des lignes, des colonnes ou des "
    "cellules de cette feuille ont été déplacées ou remplacées ; annulez cela, puis actualisez. Rien n'a été modifié.",
)
SHIFTED = Text(
    "Rows or columns were inserted into {sheet}, or removed: its last cell was {cell} and is {found} now. Undo that, "
    "and refresh again. Nothing was changed.",
    "Des lignes ou des colonnes ont été insérées dans {sheet}, ou supprimées : sa dernière cellule était {cell} et se "
    "trouve en {found}. Annulez cela, puis actualisez. Rien n'a été modifié.",
)
NOTHING = Text("nothing", "rien")


class NotInPlace(SalesTrackerError):
    """A workbook in which cells of the tracker stand elsewhere than it put them."""


@dataclass(frozen=True)
class Standing:
    """An open workbook beside its twin: what things are called here, and where people type."""

    source: Source
    twin: Book

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The tabs as they are called here, by the keys of the sheets. Raises NotInPlace when one is gone."""
        for key, sheet in self.twin.sheets.items():
            if f"{SHEET}{key}" not in self.source.names:
                raise NotInPlace(GONE.format(file=self.source.file, sheet=sheet.name))
        return {key: self.source.names[f"{SHEET}{key}"].sheet for key in self.twin.sheets}

    @cached_property
    def renamed_sheets(self) -> Mapping[str, str]:
        """The tabs that people call otherwise than the twin."""
        called = {sheet.name: self.titles[key] for key, sheet in self.twin.sheets.items()}
        return {name: title for name, title in called.items() if name != title}

    @cached_property
    def renamed_tables(self) -> Mapping[str, str]:
        """The tables that people call otherwise than the twin."""
        heads = {(area.sheet, area.top, area.left): name for name, area in self.source.tables.items()}
        called = {
            name: heads.get((self.titles[sheet.key], span.top, span.left), name)
            for sheet in self.twin.sheets.values()
            for name, span in tables(sheet)
        }
        return {name: here for name, here in called.items() if name != here}

    @cached_property
    def signs(self) -> Mapping[str, Sign]:
        """How the sheets were laid out when they were written; nothing of a tracker that does not say so."""
        area = self.source.names.get(NAME)
        return {} if area is None else read_signs(self.source.values(area))

    @cached_property
    def tells_formulas(self) -> bool:
        """Whether this workbook shows its formulas; that of a server shows values alone."""
        return bool(self.source.formulas(self.titles[CALC]))

    def entered(self, title: str) -> set[Place]:
        """The cells of a tab in which people typed; others of their cells show what a build proposes."""
        names = (f"{ENTERED}{key}" for key in self.twin.typed.cells)
        areas = [self.source.names[name] for name in names if name in self.source.names]
        areas = [area for area in areas if area.sheet == title]
        return {
            (row, col)
            for area in areas
            for row in range(area.top, area.bottom + 1)
            for col in range(area.left, area.right + 1)
        }

    def was_blank(self, key: str) -> set[Place]:
        """The cells with a format that were left blank on a sheet."""
        return read_areas(self.signs[key].blank) if key in self.signs else set()

    def laid_out_otherwise(self) -> list[str]:
        """The sheets whose cells the twin has elsewhere than they were written, by their keys."""
        return [
            key
            for key in self.twin.sheets
            if key not in self.signs or self.signs[key].places != self.twin.signs[key].places
        ]

    def says_otherwise(self, sheet: Sheet) -> bool:
        """Whether formulas of the twin's sheet differ from those that were written."""
        return sheet.key not in self.signs or self.signs[sheet.key].formulas != self.twin.signs[sheet.key].formulas


def check_places(standing: Standing, sheet: Sheet) -> None:
    """Raise NotInPlace where a formula of a sheet does not stand where the twin has one."""
    title = standing.titles[sheet.key]
    _check_end(standing, sheet, title)
    if not standing.tells_formulas:
        return
    formulas = standing.source.formulas(title)
    wanted = sorted(place for place, kind in kinds_of(sheet).items() if kind == "Formula")
    missing = next((place for place in wanted if place not in formulas), None)
    if missing is not None:
        row, col = missing
        ((found,),) = standing.source.values(Area(title, row, col, row, col))
        raise NotInPlace(
            MOVED.format(
                sheet=title,
                cell=cell_name(row, col),
                found=NOTHING if found in (None, "") else f'"{found}"',
                formula=_short("=" + sheet.worksheet.table[row][col].formula),
            )
        )


def _check_end(standing: Standing, sheet: Sheet, title: str) -> None:
    place = standing.source.names.get(f"{END}{sheet.key}")
    if place is None or sheet.key not in standing.twin.ends:
        return
    wanted, found = cell_name(*standing.twin.ends[sheet.key]), cell_name(place.top, place.left)
    if wanted != found:
        raise NotInPlace(SHIFTED.format(sheet=title, cell=wanted, found=found))


def cell_name(row: int, col: int) -> str:
    """How Excel calls a cell.

    >>> cell_name(11, 3)
    'D12'
    """
    return f"{letters(col)}{row + 1}"


def _short(formula: str, most: int = 60) -> str:
    return formula if len(formula) <= most else formula[: most - 1] + "…"
