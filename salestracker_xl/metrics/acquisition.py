"""What it costs to win a customer."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, DivisionByZero, metric

SPEND = Arg(
    kind="numbers",
    summary=Text(
        "Sales and marketing spend, a column of amounts.",
        "Dépenses commerciales et marketing, une colonne de montants.",
    ),
    rows="spend",
)
NEW_CUSTOMERS = Arg(
    kind="numbers",
    summary=Text(
        "Customers won in the same rows. Reactivated customers are not new.",
        "Clients gagnés sur les mêmes lignes. Un client réactivé n'est pas nouveau.",
    ),
    rows="spend",
)


@metric(
    label=Text("Customer acquisition cost", "Coût d'acquisition client"),
    summary=Text("Average cost of winning one new customer.", "Coût moyen pour gagner un nouveau client."),
    unit="currency",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, average acquisition cost",
    example="CAC({spend[amount]},{spend[new_customers]})",
    native=("SUM({spend})/SUM({new_customers})",),
)
def cac(spend: Annotated[Column, SPEND], new_customers: Annotated[Column, NEW_CUSTOMERS]) -> float:
    """Average cost of winning one new customer, in the currency of `spend`.

    Totals are divided, not averaged period by period, so a month without new customers still counts its spend.
    Blended (all spend) or paid (paid rows only) is the caller's choice of rows.

    Parameters
    ----------
    spend, new_customers
        Columns of the same height; blanks count as nothing.

    Raises
    ------
    DivisionByZero
        When no customer was won.

    >>> cac(np.array([900.0, 600.0]), np.array([10.0, 0.0]))
    150.0
    """
    won = np.nansum(new_customers)
    if won == 0:
        raise DivisionByZero(
            Text(
                "CAC needs at least one new customer; new_customers adds up to 0.",
                "CAC demande au moins un nouveau client ; la somme de new_customers est 0.",
            )
        )
    return float(np.nansum(spend) / won)
