"""What measuring takes, and how often it is worth it."""

import math
from typing import Annotated

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, NoSolution, WrongInput, metric
from salestracker_xl.metrics.wording import at_least_zero, spoken, within
from salestracker_xl.models.proportion import normal_quantile

STATISTICS = (("rate", Text("rate", "taux")), ("cv", Text("cv", "coefficient de variation")))
RATE_OR_CV = Arg(
    kind="number",
    summary=Text(
        "The share that you expect (0.5 when unknown), or the coefficient of variation of an amount.",
        "La part attendue (0,5 si elle est inconnue), ou le coefficient de variation d'un montant.",
    ),
)
ERROR = Arg(
    kind="number",
    summary=Text(
        "How far off the answer may be: 0.03 is 3 points of a rate, or 3% of a mean.",
        "L'erreur tolérée : 0,03 vaut 3 points pour un taux, ou 3 % d'une moyenne.",
    ),
)
CONFIDENCE = Arg(
    kind="number",
    summary=Text(
        "How sure to be, above 0 and below 1; 0.95 if left out.",
        "Le niveau de confiance, entre 0 et 1 ; 0,95 par défaut.",
    ),
)
STATISTIC = Arg(
    kind="word",
    summary=Text(
        'What the first argument is: "rate" (default) or "cv", the standard deviation divided by the mean.',
        'Ce qu\'est le premier argument : "taux" (par défaut) ou "coefficient de variation" (écart type / moyenne).',
    ),
    choices=STATISTICS,
)
ORDERS_PER_MONTH = Arg(kind="number", summary=Text("Orders in a usual month.", "Commandes d'un mois ordinaire."))
CUSTOMERS = Arg(kind="number", summary=Text("Active customers.", "Clients actifs."))
AVERAGE_PRICE = Arg(
    kind="number",
    summary=Text(
        "Average price of what is sold, in euros or dollars.", "Prix moyen des ventes, en euros ou en dollars."
    ),
)
MINUTES = Arg(kind="number", summary=Text("Minutes that one measurement takes.", "Minutes nécessaires à une mesure."))
HOURLY_RATE = Arg(kind="number", summary=Text("What an hour of that person costs.", "Coût horaire de la personne."))
TOOL_COST = Arg(
    kind="number", summary=Text("Tools needed for it, cost per year.", "Coût annuel des outils nécessaires.")
)
TIMES_PER_YEAR = Arg(kind="number", summary=Text("How often a year it is done.", "Nombre de fois par an."))

MOST_ANSWERS = 1e15  # Excel shows every digit of a whole number up to here
ENOUGH = 30  # orders in a period: their count then varies by less than a fifth from chance alone (1 / sqrt(30))
FEW_CUSTOMERS = 100
LOW_PRICE = 20.0
CADENCES = (  # the shortest first: key, periods in a month, what it is called
    (365.25 / 12 * 5 / 7, Text("daily", "journalière")),
    (365.25 / 12 / 7, Text("weekly", "hebdomadaire")),
    (1.0, Text("monthly", "mensuelle")),
)
QUARTERLY = Text("quarterly", "trimestrielle")
SHORTEST_FOR_SMALL = 2  # place in CADENCES: cheap goods or few customers are measured monthly or quarterly


@metric(
    label=Text("Sample size", "Taille d'échantillon"),
    summary=Text(
        "How many answers are needed so that a rate or a mean is known to within an error.",
        "Nombre de réponses nécessaires pour connaître un taux ou une moyenne à une erreur près.",
    ),
    unit="count",
    source="Cochran: Sampling Techniques (3rd ed., 1977), z² p (1 - p) / e² and (z CV / e)², without finite correction",
    example="SAMPLESIZE(0.5,0.05)",
    native=(
        'IF(OR({rate_or_cv}<0,{rate_or_cv}>1,{margin_of_error}<=0),VALUE("x"),'
        "IF((NORMSINV(0.975)/{margin_of_error})^2*{rate_or_cv}*(1-{rate_or_cv})>1E+15,SQRT(-1),"
        "MAX(0,ROUNDUP((NORMSINV(0.975)/{margin_of_error})^2*{rate_or_cv}*(1-{rate_or_cv})-0.000000001,0))))",
        'IF(OR({rate_or_cv}<0,{rate_or_cv}>1,{margin_of_error}<=0,{confidence}<=0,{confidence}>=1),VALUE("x"),'
        "IF((NORMSINV((1-{confidence})/2)/{margin_of_error})^2*{rate_or_cv}*(1-{rate_or_cv})>1E+15,SQRT(-1),"
        "MAX(0,ROUNDUP((NORMSINV((1-{confidence})/2)/{margin_of_error})^2*{rate_or_cv}*(1-{rate_or_cv})-0.000000001,0))))",
    ),
)
def samplesize(
    rate_or_cv: Annotated[float, RATE_OR_CV],
    margin_of_error: Annotated[float, ERROR],
    confidence: Annotated[float, CONFIDENCE] = 0.95,
    statistic: Annotated[str, STATISTIC] = "rate",
) -> int:
    """Answers needed, rounded up: z² p (1 - p) / error² for a rate, (z CV / error)² for a mean.

    Raises
    ------
    NoSolution
        When more answers would be needed than Excel can count, 10^15.
    WrongInput
        When margin_of_error is not above 0, a rate lies outside of 0 and 1, a CV is negative, or confidence is not
        between 0 and 1.

    >>> samplesize(0.5, 0.05)
    385
    >>> samplesize(0.8, 0.1, 0.95, "cv")
    246
    """
    if not margin_of_error > 0:
        raise WrongInput(
            Text(
                "margin_of_error: {found} was given; an error above 0 belongs there, such as 0.05.",
                "margin_of_error : {found} a été donné ; il faut une erreur supérieure à 0, par exemple 0,05.",
            ).format(found=spoken(margin_of_error))
        )
    if statistic == "rate":
        within("rate_or_cv", rate_or_cv, 0, 1)
        variance = rate_or_cv * (1 - rate_or_cv)
    else:
        at_least_zero(rate_or_cv=rate_or_cv)
        variance = rate_or_cv * rate_or_cv
    errors = normal_quantile(confidence) / margin_of_error
    needed = errors * errors * variance
    if not needed <= MOST_ANSWERS:
        raise NoSolution(
            Text(
                "SAMPLESIZE has no answer: a margin_of_error of {found} would need more than 10^15 answers.",
                "SAMPLESIZE n'a pas de réponse : une margin_of_error de {found} demanderait plus de 10^15 réponses.",
            ).format(found=spoken(margin_of_error))
        )
    return math.ceil(needed - 1e-9)  # a whole number of answers stays one, whatever the last digit says


@metric(
    label=Text("Review cadence", "Cadence de suivi"),
    summary=Text(
        "How often to look at the figures: the shortest period that brings at least 30 orders; monthly or quarterly "
        "for goods under 20 or fewer than 100 customers.",
        "À quelle fréquence regarder les chiffres : la plus courte période apportant au moins 30 commandes ; "
        "mensuelle ou trimestrielle sous 20 de prix ou 100 clients.",
    ),
    unit="word",
    source="Poisson counts: the standard error of n orders is 1 / sqrt(n), 18 % at 30; the thresholds are ours",
    example="REVIEWCADENCE(145,2000,325)",
)
def reviewcadence(
    orders_per_month: Annotated[float, ORDERS_PER_MONTH],
    customers: Annotated[float, CUSTOMERS],
    average_price: Annotated[float, AVERAGE_PRICE],
) -> Text:
    """Daily, weekly, monthly or quarterly: the shortest period with enough orders to tell a change from chance.

    A month has 365.25 / 12 days, five of seven of them working days. Cheap goods and small customer bases are looked at
    monthly at most, as single days and weeks tell little about them.

    Raises
    ------
    WrongInput
        When a figure is negative.

    >>> reviewcadence(1200.0, 5000.0, 80.0).en, reviewcadence(1200.0, 50.0, 80.0).fr
    ('daily', 'mensuelle')
    """
    at_least_zero(orders_per_month=orders_per_month, customers=customers, average_price=average_price)
    is_small = customers < FEW_CUSTOMERS or average_price < LOW_PRICE
    for per_month, cadence in CADENCES[SHORTEST_FOR_SMALL if is_small else 0 :]:
        if orders_per_month / per_month >= ENOUGH:
            return cadence
    return QUARTERLY


@metric(
    label=Text("Cost of measuring", "Coût de la mesure"),
    summary=Text(
        "What a measurement costs in a year: the time of the person who makes it, and the tools.",
        "Ce que coûte une mesure par an : le temps de la personne qui la fait, et les outils.",
    ),
    unit="currency",
    source="Time-driven costing: Kaplan and Anderson, Time-Driven Activity-Based Costing (2004)",
    example="MEASURINGCOST(15,40,120,52)",
    native=(
        'IF(MIN({minutes},{hourly_rate},{tool_cost},{times_per_year})<0,VALUE("x"),'
        "{minutes}/60*{hourly_rate}*{times_per_year}+{tool_cost})",
    ),
)
def measuringcost(
    minutes: Annotated[float, MINUTES],
    hourly_rate: Annotated[float, HOURLY_RATE],
    tool_cost: Annotated[float, TOOL_COST],
    times_per_year: Annotated[float, TIMES_PER_YEAR],
) -> float:
    """Minutes / 60 x hourly rate x times a year + tools of a year, in the currency of the rates.

    Raises
    ------
    WrongInput
        When a figure is negative.

    >>> measuringcost(15.0, 40.0, 120.0, 52.0)
    640.0
    """
    at_least_zero(minutes=minutes, hourly_rate=hourly_rate, tool_cost=tool_cost, times_per_year=times_per_year)
    return minutes / 60 * hourly_rate * times_per_year + tool_cost
