"""New exports taken into a tracker that was read back: what is new is added, what it holds already is not taken twice.

A row is in the tracker already when it has the same content; a content that the tracker has twice may come twice before
its rows count as new. A deal that the tracker has is brought up to date, and a goal that it has stays. What is not
taken is told with the rejected rows, for the latest files alone: exports that hold all of the past would otherwise fill
the sheet with what nobody asks for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import overload

import numpy as np
import pandas as pd

from salestracker_xl.language import Text
from salestracker_xl.refresh.known_rows import again, copies, updated
from salestracker_xl.refresh.passing import PASSING, less, listed, rejected, without_passing
from salestracker_xl.refresh.reading.found import Found
from salestracker_xl.tables import notes
from salestracker_xl.tables.beside import deal_exports, read_beside
from salestracker_xl.tables.reading import Reading, Source, in_one_spelling, read_sales
from salestracker_xl.tables.schema import CUSTOMERS, DEALS, TARGETS

THE_TRACKER = Text("the tracker", "le suivi")


@dataclass(frozen=True, slots=True)
class Files:
    """Exports to take in: of sales, of the other tables where there are new ones, and what `kinds` has to sort."""

    sales: Sequence[Path] = ()
    deals: Path | None = None
    spend: Path | None = None
    targets: Path | None = None
    customers: Path | None = None
    engagement: Path | None = None
    unsorted: Sequence[Path] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, table) for table in self.__slots__)


def with_files(found: Found, files: Files, mapping: Mapping[str, str] | None = None) -> Found:
    """The tracker with the rows of files below its own; `mapping` names headers of the sales as `read_sales` has it.

    Raises the errors of the readers.
    """
    tracker = without_passing(found.tracker)
    sales, deals = tracker.sales, [files.deals] if files.deals else []
    if files.sales:
        read = read_sales(files.sales, mapping=mapping, currency=tracker.currency)
        sales = _appended(sales, read)
        deals = deals or deal_exports(files.sales, read)
    beside = read_beside(
        sales.frame,
        deals=deals,
        spend=files.spend,
        targets=files.targets,
        customers=files.customers,
        engagement=files.engagement,
    )
    more = {table: _appended(getattr(tracker, table), reading) for table, reading in beside.items()}
    tracker = replace(tracker, sales=sales, **more)
    return replace(found, tracker=tracker)


@overload
def _appended(known: Reading, read: Reading | None) -> Reading: ...


@overload
def _appended(known: Reading | None, read: Reading | None) -> Reading | None: ...


def _appended(known: Reading | None, read: Reading | None) -> Reading | None:
    """What was read below what is known, without what is known already."""
    if known is None or read is None:
        return read or known
    schema, fresh = read.schema, read.frame
    known = less(known, listed(known.rejects).isin(listed(read.rejects)))
    there = copies(known.frame, fresh, schema.keys)
    changed = again(known.frame, fresh, schema) & ~there
    newer = changed & (schema is DEALS)
    refused = changed & (schema in (TARGETS, CUSTOMERS))
    kept = ~(there | newer | refused)
    rows = [updated(known.frame, fresh.loc[newer], schema), fresh.loc[kept]]
    told = zip((there, newer, refused), PASSING, strict=True)
    rejects = [known.rejects, read.rejects, *(rejected(fresh.loc[which], read, reason) for which, reason in told)]
    ends = np.cumsum([source.accepted for source in read.sources])[:-1]
    counts = zip(read.sources, np.split(kept, ends), np.split(changed & kept, ends), strict=True)
    return Reading(
        schema,
        in_one_spelling(pd.concat(rows, ignore_index=True), schema),
        pd.concat([part for part in rejects if len(part)] or rejects[:1], ignore_index=True),
        known.rows + read.rows,
        (*known.sources, *(_accounted(*count) for count in counts)),
    )


def _accounted(source: Source, kept: np.ndarray, changed: np.ndarray) -> Source:
    """How a file was read, once it is known which of its rows are new, and which of those of known orders."""
    count = int(changed.sum())
    told = (*source.notes, notes.changed_orders(count, THE_TRACKER)) if count else source.notes
    return replace(source, accepted=int(kept.sum()), notes=told)
