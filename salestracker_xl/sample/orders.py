"""What was in each order, and what came back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from salestracker_xl.sample.customers import Customers, Purchases
from salestracker_xl.sample.market import Baskets, Market
from salestracker_xl.sample.seller import CATEGORIES, PRODUCTS

LIST_PRICES = np.array([product.list_price for product in PRODUCTS])
MOST_UNITS = np.array([product.most_units for product in PRODUCTS])
SHARES = np.array([CATEGORIES[product.category] * product.share for product in PRODUCTS])
CATEGORY_CODES = np.array([list(CATEGORIES).index(product.category) for product in PRODUCTS])


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order; a refund has a negative quantity. `product` counts into PRODUCTS, `cents` is a price."""

    order: int
    day: int
    customer: int
    product: int
    quantity: int
    cents: int

    @property
    def amount(self) -> int:
        """Value of the line in cents."""
        return self.quantity * self.cents


def sell(market: Market, customers: Customers, purchases: Purchases, rng: np.random.Generator) -> list[Line]:
    """Lines of all orders, numbered from 1 by day; the lines of an order come to its value, to a few cents."""
    lines = []
    for order in range(len(purchases)):
        customer = int(purchases.customer[order])
        favourite = customers.favourite[customer] == CATEGORY_CODES
        liking = SHARES * np.where(favourite, market.baskets.taste, 1.0)
        for product, quantity, cents in _basket(market.baskets, purchases.value[order], liking, rng):
            lines.append(Line(order + 1, int(purchases.day[order]), customer, product, quantity, cents))
    return lines


def refund(market: Market, lines: list[Line], rng: np.random.Generator) -> list[Line]:
    """Negative lines of the orders that came back, whole or in part, before the market's last day was over."""
    orders: dict[int, list[Line]] = {}
    for line in lines:
        orders.setdefault(line.order, []).append(line)
    returned = []
    for ordered in orders.values():
        if rng.random() < market.baskets.refunded:
            day = ordered[0].day + 2 + int(rng.exponential(market.baskets.refund_delay - 2))
            whole = rng.random() < market.baskets.refunded_whole
            back = ordered if whole else [_part(ordered, rng)]
            returned += [replace(line, day=day, quantity=-line.quantity) for line in back if day < market.days]
    return returned


def _part(ordered: list[Line], rng: np.random.Generator) -> Line:
    line = ordered[rng.integers(len(ordered))]
    return replace(line, quantity=int(rng.integers(1, line.quantity + 1)))


def _basket(baskets: Baskets, value: float, liking: np.ndarray, rng: np.random.Generator) -> list[tuple[int, int, int]]:
    """Product, quantity and unit price in cents of the lines that make up `value`; no product stands twice."""
    liking = liking.copy()
    basket = []
    for part in _split(baskets, value, rng):
        units = np.ceil(part / LIST_PRICES)
        paid = np.where((units <= MOST_UNITS) & (liking > 0), part / (units * LIST_PRICES), 0.0)
        fits = paid >= min(1 - baskets.deepest_discount, paid.max())
        product = int(rng.choice(len(PRODUCTS), p=liking * fits / (liking * fits).sum()))
        quantity = int(units[product])
        basket.append((product, quantity, round(100 * part / quantity)))
        liking[product] = 0
    return basket


def _split(baskets: Baskets, value: float, rng: np.random.Generator) -> np.ndarray:
    drawn = 1 + rng.choice(len(baskets.lines), p=baskets.lines)
    parts = rng.gamma(baskets.evenness, size=max(1, min(drawn, int(value / baskets.smallest_line))))
    return value * parts / parts.sum()
