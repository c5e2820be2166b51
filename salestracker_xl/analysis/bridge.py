"""Why revenue changed from one period to another: volume, mix, price, and products that came and went."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from salestracker_xl.language import Text

VOLUME = Text("Volume", "Volume")
MIX = Text("Mix", "Mix")
PRICE = Text("Price", "Prix")
NEW_PRODUCTS = Text("New products", "Nouveaux produits")
GONE_PRODUCTS = Text("Discontinued products", "Produits arrêtés")
OTHER = Text("Without quantity", "Sans quantité")


@dataclass(frozen=True, slots=True)
class Bridge:
    """Revenue before and after, and the effects between them, which add up to the difference.

    Attributes
    ----------
    before, after : float
        Net revenue of the two periods.
    effects : tuple of (Text, float)
        In the order in which a waterfall shows them.
    """

    before: float
    after: float
    effects: tuple[tuple[Text, float], ...]


def revenue_bridge(before: pd.DataFrame, after: pd.DataFrame) -> Bridge:
    """Take the change in revenue apart, product by product.

    Of the products sold in both periods: volume is what more units would have brought at the old average price, mix
    what their shift between products brought, price what the new price of each brought. Products of one period only
    stand by themselves, and so do rows without a quantity and products whose units do not add up to more than 0 (a
    period of returns). This is the price-volume-mix analysis of management accounting (Horngren, Datar and Rajan: Cost
    Accounting, sales-volume, sales-mix and selling-price variances).

    Parameters
    ----------
    before, after : pandas.DataFrame
        Sales of each period with the columns `product`, `quantity` and `amount`; product and quantity may be blank.
    """
    old, new = _by_product(before), _by_product(after)
    both = old.index.intersection(new.index)
    q0, q1 = old.loc[both, "quantity"].to_numpy(), new.loc[both, "quantity"].to_numpy()
    r0, r1 = old.loc[both, "amount"].to_numpy(), new.loc[both, "amount"].to_numpy()
    p0, p1 = r0 / q0, r1 / q1
    usual = r0.sum() / q0.sum() if len(both) else 0.0
    volume, price = float((q1.sum() - q0.sum()) * usual), float(((p1 - p0) * q1).sum())
    whole = float(before["amount"].to_numpy(float).sum()), float(after["amount"].to_numpy(float).sum())
    came = float(new.loc[new.index.difference(both), "amount"].sum())
    went = -float(old.loc[old.index.difference(both), "amount"].sum())
    kept = float(r1.sum() - r0.sum())
    effects = (
        (VOLUME, volume),
        (MIX, kept - volume - price),
        (PRICE, price),
        (NEW_PRODUCTS, came),
        (GONE_PRODUCTS, went),
        (OTHER, (whole[1] - whole[0]) - kept - came - went),
    )
    return Bridge(*whole, effects)


def _by_product(sales: pd.DataFrame) -> pd.DataFrame:
    """Units and revenue of each product that has more than 0 units."""
    counted = sales[sales["product"].notna() & sales["quantity"].notna()]
    groups = counted.astype({"quantity": float, "amount": float}).groupby("product")
    sums = pd.DataFrame({"quantity": groups["quantity"].sum(), "amount": groups["amount"].sum()})
    return sums.loc[sums["quantity"].to_numpy(float) > 0]
