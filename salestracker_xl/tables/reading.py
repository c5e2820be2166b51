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
from salestracker_xl.tables import kernels
from salestracker_xl.tables.cleaning import names_in_one_spelling, one_spelling
from salestracker_xl.tables.dates import Order
from salestracker_xl.tables.duplicates import EarlierRows, reject_copies, reject_repeated
from salestracker_xl.tables.fields import text_series
from salestracker_xl.tables.formats.opening import open_grids
from salestracker_xl.tables.mapping import check_fields, check_headers, keep
from salestracker_xl.tables.money import RowCurrencies, certain_currencies, check_one_currency
from salestracker_xl.tables.numbers import DecimalStyle
from salestracker_xl.tables.recognition import Match
from salestracker_xl.tables.rejects import ALREADY_READ, OTHER_CURRENCY
from salestracker_xl.tables.schema import CUSTOMERS, DEALS, ENGAGEMENT, SALES, SPEND, TARGETS, TableSchema
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


def read_customers(paths: Paths, *, mapping: Mapping[str, str] | None = None, remember: Path | None = None) -> Reading:
    """Read who the customers are, one row each: segment, place, size, age, consent; see `read_sales`."""
    return _read(CUSTOMERS, paths, mapping or {}, None, remember)


def read_engagement(paths: Paths, *, mapping: Mapping[str, str] | None = None, remember: Path | None = None) -> Reading:
    """Read what customers did beside buying: visits, opened e-mails, calls, answers to surveys; see `read_sales`."""
    return _read(ENGAGEMENT, paths, mapping or {}, None, remember)


def _read(
    schema: TableSchema, paths: Paths, mapping: Mapping[str, str], currency: str | None, memory: Path | None
) -> Reading:
    check_fields(mapping, schema)
    files = _as_paths(paths)
    opened = [open_grids(path) for path in files]
    check_headers(mapping, [grid for grids in opened for grid in grids])
    understood = [understand(grids, schema, mapping, memory) for grids in opened]
    for file in understood:
        reject_copies(file.draft, file.ledger)
        _check_some_row([file])
    currencies = _settled_currencies(understood, currency)
    _check_some_row(understood)
    _reject_what_was_read(files, understood, schema)
    if schema.unique:
        reject_repeated([(file.draft, file.ledger, file.frame) for file in understood], schema.unique)
    check_one_currency(
        [grid.name for (grid, *_) in opened],
        sum((named.counts(file.ledger.open) for file, named in zip(understood, currencies, strict=True)), Counter()),
    )
    if memory and mapping:
        for grid in (grid for grids in opened for grid in grids):
            keep(memory, schema, grid, mapping)
    sources = tuple(_source(file, named) for file, named in zip(understood, currencies, strict=True))
    return _reading(schema, understood, sources)


def _as_paths(paths: Paths) -> list[Path]:
    files = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not files:
        raise NoFile(Text("No file was given.", "Aucun fichier n'a été donné."))
    return files


def _settled_currencies(files: list[Understood], wanted: str | None) -> list[RowCurrencies]:
    """Say what shared signs stand for, and reject the rows that are not in the wanted currency."""
    code = wanted.upper() if wanted else None
    certain = certain_currencies([file.currencies for file in files], code)
    settled = [file.currencies.named(certain) for file in files]
    for file, currencies in zip(files, settled, strict=True):
        for name in sorted(set(currencies.names) - {code}) if code else ():
            reason = OTHER_CURRENCY.format(found=name, wanted=code)
            file.ledger.reject(currencies.rows_in(name), currencies.header, reason)
    return settled


def _check_some_row(files: list[Understood]) -> None:
    """Raise NoValidRow where nothing is left of any of these files."""
    grid, ledger = files[0].draft.grid, files[0].ledger
    if any(file.ledger.open.any() for file in files):
        return
    if not len(grid):
        raise NoValidRow(
            Text("{file} has a header but no rows.", "{file} a un en-tête mais aucune ligne.").format(file=grid.name)
        )
    reason, count = ledger.commonest()
    raise NoValidRow(
        Text(
            "{file}: none of its {n} rows could be taken; {count} of them for this reason: {reason}.",
            "{file} : aucune de ses {n} lignes n'a pu être reprise, dont {count} pour cette raison : {reason}.",
        ).format(file=grid.name, n=len(grid), count=count, reason=reason)
    )


def _reject_what_was_read(paths: list[Path], files: list[Understood], schema: TableSchema) -> None:
    """Reject the rows of later files that earlier ones gave already."""
    if len(files) < 2:
        return
    earlier = EarlierRows(schema.identity) if schema.identity else None
    seen: dict[bytes, str] = {}
    for path, file in zip(paths, files, strict=True):
        name, digest = file.draft.grid.name, hashlib.sha256(path.read_bytes()).digest()
        if digest in seen:
            everything = np.ones(len(file.draft.grid), bool)
            file.ledger.reject(everything, None, ALREADY_READ.format(file=seen[digest]))
        elif earlier:
            earlier.reject_copies(file.draft, file.ledger, file.frame)
        seen.setdefault(digest, name)


def _source(file: Understood, currencies: RowCurrencies) -> Source:
    draft, grid = file.draft, file.draft.grid
    date = next((field for field in draft.schema.fields if field.kind == "date" and field.key in draft.matches), None)
    days = draft.days(draft.matches[date.key].header, date.grain) if date else None
    by_month = days is not None and date is not None and date.grain == "month" and days.order == "ymd"
    amount = draft.header_of("amount")
    decimals = draft.numbers(amount, "money").style if amount else "unknown"
    named = currencies.counts(file.ledger.open)
    return Source(
        name=grid.name,
        profile=file.profile.key,
        profile_label=file.profile.label,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        sheet=grid.sheet,
        header_line=grid.header_line,
        mapping=draft.matches,
        date_order=days.order if days and not by_month else None,
        date_reason=days.why if days and not by_month else None,
        decimals=decimals if decimals != "unknown" else draft.style,
        currency=named.most_common(1)[0][0] if named else None,
        rows=len(grid),
        accepted=int(file.ledger.open.sum()),
        notes=tuple(draft.notes),
    )


def _reading(schema: TableSchema, files: list[Understood], sources: tuple[Source, ...]) -> Reading:
    """Put the accepted rows of all files into one table, with one spelling for each label."""
    frame = in_one_spelling(pd.concat([_accepted(file) for file in files], ignore_index=True), schema)
    rejects = pd.concat([file.ledger.table() for file in files], ignore_index=True)
    return Reading(schema, frame, rejects, sum(source.rows for source in sources), sources)


def in_one_spelling(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """The same table with one spelling for each label and for each customer's name."""
    for field in schema.fields:
        if field.labels:
            frame[field.key] = one_spelling(pd.Series(frame[field.key]))
        elif field.key == "customer":
            frame[field.key] = names_in_one_spelling(pd.Series(frame[field.key]))
    return frame


def _accepted(file: Understood) -> pd.DataFrame:
    rows = np.flatnonzero(file.ledger.open)
    taken = file.frame.copy(deep=False) if len(rows) == len(file.frame) else file.frame.take(rows)
    taken["file"] = text_series(kernels.repeated(file.draft.grid.name, len(rows))).array
    taken["line"] = file.draft.grid.lines[rows]
    return taken
