"""Exports in, clean tables out, with nothing lost."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from salestracker_xl.language import Text
from salestracker_xl.tables import schema as tables
from salestracker_xl.tables.cleaning import clean, emails_in_lower_case, one_spelling
from salestracker_xl.tables.dates import PROBLEMS as DATE_PROBLEMS, read_days
from salestracker_xl.tables.delimited import read_delimited
from salestracker_xl.tables.numbers import PROBLEMS as NUMBER_PROBLEMS, read_numbers
from salestracker_xl.tables.recognition import Match, recognise
from salestracker_xl.tables.rejects import BLANK, Ledger
from salestracker_xl.tables.schema import TableSchema


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    mapping: Mapping[str, Match]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    schema: TableSchema
    frame: pd.DataFrame
    rejects: pd.DataFrame
    rows: int
    sources: tuple[Source, ...]


def _text(arr: pa.Array) -> pd.Series:
    return pd.Series(pd.StringDtype("pyarrow", na_value=np.nan).__from_arrow__(pa.chunked_array([arr])))


def _read(paths, schema, mapping=None, currency=None):
    frames, rejects, sources, rows = [], [], [], 0
    for path in [Path(paths)] if isinstance(paths, (str, Path)) else map(Path, paths):
        grid = read_delimited(path)
        m = recognise(grid, schema, {}, {}, Text("x", "x"))
        ledger = Ledger(grid)
        out = {}
        for f in schema.fields:
            if f.key not in m:
                out[f.key] = pd.Series(np.full(len(grid), np.nan)) if f.kind in ("money", "number", "rate") else pd.Series(np.full(len(grid), "NaT", "datetime64[us]")) if f.kind == "date" else pd.Series(pd.array([None] * len(grid), dtype="str"))
                continue
            h = m[f.key].header
            col = grid.column(h)
            if f.kind == "text":
                t = clean(col.text)
                if f.key == "customer":
                    t = emails_in_lower_case(t)
                out[f.key] = _text(t)
                bad = out[f.key].isna().to_numpy()
            elif f.kind == "date":
                d = read_days(col)
                out[f.key] = pd.Series(d.values.astype("datetime64[us]"))
                for k, t in enumerate(DATE_PROBLEMS, 1):
                    ledger.reject(d.problems == k, h, t)
                bad = np.isnat(d.values)
            else:
                n = read_numbers(col, f.kind)
                out[f.key] = pd.Series(n.values)
                for k, t in enumerate(NUMBER_PROBLEMS, 1):
                    ledger.reject(n.problems == k, h, t)
                bad = np.isnan(n.values)
            if f.required:
                ledger.reject(bad, h, BLANK)
        fr = pd.DataFrame(out)
        fr["file"] = pd.array([grid.name] * len(grid), dtype="str")
        fr["line"] = grid.lines
        frames.append(fr[ledger.open])
        rejects.append(ledger.table())
        rows += len(grid)
        sources.append(Source(grid.name, m))
    frame = pd.concat(frames, ignore_index=True)
    for f in schema.fields:
        if f.labels:
            frame[f.key] = one_spelling(frame[f.key])
    return Reading(schema, frame, pd.concat(rejects, ignore_index=True), rows, tuple(sources))


def read_sales(paths, *, mapping=None, currency=None, remember=None): return _read(paths, tables.SALES, mapping, currency)
def read_deals(paths, *, mapping=None, currency=None, remember=None): return _read(paths, tables.DEALS, mapping, currency)
def read_spend(paths, *, mapping=None, currency=None, remember=None): return _read(paths, tables.SPEND, mapping, currency)
def read_targets(paths, *, mapping=None, currency=None, remember=None): return _read(paths, tables.TARGETS, mapping, currency)
