"""QuickBooks' sales details: rows stand in groups, whose name is written once above them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.profiles.plain import settle
from salestracker_xl.tables.profiles.profile import Profile, phrases
from salestracker_xl.tables.statuses import reject_kinds

_KINDS = phrases("transaction type, type de transaction")
_OTHER_KINDS = frozenset(
    phrases(
        "payment, paiement, purchase order, sales order, bill, bill payment, deposit, journal entry, check, expense"
    )
)
_GROUPS = "column 1"  # the groups' names stand in a first column without header


def _arrange(grid: Grid) -> Grid:
    """Write the name of each group beside its rows."""
    if _GROUPS not in grid.headers:
        return grid
    groups = grid.column(_GROUPS)
    rows = np.arange(len(grid))
    headings = groups.filled & (grid.filled_cells(rows) == 1)
    above = np.maximum.accumulate(np.where(headings, rows, -1))
    return grid.with_columns(replace(groups.filled_from(groups.take(above)), header=_GROUPS))


def _settle(draft: Draft) -> None:
    """Keep invoices, receipts and credit notes: what else moves on an account is no sale."""
    kinds = draft.find(_KINDS)
    if kinds is not None:
        reject_kinds(draft, kinds, _OTHER_KINDS.__contains__)
    settle(draft)


QUICKBOOKS = Profile(
    "quickbooks",
    Text("QuickBooks sales detail", "détail des ventes QuickBooks"),
    (
        frozenset(_KINDS),
        frozenset(phrases("num, no, numero")),
        frozenset(phrases("amount, montant")),
    ),
    {
        "sales": {
            "order_id": phrases("num, no, numero"),
            "date": phrases("date, transaction date, date de transaction"),
            "customer": phrases(f"customer, customer full name, client, name, nom, {_GROUPS}"),
            "product": phrases(f"product service, product service full name, produit service, item, {_GROUPS}"),
            "amount": phrases("amount, montant"),
        }
    },
    frozenset(("sales",)),
    arrange=_arrange,
    settle=_settle,
)
