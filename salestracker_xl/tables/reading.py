"""Exports in, clean tables out, with nothing lost."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.tables.cleaning import names_in_one_spelling, one_spelling
from salestracker_xl.tables.dates import Order
from salestracker_xl.tables.duplicates import EarlierRows, reject_copies
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.mapping import check_fields, check_headers, keep
from salestracker_xl.tables.money import certain_currencies, check_one_currency
from salestracker_xl.tables.numbers import DecimalStyle
from salestracker_xl.tables.opening import open_grids
from salestracker_xl.tables.recognition import Match
from salestracker_xl.tables.rejects import ALREADY_READ, OTHER_CURRENCY, Ledger
from salestracker_xl.tables.schema import DEALS, SALES, SPEND, TARGETS, TableSchema
from salestracker_xl.tables.understanding import Understood, understand

Paths = Path | str | Sequence[Path | str]


class NoFile(SalesTrackerError):
    """Nothing to read."""


class NoValidRow(SalesTrackerError):
    """A file of which no row could be taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """How one file was understood.

    `mapping` holds, by field, the column it was read from with a confidence and a reason. `date_order` and
    `decimals` say how the file writes days and decimals ("unknown" where nothing depends on it), `date_reason` how the
    order was decided. `rows` is the number of data rows and `accepted` how many of them were taken.
    """

    name: str
    profile: str
    profile_label: Text
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_line: int | None
    mapping: Mapping[str, Match]
    date_order: Order | None
    date_reason: Text | None
    decimals: DecimalStyle
    currency: str | None
    rows: int
    accepted: int
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was read: a clean table, and the rows that could not be taken.

    `frame` has the columns of `schema` in their order (text as `str`, dates as datetime64 at midnight, numbers as
    float64, blank as NaN or NaT), then `file` and `line`. `rejects` has file, line, column (the header), value (the
    text of the cell) and reason (a Text). len(frame) + len(rejects) == rows, always.
    """

    schema: TableSchema
    frame: pd.DataFrame
    rejects: pd.DataFrame
    rows: int
    sources: tuple[Source, ...]


def read_sales(
    paths: Paths,
    *,
    mapping: Mapping[str, str] | None = None,
    currency: str | None = None,
    remember: Path | None = None,
) -> Reading:
    """Read order exports into the table of sales.

    `mapping` names the header for a field, as {"amount": "Montant HT"}; `currency` keeps the rows in one currency;
    `remember` is a JSON file in which named columns are kept for files with the same header. Raises a
    SalesTrackerError that says what to do where a file cannot be read.
    """
    return _read(SALES, paths, mapping or {}, currency, remember)


def read_deals(
    paths: Paths,
    *,
    mapping: Mapping[str, str] | None = None,
    currency: str | None = None,
    remember: Path | None = None,
) -> Reading:
    """Read exports of a CRM into the table of deals, won, lost and open; see `read_sales`."""
    return _read(DEALS, paths, mapping or {}, currency, remember)


def read_spend(
    paths: Paths,
    *,
    mapping: Mapping[str, str] | None = None,
    currency: str | None = None,
    remember: Path | None = None,
) -> Reading:
    """Read what was spent on marketing and sales, by month; see `read_sales`."""
    return _read(SPEND, paths, mapping or {}, currency, remember)


def read_targets(
    paths: Paths,
    *,
    mapping: Mapping[str, str] | None = None,
    currency: str | None = None,
    remember: Path | None = None,
) -> Reading:
    """Read goals by month, for the team or for each rep; see `read_sales`."""
    return _read(TARGETS, paths, mapping or {}, currency, remember)


def _read(
    schema: TableSchema, paths: Paths, mapping: Mapping[str, str], currency: str | None, memory: Path | None
) -> Reading:
    check_fields(mapping, schema)
    files = _as_paths(paths)
    opened = [open_grids(path) for path in files]
    check_headers(mapping, [grid for grids in opened for grid in grids])
    understood = [understand(grids, schema, mapping, memory) for grids in opened]
    _settle_currencies(understood, currency.upper() if currency else None)
    for file in understood:
        reject_copies(file.draft, file.ledger)
        _check_some_row(file)
    _reject_what_was_read(files, understood, schema)
    if currency is None:
        _check_currencies(understood)
    if memory:
        _remember(memory, schema, opened, mapping)
    return _reading(schema, understood)


def _as_paths(paths: Paths) -> list[Path]:
    files = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not files:
        raise NoFile(Text("No file was given.", "Aucun fichier n'a été donné."))
    return files


def _settle_currencies(files: list[Understood], wanted: str | None) -> None:
    """Say what shared signs stand for, and reject the rows that are not in the wanted currency."""
    certain = certain_currencies([file.currencies for file in files], wanted)
    for file in files:
        file.currencies.settle(certain)
        for name in sorted(set(file.currencies.names)) if wanted else ():
            if name != wanted:
                reason = OTHER_CURRENCY.format(found=name, wanted=wanted)
                file.ledger.reject(file.currencies.rows_in(name), file.currencies.header, reason)


def _check_some_row(file: Understood) -> None:
    grid, ledger = file.draft.grid, file.ledger
    if ledger.open.any():
        return
    if not len(grid):
        raise NoValidRow(
            Text("{file} has a header but no rows.", "{file} a un en-tête mais aucune ligne.").format(file=grid.name)
        )
    reason, count = ledger.commonest()
    raise NoValidRow(
        Text(
            "{file}: none of its {n} rows could be taken; {count} of them for this reason: {reason}.",
            "{file} : aucune de ses {n} lignes n'a pu être reprise ; {count} d'entre elles pour cette raison : {reason}.",
        ).format(file=grid.name, n=len(grid), count=count, reason=reason)
    )


def _reject_what_was_read(paths: list[Path], files: list[Understood], schema: TableSchema) -> None:
    """Reject the rows of later files that earlier ones gave already."""
    if len(files) < 2:
        return
    earlier = EarlierRows(schema.identity) if schema.identity else None
    seen: dict[bytes, str] = {}
    for path, file in zip(paths, files, strict=True):
        original = seen.setdefault(hashlib.sha256(path.read_bytes()).digest(), file.draft.grid.name)
        ...
