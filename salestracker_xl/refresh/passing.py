"""What is told of the rows that a tracker had already, until its next refresh."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd

from salestracker_xl.language import Language, Text
from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.tracker import Tracker

IN_THE_TRACKER = Text("in the tracker already", "déjà dans le suivi")
BROUGHT_UP = Text("in the tracker already, and brought up to date there", "déjà dans le suivi, où elle est mise à jour")
OTHERWISE = Text(
    "in the tracker already, with other content: change it there",
    "déjà dans le suivi, avec un autre contenu : modifiez-le dans le suivi",
)
PASSING = (IN_THE_TRACKER, BROUGHT_UP, OTHERWISE)
ABOUT = ("file", "line", "column", "value")


def without_passing(tracker: Tracker) -> Tracker:
    """The tracker without what its last refresh told of rows that it had already."""

    def left(reading: Reading) -> Reading:
        return less(reading, _is_passing(reading.rejects, tracker.language))

    return replace(
        tracker,
        sales=left(tracker.sales),
        deals=tracker.deals and left(tracker.deals),
        spend=tracker.spend and left(tracker.spend),
        targets=tracker.targets and left(tracker.targets),
        customers=tracker.customers and left(tracker.customers),
        engagement=tracker.engagement and left(tracker.engagement),
    )


def _is_passing(rejects: pd.DataFrame, language: Language) -> pd.Series:
    said = {text[language] for text in PASSING}
    return pd.Series([reason[language] in said for reason in rejects["reason"]], rejects.index, dtype=bool)


def less(reading: Reading, gone: pd.Series) -> Reading:
    """A reading without some rejected rows, which its files then no longer had."""
    if not gone.any():
        return reading
    left = Counter(reading.rejects.loc[gone, "file"])
    sources = []
    for source in reversed(reading.sources):
        fewer = min(left[source.name], source.rows - source.accepted)
        left[source.name] -= fewer
        sources.append(replace(source, rows=source.rows - fewer))
    rejects = reading.rejects.loc[~gone].reset_index(drop=True)
    return replace(reading, rejects=rejects, rows=reading.rows - int(gone.sum()), sources=tuple(reversed(sources)))


def listed(rejects: pd.DataFrame) -> pd.Series:
    """Which cell of which file each rejected row is about."""
    return pd.Series(list(zip(*(rejects[key].astype(str) for key in ABOUT), strict=True)), rejects.index, dtype=object)


def rejected(rows: pd.DataFrame, read: Reading, reason: Text) -> pd.DataFrame:
    """Rows that are not taken as the sheet Rejected lists them, with the cell that names each."""
    key = read.schema.identity or read.schema.required[0]
    headers = {source.name: source.mapping[key].header if key in source.mapping else "" for source in read.sources}
    shown = rows[key].dt.strftime("%Y-%m-%d") if pd.api.types.is_datetime64_any_dtype(rows[key]) else rows[key]
    cells = {
        "file": rows["file"],
        "line": rows["line"],
        "column": [headers[name] for name in rows["file"]],
        "value": shown.astype(object).where(shown.notna(), "").astype("str"),
        "reason": pd.Series([reason] * len(rows), rows.index, dtype=object),
    }
    return pd.DataFrame(cells).astype({"column": "str"})
