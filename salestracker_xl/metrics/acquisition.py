"""What it costs to win a customer."""

from typing import Annotated

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, DivisionByZero, NoSolution, metric
from salestracker_xl.metrics.wording import (
    CONFIDENCE,
    at_least_zero,
    no_more_than,
    nothing_in,
    spoken,
    total,
    within,
)
from salestracker_xl.models.proportion import share_of
from salestracker_xl.results import Estimate

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


CONVERTED = Arg(
    kind="numbers",
    summary=Text(
        "How many took the step: a number, or a range to add up.",
        "Combien ont franchi l'étape : un nombre ou une plage.",
    ),
)
ENTERED = Arg(
    kind="numbers",
    summary=Text(
        "How many could have taken it: a number, or a range to add up.",
        "Combien pouvaient la franchir : un nombre ou une plage à sommer.",
    ),
)
CAC_PAID = Arg(
    kind="number",
    summary=Text("Cost of winning one customer, see CAC.", "Coût d'acquisition d'un client, voir CAC."),
)
MONTHLY_REVENUE = Arg(
    kind="number",
    summary=Text("Revenue that one customer brings in a month.", "Chiffre d'affaires mensuel apporté par un client."),
)
GROSS_MARGIN = Arg(
    kind="number",
    summary=Text(
        "Share of the revenue left after the cost of goods: 0.4 is 40%.",
        "Part du chiffre d'affaires restant après le coût des marchandises : 0,4 vaut 40 %.",
    ),
)
CLV_GIVEN = Arg(
    kind="number",
    summary=Text(
        "Lifetime value of a customer as margin, never as revenue; see CLV.",
        "Valeur vie d'un client en marge, jamais en chiffre d'affaires ; voir CLV.",
    ),
)
ORDERS_WON = Arg(
    kind="numbers",
    summary=Text("Orders that the spend brought, same rows.", "Commandes apportées par ces dépenses, mêmes lignes."),
    rows="spend",
)
UPLIFT = Arg(
    kind="numbers",
    summary=Text(
        "Revenue that the campaign brought on top. Without a control group it is only attributed to it.",
        "Chiffre d'affaires supplémentaire dû à la campagne. Sans groupe témoin, il lui est seulement attribué.",
    ),
)
CAMPAIGN_SPEND = Arg(
    kind="numbers",
    summary=Text("What the campaign cost: a number or a range.", "Le coût de la campagne : un nombre ou une plage."),
)


@metric(
    label=Text("Conversion rate", "Taux de conversion"),
    summary=Text(
        "Share of those who entered a step of the funnel that took it.",
        "Part de ceux qui sont entrés dans une étape de l'entonnoir et l'ont franchie.",
    ),
    unit="rate",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, conversion rate; interval: Wilson (1927)",
    example="CONVERSION(COUNTIF({deals[status]},{won}),ROWS({deals[status]}))",
    native=(
        'IF(SUM({entered})=0,1/0,IF(OR(SUM({entered})<0,SUM({converted})<0,SUM({converted})>SUM({entered})),VALUE("x"),'
        "SUM({converted})/SUM({entered})))",
    ),
)
def conversion(
    converted: Annotated[Column, CONVERTED],
    entered: Annotated[Column, ENTERED],
    confidence: Annotated[float | None, CONFIDENCE] = None,
) -> float | Estimate:
    """Share of those who entered that converted, as a fraction; with its interval where a confidence is given.

    Raises
    ------
    DivisionByZero
        When nobody entered.
    WrongInput
        When more converted than entered, a total is negative, or confidence is not between 0 and 1.

    >>> conversion(np.array([3.0, 2.0]), np.array([20.0]))
    0.25
    """
    took, could = total(converted), total(entered)
    if could == 0:
        raise nothing_in("CONVERSION", "entered")
    at_least_zero(converted=took, entered=could)
    no_more_than("converted", took, "entered", could)
    return share_of(took, could, confidence)


@metric(
    label=Text("CAC payback", "Délai de récupération du CAC"),
    summary=Text(
        "Months until the margin of a new customer has paid back what it cost to win it.",
        "Nombre de mois pour que la marge d'un nouveau client rembourse son coût d'acquisition.",
    ),
    unit="months",
    source="CAC payback: CAC / (monthly revenue per account x gross margin); SaaS Metrics Standards Board",
    example="CACPAYBACK(CAC({spend[amount]},{spend[new_customers]}),50,0.4)",
    native=(
        'IF(OR({acquisition_cost}<0,{monthly_revenue}<0,{gross_margin}>1),VALUE("x"),'
        "IF({monthly_revenue}*{gross_margin}<0,SQRT(-1),{acquisition_cost}/({monthly_revenue}*{gross_margin})))",
    ),
)
def cacpayback(
    acquisition_cost: Annotated[float, CAC_PAID],
    monthly_revenue: Annotated[float, MONTHLY_REVENUE],
    gross_margin: Annotated[float, GROSS_MARGIN],
) -> float:
    """Months until a customer has paid back its acquisition cost: CAC / (monthly revenue x gross margin).

    Raises
    ------
    DivisionByZero
        When a month brings no margin.
    NoSolution
        When the margin is negative: a month loses money, and the cost never comes back.
    WrongInput
        When acquisition_cost or monthly_revenue is negative, or gross_margin above 1.

    >>> cacpayback(120.0, 50.0, 0.4)
    6.0
    """
    at_least_zero(acquisition_cost=acquisition_cost, monthly_revenue=monthly_revenue)
    if gross_margin > 1:
        within("gross_margin", gross_margin, 0, 1)
    monthly = monthly_revenue * gross_margin
    if monthly == 0:
        raise nothing_in("CACPAYBACK", "monthly_revenue x gross_margin")
    if monthly < 0:
        raise NoSolution(
            Text(
                "CACPAYBACK has no answer: each month loses {found}, so the cost never comes back.",
                "CACPAYBACK n'a pas de réponse : chaque mois perd {found}, le coût n'est jamais récupéré.",
            ).format(found=spoken(-monthly))
        )
    return acquisition_cost / monthly


@metric(
    label=Text("CLV to CAC", "Rapport CLV / CAC"),
    summary=Text(
        "How many times the lifetime margin of a customer covers the cost of winning it.",
        "Combien de fois la marge vie d'un client couvre son coût d'acquisition.",
    ),
    unit="ratio",
    source="LTV:CAC ratio, on margin: Skok, SaaS Metrics 2.0 (2013)",
    example="LTVCAC(CLV({sales[customer]},{sales[date]},{sales[amount]},12,0.4),CAC({spend[amount]},{spend[new_customers]}))",
    native=('IF({acquisition_cost}<0,VALUE("x"),{lifetime_value}/{acquisition_cost})',),
)
def ltvcac(lifetime_value: Annotated[float, CLV_GIVEN], acquisition_cost: Annotated[float, CAC_PAID]) -> float:
    """Lifetime value divided by acquisition cost; both in the same currency, the value as margin.

    Raises
    ------
    DivisionByZero
        When acquisition_cost is 0.
    WrongInput
        When acquisition_cost is negative.

    >>> ltvcac(360.0, 120.0)
    3.0
    """
    at_least_zero(acquisition_cost=acquisition_cost)
    if acquisition_cost == 0:
        raise nothing_in("LTVCAC", "acquisition_cost")
    return lifetime_value / acquisition_cost


@metric(
    label=Text("Cost per sale", "Coût par vente"),
    summary=Text(
        "Sales and marketing spend for each order that it brought.",
        "Dépenses commerciales et marketing pour chaque commande obtenue.",
    ),
    unit="currency",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, cost per order",
    example="COSTPERSALE(SUM({spend[amount]}),SUM({sales[orders]}))",
    native=('IF(SUM({orders})<0,VALUE("x"),SUM({spend})/SUM({orders}))',),
)
def costpersale(spend: Annotated[Column, SPEND], orders: Annotated[Column, ORDERS_WON]) -> float:
    """Spend divided by orders, in the currency of `spend`; totals are divided, as in CAC.

    Raises
    ------
    DivisionByZero
        When there is no order.
    WrongInput
        When orders add up to less than 0.

    >>> costpersale(np.array([900.0, 600.0]), np.array([20.0, 30.0]))
    30.0
    """
    made = total(orders)
    at_least_zero(orders=made)
    if made == 0:
        raise nothing_in("COSTPERSALE", "orders")
    return total(spend) / made


@metric(
    label=Text("Return on marketing investment", "Retour sur investissement marketing"),
    summary=Text(
        "Margin that a campaign brought beyond its cost, for each unit of money spent; attributed, unless a control "
        "group shows it.",
        "Marge apportée par une campagne au-delà de son coût, par unité dépensée ; attribuée, sauf si un groupe "
        "témoin la démontre.",
    ),
    unit="rate",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, return on marketing investment",
    example="ROMI(9000,0.4,2400)",
    native=(
        'IF(OR(SUM({spend})<0,{gross_margin}<0,{gross_margin}>1),VALUE("x"),'
        "(SUM({revenue_uplift})*{gross_margin}-SUM({spend}))/SUM({spend}))",
    ),
)
def romi(
    revenue_uplift: Annotated[Column, UPLIFT],
    gross_margin: Annotated[float, GROSS_MARGIN],
    spend: Annotated[Column, CAMPAIGN_SPEND],
) -> float:
    """(revenue uplift x gross margin - spend) / spend, as a fraction: 0.5 is half again what was spent.

    Raises
    ------
    DivisionByZero
        When nothing was spent.
    WrongInput
        When the spend is negative or gross_margin not between 0 and 1.

    >>> romi(np.array([9000.0]), 0.4, np.array([2400.0]))
    0.5
    """
    spent = total(spend)
    at_least_zero(spend=spent)
    within("gross_margin", gross_margin, 0, 1)
    if spent == 0:
        raise nothing_in("ROMI", "spend")
    return (total(revenue_uplift) * gross_margin - spent) / spent
