"""The stages that deals go through, from the first to the last."""

from __future__ import annotations

import pandas as pd

from salestracker_xl.tables.outcomes import outcome_of
from salestracker_xl.tables.vocabulary import normal

MOST_STAGES = 12
COURSE = (  # words that name a stage, in the order in which the pipelines of CRMs begin with them
    "lead leads prospect prospects prospecting prospection piste pistes new nouveau nouvelle",
    "qualified qualification qualify qualifie qualifiee appointment rendez rdv",
    "contact contacted contacte contactee",
    "demo demonstration presentation needs besoin besoins discovery decouverte",
    "proposal proposals proposition quote quoted devis offer offre",
    "negotiation negotiations negociation negociations",
    "contract contrat signature verbal",
)


def stages_in_order(deals: pd.DataFrame) -> list[str]:
    """Name the stages of a pipeline, those in which a deal is won or lost left out, in the order of their chances.

    A stage stands by the median probability of its open deals; where probabilities say nothing, by the words that
    name it; where these do not tell for each of them, the stages keep the order in which the export names them. Of two
    spellings that differ in case alone, the first stands.
    """
    is_open = deals["status"] == "open"
    named = pd.concat([deals.loc[is_open, "stage"], deals.loc[~is_open, "stage"], deals["furthest"]]).dropna()
    names: dict[str, str] = {}
    for name in named.unique():
        if outcome_of(str(name)) == "open":
            names.setdefault(str(name).lower(), str(name))
    told = deals.loc[is_open & deals["probability"].notna()]
    chances = told["probability"].groupby(told["stage"].str.lower()).median()
    places = {name: float(chances[name]) for name in names if name in chances.index}
    if len(places) < len(names):
        places = {name: place for name in names if (place := place_by_words(name)) is not None}
    order = sorted(names, key=lambda name: places[name]) if len(places) == len(names) else list(names)
    return [names[name] for name in order[:MOST_STAGES]]


def place_by_words(stage: str) -> int | None:
    """Say how far along pipelines a stage of this name stands; None where its words do not tell.

    >>> place_by_words("Devis envoyé"), place_by_words("Negotiation started"), place_by_words("Blue")
    (4, 5, None)
    """
    words = set(normal(stage).split())
    return max((place for place, known in enumerate(COURSE) if words & set(known.split())), default=None)
