"""What cells say in one of few words: the kind of an interaction, whether e-mails are welcome, a year of birth."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from salestracker_xl.tables import kernels
from salestracker_xl.tables.cleaning import clean_cell
from salestracker_xl.tables.customer_synonyms import BIRTH_DATE
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.recognition import BY_NAME, Match
from salestracker_xl.tables.rejects import NEITHER_YES_NOR_NO, NO_YEAR
from salestracker_xl.tables.vocabulary import normal

_YES = re.compile(
    r"yes|y|true|1|x|oui|o|vrai|ok|(?:opted|opt)? ?in|subscribed|granted|accepted|active|abonnee?|inscrite?|acceptee?"
)
_NO = re.compile(
    r"no|n|false|0|non|faux|(?:opted|opt) ?out|(?:not |un)subscribed|declined|refused|revoked|inactive|none|never|not"
    r"|(?:non |des)(?:abonnee?|inscrite?)|refusee?|jamais"
)
_KINDS = (  # the first that is spoken of
    ("survey", r"survey|enquete|sondage|questionnaire|nps|csat|feedback|avis|review"),
    ("support", r"support|ticket|assistance|sav|complaint|reclamation|hotline|helpdesk|incident"),
    ("email", r"e ?mail|courriel|newsletter|mailing|opened|ouverture|open|click|clic"),
    ("call", r"call|phone|telephone|appel|tel"),
    ("event", r"event|evenement|salon|fair|expo|webinar|webinaire|workshop|atelier|demo|training|formation"),
    ("visit", r"visit|visite|meeting|reunion|rendez vous|rdv|showroom|web|site|page|store|magasin"),
)
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})(?:s|ed)?\b")) for kind, words in _KINDS)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BARE_SCORES = frozenset(("score", "rating", "note", "mark"))
_MOST_STARS = 5


def settle_customers(draft: Draft) -> None:
    """Give yes or no to e-mails its key, and years to dates of birth."""
    _settle_words(draft, "opt_in", answer_of)
    column = draft.find(BIRTH_DATE)
    if column is None or draft.is_given("birth_year"):
        return
    header = column.header
    draft.matches["birth_year"] = Match("birth_year", header, 0.99, BY_NAME)
    places, cells = kernels.encoded(column.text)
    years = np.array([*map(_year, cells), np.nan])[places]
    if column.days is not None:
        known = ~np.isnat(column.days)
        years[known] = column.days[known].astype("datetime64[Y]").astype(np.int64) + 1970.0
    draft.reject(np.isnan(years) & column.filled, header, NO_YEAR)
    draft.worked_out["birth_year"] = years


def _year(text: str) -> float:
    """The year in a date, however long ago: a birth may lie far before any sale."""
    found = _YEAR.search(text)
    return float(found[0]) if found else np.nan


def settle_engagement(draft: Draft) -> None:
    """Give kinds of interactions their keys, and tell a bare score that goes beyond five from a CSAT."""
    match = draft.matches.get("csat")
    if match and "nps" not in draft.matches and normal(match.header) in _BARE_SCORES:
        scores = draft.numbers(match.header, "number").values
        if np.any(scores > _MOST_STARS) or np.any(scores == 0):
            del draft.matches["csat"]
            draft.matches["nps"] = Match("nps", match.header, match.confidence, match.reason)
    _settle_words(draft, "kind", kind_of)


def kind_of(said: str) -> str:
    """Key of the kind that an interaction is called by; another kind keeps its own name.

    >>> kind_of("E-mail ouvert"), kind_of("NPS survey"), kind_of("Factory tour")
    ('email', 'survey', 'Factory tour')
    """
    words = normal(said)
    return next((kind for kind, pattern in _PATTERNS if pattern.search(words)), said)


def answer_of(said: str) -> str | None:
    """Key of an answer, "yes" or "no"; None for any other word."""
    words = normal(said)
    return "yes" if _YES.fullmatch(words) else "no" if _NO.fullmatch(words) else None


def _settle_words(draft: Draft, key: str, key_of: Callable[[str], str | None]) -> None:
    """Work out the keys of a field; rows whose cell says none of them are rejected."""
    header = draft.header_of(key)
    if header is None:
        return
    places, cells = kernels.encoded(draft.grid.column(header).text)
    cleaned = [clean_cell(cell) for cell in cells]
    keys = np.array([*(cell and key_of(cell) for cell in cleaned), None], object)
    unknown = np.array([*(bool(cell) for cell in cleaned), False]) & np.array([found is None for found in keys])
    draft.reject(unknown[places], header, NEITHER_YES_NOR_NO)
    draft.worked_out[key] = keys[places]
