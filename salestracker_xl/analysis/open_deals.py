"""How the open deals stand: by stage, by age, and which are stuck or have slipped."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

STUCK_BEYOND = 0.9  # quantile of the won deals' cycle: an open deal older than that is stuck


def stages(deals: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Open deals by stage, in the order in which the export names the stages.

    An open deal is stuck when it is older than nine of ten won deals were at their signature, and has slipped when its
    expected close lies before `day`. Ages are in days since creation; a deal without a day of creation has none.

    Parameters
    ----------
    deals : pandas.DataFrame
        The columns of the schema DEALS.

    Returns
    -------
    pandas.DataFrame
        One row a stage: deals, amount, median_age, stuck, slipped; a blank stage comes last under None.
    """
    told = with_ages(deals, day)
    groups = told.groupby("stage", sort=False, dropna=False)
    return pd.DataFrame(
        {
            "deals": groups.size(),
            "amount": groups["amount"].sum(),
            "median_age": groups["age"].median(),
            "stuck": groups["stuck"].sum(),
            "slipped": groups["slipped"].sum(),
        }
    ).sort_index(key=lambda stages: stages.isna(), kind="stable")


def with_ages(deals: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """The open deals, the oldest first, with `age` in days and whether each is `stuck` or has `slipped`."""
    now = pd.Timestamp(day)
    told = deals.loc[deals["status"] == "open"].copy()
    told["age"] = (now - told["created"]).dt.days
    usual = usual_cycle(deals)
    told["stuck"] = (told["age"] > usual).to_numpy(bool) if usual is not None else False
    told["slipped"] = (told["closed"] < now).to_numpy(bool)
    told["amount"] = told["amount"].astype(float)
    return told.sort_values(by="age", ascending=False, kind="stable", na_position="last")


def usual_cycle(deals: pd.DataFrame) -> float | None:
    """Days within which nine of ten won deals were signed; None when none of them tells."""
    won = deals.loc[deals["status"] == "won"]
    days = (won["closed"] - won["created"]).dt.days
    days = days[days >= 0]
    return float(days.quantile(STUCK_BEYOND)) if len(days) else None


def win_loss(deals: pd.DataFrame, by: str) -> pd.DataFrame:
    """Closed deals by one column of the deals (source, rep, stage ...): won, lost, win rate, money won and lost.

    The most closed deals first, blanks under None last; the win rate is that of counts.
    """
    closed = deals.loc[deals["status"].isin(["won", "lost"])]
    won = closed["status"] == "won"
    amounts = closed["amount"].astype(float).fillna(0.0)
    groups = [closed[by].to_numpy(object)]
    table = pd.DataFrame(
        {
            "won": won.groupby(groups, dropna=False).sum(),
            "lost": (~won).groupby(groups, dropna=False).sum(),
            "won_amount": amounts.where(won, 0.0).groupby(groups, dropna=False).sum(),
            "lost_amount": amounts.where(~won, 0.0).groupby(groups, dropna=False).sum(),
        }
    )
    table["win_rate"] = table["won"] / (table["won"] + table["lost"])
    size = np.where(table.index.isna(), -1, table["won"] + table["lost"])
    return table.iloc[np.argsort(-size, kind="stable")]
