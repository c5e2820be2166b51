"""The currency of every row, so that different ones are never added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.tables import kernels
from salestracker_xl.tables.currencies import currency_in_header, currency_of, settled
from salestracker_xl.tables.draft import Draft


class MixedCurrencies(SalesTrackerError):
    """Amounts in more than one currency, and no word on which one is wanted."""


@dataclass(frozen=True, slots=True, eq=False)
class RowCurrencies:
    """The currency of each row as a place in `names`, -1 where none is named, and the header that names it."""

    places: np.ndarray
    names: tuple[str, ...]
    header: str | None

    def rows_in(self, name: str) -> np.ndarray:
        """Give the rows in one currency, one bool a row."""
        return np.isin(self.places, [place for place, known in enumerate(self.names) if known == name])

    def counts(self, rows: np.ndarray) -> Counter[str]:
        """Count the chosen rows (one bool each) by the currency they name."""
        named = np.bincount(self.places[rows & (self.places >= 0)], minlength=len(self.names))
        return Counter({name: int(count) for name, count in zip(self.names, named, strict=True) if count})

    def named(self, certain: frozenset[str]) -> RowCurrencies:
        """Say what signs that several currencies share stand for, beside the `certain` ones."""
        return RowCurrencies(self.places, tuple(settled(name, certain) for name in self.names), self.header)


def row_currencies(draft: Draft) -> RowCurrencies:
    """Find the currency of every row: from the column of currencies, the cell of the amount, or its header."""
    header = draft.header_of("amount")
    beside = _by_column(draft)
    written = _by_cells(draft, header) if header else None
    spoken = currency_in_header(header) if header else None
    known = [found for found in (beside, written) if found is not None]
    if not known:
        return RowCurrencies(np.full(len(draft.grid), 0 if spoken else -1), (spoken,) if spoken else (), header)
    merged = known[0] if len(known) == 1 else _merged(*known)
    if spoken is None:
        return merged
    gaps = np.where(merged.places < 0, len(merged.names), merged.places)
    return RowCurrencies(gaps, (*merged.names, spoken), merged.header)


def _by_column(draft: Draft) -> RowCurrencies | None:
    column = draft.find(draft.currency_phrases)
    if column is None:
        return None
    places, cells = kernels.encoded(column.text)
    return RowCurrencies(places, tuple(currency_of(cell) or cell.strip().upper() for cell in cells), column.header)


def _by_cells(draft: Draft, header: str) -> RowCurrencies | None:
    named = draft.numbers(header, "money").currencies
    if not named:
        return None
    places = np.full(len(draft.grid), -1)
    for place, rows in enumerate(named.values()):
        places[rows] = place
    return RowCurrencies(places, tuple(named), header)


def _merged(first: RowCurrencies, second: RowCurrencies) -> RowCurrencies:
    """Fill the rows for which the first source names no currency from the second."""
    shifted = np.where(second.places >= 0, second.places + len(first.names), -1)
    return RowCurrencies(
        np.where(first.places >= 0, first.places, shifted), (*first.names, *second.names), first.header
    )


def certain_currencies(sources: Iterable[RowCurrencies], wanted: str | None) -> frozenset[str]:
    """Give the currencies that are named by a code of their own."""
    named = {name for source in sources for name in source.names}
    return frozenset(named | ({wanted} if wanted else set()))


def check_one_currency(files: Sequence[str], counts: Counter[str]) -> None:
    """Raise MixedCurrencies where rows are in more than one currency."""
    if len(counts) < 2:
        return
    ranked = counts.most_common()
    found = ", ".join(f"{name} ({count})" for name, count in ranked)
    raise MixedCurrencies(
        Text(
            "{files}: rows in {n} currencies, {found}. Say on the command line which one to read, as in --currency "
            "{first}.",
            "{files} : des lignes en {n} devises, {found}. Indiquez en ligne de commande celle à lire, par exemple "
            "--currency {first}.",
        ).format(files=", ".join(files), n=len(ranked), found=found, first=ranked[0][0])
    )
