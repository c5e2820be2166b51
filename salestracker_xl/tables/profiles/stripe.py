"""Stripe's list of payments: each row a charge, with what was given back of it."""

from __future__ import annotations

import re

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.tables.amounts import readable_numbers
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.profiles.profile import Profile, phrases
from salestracker_xl.tables.recognition import Match
from salestracker_xl.tables.rejects import NOT_PAID, REFUNDED
from salestracker_xl.tables.rows import first_with, with_gaps_filled
from salestracker_xl.tables.statuses import reject_kinds, rows_where

_CUSTOMERS = phrases("customer email, customer id, customer description, customer name, card name")
_DATES = phrases("created utc, created date utc, created, created date")
_PAID = re.compile(
    r"paid|succeeded|partial(?:ly)? refund(?:ed)?|partially refunded|refunded|disputed|captured|available"
)
_CHARGES = frozenset(("charge", "payment"))
_NET = Text('"{amount}" less "{refunded}"', "« {amount} » moins « {refunded} »")


def _arrange(grid: Grid) -> Grid:
    return with_gaps_filled(grid, *(first_with(grid, (name,)) for name in _CUSTOMERS))


def _settle(draft: Draft) -> None:
    _reject_other_movements(draft)
    status = draft.find(("status",))
    if status is not None:
        draft.reject(rows_where(status, lambda words: not _PAID.fullmatch(words)), status.header, NOT_PAID)
    header, refunded = draft.header_of("amount"), draft.find(("amount refunded",))
    if header is None or draft.is_given("amount"):
        return
    amounts = readable_numbers(draft, header)
    if refunded is not None:
        amounts = np.round(amounts - np.nan_to_num(readable_numbers(draft, refunded.header)), 6)
        reason = _NET.format(amount=header, refunded=refunded.header)
        draft.matches["amount"] = Match("amount", header, draft.matches["amount"].confidence, reason)
    if status is not None:
        draft.reject(rows_where(status, "refunded".__eq__) & ~(amounts > 0), status.header, REFUNDED)
    draft.amounts = amounts


def _reject_other_movements(draft: Draft) -> None:
    """Reject refunds, payouts and fees: a refund stands beside its charge already."""
    kinds = draft.find(("type",))
    if kinds is not None and rows_where(kinds, _CHARGES.__contains__).any():
        reject_kinds(draft, kinds, lambda kind: kind not in _CHARGES)


STRIPE = Profile(
    "stripe",
    Text("Stripe payments", "paiements Stripe"),
    (frozenset(("id",)), frozenset(_DATES), frozenset(("amount",)), frozenset(("amount refunded",))),
    {
        "sales": {
            "order_id": ("id",),
            "date": _DATES,
            "customer": _CUSTOMERS,
            "product": ("description", "statement descriptor"),
            "category": (),
            "rep": (),
            "quantity": ("quantity",),
            "amount": ("amount",),
        }
    },
    frozenset(("sales",)),
    arrange=_arrange,
    settle=_settle,
)
