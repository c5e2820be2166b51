"""What a tracker is built from: what was read, and how its owner wants to see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from salestracker_xl.calendar import spoken_day
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Language, Text
from salestracker_xl.tables.beside import deal_exports, read_beside
from salestracker_xl.tables.reading import Reading, read_sales


class NothingToSee(SalesTrackerError):
    """A day to look from on which there was no sale yet."""


@dataclass(frozen=True)
class Tracker:
    """Everything that a build knows; None stands for a table that nobody gave.

    `fiscal_start` is the month, 1 to 12, in which the fiscal year begins; `as_of` fixes the day that the tracker looks
    from, None lets it follow the latest sale; `country` is an ISO 3166 code of a country, or of a part of one such as
    DE-BY, whose public holidays are days off; `sector` is the key of the one whose benchmarks are shown
    first.
    """

    sales: Reading
    deals: Reading | None = None
    spend: Reading | None = None
    targets: Reading | None = None
    customers: Reading | None = None
    engagement: Reading | None = None
    language: Language = "en"
    currency: str | None = None
    fiscal_start: int = 1
    as_of: dt.date | None = None
    country: str | None = None
    title: str | None = None
    sector: str = "general"

    @cached_property
    def last_day(self) -> dt.date:
        """The day that the tracker looks from."""
        return self.as_of or self.sales.frame["date"].max().date()

    @property
    def readings(self) -> Sequence[Reading]:
        """Everything that was read, in the order of its tables."""
        given = (self.sales, self.deals, self.spend, self.targets, self.engagement, self.customers)
        return [reading for reading in given if reading is not None]


def read_tracker(
    files: Sequence[Path],
    *,
    deals: Path | None = None,
    spend: Path | None = None,
    targets: Path | None = None,
    customers: Path | None = None,
    engagement: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    language: Language = "en",
    currency: str | None = None,
    fiscal_start: int = 1,
    as_of: dt.date | None = None,
    country: str | None = None,
) -> Tracker:
    """Read every file of a tracker; the currency is the one asked for, else the one that the sales are in.

    A deals export given as sales is read twice: its won deals are sales, and all of it are deals. Raises the errors of
    the readers, and NothingToSee when every sale lies after `as_of`.
    """
    sales = read_sales(files, mapping=mapping, currency=currency)
    first = sales.frame["date"].min().date()
    if as_of is not None and as_of < first:
        raise NothingToSee(
            Text(
                "Nothing was sold by {day}; the first sale is of {first}.",
                "Rien n'était vendu le {day} ; la première vente est du {first}.",
            ).format(day=spoken_day(as_of), first=spoken_day(first))
        )
    tracker = Tracker(
        sales=sales,
        language=language,
        currency=currency or next((source.currency for source in sales.sources if source.currency), None),
        fiscal_start=fiscal_start,
        as_of=as_of,
        country=country,
    )
    beside = read_beside(
        sales.frame,
        deals=[deals] if deals else deal_exports(files, sales),
        spend=spend,
        targets=targets,
        customers=customers,
        engagement=engagement,
    )
    return replace(tracker, **beside)
