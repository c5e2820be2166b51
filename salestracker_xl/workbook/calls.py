"""A metric's example as a call over this workbook's tables, in a language."""

from __future__ import annotations

import re

from salestracker_xl.language import Language, Text
from salestracker_xl.metric import Metric
from salestracker_xl.tables.schema import SALES, SPEND, TARGETS, TableSchema
from salestracker_xl.workbook.table import structured, table_name

SCHEMAS: dict[str, TableSchema] = {schema.key: schema for schema in (SALES, SPEND, TARGETS)}
EXCEL_IN_FRENCH = {"IF": "SI"}  # the functions of Excel that occur in examples
COUNTED: dict[str, Text] = {  # the columns that a workbook adds to what was read
    "orders": Text("Orders", "Commandes"),
    "new_customers": Text("New customers", "Nouveaux clients"),
}


def example_call(metric: Metric, language: Language) -> str:
    """The example of a metric as a person types it in a language, with the names that tables and columns have in it.

    >>> from salestracker_xl.metrics import REGISTRY
    >>> example_call(REGISTRY["CAC"], "fr")
    'CAC(Dépenses[Montant];Dépenses[Nouveaux clients])'
    """
    example = metric.example
    if language == "fr":
        example = example.replace(",", ";")
        for english, french in EXCEL_IN_FRENCH.items():
            example = re.sub(rf"\b{english}\(", f"{french}(", example)
    return re.sub(r"\{(\w+)\[(\w+)\]\}", lambda found: column_reference(found[1], found[2], language), example)


def column_reference(table: str, field: str, language: Language) -> str:
    """Reference of a column by the keys of its table and field. Raises KeyError for what no workbook has."""
    schema = SCHEMAS[table]
    label = COUNTED[field] if field in COUNTED else schema.field(field).label
    return structured(table_name(schema.label[language]), label[language])
