"""What is told of customers, apart from what their sales say."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import folded
from salestracker_xl.analysis.customer_base import customer_base
from salestracker_xl.analysis.demographics import age_group
from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.language import Text
from salestracker_xl.refresh.reading.table_cells import TableCells
from salestracker_xl.refresh.reading.wrong_cells import WrongCells
from salestracker_xl.tables.schema import CUSTOMERS
from salestracker_xl.tables.tracker import Tracker

DERIVED = ("region", "age_group")  # fields that the sheet fills where nobody told them
ONCE = Text("a customer stands on one row only", "un client ne figure que sur une ligne")


def told_rows(frame: pd.DataFrame, tracker: Tracker, given: Collection[str], accepted: int) -> pd.DataFrame:
    """The customers of whom somebody told something; their sales alone say the name, a region and the figures.

    `frame` has a row for each customer of the sheet; `given` are the fields that the files of customers had, and
    `accepted` the number of rows that were taken from them. The index is that of `frame`.
    """
    base = customer_base(KnownSales(tracker.sales.frame, tracker.last_day))
    keys = folded(pd.Series(frame["customer"]))
    regions = pd.Series(
        base["region"].to_numpy(object), index=pd.Index(folded(pd.Series(base["customer"], dtype="str")))
    )
    of_sales = regions.loc[~regions.index.duplicated()].reindex(keys).to_numpy(object)
    same_region = frame["region"].to_numpy(object, na_value=None) == of_sales
    frame = frame.assign(
        region=frame["region"].mask(same_region & ("region" not in given)),
        age_group=frame["age_group"].mask(_worked_out(frame, tracker) & ("age_group" not in given)),
    )
    own = [key for key in CUSTOMERS.keys if key not in ("customer", "region")]
    other_region = frame["region"].notna().to_numpy() & ~same_region
    told = frame[own].notna().to_numpy().any(axis=1) | other_region | ~keys.isin(regions.index).to_numpy()
    for also in (frame["region"].notna().to_numpy(), np.ones(len(frame), bool)):  # named in the file, with no more
        missing = accepted - int(told.sum())
        if missing > 0:
            told[np.flatnonzero(also & ~told)[:missing]] = True
    return frame.loc[told]


def note_repeated(frame: pd.DataFrame, table: TableCells, wrong: WrongCells) -> None:
    """Note the customers who stand on a second row as wrong."""
    again = folded(pd.Series(frame["customer"])).duplicated() & frame["customer"].notna()
    for at in np.flatnonzero(again.to_numpy()).tolist():
        wrong.add(table.place("customer", at), table.cells["customer"][at], ONCE)


def _worked_out(frame: pd.DataFrame, tracker: Tracker) -> np.ndarray:
    """Where the age group is that of the year of birth."""
    year = tracker.last_day.year
    born, groups = frame["birth_year"].to_numpy(float), frame["age_group"].to_numpy(object, na_value=None)
    pairs = zip(born, groups, strict=True)
    return np.array([then == then and group == age_group(year - int(then)) for then, group in pairs], dtype=bool)
