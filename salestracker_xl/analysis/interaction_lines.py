"""The metrics that interactions allow: how many there were, and what customers answered."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import folded
from salestracker_xl.analysis.line import CUSTOMERS, Line, Span, line
from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData

ANSWERS = Text("answers", "réponses")
SATISFIED, PROMOTER, DETRACTOR = 4, 9, 6  # from, from, up to (Reichheld 2003, The One Number You Need to Grow, HBR)
SUMMARIES = {
    "INTERACTIONS": Text(
        "Visits, opened e-mails, calls, events, requests for support and answers to surveys.",
        "Visites, e-mails ouverts, appels, événements, demandes d'assistance et réponses aux enquêtes.",
    ),
    "CSAT": Text("Share of the answers from 1 to 5 that are 4 or 5.", "Part des réponses de 1 à 5 qui valent 4 ou 5."),
    "NPS": Text(
        "Share of the answers of 9 and 10 less the share of 0 to 6, in points from -100 to 100.",
        "Part des réponses de 9 et 10 moins la part de 0 à 6, en points de -100 à 100.",
    ),
}
NO_ANSWER = Text(
    "Nobody answered a survey with this score in this period.",
    "Personne n'a répondu à une enquête avec cette note sur cette période.",
)


def interaction_lines(interactions: pd.DataFrame, span: Span) -> list[Line]:
    """Interactions, CSAT (share of 4 and 5) and NPS (points) of a period; `interactions` has the schema's columns."""
    days = interactions["date"].dt.date
    within = interactions[(days >= span.start) & (days <= span.end)]
    people = folded(pd.Series(within["customer"])).nunique()
    csat, nps = (pd.Series(within[key]).dropna().to_numpy(float) for key in ("csat", "nps"))
    return [
        line(
            "INTERACTIONS", Text("Interactions", "Interactions"), "count", span, lambda: len(within), people, CUSTOMERS
        ),
        line(
            "CSAT",
            Text("Customer satisfaction", "Satisfaction client"),
            "rate",
            span,
            lambda: satisfied(csat),
            csat.size,
            ANSWERS,
        ),
        line(
            "NPS",
            Text("Net promoter score", "Net promoter score"),
            "score",
            span,
            lambda: net_promoters(nps),
            nps.size,
            ANSWERS,
        ),
    ]


def satisfied(scores: np.ndarray) -> float:
    """Share of the scores from 1 to 5 that are 4 or 5.

    Raises
    ------
    NotEnoughData
        When there is no score.

    >>> satisfied(np.array([5.0, 4.0, 3.0, 1.0]))
    0.5
    """
    return float(np.mean(_some(scores) >= SATISFIED))


def net_promoters(scores: np.ndarray) -> float:
    """Share of 9 and 10 less the share of 0 to 6, in points from -100 to 100.

    Raises
    ------
    NotEnoughData
        When there is no score.

    >>> net_promoters(np.array([10.0, 9.0, 8.0, 3.0]))
    25.0
    """
    given = _some(scores)
    return float(100 * (np.mean(given >= PROMOTER) - np.mean(given <= DETRACTOR)))


def _some(scores: np.ndarray) -> np.ndarray:
    if not scores.size:
        raise NotEnoughData(NO_ANSWER)
    return scores
