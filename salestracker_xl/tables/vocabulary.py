"""Headers and labels in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NUMBER_SIGN = re.compile(r"\b[nN][°º]|№|\b[nN]o\.|#|\b[nN]r\.")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")  # as in "H.T."
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """Give the words of a header without case, accents and punctuation; any sign of a number becomes "no".

    >>> normal("N° de Commande"), normal("Total H.T. (€)"), normal("orderDate"), normal("Order #")
    ('no de commande', 'total ht', 'order date', 'order no')
    """
    numbered = _NUMBER_SIGN.sub(" no ", _DOTTED.sub(lambda initials: initials[0].replace(".", "") + " ", header))
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", _CAMEL.sub(" ", numbered).replace("œ", "oe"))
        if not unicodedata.combining(letter)
    )
    return " ".join(_NOT_A_WORD.sub(" ", plain.lower()).split())


def spoken_in(phrase: str, header: str) -> bool:
    """Tell whether the words of `phrase` stand side by side in `header`, both in normal form.

    >>> spoken_in("net amount", "line net amount"), spoken_in("ht", "shtick")
    (True, False)
    """
    return f" {phrase} " in f" {header} "


_FRENCH_WORDS = """
    montant commande commandes produit produits quantite qte prix facture numero nom ville pays statut tva ttc ht
    vendeur vendeuse mois jour ligne libelle categorie famille remise devise societe echeance emission livraison canal
    magasin unitaire designation depense depenses campagne objectif objectifs etape affaire affaires cloture creation
    chiffre vente ventes achat acheteur raison sociale etat du des"""
_FRENCH = frozenset(_FRENCH_WORDS.split())


def speaks_french(headers: Iterable[str]) -> bool:
    """Tell whether headers are French, by words that English does not share.

    >>> speaks_french(["Date", "Client", "Montant"]), speaks_french(["Date", "Client", "Amount"])
    (True, False)
    """
    return any(word in _FRENCH for header in headers for word in normal(header).split())
