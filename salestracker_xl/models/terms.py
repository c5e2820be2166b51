"""The terms on which later money is counted: margin and discount."""

from __future__ import annotations

import math

from salestracker_xl.language import Text
from salestracker_xl.metric import WrongInput

WRONG_MARGIN = Text(
    "margin: {found} was given; a share of the sales above 0 and up to 1 belongs there, such as 0.4 for 40%.",
    "margin : {found} a été donné ; il faut une part des ventes entre 0 (exclu) et 1, par exemple 0,4 pour 40 %.",
)
WRONG_DISCOUNT = Text(
    "{argument}: {found} was given; a rate above -1 belongs there, such as 0.1 for 10% a year.",
    "{argument} : {found} a été donné ; il faut un taux supérieur à -1, par exemple 0,1 pour 10 % par an.",
)


def check_margin(margin: float) -> None:
    """Raise WrongInput for a margin that is no share above 0 and up to 1."""
    if not 0 < margin <= 1:
        raise WrongInput(WRONG_MARGIN.format(found=spoken(margin)))


def check_discount(argument: str, rate: float) -> None:
    """Raise WrongInput for a discount rate that is not above -1."""
    if not -1 < rate < math.inf:
        raise WrongInput(WRONG_DISCOUNT.format(argument=argument, found=spoken(rate)))


def spoken(number: float) -> Text:
    """Word a number as either language writes it."""
    return Text(f"{number:g}", f"{number:g}".replace(".", ","))
