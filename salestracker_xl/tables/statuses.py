"""What the status or kind of a sale says about it: cancelled, refunded, a draft, a credit note."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels, notes, synonyms
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.rejects import CANCELLED, DRAFT, NOT_A_SALE, NOT_PAID, REFUNDED, VOIDED
from salestracker_xl.tables.vocabulary import normal

_REJECTED = (
    (VOIDED, re.compile(r"void|voided")),
    (
        CANCELLED,  # by whom, when and why may follow
        re.compile(
            r"(?:(?:order )?(?:cancell?ed|canceled)|(?:commande |facture )?annule(?:e|s|es)?|annulation)(?: .*)?"
        ),
    ),
    (
        NOT_PAID,
        re.compile(
            r"(?:payment )?failed|declined|echoue(?:e)?|refuse(?:e)?|payment error|erreur de paiement"
            r"|expired|expire(?:e)?|abandoned|abandonne(?:e)?"
        ),
    ),
    (
        DRAFT,
        re.compile(
            r"(?:checkout )?draft|brouillon|(?:quote|quotation|estimate|devis)(?: (?:sent|envoye|en cours))?"
            r"|(?:facture )?pro ?forma|pro ?forma invoice"
        ),
    ),
)
_REFUNDED = re.compile(r"(?:fully )?refunded|rembourse(?:e|s|es)?|refunded in full|rembourse(?:e)? en totalite")
_CREDIT = re.compile(
    r"avoir|facture d avoir|avoir client|credit note|credit memo|note de credit|refund|refund receipt|return|retour"
)


def apply_statuses(draft: Draft, amounts: np.ndarray) -> np.ndarray:
    """Reject what is no sale by its status or kind, and give the amounts with those of credit notes below zero.

    Where a refunded sale has its own line below zero, the line is kept: it takes the sale back.
    """
    for column in _columns(draft, synonyms.ORDER_STATUS + synonyms.DOCUMENT_TYPE):
        for reason, pattern in _REJECTED:
            draft.reject(rows_where(column, _says(pattern)), column.header, reason)
        draft.reject(rows_where(column, _says(_REFUNDED)) & ~(amounts < 0), column.header, REFUNDED)
        amounts = np.where(rows_where(column, _says(_CREDIT)), -np.abs(amounts), amounts)
    _tell_what_counted(draft)
    return amounts


def _tell_what_counted(draft: Draft) -> None:
    """Note which statuses were taken for sales: a person knows better than we what they mean."""
    taken = np.ones(len(draft.grid), bool)
    for verdict in draft.verdicts:
        taken &= ~verdict.rows
    for column in _columns(draft, synonyms.ORDER_STATUS):
        places, cells = kernels.encoded(column.text)
        counts = np.bincount(places[taken & (places >= 0)], minlength=len(cells))
        told = sorted(
            ((int(n), cell) for n, cell in zip(counts, cells, strict=True) if n), key=lambda it: (-it[0], it[1])
        )
        if told:
            draft.notes.append(notes.counted_statuses(column.header, [(cell, n) for n, cell in told]))


def reject_kinds(draft: Draft, column: Column, is_other: Callable[[str], bool]) -> None:
    """Reject the rows whose kind is not one of sales, naming the kind as the file does."""
    for kind in kernels.encoded(column.text)[1]:
        if is_other(normal(kind)):
            draft.reject(
                kernels.equals(column.text, kind.strip()), column.header, NOT_A_SALE.format(kind=Text(kind, kind))
            )


def _says(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda words: pattern.fullmatch(words) is not None


def _columns(draft: Draft, phrases: tuple[str, ...]) -> list[Column]:
    mapped = {match.header for match in draft.matches.values()}
    return [c for c in draft.grid.columns if normal(c.header) in phrases and c.header not in mapped]


def rows_where(column: Column, holds: Callable[[str], bool]) -> np.ndarray:
    """Tell for which rows something holds of the cell's words in normal form; blank cells are False."""
    places, cells = kernels.encoded(column.text)
    return np.append([holds(normal(cell)) for cell in cells], False).astype(bool)[places]
