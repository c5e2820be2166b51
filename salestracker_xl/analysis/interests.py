"""What customers are interested in, how often they buy it, and what they pay for a unit of it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import cents
from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.distinct import changes, distinct, runs

USUAL_PRICES = (0.1, 0.5, 0.9)  # what a tenth of the lines costs less than, half of them, nine tenths


def interest_field(sales: pd.DataFrame) -> str | None:
    """The column that says what was bought: the category, else the product, None without either."""
    return next((field for field in ("category", "product") if bool(pd.Series(sales[field]).notna().any())), None)


def interests(known: KnownSales, field: str) -> pd.DataFrame:
    """One row a category (or product) of the 12 months up to the day of the sales, the most bought by customers first.

    Columns: `name`, `customers` who bought it, `favourite` (customers who spent most on it), `orders` (days on which a
    customer bought it), `revenue` (what came back taken off), and `low`, `typical`, `high`: what a tenth, a half and
    nine tenths of the lines cost a unit at most, NaN without quantities.
    """
    recent = known.frame[[field, "date", "amount", "quantity"]].iloc[known.last_year]
    places, names = pd.factorize(recent[field], sort=True)
    told = np.flatnonzero(places >= 0)
    recent, places, customers = recent.iloc[told], places[told], known.customers[known.last_year[told]]
    amounts, days = recent["amount"].to_numpy(float), recent["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    bought = amounts > 0
    keys = places[bought] * (customers.max(initial=0) + 1) + customers[bought]
    first = days.min(initial=0)
    span = days.max(initial=0) - first + 1

    def counted(keys: np.ndarray, size: int) -> np.ndarray:
        return np.bincount(distinct(keys) // size, minlength=len(names))

    table = pd.DataFrame(
        {
            "name": names,
            "customers": counted(keys, customers.max(initial=0) + 1),
            "favourite": np.bincount(_favourites(customers, places, amounts)[1], minlength=len(names)),
            "orders": counted(keys * span + (days[bought] - first), span * (customers.max(initial=0) + 1)),
            "revenue": np.bincount(places, amounts, minlength=len(names)),
        }
    )
    quantities = recent["quantity"].to_numpy(float)
    priced = bought & (quantities > 0)
    prices = pd.Series(amounts[priced] / quantities[priced]).groupby(places[priced])
    for name, share in zip(("low", "typical", "high"), USUAL_PRICES, strict=True):
        table[name] = pd.Series(prices.quantile(share)).reindex(table.index)
    table = table.loc[table["customers"] > 0]
    return table.sort_values(["customers", "name"], ascending=[False, True], ignore_index=True)


def favourites_of(known: KnownSales, field: str, keys: np.ndarray) -> list[str | None]:
    """What each customer spent most on so far, None where nothing is said; `keys` are names in lower case."""
    asked = known.codes_of(keys)
    until = known.frame["date"].to_numpy() < np.datetime64(known.as_of + dt.timedelta(days=1))
    rows = np.flatnonzero(np.isin(known.customers, asked) & until)
    sales = known.frame[[field, "amount"]].iloc[rows]
    places, names = pd.factorize(sales[field], sort=True)
    told = np.flatnonzero(places >= 0)
    amounts = sales["amount"].to_numpy(float)[told]
    customers, favourites = _favourites(known.customers[rows[told]], places[told], amounts)
    found = dict(zip(customers.tolist(), favourites.tolist(), strict=True))
    return [str(names[found[code]]) if code in found else None for code in asked.tolist()]


def _favourites(customers: np.ndarray, places: np.ndarray, amounts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each customer who spent anything, and the place on which it spent most; of equal ones the first place."""
    kinds = places.max(initial=0) + 1
    keys = customers * kinds + places
    order = np.argsort(keys, kind="stable")
    pairs, starts = runs(keys[order])
    spent = cents(np.add.reduceat(amounts[order], starts)) if len(starts) else np.empty(0)
    customers, places = np.divmod(pairs, kinds)
    best = np.lexsort((places, -spent, customers))
    best = best[changes(customers[best]) & (spent[best] > 0)]
    return customers[best], places[best]


def buyers(known: KnownSales) -> int:
    """How many customers bought something in the 12 months up to the day of the sales."""
    bought = known.frame["amount"].to_numpy(float)[known.last_year] > 0
    return distinct(known.customers[known.last_year[bought]]).size
