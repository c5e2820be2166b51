"""What customers are interested in, how often they buy it, and what they pay for a unit of it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import folded_codes
from salestracker_xl.analysis.customer_base import last_year
from salestracker_xl.analysis.known_sales import KnownSales

USUAL_PRICES = (0.1, 0.5, 0.9)  # what a tenth of the lines costs less than, half of them, nine tenths


def interest_field(sales: pd.DataFrame) -> str | None:
    """The column that says what was bought: the category, else the product, None without either."""
    return next((field for field in ("category", "product") if bool(pd.Series(sales[field]).notna().any())), None)


def interests(sales: pd.DataFrame, as_of: dt.date, field: str) -> pd.DataFrame:
    """One row a category (or product) of the 12 months up to a day, the most bought by customers first.

    Columns: `name`, `customers` who bought it, `favourite` (customers who spent most on it), `orders` (days on which a
    customer bought it), `revenue` (what came back taken off), and `low`, `typical`, `high`: what a tenth, a half and
    nine tenths of the lines cost a unit at most, NaN without quantities.
    """
    recent = last_year(sales, as_of)
    places, names = pd.factorize(recent[field], sort=True)
    recent = recent.assign(key=folded_codes(recent["key"])[0], **{field: places}).loc[places >= 0]
    bought = recent.loc[recent["amount"] > 0]
    grouped = bought.groupby(field)
    priced = bought.loc[bought["quantity"] > 0]
    prices = (priced["amount"] / priced["quantity"]).groupby(priced[field]).quantile(list(USUAL_PRICES)).unstack()
    table = pd.DataFrame(
        {
            "customers": grouped["key"].nunique(),
            "favourite": favourites(recent, field).value_counts(),
            "orders": bought.drop_duplicates([field, "key", "date"]).groupby(field).size(),
            "revenue": recent.groupby(field)["amount"].sum(),
        }
    )
    table = table.loc[table["customers"] > 0].fillna({"favourite": 0})
    for name, share in zip(("low", "typical", "high"), USUAL_PRICES, strict=True):
        table[name] = prices[share].reindex(table.index) if share in prices else np.nan
    table = table.set_axis(pd.Index(names.take(table.index), name="name")).reset_index()
    return table.sort_values(["customers", "name"], ascending=[False, True], ignore_index=True)


def favourites_of(known: KnownSales, field: str, keys: np.ndarray) -> list[str | None]:
    """What each customer spent most on so far, None where nothing is said; `keys` are names in lower case."""
    sales, codes, names = known.frame, known.customers, known.customer_keys
    asked = np.isin(names, keys)[codes] & (sales["date"].to_numpy() < np.datetime64(known.as_of + dt.timedelta(days=1)))
    found = favourites(sales.loc[asked].assign(key=names[codes[asked]]), field)
    return [None if name is None or name != name else str(name) for name in found.reindex(keys).tolist()]


def favourites(rows: pd.DataFrame, field: str) -> pd.Series:
    """What each customer (`key`) spent most on, ties by name."""
    spent = pd.Series(rows.groupby(["key", field])["amount"].sum()).reset_index()
    spent = spent.loc[spent["amount"] > 0].sort_values(["amount", field], ascending=[False, True], kind="stable")
    return spent.drop_duplicates("key").set_index("key")[field]


def buyers(sales: pd.DataFrame, as_of: dt.date) -> int:
    """How many customers bought something in the 12 months up to a day."""
    recent = last_year(sales, as_of)
    return int(recent.loc[recent["amount"] > 0, "key"].nunique())
