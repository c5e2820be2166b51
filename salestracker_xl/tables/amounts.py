"""Which amount a line of sales stands for: net of tax, and the line's own rather than its order's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salestracker_xl.language import Text
from salestracker_xl.tables import synonyms
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.lines import shares
from salestracker_xl.tables.numbers import NUMBER_PROBLEMS
from salestracker_xl.tables.recognition import Match
from salestracker_xl.tables.vocabulary import normal

_WITH_TAX = frozenset(("ttc", "incl", "including"))
_HIGHEST_RATE = 0.3  # no country has a higher VAT rate: anything above is an amount
_ORDER_LEVEL = frozenset(
    """order subtotal, subtotal, sous total, total, order amount, order value, order total, grand total, total order
    montant commande, total commande, montant de la commande, total de la commande, invoice amount, invoice total
    total invoice, montant facture, montant de la facture, total facture""".replace("\n", ",").split(",")
)

LESS_TAX = Text('{why}; less "{tax}"', "{why} ; moins « {tax} »")
WITH_TAX = Text(
    'amounts under "{header}" include tax: the file has no column without it',
    "les montants sous « {header} » sont TTC : le fichier n'a pas de colonne hors taxes",
)
PRICE_TIMES = Text('"{price}" x "{quantity}": the file has no amount', "« {price} » x « {quantity} » : le fichier n'a pas de montant")
PRICE_ALONE = Text("the only price of the file", "le seul prix du fichier")
SHARED_TOTALS = Text(
    '"{header}" is the total of the order, repeated on its lines: shared among them',
    "« {header} » est le total de la commande, répété sur ses lignes : réparti entre elles",
)
