"""Shopify's order export: an order stands on as many rows as it has items, and its totals on the first alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salestracker_xl.language import Text
from salestracker_xl.tables.amounts import readable_numbers
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.lines import shares
from salestracker_xl.tables.profiles.profile import Profile, phrases
from salestracker_xl.tables.recognition import Match
from salestracker_xl.tables.rejects import BLANK, CANCELLED, SPOILT_ORDER, VOIDED
from salestracker_xl.tables.rows import carried_down, first_with, with_gaps_filled
from salestracker_xl.tables.statuses import rows_where
from salestracker_xl.tables.vocabulary import normal

_NAMES = ("email", "billing name", "shipping name")
_PLACES = phrases("""
    billing province name, billing province, shipping province name, shipping province,
    billing country, shipping country
""")
_WORTH = Text(
    "the line's share of the order's Subtotal, less what was refunded",
    "la part de la ligne dans le Subtotal de la commande, remboursements déduits",
)


def _arrange(grid: Grid) -> Grid:
    """Carry what the first row of an order says down to its other rows."""
    of_lines = [header for header in grid.headers if normal(header).startswith("lineitem") or normal(header) == "name"]
    carried = carried_down(grid, _named(grid, "name"), [header for header in grid.headers if header not in of_lines])
    with_customers = with_gaps_filled(carried, *(first_with(carried, (name,)) for name in _NAMES))
    return with_gaps_filled(with_customers, *(first_with(with_customers, (place,)) for place in _PLACES))


def _named(grid: Grid, name: str):
    return next(column for column in grid.columns if normal(column.header) == name)


def _settle(draft: Draft) -> None:
    _reject_by_status(draft)
    names = {name: column.header for name in _MONEY if (column := draft.find((name,)))}
    if draft.is_given("amount"):
        given = draft.matches["amount"].header
        if normal(given).startswith("lineitem"):
            return
        names = {name: header for name, header in names.items() if name not in _REFUNDS} | {"subtotal": given}
    if "subtotal" not in names or "lineitem price" not in names:
        return
    rows = {name: readable_numbers(draft, header) for name, header in names.items()}
    blank = np.full(len(draft.grid), np.nan)
    price = rows["lineitem price"]
    quantity_header = draft.header_of("quantity")
    quantity = readable_numbers(draft, quantity_header, "number") if quantity_header else np.ones(len(price))
    orders, _ = pd.factorize(_named(draft.grid, "name").text.to_pandas())
    refunded = np.nan_to_num(rows.get("refunded amount", blank))
    worth = rows["subtotal"] * (1 - np.clip(_ratio(refunded, rows.get("total", blank)), 0, 1))
    weights = price * quantity - np.nan_to_num(rows.get("lineitem discount", blank))
    _reject_spoilt_orders(draft, orders, ~np.isfinite(weights), names["lineitem price"])
    draft.reject(~np.isfinite(worth), names["subtotal"], BLANK)
    known = np.flatnonzero(np.isfinite(worth) & np.isfinite(weights) & (orders >= 0))
    draft.amounts = blank
    draft.amounts[known] = shares(worth[known], pd.factorize(orders[known])[0], weights[known])
    if not draft.is_given("amount"):
        draft.matches["amount"] = Match("amount", names["lineitem price"], 0.99, _WORTH)


_REFUNDS = ("total", "refunded amount")
_MONEY = ("subtotal", "total", "refunded amount", "lineitem price", "lineitem discount")


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.zeros(len(part)), where=np.nan_to_num(whole) > 0)


def _reject_by_status(draft: Draft) -> None:
    cancelled = draft.find(("cancelled at", "canceled at"))
    if cancelled is not None:
        draft.reject(cancelled.filled, cancelled.header, CANCELLED)
    status = draft.find(("financial status",))
    if status is not None:
        draft.reject(rows_where(status, "voided".__eq__), status.header, VOIDED)


def _reject_spoilt_orders(draft: Draft, orders: np.ndarray, spoilt: np.ndarray, header: str) -> None:
    """Reject every line of an order in which one cannot be read: the worth of the others depends on it."""
    draft.reject(spoilt, header, BLANK)
    draft.reject(np.isin(orders, orders[spoilt & (orders >= 0)]) & ~spoilt, header, SPOILT_ORDER)


SHOPIFY = Profile(
    "shopify",
    Text("Shopify orders", "commandes Shopify"),
    (frozenset(("name",)), frozenset(("lineitem name",)), frozenset(("lineitem price",)), frozenset(("subtotal",))),
    {
        "sales": {
            "order_id": ("name",),
            "date": ("created at", "paid at"),
            "customer": _NAMES,
            "product": ("lineitem name", "lineitem sku"),
            "category": (),
            "region": _PLACES,
            "rep": ("employee",),
            "channel": ("source",),
            "quantity": ("lineitem quantity",),
            "amount": ("lineitem price",),
        }
    },
    frozenset(("sales",)),
    arrange=_arrange,
    settle=_settle,
)
