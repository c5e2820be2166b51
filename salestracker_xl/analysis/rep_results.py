"""How reps get going, and the bands in which their results against quota are told."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salestracker_xl.language import Text

BANDS: tuple[tuple[float, Text], ...] = (  # upper limit of attainment, exclusive, and what the band is called
    (0.5, Text("below 50%", "moins de 50 %")),
    (0.8, Text("50 to 80%", "de 50 à 80 %")),
    (1.0, Text("80 to 100%", "de 80 à 100 %")),
    (1.2, Text("100 to 120%", "de 100 à 120 %")),
    (np.inf, Text("120% and above", "120 % et plus")),
)


def ramp(sales: pd.DataFrame) -> pd.DataFrame:
    """Net revenue of each rep by months since the rep's first sale.

    Returns
    -------
    pandas.DataFrame
        One row a rep, one column for each month of service (0, 1, 2 ...), up to the last complete month of the data; 0
        in a month without sales, NaN in the future. Reps of the first month of the data are left out: nobody knows when
        they began.
    """
    named = sales.loc[sales["rep"].notna()]
    month = named["date"].dt.year * 12 + named["date"].dt.month - 1
    after = sales["date"].max() + pd.Timedelta(days=1)
    complete = after.year * 12 + after.month - 2  # the month that was over on the last day
    first = month.groupby(named["rep"]).min()
    first = first[first > int(month.min())] if len(month) else first
    counted = named["rep"].isin(first.index) & (month <= complete)
    age = (month - named["rep"].map(first))[counted].astype(int)
    table = (
        named.loc[counted]
        .astype({"amount": float})
        .pivot_table(index="rep", columns=age.rename("month"), values="amount", aggfunc="sum")
    )
    longest = int((complete - first).max()) + 1 if len(first) else 0
    table = table.reindex(index=first.index, columns=range(max(longest, 0))).fillna(0.0)
    served = (complete - first).to_numpy()[:, None] >= np.arange(table.shape[1])[None, :]
    return table.where(served)


def months_to_ramp(table: pd.DataFrame, usual: float) -> pd.Series:
    """Month of service in which each rep of a ramp first sold as much as `usual`; NaN where none did yet."""
    reached = (table >= usual).to_numpy()
    first = np.where(reached.any(axis=1), reached.argmax(axis=1), np.nan)
    return pd.Series(first, index=table.index)
