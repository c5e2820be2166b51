"""The CDNOW purchases of Fader and Hardie, as they come inside the lifetimes package.

The file names are read directly: the loaders of lifetimes need pkg_resources, which a fresh environment lacks.
"""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pandas as pd

from salestracker_xl.models.purchases import PurchaseSummary, summarise

EXCEL_DAY_ZERO = pd.Timestamp("1899-12-30")
CALIBRATION_END = (pd.Timestamp("1997-09-30") - EXCEL_DAY_ZERO).days
DAYS_A_WEEK = 7

FOLDER = files("lifetimes") / "datasets"


def _purchases(name: str, columns: list[str], skip: int) -> pd.DataFrame:
    with (FOLDER / name).open() as lines:
        table = pd.read_csv(lines, sep=r"\s+", header=None, skiprows=skip, names=columns)
    return table.assign(date=pd.to_datetime(table["date"].astype(str)))


def master() -> pd.DataFrame:
    """69,659 purchases of 23,570 customers: id, date, cds, amount."""
    return _purchases("CDNOW_master.txt", ["id", "date", "cds", "amount"], skip=1)


def sample() -> pd.DataFrame:
    """6,919 purchases of a tenth of them, on which the papers report: master_id, id, date, cds, amount."""
    return _purchases("CDNOW_sample.txt", ["master_id", "id", "date", "cds", "amount"], skip=0)


def columns(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Codes, Excel days and amounts of a table of purchases."""
    days = (table["date"] - EXCEL_DAY_ZERO).dt.days.to_numpy(float)
    return table["id"].to_numpy(), days, table["amount"].to_numpy(float)


def calibration() -> PurchaseSummary:
    """The 39 weeks of the sample to which the papers fit their models, in days."""
    return summarise(*columns(sample()), end=CALIBRATION_END)


def printed_summary() -> pd.DataFrame:
    """The same as printed with two decimals in weeks: ID, x, t_x, T, zbar."""
    with (FOLDER / "cdnow_customers_summary_with_transactions.csv").open() as lines:
        return pd.read_csv(lines)
