"""Invoices and shop orders as French programs export them."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.profiles.plain import settle
from salestracker_xl.tables.profiles.profile import Profile, phrases
from salestracker_xl.tables.rows import first_with, with_gaps_filled

_INVOICE_NUMBERS = phrases(
    "numero facture, numero de facture, no facture, no de facture, facture no, ref facture, reference facture"
)
_ORDER_NUMBERS = phrases("no commande, numero commande, numero de commande, no de commande, commande no")
_EMAILS = phrases("email client, e mail client, mail client, courriel client, adresse email client, email, e mail")
_NAMES = phrases("nom client, nom du client, client, nom complet, nom")

INVOICES = Profile(
    "french_invoices",
    Text("French invoices", "factures françaises"),
    (
        frozenset(_INVOICE_NUMBERS),
        frozenset(
            phrases("""
                montant ht, total ht, montant total ht, montant ttc, total ttc, montant total ttc,
                taux tva, taux de tva, montant tva
            """)
        ),
    ),
    {
        "sales": {
            "order_id": _INVOICE_NUMBERS,
            "date": phrases("""
                date emission, date d emission, date facture, date de facture, date de la facture,
                date facturation, date de facturation, date
            """),
        }
    },
    frozenset(("sales",)),
    settle=settle,
)


def _arrange_shop(grid: Grid) -> Grid:
    return with_gaps_filled(grid, first_with(grid, _EMAILS), first_with(grid, _NAMES))


SHOP = Profile(
    "french_shop",
    Text("French shop orders", "commandes d'une boutique française"),
    (
        frozenset(_ORDER_NUMBERS),
        frozenset(phrases("date commande, date de commande, date de la commande")),
        frozenset(_EMAILS + _NAMES),
    ),
    {"sales": {"customer": (*_EMAILS, *_NAMES)}},
    frozenset(("sales",)),
    arrange=_arrange_shop,
    settle=settle,
)
