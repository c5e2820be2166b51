"""How far along a goal is."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, DivisionByZero, NoSolution, metric

ACTUAL = Arg(
    kind="numbers",
    summary=Text("What was reached: a number, or a range to add up.", "Le réalisé : un nombre ou une plage à sommer."),
)
TARGET = Arg(
    kind="numbers",
    summary=Text("The goal: a number, or a range to add up.", "L'objectif : un nombre ou une plage à sommer."),
)


@metric(
    label=Text("Attainment", "Taux d'atteinte"),
    summary=Text("Share of the goal that was reached.", "Part de l'objectif qui a été réalisée."),
    unit="rate",
    source="Quota attainment: actual divided by quota, each summed over the same period",
    example="ATTAINMENT({sales[amount]},{targets[amount]})",
    native=("IF(SUM({target})<0,SQRT(SUM({target})),SUM({actual})/SUM({target}))",),  # SQRT says #NUM! of it
)
def attainment(actual: Annotated[Column, ACTUAL], target: Annotated[Column, TARGET]) -> float:
    """Share of the goal that was reached, as a fraction: 0.95 is 95 %.

    Both ranges are added up first, so daily sales can stand against one goal for the month.

    Raises
    ------
    DivisionByZero
        When the goal is 0.
    NoSolution
        When the goal is negative: a share of it would mean nothing.

    >>> attainment(np.array([60.0, 35.0]), np.array([100.0]))
    0.95
    """
    goal = np.nansum(target)
    if goal == 0:
        raise DivisionByZero(
            Text("ATTAINMENT needs a goal; target adds up to 0.", "ATTAINMENT demande un objectif ; target vaut 0.")
        )
    if goal < 0:
        raise NoSolution(
            Text(
                "ATTAINMENT needs a positive goal; target adds up to {goal:g}.",
                "ATTAINMENT demande un objectif positif ; la somme de target est {goal:g}.",
            ).format(goal=goal)
        )
    return float(np.nansum(actual) / goal)
