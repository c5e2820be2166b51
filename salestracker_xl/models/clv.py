"""What each customer is worth over the months to come."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData, WrongInput
from salestracker_xl.models import bgnbd, gammagamma
from salestracker_xl.models.bgnbd import BGNBD
from salestracker_xl.models.fit import Fit
from salestracker_xl.models.gammagamma import GammaGamma
from salestracker_xl.models.histories import group_rows
from salestracker_xl.models.nbd import NBD
from salestracker_xl.models.purchases import PurchaseSummary
from salestracker_xl.models.terms import check_discount, check_margin, spoken

DAYS_A_MONTH = 365.25 / 12
FEWEST_REPEAT_BUYERS = 30
MOST_MONTHS = 600

WRONG_MONTHS = Text(
    "months: {found} was given; a whole number of months from 1 to {most} belongs there.",
    "months : {found} a été donné ; il faut un nombre entier de mois de 1 à {most}.",
)
TOO_FEW = Text(
    "A predicted value needs at least {fewest} customers who bought again for a positive amount; there are {found}.",
    "Une valeur prédite exige au moins {fewest} clients ayant racheté pour un montant positif ; il y en a {found}.",
)
NO_FIT = Text(
    "The purchases of {found} repeat buyers give no reliable prediction. {status}",
    "Les achats de {found} clients ayant racheté ne permettent pas de prédiction fiable. {status}",
)


@dataclass(frozen=True, slots=True, eq=False)
class LifetimeValues:
    """What each customer is worth, and the models behind it.

    Attributes
    ----------
    summary : PurchaseSummary
        The purchase histories; the arrays below stand in its order.
    purchases : Fit[BGNBD] | Fit[NBD]
        How customers buy and leave, with a status.
    spending : Fit[GammaGamma]
        What they spend, with a status.
    probability_alive : numpy.ndarray
        (customers,) probability of still being a customer.
    expected_purchases : numpy.ndarray
        (customers,) expected purchases over the horizon.
    expected_value : numpy.ndarray
        (customers,) expected mean value of a purchase.
    clv : numpy.ndarray
        (customers,) expected discounted margin over the horizon.
    """

    summary: PurchaseSummary
    purchases: Fit[BGNBD] | Fit[NBD]
    spending: Fit[GammaGamma]
    probability_alive: np.ndarray
    expected_purchases: np.ndarray
    expected_value: np.ndarray
    clv: np.ndarray


def lifetime_values(
    summary: PurchaseSummary,
    months: float = 12,
    margin: float = 1.0,
    annual_discount: float = 0.1,
    near: LifetimeValues | None = None,
) -> LifetimeValues:
    """Predict the discounted margin of every customer over the next months.

    Purchases by BG/NBD times values by Gamma-Gamma (Fader, Hardie and Lee 2005, Journal of Marketing Research 42 (4),
    415-430). The purchases expected in a month are discounted from its end.

    Parameters
    ----------
    summary : PurchaseSummary
        Purchase histories, in days.
    months : float
        Horizon, a whole number of months of 365.25 / 12 days, counted from the end of the summary.
    margin : float
        Share of the sales that is left after the cost of goods, above 0 and up to 1.
    annual_discount : float
        Yearly rate d; a month counts (1 + d) ** (1 / 12) - 1.
    near : LifetimeValues, optional
        Those of about the same customers, from whose models the way to the best fit is short.

    Raises
    ------
    WrongInput
        When months, margin or annual_discount lies outside its range.
    NotEnoughData
        When fewer than 30 customers bought again, when a model has no best fit, or when the mean of what customers
        spend is infinite.
    """
    _check(months, margin, annual_discount)
    found = int(np.count_nonzero((summary.frequency > 0) & (summary.monetary_value > 0)))
    if found < FEWEST_REPEAT_BUYERS:
        raise NotEnoughData(TOO_FEW.format(fewest=FEWEST_REPEAT_BUYERS, found=found))
    buying, paying = (near.purchases.model, near.spending.model) if near else (None, None)
    purchases = bgnbd.fit(summary.frequency, summary.recency, summary.T, near=buying)
    spending = gammagamma.fit(summary.frequency, summary.monetary_value, near=paying)
    for fit in (purchases, spending):
        if fit.outcome == "failed":
            raise NotEnoughData(NO_FIT.format(found=found, status=fit.status))
    alive = purchases.model.probability_alive(summary.frequency, summary.recency, summary.T)
    expected, discounted = alive * purchases_ahead(purchases.model, summary, int(months), annual_discount)
    value = spending.model.expected_value(summary.frequency, summary.monetary_value)
    return LifetimeValues(summary, purchases, spending, alive, expected, value, margin * value * discounted)


def _check(months: float, margin: float, annual_discount: float) -> None:
    if not (1 <= months <= MOST_MONTHS and months == math.floor(months)):
        raise WrongInput(WRONG_MONTHS.format(found=spoken(months), most=MOST_MONTHS))
    check_margin(margin)
    check_discount("annual_discount", annual_discount)


def purchases_ahead(model: BGNBD | NBD, summary: PurchaseSummary, months: int, annual_discount: float) -> np.ndarray:
    """Purchases that customers will make over the next months if they still are customers.

    Returns
    -------
    numpy.ndarray
        (2, customers): the number expected, and the same with each month's share discounted from its end.
    """
    ends = np.arange(1, months + 1)
    discount = (1 + annual_discount) ** (-ends / 12)
    # The purchases up to each month end are cumulative; by parts, each counts with the drop of the discount after it.
    drop = discount - np.append(discount[1:], 0.0)
    weights = np.column_stack((ends == months, drop))
    groups = group_rows(summary.frequency, summary.T)  # equal in these two is equal in what lies ahead
    sums = model.sums_while_alive(
        ends * DAYS_A_MONTH, weights, summary.frequency[groups.index], summary.T[groups.index]
    )
    return sums[groups.inverse].T
