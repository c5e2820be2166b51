"""What a metric gives when one number is not enough: a table with headings, or a share with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salestracker_xl.language import Text


@dataclass(frozen=True, slots=True, eq=False)
class TableColumn:
    """A column of a table: its heading and its cells.

    `values` are numbers (NaN is a blank), Excel serial days, or phrases. Where `names_of` gives the name of an argument
    of the kind "keys", they are codes of that argument, and the cells that the caller gave stand in their place.
    """

    heading: Text
    values: np.ndarray | Sequence[float | Text]
    names_of: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Columns of equal height, that a host spills below one row of headings."""

    columns: tuple[TableColumn, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share, the interval in which the true one lies at the confidence asked for, and the sample size n behind it.

    A host spills the four into one row.
    """

    value: float
    low: float
    high: float
    n: int
