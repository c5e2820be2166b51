"""Headers and labels in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMBER_SIGN = re.compile(r"\b[nN][°º]|№|\b[nN]o\.|#|\b[nN]r\.")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """Give the words of a header without case, accents and punctuation; any sign of a number becomes "no".

    >>> normal("N° de Commande"), normal("Total (€)"), normal("orderDate"), normal("Order #")
    ('no de commande', 'total', 'order date', 'order no')
    """
    numbered = _NUMBER_SIGN.sub(" no ", header)
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
