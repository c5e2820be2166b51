"""How soon deals are answered, and what it does to their chances."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salestracker_xl.models.proportion import wilson

BANDS = ((0, 0), (1, 1), (2, 3), (4, 7), (8, None))  # days to the first answer, both ends counted
CONFIDENCE = 0.95


def days_to_response(deals: pd.DataFrame) -> pd.Series:
    """Days from creation to the first answer, NaN where one of them is unknown or the answer came first."""
    days = (deals["first_response"] - deals["created"]).dt.days.astype(float)
    return days.where(days >= 0)


def response_by(deals: pd.DataFrame, by: str = "source") -> pd.DataFrame:
    """Median days to the first answer by one column of the deals, the most deals first, blanks under None last.

    Returns
    -------
    pandas.DataFrame
        deals, answered (those that tell both days), median_days (NaN where none does).
    """
    days = days_to_response(deals)
    groups = days.groupby([deals[by].to_numpy(object)], dropna=False)
    table = pd.DataFrame({"deals": groups.size(), "answered": groups.count(), "median_days": groups.median()})
    size = np.where(table.index.isna(), -1, table["deals"])
    return table.iloc[np.argsort(-size, kind="stable")]


def win_rate_by_response(deals: pd.DataFrame) -> pd.DataFrame:
    """Closed deals by the days that they waited for the first answer, a row for each of BANDS.

    Returns
    -------
    pandas.DataFrame
        won, lost, win_rate, and its 95 % limits low and high by Wilson; NaN where no deal of the band was closed.
    """
    days, status = days_to_response(deals), deals["status"]
    rows = []
    for first, last in BANDS:
        within = (days >= first) & (days <= (np.inf if last is None else last))
        won, lost = (int((within & (status == ended)).sum()) for ended in ("won", "lost"))
        low, high = wilson(won, won + lost, CONFIDENCE) if won + lost else (np.nan, np.nan)
        rate = won / (won + lost) if won + lost else np.nan
        rows.append({"won": won, "lost": lost, "win_rate": rate, "low": low, "high": high})
    return pd.DataFrame(rows, index=pd.MultiIndex.from_tuples(BANDS, names=["from", "to"]))
