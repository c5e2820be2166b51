"""What the status or kind of a sale says about it: cancelled, refunded, a draft, a credit note."""

from __future__ import annotations

import re

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels, synonyms
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.rejects import CANCELLED, DRAFT, NOT_A_SALE, NOT_PAID, REFUNDED, VOIDED
from salestracker_xl.tables.vocabulary import normal

_REJECTED = (
    (VOIDED, re.compile(r"void|voided")),
    (CANCELLED, re.compile(r"(?:order )?(?:cancell?ed|canceled)|(?:commande |facture )?annule(?:e|s|es)?|annulation")),
    (
        NOT_PAID,
        re.compile(r"(?:payment )?failed|declined|echoue(?:e)?|refuse(?:e)?|payment error|expired|expire(?:e)?"),
    ),
    (DRAFT, re.compile(r"draft|brouillon|quote|devis|estimate|pro ?forma|facture pro ?forma")),
)
_REFUNDED = re.compile(r"(?:fully )?refunded|rembourse(?:e|s|es)?|refunded in full|rembourse(?:e)? en totalite")
_CREDIT = re.compile(
    r"avoir|facture d avoir|avoir client|credit note|credit memo|credit|note de credit|refund|refund receipt|return"
)
_OTHER_DOCUMENTS = re.compile(
    r"payment|paiement|purchase order|bill|deposit|journal entry|transfer|payout|adjustment|sales order|check|expense"
)


def apply_statuses(draft: Draft, amounts: np.ndarray) -> np.ndarray:
    """Reject what is no sale by its status or kind, and give the amounts with those of credit notes below zero.

    Where a refunded sale has its own line below zero, the line is kept: it takes the sale back.
    """
    columns = [*_columns(draft, synonyms.ORDER_STATUS), *_columns(draft, synonyms.DOCUMENT_TYPE)]
    for column in columns:
        words, places = _words(column)
        for reason, pattern in _REJECTED:
            draft.reject(_saying(words, places, pattern), column.header, reason)
        draft.reject(_saying(words, places, _REFUNDED) & ~(amounts < 0), column.header, REFUNDED)
        amounts = np.where(_saying(words, places, _CREDIT), -np.abs(amounts), amounts)
    for column in _columns(draft, synonyms.DOCUMENT_TYPE):
        words, places = _words(column)
        for place in sorted({place for place, word in enumerate(words) if _OTHER_DOCUMENTS.fullmatch(word)}):
            kind = kernels.chosen(column.text, places == place)[0].as_py()
            draft.reject(places == place, column.header, NOT_A_SALE.format(kind=Text(kind, kind)))
    return amounts


def _columns(draft: Draft, phrases: tuple[str, ...]) -> list[Column]:
    mapped = {match.header for match in draft.matches.values()}
    return [c for c in draft.grid.columns if normal(c.header) in phrases and c.header not in mapped]


def _words(column: Column) -> tuple[list[str], np.ndarray]:
    """Give the distinct values of a column in normal form, and the place of each row's value (-1: blank)."""
    places, cells = kernels.encoded(column.text)
    return [normal(cell) for cell in cells], places


def _saying(words: list[str], places: np.ndarray, pattern: re.Pattern[str]) -> np.ndarray:
    return np.isin(places, [place for place, word in enumerate(words) if pattern.fullmatch(word)])
