"""How a deal ended: won, lost, or still open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salestracker_xl.tables import kernels, notes
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.recognition import BY_NAME, Match
from salestracker_xl.tables.rejects import UNKNOWN_STATUS
from salestracker_xl.tables.vocabulary import normal

_WON = re.compile(
    r"(?:closed ?)?\bwon\b|closedwon|\bgagne(?:e|s|es)?\b|\bsigne(?:e|s|es)?\b|\bsigned\b|\bconclu(?:e|s|es)?\b"
)
_LOST = re.compile(
    r"\blost\b|closedlost|\bnot won\b|\bperdu(?:e|s|es)?\b|\b(?:non|pas) gagne|\babandonne(?:e|s|es)?\b|\babandoned\b"
)
_NOT_YET = re.compile(r"\b(?:to be|awaiting|waiting|pending|not|attente|pas|bientot|soon)\b")
_GONE = re.compile(r"(?:deleted|archived|supprime(?:e)?|archive(?:e)?|closed|close|cloture(?:e)?|ferme(?:e)?)")
_YES = r"(?i)^\s*(?:true|yes|1|oui|vrai|y|o)\s*$"
_IS_WON = ("is closed won", "is won", "won", "gagnee", "est gagnee")
_IS_LOST = ("is closed lost", "is lost", "lost", "perdue")


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """How every deal ended ("won", "lost", "open", None where nothing stands), and the header that says so."""

    outcomes: np.ndarray
    header: str


def settle_outcomes(draft: Draft) -> None:
    """Give every deal its status, and reject those that have gone without one."""
    match = draft.matches.get("status") or draft.matches.get("stage")
    found = outcomes_of(draft, [header for key in ("status", "stage") if (header := draft.header_of(key))])
    if found is None:
        return
    draft.statuses = found.outcomes
    if "status" not in draft.matches:
        confidence, reason = (match.confidence, match.reason) if match else (0.9, BY_NAME)
        draft.matches["status"] = Match("status", found.header, confidence, reason)


def tell_of_undated_ends(draft: Draft, statuses: pd.Series, closed: pd.Series) -> None:
    """Note how many deals are won or lost on no day: win rates and months pass over them."""
    undated = int((statuses.isin(("won", "lost")) & closed.isna()).sum())
    if undated:
        draft.notes.append(notes.undated_ends(undated))


def outcomes_of(draft: Draft, headers: Sequence[str]) -> Outcomes | None:
    """Work out how every deal ended; None where the file does not say.

    The first of `headers` decides (statuses, then stages), then columns that answer yes or no. What is neither won nor
    lost is open, unless it is deleted or closed without saying how: such rows are rejected.
    """
    said_by = list(headers)
    outcomes = np.full(len(draft.grid), None, object)
    for header in headers:
        blank = pd.isna(outcomes)
        outcomes[blank] = _by_words(draft, header)[blank]
    for outcome, phrases in (("won", _IS_WON), ("lost", _IS_LOST)):
        column = draft.find(phrases)
        if column is not None and (answers := _yes(column)).any():
            outcomes[answers] = outcome
            said_by.append(column.header)
    return Outcomes(outcomes, said_by[0]) if said_by else None


def _by_words(draft: Draft, header: str) -> np.ndarray:
    places, cells = kernels.encoded(draft.grid.column(header).text)
    words = [normal(cell) for cell in cells]
    gone = [place for place, word in enumerate(words) if _GONE.fullmatch(word)]
    draft.reject(np.isin(places, gone), header, UNKNOWN_STATUS)
    outcomes = np.array([*map(_by_normal_form, words), None], object)
    return outcomes[places]


def outcome_of(word: str) -> str:
    """How a deal stands by the name of its stage or status: "won", "lost" or "open".

    >>> outcome_of("Closed Won"), outcome_of("Non gagné"), outcome_of("Contract sent")
    ('won', 'lost', 'open')
    """
    return _by_normal_form(normal(word))


def _by_normal_form(word: str) -> str:
    if _LOST.search(word):
        return "lost"
    return "won" if _WON.search(word) and not _NOT_YET.search(word) else "open"


def _yes(column: Column) -> np.ndarray:
    return kernels.matches(column.text, _YES)
