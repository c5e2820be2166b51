"""What customers are worth over their lifetime."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NoSolution, metric
from salestracker_xl.metrics.wording import at_least_zero, within
from salestracker_xl.models.clv import check_discount, check_margin, lifetime_values
from salestracker_xl.models.purchases import summarise

CUSTOMERS = Arg(
    kind="keys",
    summary=Text(
        "The customer of each order line: a name or a number, always written the same way.",
        "Le client de chaque ligne de commande : un nom ou un numéro, toujours écrit de la même façon.",
    ),
    rows="orders",
)
DATES = Arg(
    kind="days",
    summary=Text(
        "The date of each order line. The latest one is the day from which the future is counted.",
        "La date de chaque ligne de commande. La plus récente est le jour à partir duquel l'avenir est compté.",
    ),
    rows="orders",
)
AMOUNTS = Arg(
    kind="numbers",
    summary=Text(
        "The amount of each order line. A negative amount is a refund: it lowers the value of the purchase before it.",
        "Le montant de chaque ligne de commande. Un montant négatif est un remboursement : il diminue la valeur de "
        "l'achat qui le précède.",
    ),
    rows="orders",
)
MONTHS = Arg(
    kind="number",
    summary=Text(
        "How many months ahead to count, 12 if left out: a whole number from 1 to 600.",
        "Nombre de mois à venir à compter, 12 par défaut : un nombre entier de 1 à 600.",
    ),
)
MARGIN = Arg(
    kind="number",
    summary=Text(
        "Share of the sales left after the cost of goods, above 0 and up to 1; 1 if left out, which counts revenue.",
        "Part des ventes restant après le coût des marchandises, supérieure à 0 et d'au plus 1 ; 1 par défaut, ce qui "
        "compte le chiffre d'affaires.",
    ),
)
ANNUAL_DISCOUNT = Arg(
    kind="number",
    summary=Text(
        "Yearly rate by which later money counts less, 0.1 (10 %) if left out.",
        "Taux annuel d'actualisation des sommes futures, 0,1 (10 %) par défaut.",
    ),
)


@metric(
    label=Text("Customer lifetime value", "Valeur vie client"),
    summary=Text(
        "Margin to expect from an average customer over the next months, in today's money, as predicted from the "
        "customers' own purchases. Needs at least 30 customers who bought again.",
        "Marge à attendre d'un client moyen au cours des prochains mois, en valeur actuelle, prédite d'après les "
        "achats des clients eux-mêmes. Il faut au moins 30 clients ayant racheté.",
    ),
    unit="currency",
    source="Fader, Hardie and Lee (2005), RFM and CLV: Using Iso-Value Curves for Customer Base Analysis, "
    "Journal of Marketing Research 42 (4), 415-430",
    example="CLV({sales[customer]},{sales[date]},{sales[amount]})",
)
def clv(
    customers: Annotated[Column, CUSTOMERS],
    dates: Annotated[Column, DATES],
    amounts: Annotated[Column, AMOUNTS],
    months: Annotated[float, MONTHS] = 12,
    margin: Annotated[float, MARGIN] = 1,
    annual_discount: Annotated[float, ANNUAL_DISCOUNT] = 0.1,
) -> float:
    """Expected discounted margin of an average customer over the next months.

    The mean over all customers with a purchase, seen from the latest date, so that it equals the average of a CLV
    column with one row a customer. Rows in which the customer, the date or the amount is blank are left out. A month
    has 365.25 / 12 days; see `lifetime_values` for the models and for what they do where nobody leaves.

    Raises
    ------
    WrongInput
        When months, margin or annual_discount lies outside its range.
    NotEnoughData
        When fewer than 30 customers bought again, or when their purchases lead to no reliable prediction.
    """
    complete = (customers >= 0) & ~np.isnan(dates) & ~np.isnan(amounts)
    summary = summarise(customers[complete], dates[complete], amounts[complete])
    return float(lifetime_values(summary, months, margin, annual_discount).clv.mean())


AOV_GIVEN = Arg(kind="number", summary=Text("Average order value, see AOV.", "Panier moyen, voir AOV."))
ORDERS_PER_YEAR = Arg(
    kind="number", summary=Text("Orders that a customer makes in a year.", "Commandes d'un client par an.")
)
YEARS = Arg(kind="number", summary=Text("Years that a customer stays.", "Années pendant lesquelles un client reste."))
YEARLY_MARGIN = Arg(
    kind="number",
    summary=Text("Margin that a customer brings in one period.", "Marge apportée par un client en une période."),
)
RETENTION_GIVEN = Arg(
    kind="number",
    summary=Text(
        "Share of the customers that renew each period, 0 to 1.", "Part des clients qui renouvellent, de 0 à 1."
    ),
)
DISCOUNT = Arg(
    kind="number", summary=Text("Discount rate of a period: 0.1 is 10 %.", "Taux d'actualisation : 0,1 vaut 10 %.")
)


@metric(
    label=Text("Simple lifetime value", "Valeur vie simple"),
    summary=Text(
        "Order value x orders a year x years x margin: a rule of thumb; CLV predicts from the customers' own "
        "purchases.",
        "Panier x commandes par an x années x marge : une règle simple ; CLV prédit d'après les achats des clients.",
    ),
    unit="currency",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, customer lifetime value",
    example="CLVSIMPLE(AOV({sales[amount]},{sales[order_id]}),3,4,0.4)",
    native=(
        'IF(MIN({orders_per_year},{years})<0,VALUE("x"),{order_value}*{orders_per_year}*{years})',
        'IF(OR(MIN({orders_per_year},{years})<0,{margin}<=0,{margin}>1),VALUE("x"),'
        "{order_value}*{orders_per_year}*{years}*{margin})",
    ),
)
def clvsimple(
    order_value: Annotated[float, AOV_GIVEN],
    orders_per_year: Annotated[float, ORDERS_PER_YEAR],
    years: Annotated[float, YEARS],
    margin: Annotated[float, MARGIN] = 1,
) -> float:
    """Aov x orders_per_year x years x margin, in the currency of `aov`, not discounted.

    Raises
    ------
    WrongInput
        When a count is negative or margin not above 0 and up to 1.

    >>> clvsimple(80.0, 3.0, 5.0, 0.5)
    600.0
    """
    at_least_zero(orders_per_year=orders_per_year, years=years)
    check_margin(margin)
    return order_value * orders_per_year * years * margin


@metric(
    label=Text("Contractual lifetime value", "Valeur vie contractuelle"),
    summary=Text(
        "Worth of a customer who renews each period with the same chance: m r / (1 + d - r).",
        "Valeur d'un client qui renouvelle chaque période avec la même probabilité : m r / (1 + d - r).",
    ),
    unit="currency",
    source="Gupta and Lehmann: Customers as Assets, Journal of Interactive Marketing 17 (1), 2003",
    example="CLVCONTRACT(100,0.8,0.1)",
    native=(
        'IF(OR({retention_rate}<0,{retention_rate}>1,{discount}<=-1),VALUE("x"),'
        "IF(1+{discount}-{retention_rate}<=0,SQRT(-1),{margin}*{retention_rate}/(1+{discount}-{retention_rate})))",
    ),
)
def clvcontract(
    margin: Annotated[float, YEARLY_MARGIN],
    retention_rate: Annotated[float, RETENTION_GIVEN],
    discount: Annotated[float, DISCOUNT],
) -> float:
    """Margin x retention / (1 + discount - retention), in the currency of `margin`; the first margin is a period ahead.

    Raises
    ------
    NoSolution
        When nobody leaves and nothing is discounted: the sum has no end.
    WrongInput
        When retention_rate is not between 0 and 1, or discount not above -1.

    >>> round(clvcontract(100.0, 0.8, 0.1), 2)
    266.67
    """
    within("retention_rate", retention_rate, 0, 1)
    check_discount("discount", discount)
    leaving = 1 + discount - retention_rate
    if leaving <= 0:
        raise NoSolution(
            Text(
                "CLVCONTRACT has no answer: with this retention and discount the margins never end.",
                "CLVCONTRACT n'a pas de réponse : avec cette rétention et ce taux, les marges ne finissent jamais.",
            )
        )
    return margin * retention_rate / leaving
