"""What a tracker knows: exports in, clean tables out, with nothing lost."""

from salestracker_xl.tables.reading import (
    Reading,
    Source,
    read_customers,
    read_deals,
    read_engagement,
    read_sales,
    read_spend,
    read_targets,
)
from salestracker_xl.tables.schema import CUSTOMERS, DEALS, ENGAGEMENT, SALES, SPEND, TARGETS, Field, TableSchema

__all__ = [
    "CUSTOMERS",
    "DEALS",
    "ENGAGEMENT",
    "SALES",
    "SPEND",
    "TARGETS",
    "Field",
    "Reading",
    "Source",
    "TableSchema",
    "read_customers",
    "read_deals",
    "read_engagement",
    "read_sales",
    "read_spend",
    "read_targets",
]
