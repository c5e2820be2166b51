"""Complaints and arguments that several metrics share."""

from __future__ import annotations

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, DivisionByZero, WrongInput

CONFIDENCE = Arg(
    kind="number",
    summary=Text(
        "Ask for the interval too: with a confidence such as 0.95 the answer is a row of four cells, the share, its "
        "lower and upper limit (Wilson), and the sample size.",
        "Demander aussi l'intervalle : avec une confiance telle que 0,95 la réponse est une ligne de quatre "
        "cellules, la part, ses bornes inférieure et supérieure (Wilson), et la taille d'échantillon.",
    ),
)


def spoken(number: float) -> Text:
    """A number inside a sentence."""
    return Text(f"{number:.10g}", f"{number:.10g}".replace(".", ","))


def total(column: Column) -> float:
    """Sum of a column; a blank counts as nothing."""
    return float(np.nansum(column))


def nothing_in(name: str, argument: str) -> DivisionByZero:
    """A total of 0 that would be divided by."""
    return DivisionByZero(
        Text(
            "{name} divides by {argument}, which adds up to 0.",
            "{name} divise par {argument}, dont la somme est 0.",
        ).format(name=name, argument=argument)
    )


def at_least_zero(**given: float) -> None:
    """Raise WrongInput at the first argument below 0."""
    for argument, value in given.items():
        if value < 0:
            raise WrongInput(
                Text(
                    "{argument} comes to {found}; 0 or more belongs there.",
                    "{argument} vaut {found} ; il faut 0 ou plus.",
                ).format(argument=argument, found=spoken(value))
            )


def within(argument: str, value: float, low: float, high: float) -> None:
    """Raise WrongInput for a value outside of two limits, both allowed."""
    if not low <= value <= high:
        raise WrongInput(
            Text(
                "{argument}: {found} was given; a number from {low} to {high} belongs there.",
                "{argument} : {found} a été donné ; il faut un nombre de {low} à {high}.",
            ).format(argument=argument, found=spoken(value), low=spoken(low), high=spoken(high))
        )


def no_more_than(part: str, part_value: float, whole: str, whole_value: float) -> None:
    """Raise WrongInput for a part larger than its whole."""
    if part_value > whole_value:
        raise WrongInput(
            Text(
                "{part} adds up to {found}, more than {whole} with {most}: a part belongs there.",
                "{part} atteint {found}, plus que {whole} avec {most} : il faut une partie de l'ensemble.",
            ).format(part=part, found=spoken(part_value), whole=whole, most=spoken(whole_value))
        )
