"""What was found in a tracker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from salestracker_xl.refresh.source import Area
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.inputs import Selection
from salestracker_xl.workbook.options import Options
from salestracker_xl.workbook.typed import Typed


@dataclass(frozen=True, slots=True, eq=False)
class TablePlace:
    """Where a table stands now, counted from 0: all of it with its header, and the columns of the sheet by their keys.

    `rows` are the rows of the sheet behind those of the table's frame.
    """

    area: Area
    columns: Mapping[str, int]
    rows: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A tracker as its workbook holds it: what was read into it, what people typed, and what it was built with.

    `places` are those of the tables of `tracker`, by the keys of their schemas, also of those that hold nothing yet.
    """

    tracker: Tracker
    typed: Typed
    selection: Selection
    identity: str
    options: Options
    places: Mapping[str, TablePlace]
