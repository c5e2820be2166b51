"""Who the customers are, in groups."""

from __future__ import annotations

import numpy as np
import pandas as pd

AGES = (0, 18, 25, 35, 45, 55, 65)  # from which a group begins


def with_age_groups(customers: pd.DataFrame, year: int) -> pd.DataFrame:
    """Customers with a year of birth and no age group get the group of the age that they reach in `year`."""
    born = pd.Series(customers["birth_year"]).to_numpy(dtype=float, na_value=np.nan)
    missing = customers["age_group"].isna().to_numpy() & ~np.isnan(born)
    if not missing.any():
        return customers
    groups = np.array(customers["age_group"], dtype=object)
    groups[missing] = [age_group(year - int(then)) for then in born[missing]]
    return customers.assign(age_group=groups)


def age_group(age: int) -> str:
    """Name of the group of an age.

    >>> age_group(24), age_group(70), age_group(12)
    ('18-24', '65+', '0-17')
    """
    at = max(int(np.searchsorted(AGES, age, side="right")) - 1, 0)
    return f"{AGES[at]}+" if at + 1 == len(AGES) else f"{AGES[at]}-{AGES[at + 1] - 1}"
