"""What a tracker knows: exports in, clean tables out, with nothing lost."""

from salestracker_xl.tables.reading import Reading, Source, read_deals, read_sales, read_spend, read_targets
from salestracker_xl.tables.schema import DEALS, SALES, SPEND, TARGETS, Field, TableSchema

__all__ = [
    "DEALS",
    "SALES",
    "SPEND",
    "TARGETS",
    "Field",
    "Reading",
    "Source",
    "TableSchema",
    "read_deals",
    "read_sales",
    "read_spend",
    "read_targets",
]
