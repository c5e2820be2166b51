"""What is told of a cell that does not belong where it stands."""

from __future__ import annotations

import datetime as dt

from salestracker_xl.block import Block
from salestracker_xl.calendar import spoken_day
from salestracker_xl.language import Text
from salestracker_xl.metric import Kind, Place, WrongInput, WrongRow
from salestracker_xl.plain_cells import ERROR_TEXTS, Cell

_LONGEST_QUOTE = 40  # characters of a cell's text inside a sentence

_BELONGS: dict[Kind, Text] = {
    "numbers": Text("numbers", "des nombres"),
    "number": Text("a number", "un nombre"),
    "days": Text("dates", "des dates"),
    "day": Text("a date", "une date"),
    "keys": Text("names or numbers", "des noms ou des numéros"),
}
_ONE_OF: dict[Kind, Kind] = {"numbers": "number", "days": "day"}


def require(name: str, block: Block, kind: Kind, allowed: frozenset[type]) -> None:
    """Raise WrongInput at the first cell of another type, or that shows an error."""
    if block.types <= allowed and not (str in block.types and str in allowed and ERROR_TEXTS.intersection(block)):
        return
    misfits = (row for row, cell in enumerate(block) if type(cell) not in allowed or cell in ERROR_TEXTS)
    raise misfit(name, block, next(misfits), kind)


def misfit(name: str, block: Block, index: int, kind: Kind) -> WrongInput:
    """The complaint about a cell of the wrong kind, by its index in the block."""
    belongs = _BELONGS[_ONE_OF.get(kind, kind) if len(block) == 1 else kind]
    said = Text("{found}; {name} must be {belongs}.", "{found} ; {name} doit contenir {belongs}.")
    return _wrong(name, block, index, said.format(found=found_in(block[index]), name=name, belongs=belongs))


def wrong_row(error: WrongRow, block: Block) -> WrongInput:
    """What a metric complained of, with the row as it stands in the range that was given."""
    return _wrong(error.argument, block, error.row, error.said)


def _wrong(name: str, block: Block, index: int, said: Text) -> WrongInput:
    row, column = divmod(index, block.width)
    text = Text("{where}: {said}", "{where} : {said}").format(where=_where(name, block, index), said=said)
    return WrongInput(text, Place(name, row + block.first_row - 1, column))


def _where(name: str, block: Block, index: int) -> Text:
    row, column = divmod(index, block.width)
    if len(block) == 1:
        place = Text("{name}", "{name}")
    elif block.width == 1:
        place = Text("{name}, row {row}", "{name}, ligne {row}")
    elif len(block) == block.width:
        place = Text("{name}, cell {column}", "{name}, cellule {column}")
    else:
        place = Text("{name}, row {row}, column {column}", "{name}, ligne {row}, colonne {column}")
    return place.format(name=name, row=row + block.first_row, column=column + 1)


def found_in(cell: Cell) -> Text:
    """What a cell holds, in words."""
    if isinstance(cell, str):
        if cell in ERROR_TEXTS:
            return Text("the cell shows {cell}", "la cellule affiche {cell}").format(cell=cell)
        quote = cell if len(cell) <= _LONGEST_QUOTE else cell[: _LONGEST_QUOTE - 3] + "..."
        return Text('"{quote}" is text', "« {quote} » est du texte").format(quote=quote)
    if isinstance(cell, bool):
        return (
            Text("TRUE is a logical value", "VRAI est une valeur logique")
            if cell
            else Text("FALSE is a logical value", "FAUX est une valeur logique")
        )
    if isinstance(cell, dt.date):
        return Text("{day} is a date", "{day} est une date").format(day=spoken_day(cell))
    if isinstance(cell, int | float):
        return Text("{cell:.15g} is a number", "{cell:.15g} est un nombre").format(cell=cell)
    return Text("a cell holds a {kind}", "une cellule contient un {kind}").format(kind=type(cell).__name__)
