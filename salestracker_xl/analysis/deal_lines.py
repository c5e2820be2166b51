"""The metrics that deals allow."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salestracker_xl.analysis.line import DEALS, Line, Span, metric_line
from salestracker_xl.calendar import EXCEL_EPOCH


def deal_lines(deals: pd.DataFrame, span: Span) -> list[Line]:
    """Win rate, cycle, velocity and weighted pipeline; deals count in the period in which they were closed.

    `deals` has the columns of the schema. Open deals count as they stand, whatever the period.
    """
    within = deals["closed"].between(pd.Timestamp(span.start), pd.Timestamp(span.end)).to_numpy(bool)
    status = deals["status"].to_numpy(object)
    won, lost, is_open = within & (status == "won"), within & (status == "lost"), status == "open"
    amounts = deals["amount"].to_numpy(float)
    wins, losses, running = (int(np.count_nonzero(some)) for some in (won, lost, is_open))
    lines = [metric_line("WINRATE", span, wins + losses, DEALS, np.array([wins]), np.array([losses]))]
    cycle = metric_line("SALESCYCLE", span, wins, DEALS, _days(deals, "created")[won], _days(deals, "closed")[won])
    lines.append(cycle)
    if wins and running and cycle.value and not np.isnan(amounts[won]).all():
        rate, size = wins / (wins + losses), float(np.nanmean(amounts[won]))
        lines.append(metric_line("SALESVELOCITY", span, running, DEALS, running, rate, size, cycle.value))
    chances = deals["probability"].to_numpy(float)
    if running and not np.isnan(chances[is_open]).all():
        lines.append(metric_line("WEIGHTEDPIPELINE", span, running, DEALS, amounts[is_open], chances[is_open]))
    return lines


def _days(deals: pd.DataFrame, field: str) -> np.ndarray:
    """Serial days, NaN for a blank."""
    stamps = deals[field].to_numpy(dtype="datetime64[D]")
    numbers = stamps.astype(np.int64).astype(float) + EXCEL_EPOCH
    numbers[np.isnat(stamps)] = np.nan
    return numbers
