"""Which amount a line of sales stands for: net of tax, and the line's own rather than its order's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels, notes, synonyms
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.lines import shares
from salestracker_xl.tables.number_cells import NUMBER_PROBLEMS, NumberKind
from salestracker_xl.tables.recognition import Match
from salestracker_xl.tables.vocabulary import normal

_WITH_TAX = frozenset(("ttc", "incl", "including"))
_WITHOUT_TAX = frozenset(("ht", "net", "ex", "excl", "excluding", "untaxed", "hors", "nettes", "nette"))
_DUST = 6  # decimals: what floats leave beyond them is no money
_ROUNDING = 0.015  # what rounding tax and total to the cent may shift
_HIGHEST_RATE = 0.3  # no country has a higher VAT rate: anything above counts in percent, or is an amount
_USUAL_RATES = np.array([2.1, 2.6, 4, 5, 5.5, 6, 7, 8, 8.1, 8.5, 9, 10, 12, 13, 19, 20, 21, 22, 23, 24, 25, 27.0])
_ORDER_WORDS = frozenset(("order", "commande", "invoice", "facture"))
_TOTAL_WORDS = frozenset(("total", "subtotal", "amount", "montant", "value"))

LESS_TAX = Text('{why}; less "{tax}"', "{why} ; moins « {tax} »")
PRICE_TIMES = Text(
    '"{price}" x "{quantity}": the file has no amount',
    "« {price} » x « {quantity} » : le fichier n'a pas de montant",
)
PRICE_ALONE = Text("the only price of the file", "le seul prix du fichier")


def work_out_amounts(draft: Draft) -> None:
    """Settle which amount each row of a sales file is worth, where it is not simply the cell of one column.

    Without an amount, a line is worth its price times its quantity; an amount with tax is taken less the tax that the
    file gives, and a total less what was given back of it; the total of an order that every line repeats is shared
    among the lines.
    """
    header = draft.header_of("amount")
    if header is None:
        _from_prices(draft)
        return
    if not draft.is_given("amount"):
        _less_tax(draft, header)
        _less_refunds(draft, header)
    if draft.header_of("order_id"):
        _share_order_totals(draft, header)


def readable_numbers(draft: Draft, header: str, kind: NumberKind = "money") -> np.ndarray:
    """Give the numbers of a column that an amount is worked out from; rows where one cannot be read are rejected."""
    numbers = draft.numbers(header, kind)
    for problem, wording in NUMBER_PROBLEMS.items():
        draft.reject(numbers.problems == problem, header, wording)
    return numbers.values


def _from_prices(draft: Draft) -> None:
    price = draft.find(synonyms.UNIT_PRICE)
    if price is None:
        return
    quantity = draft.header_of("quantity")
    prices = readable_numbers(draft, price.header)
    if quantity is None:
        draft.matches["amount"] = Match("amount", price.header, 0.6, PRICE_ALONE)
        return
    draft.amounts = np.round(prices * readable_numbers(draft, quantity, "number"), _DUST)
    reason = PRICE_TIMES.format(price=price.header, quantity=quantity)
    draft.matches["amount"] = Match("amount", price.header, 0.8, reason)


def _less_tax(draft: Draft, header: str) -> None:
    tax = draft.find(synonyms.VAT_AMOUNT) or draft.find(synonyms.VAT_RATE)
    if not _WITH_TAX & set(normal(header).split()):
        if tax is None or not _holds(draft, header, tax):
            return
    elif tax is None:
        draft.notes.append(notes.includes_tax(header))
        return
    gross = readable_numbers(draft, header)
    read = np.nan_to_num(readable_numbers(draft, tax.header, "rate"))  # no tax in a cell: the sale bears none
    if _are_rates(tax, read, gross):
        rates = read / 100 if read.max(initial=0) > _HIGHEST_RATE else read
        draft.amounts = np.round(gross / (1 + rates), 2)
    else:
        draft.amounts = np.round(gross - read, _DUST)
    match = draft.matches["amount"]
    reason = LESS_TAX.format(why=match.reason, tax=tax.header)
    draft.matches["amount"] = Match("amount", header, match.confidence, reason)


def _holds(draft: Draft, header: str, tax: Column) -> bool:
    """Tell whether amounts of which the header does not say so hold the tax beside them, by the rates that they imply.

    Totals may, and amounts beside VAT; other amounts stand before a sales tax, whose rates are many. Where it remains
    open, the amount is taken as it is, and a note says so.
    """
    words = set(normal(header).split())
    if words & _WITHOUT_TAX or normal(tax.header) in synonyms.VAT_RATE:
        return False
    amounts, taxes = (np.abs(draft.numbers(name, "money").values) for name in (header, tax.header))
    taxed = np.isfinite(amounts) & (taxes > 0) & (taxes < amounts)
    if not taxed.any():
        return False
    held = _at_usual_rates(amounts[taxed] - taxes[taxed], taxes[taxed])
    beside = _at_usual_rates(amounts[taxed], taxes[taxed])
    seen = held >= 0.2 and held > 2 * beside  # orders of goods at several rates imply none of them
    total = "total" in words and "sub" not in words
    if seen and (total or {"vat", "tva"} & set(normal(tax.header).split())):
        return True
    if seen or (total and beside < 0.2):
        draft.notes.append(notes.perhaps_with_tax(header, tax.header))
    return False


def _at_usual_rates(bases: np.ndarray, taxes: np.ndarray) -> float:
    """Give the share of taxes that a usual rate makes of their bases, to the cent."""
    usual = [np.abs(taxes - bases * rate / 100) <= _ROUNDING for rate in _USUAL_RATES]  # one by one: they may be many
    return float(np.logical_or.reduce(usual).mean())


def _less_refunds(draft: Draft, header: str) -> None:
    """Take off a total what the order gave back of it, in the same proportion if it is less tax by now."""
    refunded = draft.find(synonyms.REFUNDED)
    if refunded is None or "total" not in normal(header).split():
        return
    totals = readable_numbers(draft, header)
    back = np.abs(np.nan_to_num(readable_numbers(draft, refunded.header)))
    if not back.any() or (back > np.nan_to_num(totals)).any():
        return
    kept = 1 - np.divide(back, totals, out=np.zeros(len(back)), where=back > 0)
    draft.amounts = np.round((totals if draft.amounts is None else draft.amounts) * kept, 2)
    draft.notes.append(notes.less_refunds(header, refunded.header))


def _are_rates(tax: Column, read: np.ndarray, gross: np.ndarray) -> bool:
    """Tell rates of tax from amounts: by percent signs, by the header, or by which of them gives usual rates."""
    name = normal(tax.header)
    if name in synonyms.VAT_RATE or kernels.contains(tax.text, "%").any():
        return True
    taxed = np.isfinite(gross) & (read != 0) & (gross != read)
    if "amount" in name or "montant" in name or not taxed.any():
        return False
    implied = 100 * read[taxed] / (gross[taxed] - read[taxed])
    usual = [np.abs(implied - rate) < 0.2 for rate in _USUAL_RATES]
    as_amounts, as_rates = (
        np.logical_or.reduce(usual).mean(),
        np.isin(read[taxed] * (100 if read.max() < 1 else 1), _USUAL_RATES).mean(),
    )
    return bool(as_rates > as_amounts)


def _share_order_totals(draft: Draft, header: str) -> None:
    words = set(normal(header).split())
    if not words & _TOTAL_WORDS or (words & {"line", "ligne", "item"}):
        return
    amounts = draft.numbers(header, "money").values if draft.amounts is None else draft.amounts
    orders = draft.codes(draft.header_of("order_id") or "")
    known = orders[orders >= 0]
    repeated = _repeated(amounts, orders) if len(known) and np.bincount(known).max() > 1 else None
    if repeated is None:
        return
    weights = _line_prices(draft)
    if not words & _ORDER_WORDS and not _add_up(weights, amounts, orders, repeated):
        draft.notes.append(notes.doubtful_totals(header))
        return
    readable_numbers(draft, header)
    rows = np.flatnonzero((orders >= 0) & np.isfinite(amounts))
    codes = pd.factorize(orders[rows])[0]
    usable = np.ones(len(rows)) if weights is None else np.nan_to_num(weights[rows])
    draft.amounts = amounts.copy()
    draft.amounts[rows] = shares(amounts[rows], codes, usable)
    draft.notes.append(notes.shared_totals(header))


def _repeated(amounts: np.ndarray, orders: np.ndarray) -> np.ndarray | None:
    """Find the orders of several lines, if every one of them holds one amount throughout; None if not."""
    rows = (orders >= 0) & np.isfinite(amounts)
    codes, places, counts = np.unique(orders[rows], return_inverse=True, return_counts=True)
    lowest, highest = np.full(len(codes), np.inf), np.full(len(codes), -np.inf)
    np.minimum.at(lowest, places, amounts[rows])
    np.maximum.at(highest, places, amounts[rows])
    several = counts > 1
    return codes[several] if several.any() and (lowest == highest)[several].all() else None


def _line_prices(draft: Draft) -> np.ndarray | None:
    price, quantity = draft.find((*synonyms.UNIT_PRICE, "item cost")), draft.header_of("quantity")
    if price is None or quantity is None:
        return None
    return draft.numbers(price.header, "money").values * draft.numbers(quantity, "number").values


def _add_up(weights: np.ndarray | None, amounts: np.ndarray, orders: np.ndarray, repeated: np.ndarray) -> bool:
    """Tell whether the prices of the lines of most orders add up to the amount that the lines repeat."""
    if weights is None:
        return False
    rows = np.isin(orders, repeated) & np.isfinite(weights) & np.isfinite(amounts)
    prices = np.bincount(orders[rows], weights[rows])[orders[rows]]
    return bool((np.abs(prices - amounts[rows]) <= 0.01 * np.abs(prices) + 0.01).mean() > 0.9)
