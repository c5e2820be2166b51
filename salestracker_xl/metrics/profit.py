"""What is left, and from when on."""

from typing import Annotated

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NoSolution, metric
from salestracker_xl.metrics.wording import at_least_zero, nothing_in, spoken, total

FIXED_COSTS = Arg(
    kind="number",
    summary=Text(
        "Costs that do not depend on how much is sold: rent, salaries.",
        "Coûts qui ne dépendent pas des ventes : loyer, salaires.",
    ),
)
PRICE = Arg(kind="number", summary=Text("Price of one unit sold.", "Prix d'une unité vendue."))
VARIABLE_COST = Arg(
    kind="number", summary=Text("What one more unit costs to make and sell.", "Coût de chaque unité supplémentaire.")
)
PROFIT = Arg(kind="number", summary=Text("The profit that is wanted.", "Le bénéfice visé."))
GAIN = Arg(
    kind="numbers",
    summary=Text(
        "What came back, the money put in included: a number or a range.",
        "Ce qui est revenu, mise comprise : un nombre ou une plage.",
    ),
)
COST = Arg(kind="numbers", summary=Text("What was put in: a number or a range.", "La mise : un nombre ou une plage."))


@metric(
    label=Text("Break-even point", "Seuil de rentabilité"),
    summary=Text(
        "Units to sell until the margin covers the fixed costs.",
        "Unités à vendre pour que la marge couvre les coûts fixes.",
    ),
    unit="units",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, break-even analysis",
    example="BREAKEVEN(12000,25,13)",
    native=(
        'IF(MIN({fixed_costs},{price},{variable_cost})<0,VALUE("x"),IF({price}<={variable_cost},SQRT(-1),'
        "{fixed_costs}/({price}-{variable_cost})))",
    ),
)
def breakeven(
    fixed_costs: Annotated[float, FIXED_COSTS],
    price: Annotated[float, PRICE],
    variable_cost: Annotated[float, VARIABLE_COST],
) -> float:
    """Units at which margin and fixed costs are equal: fixed costs / (price - variable cost); not rounded.

    Raises
    ------
    NoSolution
        When a unit brings no margin: no number of them is enough.
    WrongInput
        When a figure is negative: costs are given without a minus.

    >>> breakeven(12000.0, 25.0, 13.0)
    1000.0
    """
    at_least_zero(fixed_costs=fixed_costs, price=price, variable_cost=variable_cost)
    return fixed_costs / _unit_margin("BREAKEVEN", price, variable_cost)


@metric(
    label=Text("Units for a profit", "Unités pour un bénéfice visé"),
    summary=Text(
        "Units to sell to cover the fixed costs and make the profit that is wanted.",
        "Unités à vendre pour couvrir les coûts fixes et dégager le bénéfice visé.",
    ),
    unit="units",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, profit-based sales targets",
    example="PROFITTARGET(12000,6000,25,13)",
    native=(
        'IF(MIN({fixed_costs},{price},{variable_cost})<0,VALUE("x"),IF({price}<={variable_cost},SQRT(-1),'
        "MAX(0,{fixed_costs}+{profit})/({price}-{variable_cost})))",
    ),
)
def profittarget(
    fixed_costs: Annotated[float, FIXED_COSTS],
    profit: Annotated[float, PROFIT],
    price: Annotated[float, PRICE],
    variable_cost: Annotated[float, VARIABLE_COST],
) -> float:
    """(fixed costs + profit) / (price - variable cost), in units; not rounded.

    A negative profit is the loss that may remain; where it is larger than the fixed costs, nothing need be sold: 0.

    Raises
    ------
    NoSolution
        When a unit brings no margin.
    WrongInput
        When fixed_costs, price or variable_cost is negative.

    >>> profittarget(12000.0, 6000.0, 25.0, 13.0)
    1500.0
    """
    at_least_zero(fixed_costs=fixed_costs, price=price, variable_cost=variable_cost)
    return max(0.0, fixed_costs + profit) / _unit_margin("PROFITTARGET", price, variable_cost)


@metric(
    label=Text("Return on investment", "Retour sur investissement"),
    summary=Text(
        "What came back beyond what was put in, for each unit of money put in.",
        "Ce qui est revenu au-delà de la mise, par unité investie.",
    ),
    unit="rate",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, return on investment",
    example="ROI(3000,2400)",
    native=('IF(SUM({cost})<0,VALUE("x"),(SUM({gain})-SUM({cost}))/SUM({cost}))',),
)
def roi(gain: Annotated[Column, GAIN], cost: Annotated[Column, COST]) -> float:
    """(gain - cost) / cost, as a fraction.

    Raises
    ------
    DivisionByZero
        When nothing was put in.
    WrongInput
        When cost is negative.

    >>> import numpy as np
    >>> roi(np.array([3000.0]), np.array([2400.0]))
    0.25
    """
    put_in = total(cost)
    at_least_zero(cost=put_in)
    if put_in == 0:
        raise nothing_in("ROI", "cost")
    return (total(gain) - put_in) / put_in


def _unit_margin(name: str, price: float, variable_cost: float) -> float:
    if price <= variable_cost:
        raise NoSolution(
            Text(
                "{name} has no answer: a price of {price} does not cover the variable cost of {cost}.",
                "{name} n'a pas de réponse : un prix de {price} ne couvre pas le coût variable de {cost}.",
            ).format(name=name, price=spoken(price), cost=spoken(variable_cost))
        )
    return price - variable_cost
