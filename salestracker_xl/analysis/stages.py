"""The stages that deals go through, from the first to the last."""

from __future__ import annotations

import pandas as pd

from salestracker_xl.tables.outcomes import outcome_of

MOST_STAGES = 12


def stages_in_order(deals: pd.DataFrame) -> list[str]:
    """Name the stages of a pipeline, those in which a deal is won or lost left out, in the order of their chances.

    A stage stands by the median probability of its open deals; where probabilities say nothing, the stages keep the
    order in which the export names them. Of two spellings that differ in case alone, the first stands.
    """
    is_open = deals["status"] == "open"
    named = pd.concat([deals.loc[is_open, "stage"], deals.loc[~is_open, "stage"], deals["furthest"]]).dropna()
    names: dict[str, str] = {}
    for name in named.unique():
        if outcome_of(str(name)) == "open":
            names.setdefault(str(name).lower(), str(name))
    told = deals.loc[is_open & deals["probability"].notna()]
    chances = told["probability"].groupby(told["stage"].str.lower()).median()
    order = sorted(names, key=lambda name: chances.get(name, -1.0)) if set(names) <= set(chances.index) else list(names)
    return [names[name] for name in order[:MOST_STAGES]]
