"""What customers are worth over their lifetime."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, metric
from salestracker_xl.models.clv import lifetime_values
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
