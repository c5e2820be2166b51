"""What a tracker is built from: what was read, and how its owner wants to see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from salestracker_xl.language import Language
from salestracker_xl.tables.reading import Reading


@dataclass(frozen=True, slots=True)
class Tracker:
    """Everything that a build knows; None stands for a table that nobody gave.

    `fiscal_start` is the month, 1 to 12, in which the fiscal year begins; `as_of` fixes the day that the tracker looks
    from, None lets it follow the latest sale; `country` is an ISO 3166 code whose public holidays are days off.
    """

    sales: Reading
    deals: Reading | None = None
    spend: Reading | None = None
    targets: Reading | None = None
    language: Language = "en"
    currency: str | None = None
    fiscal_start: int = 1
    as_of: dt.date | None = None
    country: str | None = None
    title: str | None = None

    @property
    def last_day(self) -> dt.date:
        """The day that the tracker looks from."""
        return self.as_of or self.sales.frame["date"].max().date()
