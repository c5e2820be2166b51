"""What customers are worth over their lifetime."""

from typing import TYPE_CHECKING, Annotated

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NoSolution, metric
from salestracker_xl.metrics.wording import at_least_zero, within
from salestracker_xl.models.purchases import summarise
from salestracker_xl.models.rfm import rfm_scores
from salestracker_xl.models.terms import check_discount, check_margin
from salestracker_xl.results import Table, TableColumn

if TYPE_CHECKING:
    from salestracker_xl.models.clv import LifetimeValues

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
        "Yearly rate by which later money counts less, 0.1 (10%) if left out.",
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
    return float(_predicted(customers, dates, amounts, months, margin, annual_discount).clv.mean())


def _predicted(
    customers: Column, dates: Column, amounts: Column, months: float, margin: float, annual_discount: float
) -> "LifetimeValues":
    from salestracker_xl.models.clv import lifetime_values  # Excel starts faster where no formula asks for a prediction

    complete = (customers >= 0) & ~np.isnan(dates) & ~np.isnan(amounts)
    summary = summarise(customers[complete], dates[complete], amounts[complete])
    return lifetime_values(summary, months, margin, annual_discount)


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
    kind="number", summary=Text("Discount rate of a period: 0.1 is 10%.", "Taux d'actualisation : 0,1 vaut 10 %.")
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


@metric(
    label=Text("Lifetime value by customer", "Valeur vie par client"),
    summary=Text(
        "One row a customer: orders, days between first and last, age, mean value, chance to be alive, orders and "
        "value to expect. The most valuable first.",
        "Une ligne par client : commandes, jours de la première à la dernière, ancienneté, valeur moyenne, probabilité "
        "d'être actif, commandes et valeur attendues. Les plus précieux d'abord.",
    ),
    unit="table",
    source="Fader, Hardie and Lee (2005), Counting Your Customers the Easy Way, Marketing Science 24 (2), 275-284",
    example="CLVTABLE({sales[customer]},{sales[date]},{sales[amount]})",
)
def clvtable(
    customers: Annotated[Column, CUSTOMERS],
    dates: Annotated[Column, DATES],
    amounts: Annotated[Column, AMOUNTS],
    months: Annotated[float, MONTHS] = 12,
    margin: Annotated[float, MARGIN] = 1,
    annual_discount: Annotated[float, ANNUAL_DISCOUNT] = 0.1,
) -> Table:
    """What CLV is the mean of, one row a customer, the highest value first and equal ones in the order of the rows.

    Orders are days with a purchase; the mean value is that of the repeat orders, blank for who bought once. See CLV for
    the arguments and `lifetime_values` for the models.

    Raises
    ------
    WrongInput
        When months, margin or annual_discount lies outside its range.
    NotEnoughData
        When fewer than 30 customers bought again, or when their purchases lead to no reliable prediction.
    """
    values = _predicted(customers, dates, amounts, months, margin, annual_discount)
    summary = values.summary
    order = np.argsort(-values.clv, kind="stable")
    mean = np.where(summary.frequency > 0, summary.monetary_value, np.nan)
    columns = (
        (Text("Orders", "Commandes"), summary.frequency + 1.0),
        (Text("First to last, days", "De la première à la dernière, jours"), summary.recency),
        (Text("Age, days", "Ancienneté, jours"), summary.T),
        (Text("Mean value", "Valeur moyenne"), mean),
        (Text("Chance to be alive", "Probabilité d'être actif"), values.probability_alive),
        (Text("Expected orders", "Commandes attendues"), values.expected_purchases),
        (Text("CLV", "Valeur vie"), values.clv),
    )
    return Table(
        (
            TableColumn(Text("Customer", "Client"), summary.codes[order], names_of="customers"),
            *(TableColumn(heading, cells[order]) for heading, cells in columns),
        )
    )


@metric(
    label=Text("RFM scores", "Scores RFM"),
    summary=Text(
        "One row a customer: days since the last order, orders, money, a score from 1 to 5 for each, and the segment.",
        "Une ligne par client : jours depuis la dernière commande, commandes, montant, une note de 1 à 5 pour "
        "chacun, et le segment.",
    ),
    unit="table",
    source="Hughes: Strategic Database Marketing (1994), RFM by quintiles; segments by recency and frequency score",
    example="RFM({sales[customer]},{sales[date]},{sales[amount]})",
)
def rfm(
    customers: Annotated[Column, CUSTOMERS], dates: Annotated[Column, DATES], amounts: Annotated[Column, AMOUNTS]
) -> Table:
    """Recency, frequency and monetary value of each customer, scored by rank into fifths, the best scores first.

    Seen from the latest date. Orders are days with a purchase; money is net of refunds. Rows with a blank are left out,
    and so is who was only refunded. Equal values are told apart by the order in which customers appear.

    Raises
    ------
    NotEnoughData
        When no row is a purchase.
    """
    complete = (customers >= 0) & ~np.isnan(dates) & ~np.isnan(amounts)
    who, when, paid = customers[complete], dates[complete], amounts[complete]
    summary = summarise(who, when, paid)
    spent = np.bincount(who, paid, minlength=int(summary.codes.max()) + 1)[summary.codes]
    days_since = summary.T - summary.recency
    scores = rfm_scores(days_since, summary.frequency, spent)
    order = np.lexsort((-scores.monetary, -scores.frequency, -scores.recency))
    columns = (
        (Text("Days since", "Jours depuis"), days_since),
        (Text("Orders", "Commandes"), summary.frequency + 1.0),
        (Text("Money", "Montant"), spent),
        (Text("R", "R"), scores.recency),
        (Text("F", "F"), scores.frequency),
        (Text("M", "M"), scores.monetary),
    )
    segments = scores.segments
    return Table(
        (
            TableColumn(Text("Customer", "Client"), summary.codes[order], names_of="customers"),
            *(TableColumn(heading, cells[order]) for heading, cells in columns),
            TableColumn(Text("Segment", "Segment"), [segments[at] for at in order.tolist()]),
        )
    )
