"""How fast sales grow."""

from typing import Annotated

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NoSolution, NotEnoughData, metric
from salestracker_xl.metrics.wording import at_least_zero, nothing_in, spoken, total

BEFORE = Arg(
    kind="numbers",
    summary=Text(
        "Sales of the earlier period: a number or a range.", "Ventes de la période antérieure : nombre ou plage."
    ),
)
AFTER = Arg(
    kind="numbers",
    summary=Text("Sales of the later period: a number or a range.", "Ventes de la période suivante : nombre ou plage."),
)
FIRST = Arg(kind="number", summary=Text("Sales of the first year.", "Ventes de la première année."))
LAST = Arg(kind="number", summary=Text("Sales of the last year.", "Ventes de la dernière année."))
YEARS = Arg(
    kind="number", summary=Text("Years from the first to the last.", "Nombre d'années de la première à la dernière.")
)


@metric(
    label=Text("Growth", "Croissance"),
    summary=Text(
        "Change from one period to the next, as a share of the earlier one.",
        "Évolution d'une période à la suivante, en part de la première.",
    ),
    unit="rate",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, year-on-year growth",
    example="GROWTHRATE(250000,280000)",
    native=("IF(SUM({before})<=0,NA(),SUM({after})/SUM({before})-1)",),
)
def growthrate(before: Annotated[Column, BEFORE], after: Annotated[Column, AFTER]) -> float:
    """Change relative to the earlier period, as a fraction: 0.12 is 12 % more.

    Raises
    ------
    NotEnoughData
        When the earlier period adds up to 0 or less: a change has nothing to be a share of.

    >>> import numpy as np
    >>> growthrate(np.array([100.0, 100.0]), np.array([250.0]))
    0.25
    """
    base = total(before)
    if base <= 0:
        raise _no_base("GROWTHRATE", "before", base)
    return total(after) / base - 1


@metric(
    label=Text("Compound annual growth rate", "Taux de croissance annuel composé"),
    summary=Text(
        "The same growth every year that leads from the first to the last figure.",
        "La croissance, égale chaque année, qui mène du premier au dernier chiffre.",
    ),
    unit="rate",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, compound annual growth rate",
    example="CAGR(200000,288000,2)",
    native=(
        'IF({years}<0,VALUE("x"),IF({years}=0,1/0,IF({first}<=0,NA(),IF({last}<0,SQRT(-1),({last}/{first})^(1/{years})-1))))',
    ),
)
def cagr(first: Annotated[float, FIRST], last: Annotated[float, LAST], years: Annotated[float, YEARS]) -> float:
    """(last / first) ** (1 / years) - 1, as a fraction a year.

    Raises
    ------
    DivisionByZero
        When no year lies between.
    NotEnoughData
        When first is 0 or less.
    NoSolution
        When last is negative, or so much growth in so short a time has no yearly figure.
    WrongInput
        When years is negative.

    >>> round(cagr(200_000.0, 288_000.0, 2.0), 10)
    0.2
    """
    at_least_zero(years=years)
    if years == 0:
        raise nothing_in("CAGR", "years")
    if first <= 0:
        raise _no_base("CAGR", "first", first)
    if last < 0:
        raise NoSolution(
            Text(
                "CAGR has no answer: no steady growth leads to {found}.",
                "CAGR n'a pas de réponse : aucune croissance régulière ne mène à {found}.",
            ).format(found=spoken(last))
        )
    try:
        return (last / first) ** (1 / years) - 1
    except OverflowError as error:
        raise NoSolution(
            Text(
                "CAGR has no answer: {times} times as much within {years} years is too fast for a yearly figure.",
                "CAGR n'a pas de réponse : {times} fois plus en {years} an est trop rapide pour un taux annuel.",
            ).format(times=spoken(last / first), years=spoken(years))
        ) from error


def _no_base(name: str, argument: str, found: float) -> NotEnoughData:
    return NotEnoughData(
        Text(
            "{name} compares with {argument}, which must be above 0; it is {found}.",
            "{name} compare avec {argument}, qui doit être supérieur à 0 ; il vaut {found}.",
        ).format(name=name, argument=argument, found=spoken(found))
    )
