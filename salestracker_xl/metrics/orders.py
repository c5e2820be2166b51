"""What an order is worth."""

from typing import Annotated

import numpy as np

from salestracker_xl.distinct import distinct
from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, DivisionByZero, WrongInput, metric
from salestracker_xl.metrics.wording import CONFIDENCE, at_least_zero, nothing_in, spoken
from salestracker_xl.models.proportion import share_of
from salestracker_xl.results import Estimate, Table, TableColumn

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


def _different(codes: Column) -> int:
    """How many codes there are, each counted once; to count them is far quicker than to sort them."""
    return int(np.count_nonzero(np.bincount(codes)))


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
        'IF(SUMPRODUCT(({amounts}>0)*({amounts}<"")*(TRIM({order_ids})<>""))=0,1/0,'
        'SUMPRODUCT(--(TRIM({order_ids})<>""),{amounts})/COUNTA(UNIQUE('
        'FILTER(TRIM({order_ids}),({amounts}>0)*({amounts}<"")*(TRIM({order_ids})<>"")),COLUMNS({order_ids})>1)))',
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
    positive = counted & (amounts > 0)  # a blank (NaN) is not
    orders = np.count_nonzero(positive) if order_ids is None else _different(order_ids[positive])
    if orders == 0:
        raise DivisionByZero(
            Text(
                "AOV needs at least one order; no row of amounts is positive.",
                "AOV demande au moins une commande ; aucune ligne de amounts n'est positive.",
            )
        )
    return float(amounts[counted].sum() / orders)


NUMBERS = Arg(
    kind="keys",
    summary=Text(
        "Order numbers of the same rows; lines of one order are one order.",
        "Numéros de commande des mêmes lignes ; les lignes d'une commande n'en font qu'une.",
    ),
    rows="orders",
)
CUSTOMERS = Arg(
    kind="keys",
    summary=Text("Customers of the same rows.", "Clients des mêmes lignes."),
    rows="orders",
)
NET = Arg(
    kind="numbers",
    summary=Text("What was charged, one amount a row.", "Ce qui a été facturé, un montant par ligne."),
    rows="prices",
)
LIST_PRICE = Arg(
    kind="numbers",
    summary=Text("The same rows at list price, before any discount.", "Les mêmes lignes au tarif, avant toute remise."),
    rows="prices",
)
SHARE_OF_TOP = Text("Share of the top {n}", "Part des {n} premiers")
SHARE_OF_FIRST = Text("Share of the top {n}", "Part du premier")
TOP = Arg(
    kind="number",
    summary=Text(
        "How many of the largest customers to look at, 10 if left out.",
        "Nombre des plus gros clients à regarder, 10 par défaut.",
    ),
)


@metric(
    label=Text("Revenue per customer", "Chiffre d'affaires par client"),
    summary=Text(
        "Net revenue divided by the customers who bought.", "Chiffre d'affaires net divisé par les clients acheteurs."
    ),
    unit="currency",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, average revenue per customer",
    example="REVENUEPERCUSTOMER({sales[amount]},{sales[customer]})",
    native=(
        'SUMPRODUCT(--({customers}<>""),{amounts})/SUMPRODUCT(({amounts}>0)*({customers}<>"")'
        '*(MATCH({customers}&"|"&({amounts}>0),{customers}&"|"&({amounts}>0),0)=ROW({customers})-MIN(ROW({customers}))+1))',
    ),
    dynamic=(
        'IF(SUMPRODUCT(({amounts}>0)*({amounts}<"")*(TRIM({customers})<>""))=0,1/0,'
        'SUMPRODUCT(--(TRIM({customers})<>""),{amounts})/COUNTA(UNIQUE('
        'FILTER(TRIM({customers}),({amounts}>0)*({amounts}<"")*(TRIM({customers})<>"")),COLUMNS({customers})>1)))',
    ),
)
def revenuepercustomer(amounts: Annotated[Column, AMOUNTS], customers: Annotated[Column, CUSTOMERS]) -> float:
    """Net revenue per customer with a purchase, in the currency of `amounts`.

    Refunds lower the revenue; who was only refunded is no customer here. Rows with a blank are left out.

    Raises
    ------
    DivisionByZero
        When nobody bought.

    >>> revenuepercustomer(np.array([80.0, 40.0, 60.0, -30.0]), np.array([0, 0, 1, 1]))
    75.0
    """
    counted = ~np.isnan(amounts) & (customers >= 0)
    buyers = _different(customers[counted & (amounts > 0)])
    if buyers == 0:
        raise nothing_in("REVENUEPERCUSTOMER", "customers")
    return float(amounts[counted].sum() / buyers)


@metric(
    label=Text("Purchase frequency", "Fréquence d'achat"),
    summary=Text("Orders per customer over the rows given.", "Nombre de commandes par client sur les lignes données."),
    unit="ratio",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, purchase frequency",
    example='PURCHASEFREQUENCY({sales[order_id]},IF({sales[amount]}>0,{sales[customer]},""))',
    dynamic=(
        'IF(SUMPRODUCT((TRIM({order_ids})<>"")*(TRIM({customers})<>""))=0,1/0,COUNTA(UNIQUE('
        'FILTER(TRIM({order_ids}),(TRIM({order_ids})<>"")*(TRIM({customers})<>"")),COLUMNS({order_ids})>1))/COUNTA(UNIQUE('
        'FILTER(TRIM({customers}),(TRIM({order_ids})<>"")*(TRIM({customers})<>"")),COLUMNS({customers})>1)))',
    ),
)
def purchasefrequency(order_ids: Annotated[Column, NUMBERS], customers: Annotated[Column, CUSTOMERS]) -> float:
    """Distinct orders divided by distinct customers; lines of one order are one order, rows with a blank are left out.

    No amount tells a refund from an order here: where refunds have numbers of their own, blank the customers of their
    rows, as the example does.

    Raises
    ------
    DivisionByZero
        When there is no order with its customer.

    >>> purchasefrequency(np.array([0, 0, 1, 2]), np.array([0, 0, 0, 1]))
    1.5
    """
    both = (order_ids >= 0) & (customers >= 0)
    buyers = _different(customers[both])
    if buyers == 0:
        raise nothing_in("PURCHASEFREQUENCY", "customers")
    return float(_different(order_ids[both]) / buyers)


@metric(
    label=Text("Repeat rate", "Taux de réachat"),
    summary=Text(
        "Share of the customers who ordered more than once.", "Part des clients ayant commandé plus d'une fois."
    ),
    unit="rate",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, repeat rate; interval: Wilson (1927)",
    example='REPEATRATE(IF({sales[amount]}>0,{sales[customer]},""),{sales[order_id]})',
)
def repeatrate(
    customers: Annotated[Column, CUSTOMERS],
    order_ids: Annotated[Column, NUMBERS],
    confidence: Annotated[float | None, CONFIDENCE] = None,
) -> float | Estimate:
    """Customers with at least two distinct orders, as a share of all with one; rows with a blank are left out.

    Refunds under numbers of their own are left out by blanking the customers of their rows, as in PURCHASEFREQUENCY.

    Raises
    ------
    DivisionByZero
        When there is no order with its customer.
    WrongInput
        When confidence is not between 0 and 1.

    >>> repeatrate(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 2]))
    0.5
    """
    both = (customers >= 0) & (order_ids >= 0)
    if not both.any():
        raise nothing_in("REPEATRATE", "customers")
    span = order_ids.max() + 1
    orders = np.bincount(distinct(customers[both] * span + order_ids[both]) // span)
    return share_of(int(np.count_nonzero(orders > 1)), int(np.count_nonzero(orders)), confidence)


@metric(
    label=Text("Price realisation", "Réalisation du tarif"),
    summary=Text("Share of the list price that is left after discounts.", "Part du tarif qui reste après les remises."),
    unit="rate",
    source="Marn, Roegner, Zawada: The Price Advantage (2004), pocket price over list price",
    example="PRICEREALISATION(9200,10000)",
    native=(
        'IF(SUMPRODUCT(({net}<>"")*({list_price}<>""),{list_price})<0,VALUE("x"),'
        'SUMPRODUCT(({net}<>"")*({list_price}<>""),{net})/SUMPRODUCT(({net}<>"")*({list_price}<>""),{list_price}))',
    ),
)
def pricerealisation(net: Annotated[Column, NET], list_price: Annotated[Column, LIST_PRICE]) -> float:
    """Net revenue divided by the same rows at list price; rows in which one of the two is blank are left out.

    Above 1 where more than the list price was charged.

    Raises
    ------
    DivisionByZero
        When the list prices add up to 0.
    WrongInput
        When they add up to less than 0.

    >>> pricerealisation(np.array([90.0, 180.0, 50.0]), np.array([100.0, 200.0, np.nan]))
    0.9
    """
    both = ~np.isnan(net) & ~np.isnan(list_price)
    at_list = float(list_price[both].sum())
    at_least_zero(list_price=at_list)
    if at_list == 0:
        raise nothing_in("PRICEREALISATION", "list_price")
    return float(net[both].sum() / at_list)


@metric(
    label=Text("Customer concentration", "Concentration des clients"),
    summary=Text(
        "Share of the revenue that the largest customers bring, and the Herfindahl-Hirschman index of all (10,000: one "
        "customer brings everything).",
        "Part du chiffre d'affaires des plus gros clients, et indice de Herfindahl-Hirschman de l'ensemble (10 000 : "
        "un seul client apporte tout).",
    ),
    unit="table",
    source="Herfindahl-Hirschman index as in the Horizontal Merger Guidelines of the U.S. Department of Justice (2010)",
    example="CONCENTRATION({sales[customer]},{sales[amount]})",
)
def concentration(
    customers: Annotated[Column, CUSTOMERS], amounts: Annotated[Column, AMOUNTS], top: Annotated[float, TOP] = 10
) -> Table:
    """Share of the top customers in the revenue, and the sum of all squared shares in per cent (0 to 10,000).

    Net revenue by customer; those whom refunds bring to 0 or below count for nothing. One row below its headings.

    Raises
    ------
    DivisionByZero
        When no customer brought revenue.
    WrongInput
        When top is no whole number above 0.
    """
    if not (top >= 1 and top == np.floor(top)):
        raise WrongInput(
            Text(
                "top: {found} was given; a whole number of customers, 1 or more, belongs there.",
                "top : {found} a été donné ; il faut un nombre entier de clients, 1 ou plus.",
            ).format(found=spoken(top))
        )
    counted = ~np.isnan(amounts) & (customers >= 0)
    revenue = np.bincount(customers[counted], amounts[counted]) if counted.any() else np.zeros(0)
    revenue = np.sort(revenue[revenue > 0])[::-1]
    if revenue.size == 0:
        raise nothing_in("CONCENTRATION", "amounts")
    shares = revenue / revenue.sum()
    headings = (
        Text("Customers", "Clients"),
        (SHARE_OF_TOP if top > 1 else SHARE_OF_FIRST).format(n=int(top)),
        Text("HHI", "IHH"),
    )
    figures = (revenue.size, float(shares[: int(top)].sum()), float((shares**2).sum() * 10_000))
    return Table(tuple(TableColumn(heading, [figure]) for heading, figure in zip(headings, figures, strict=True)))
