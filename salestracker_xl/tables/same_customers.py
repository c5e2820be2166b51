"""In which column of a file the customers of the sales are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels
from salestracker_xl.tables.cleaning import clean_cell
from salestracker_xl.tables.formats.opening import open_grids
from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.recognition import Match

SAME = Text("it names customers of the sales", "elle nomme des clients des ventes")


def customer_column(path: Path, sales: pd.DataFrame) -> dict[str, str]:
    """Name the column of a file that has the most customers of the sales, as a mapping for a reader.

    A file may have a number, an e-mail address and a name for each customer: the one that the sales use joins the two.
    Nothing is said where no column has any of them, and the reader goes by the headers.
    """
    known = frozenset(sales["customer"].str.lower().unique())
    hits = {column.header: _known(column, known) for grid in open_grids(path) for column in grid.columns}
    best = max(hits, key=lambda header: hits[header], default=None)
    return {"customer": best} if best is not None and hits[best] else {}


def joined(reading: Reading, mapping: Mapping[str, str]) -> Reading:
    """What was read with the column that `customer_column` named, and why it was taken."""
    told = {key: Match(key, header, 1.0, SAME) for key, header in mapping.items()}
    sources = tuple(replace(source, mapping={**source.mapping, **told}) for source in reading.sources)
    return replace(reading, sources=sources)


def _known(column: Column, names: frozenset[str]) -> int:
    return sum((clean_cell(cell) or "").lower() in names for cell in kernels.encoded(column.text)[1])
