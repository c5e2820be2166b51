"""The sample data: two and a half years of an invented coffee wholesaler, as the files that a person would export.

The files are simulated from a seed and checked in; `python -m salestracker_xl.sample` writes them anew, for whoever
changes the market on purpose. workbook_template/sample/README.md counts what stands in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from salestracker_xl.template import template_file


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """Where each file of the sample is."""

    orders: Path
    deals: Path
    spend: Path
    targets: Path
    customers: Path
    engagement: Path


def paths() -> SampleFiles:
    """Files of the sample as they are shipped.

    Raises
    ------
    TemplateError
        When the installation lacks one of them.

    >>> paths().orders.name
    'orders.csv'
    """
    return SampleFiles(
        orders=template_file("sample/orders.csv"),
        deals=template_file("sample/deals.csv"),
        spend=template_file("sample/spend.csv"),
        targets=template_file("sample/targets.csv"),
        customers=template_file("sample/customers.csv"),
        engagement=template_file("sample/engagement.csv"),
    )
