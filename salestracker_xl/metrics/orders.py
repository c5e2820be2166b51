"""What an order is worth."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, DivisionByZero, metric

AMOUNTS = Arg(
    kind="numbers",
    summary=Text(
        "Amounts, one a row. Refunds are negative: they lower revenue and are not orders.",
        "Montants, un par ligne. Un avoir est négatif : il réduit le chiffre d'affaires et n'est pas une commande.",
    ),
    rows="orders",
)
ORDER_IDS = Arg(
    kind="keys",
    summary=Text(
        "Order numbers of the same rows; lines of one order are one order. Without them each positive row is an order.",
        "Numéros de commande des mêmes lignes ; les lignes d'une commande n'en font qu'une. "
        "Sans eux, chaque ligne positive est une commande.",
    ),
    rows="orders",
)


@metric(
    label=Text("Average order value", "Panier moyen"),
    summary=Text("Net revenue divided by the number of orders.", "Chiffre d'affaires net divisé par les commandes."),
    unit="currency",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, average order value",
    example="AOV({sales[amount]},{sales[order_id]})",
    native=(
        'SUM({amounts})/COUNTIF({amounts},">0")',
        'SUMPRODUCT(--({order_ids}<>""),{amounts})/SUMPRODUCT(({amounts}>0)*({order_ids}<>"")'
        '*(MATCH({order_ids}&"|"&({amounts}>0),{order_ids}&"|"&({amounts}>0),0)=ROW({order_ids})-MIN(ROW({order_ids}))+1))',
    ),
    dynamic=(
        'SUM({amounts})/SUMPRODUCT(({amounts}>0)*({amounts}<""))',
        'IF(SUMPRODUCT(({amounts}>0)*({order_ids}<>""))=0,1/0,SUMPRODUCT(--({order_ids}<>""),{amounts})'
        '/ROWS(UNIQUE(FILTER({order_ids}&"",({amounts}>0)*({order_ids}<>"")))))',
    ),
)
def aov(amounts: Annotated[Column, AMOUNTS], order_ids: Annotated[Column | None, ORDER_IDS] = None) -> float:
    """Net revenue per order, in the currency of `amounts`.

    An order is a distinct order number with at least one positive line; without order numbers, a positive row. Refunds
    lower the revenue and are not orders. Rows in which a given column is blank are left out.

    Raises
    ------
    DivisionByZero
        When there is no order.

    >>> aov(np.array([80.0, 40.0, 60.0, -30.0]), np.array([0, 0, 1, 1]))
    75.0
    >>> aov(np.array([120.0, 80.0, np.nan]))
    100.0
    """
    counted = ~np.isnan(amounts) if order_ids is None else ~np.isnan(amounts) & (order_ids >= 0)
    positive = counted & (np.nan_to_num(amounts) > 0)
    orders = np.count_nonzero(positive) if order_ids is None else np.unique(order_ids[positive]).size
    if orders == 0:
        raise DivisionByZero(
            Text(
                "AOV needs at least one order; no row of amounts is positive.",
                "AOV demande au moins une commande ; aucune ligne de amounts n'est positive.",
            )
        )
    return float(amounts[counted].sum() / orders)
