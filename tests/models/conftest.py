"""Data that several tests of the models share."""

from __future__ import annotations

import pandas as pd
import pytest
from models import cdnow

from salestracker_xl.models.purchases import PurchaseSummary


@pytest.fixture(scope="session")
def calibration() -> PurchaseSummary:
    """CDNOW sample, first 39 weeks, in days."""
    return cdnow.calibration()


@pytest.fixture(scope="session")
def printed() -> pd.DataFrame:
    """CDNOW sample, first 39 weeks, in weeks with two decimals."""
    return cdnow.printed_summary()
