"""The tables beside the sales, each read by its own reader."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from salestracker_xl.tables.profiles import crm
from salestracker_xl.tables.reading import (
    Reading,
    read_customers,
    read_deals,
    read_engagement,
    read_spend,
    read_targets,
)
from salestracker_xl.tables.same_customers import customer_column, joined

DEAL_PROFILES = frozenset(  # their exports are deals, of which the won are sales
    profile.key for profile in (crm.HUBSPOT, crm.SALESFORCE, crm.PIPEDRIVE, crm.DEALS)
)


def deal_exports(files: Sequence[Path], sales: Reading) -> list[Path]:
    """Those files of `sales`, read in this order, that are exports of deals: they are read as such too."""
    return [file for file, source in zip(files, sales.sources, strict=True) if source.profile in DEAL_PROFILES]


def read_beside(
    sales: pd.DataFrame,
    *,
    deals: Sequence[Path] = (),
    spend: Path | None = None,
    targets: Path | None = None,
    customers: Path | None = None,
    engagement: Path | None = None,
) -> dict[str, Reading]:
    """What was read of each table that somebody gave, by its key; customers are joined to those of the sales.

    Raises the errors of the readers.
    """
    found: dict[str, Reading] = {}
    if deals:
        found["deals"] = read_deals(deals)
    if spend:
        found["spend"] = read_spend(spend)
    if targets:
        found["targets"] = read_targets(targets)
    if customers:
        named = customer_column(customers, sales)
        found["customers"] = joined(read_customers(customers, mapping=named), named)
    if engagement:
        named = customer_column(engagement, sales)
        found["engagement"] = joined(read_engagement(engagement, mapping=named), named)
    return found
