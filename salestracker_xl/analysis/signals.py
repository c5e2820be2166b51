"""How often each customer did something in the last twelve months."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from salestracker_xl.analysis.customer_base import last_year
from salestracker_xl.tables.schema import INTERACTIONS

ORDERS, OTHER = "orders", "other"
SIGNALS = (ORDERS, *INTERACTIONS, OTHER)


def signals_of(sales: pd.DataFrame, interactions: pd.DataFrame, as_of: dt.date, keys: np.ndarray) -> pd.DataFrame:
    """Days with an order, and interactions by kind, of the 12 months up to a day: a row a customer, a column a signal.

    `keys` are names in lower case, of which each has a row. What is of no known kind is `other`.
    """
    bought = last_year(sales.loc[sales["amount"] > 0], as_of).drop_duplicates(["key", "date"])
    done = last_year(interactions, as_of)
    kinds = done["kind"].astype(object).where(done["kind"].isin(list(INTERACTIONS)), OTHER)
    counts = pd.Series(done.groupby([done["key"], kinds]).size()).unstack(fill_value=0)
    found = counts.reindex(index=pd.Index(keys), columns=list(SIGNALS)).astype(float)
    found[ORDERS] = bought.groupby("key").size().reindex(found.index)
    return found.fillna(0.0)
