"""Files of no program in particular."""

from __future__ import annotations

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.tables.amounts import readable_numbers, work_out_amounts
from salestracker_xl.tables.answers import settle_customers, settle_engagement
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.order_lines import carry_orders_down
from salestracker_xl.tables.outcomes import settle_outcomes
from salestracker_xl.tables.profiles.profile import TABLES, Profile
from salestracker_xl.tables.statuses import apply_statuses


def settle(draft: Draft) -> None:
    """Settle the amounts and statuses of sales, the outcomes of deals, and what cells say in few words."""
    if draft.schema.key == "deals":
        settle_outcomes(draft)
    elif draft.schema.key == "sales":
        carry_orders_down(draft)
        work_out_amounts(draft)
        settle_statuses(draft)
    elif draft.schema.key == "customers":
        settle_customers(draft)
    elif draft.schema.key == "engagement":
        settle_engagement(draft)


def settle_statuses(draft: Draft) -> None:
    """Leave out cancelled sales, and take credit notes below zero."""
    header = draft.header_of("amount")
    if header is None:
        return
    before = draft.amounts if draft.amounts is not None else draft.numbers(header, "money").values
    after = apply_statuses(draft, before)
    if not np.array_equal(before, after, equal_nan=True):
        if draft.amounts is None:
            readable_numbers(draft, header)
        draft.amounts = after


PLAIN = Profile(
    "plain",
    Text("plain table", "tableau simple"),
    (),
    tables=TABLES | {"customers", "engagement"},
    settle=settle,
)
