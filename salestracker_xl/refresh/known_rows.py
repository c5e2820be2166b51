"""Which rows of an export a tracker has already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from salestracker_xl.tables.schema import CUSTOMERS, DEALS, TARGETS, TableSchema

KEYS = {DEALS.key: ("deal_id",), TARGETS.key: ("month", "rep"), CUSTOMERS.key: ("customer",)}
DIGITS = 9  # after the point, in which two amounts are compared


def copies(known: pd.DataFrame, fresh: pd.DataFrame, keys: Sequence[str]) -> np.ndarray:
    """Which rows have a content that is known, each known row standing for one of them."""
    there = _hashes(known, keys).value_counts()
    content = _hashes(fresh, keys)
    times = content.groupby(content).cumcount()
    return (times < content.map(there).fillna(0)).to_numpy()


def again(known: pd.DataFrame, fresh: pd.DataFrame, schema: TableSchema) -> np.ndarray:
    """Which rows have the key of a known one: the number of an order or a deal, a month and a rep, a customer."""
    keys = list(KEYS.get(schema.key, (schema.identity,) if schema.identity else ()))
    if not keys:
        return np.zeros(len(fresh), bool)
    return _hashes(fresh, keys).isin(_hashes(known, keys)).to_numpy() & fresh[keys[0]].notna().to_numpy()


def updated(known: pd.DataFrame, newer: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """The known rows, those with the key of a newer one in its wording; of several, the last counts."""
    if newer.empty:
        return known
    keys = list(KEYS[schema.key])
    numbers = _hashes(known, keys)
    places = pd.Series(range(len(known)), index=numbers).groupby(level=0).first()
    last = newer.loc[~_hashes(newer, keys).duplicated(keep="last")]
    at = places.reindex(_hashes(last, keys)).to_numpy()
    frame = known.copy()
    for key in schema.keys:
        column = pd.Series(frame[key]).copy()
        column.iloc[at] = last[key].to_numpy()
        frame[key] = column
    return frame


def _hashes(rows: pd.DataFrame, keys: Sequence[str]) -> pd.Series:
    """A number for the content of each row, whatever the case of its letters."""
    plain = {key: _plain(pd.Series(rows[key])) for key in keys}
    hashed: Any = pd.util.hash_pandas_object(pd.DataFrame(plain), index=False)  # pyright: ignore[reportAttributeAccessIssue]
    return pd.Series(hashed.to_numpy(), index=rows.index)


def _plain(column: pd.Series) -> pd.Series:
    if pd.api.types.is_string_dtype(column):
        return column.str.lower()
    return column.round(DIGITS) if pd.api.types.is_float_dtype(column) else column
