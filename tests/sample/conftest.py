from __future__ import annotations

import pandas as pd
import pytest

from salestracker_xl.sample import paths
from salestracker_xl.sample.market import Market
from salestracker_xl.sample.story import Story, tell


@pytest.fixture(scope="session")
def story() -> Story:
    return tell(Market())


@pytest.fixture(scope="session")
def raw_orders() -> pd.DataFrame:
    """Every row of orders.csv, every cell as it is written; "" where there is nothing."""
    return pd.read_csv(paths().orders, dtype=str, keep_default_na=False)


@pytest.fixture(scope="session")
def orders(raw_orders: pd.DataFrame) -> pd.DataFrame:
    """Rows of orders.csv in which the date, the customer and the amount can be read; money in whole cents."""
    dates = pd.to_datetime(raw_orders["Date"], format="%Y-%m-%d", errors="coerce")
    amounts = pd.to_numeric(raw_orders["Amount"], errors="coerce")
    read = raw_orders.assign(
        Date=dates,
        Month=dates.dt.to_period("M"),
        Quantity=pd.to_numeric(raw_orders["Quantity"]),
        Price=(pd.to_numeric(raw_orders["Unit price"]) * 100).round(),
        Amount=(amounts * 100).round(),
    )
    good = dates.notna() & amounts.notna() & (raw_orders["Customer"].str.strip() != "")
    return read[good].reset_index(drop=True)


@pytest.fixture(scope="session")
def deals() -> pd.DataFrame:
    days = ["Close Date", "Create Date", "Stage changed", "First response", "Last activity"]
    return pd.read_csv(paths().deals, parse_dates=days)


@pytest.fixture(scope="session")
def spend() -> pd.DataFrame:
    return pd.read_csv(paths().spend)


@pytest.fixture(scope="session")
def people() -> pd.DataFrame:
    return pd.read_csv(paths().customers)


@pytest.fixture(scope="session")
def interactions() -> pd.DataFrame:
    return pd.read_csv(paths().engagement, parse_dates=["Date"])


@pytest.fixture(scope="session")
def goals() -> pd.DataFrame:
    return pd.read_csv(paths().targets)
