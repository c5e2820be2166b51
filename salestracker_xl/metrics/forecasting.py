"""What season and trend say about the sales to come."""

from typing import Annotated

import numpy as np

from salestracker_xl.calendar import MONTHS, period_start
from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NotEnoughData, WrongInput, metric
from salestracker_xl.metrics.wording import spoken
from salestracker_xl.models.series import SEASON, MonthlySeries, monthly_series, seasonal_indices
from salestracker_xl.results import Table, TableColumn

FEWEST_MONTHS = 6
MOST_PERIODS = 60
DATES = Arg(
    kind="days",
    summary=Text(
        "Dates of the sales. The month that runs on the latest one is left out.",
        "Dates des ventes. Le mois en cours à la plus récente est exclu.",
    ),
    rows="sales",
)
AMOUNTS = Arg(
    kind="numbers",
    summary=Text("Amounts, same rows; refunds are negative.", "Montants, mêmes lignes ; un avoir est négatif."),
    rows="sales",
)
PERIODS = Arg(
    kind="number",
    summary=Text("How many months ahead, from 1 to 60.", "Nombre de mois à venir, de 1 à 60."),
)
CONFIDENCE = Arg(
    kind="number",
    summary=Text(
        "How often a month should fall between the limits, 0.8 if left out.",
        "Fréquence à laquelle un mois doit tomber entre les bornes, 0,8 par défaut.",
    ),
)
ANNUAL_TARGET = Arg(
    kind="number", summary=Text("The goal of the year, to the cent.", "L'objectif de l'année, au centime.")
)
HISTORY_DATES = Arg(kind="days", summary=Text("Dates of past sales.", "Dates des ventes passées."), rows="history")
HISTORY_AMOUNTS = Arg(
    kind="numbers", summary=Text("Their amounts, same rows.", "Leurs montants, mêmes lignes."), rows="history"
)


@metric(
    label=Text("Seasonality", "Saisonnalité"),
    summary=Text(
        "How each month of the year compares with a usual one: 1.2 is a fifth above. Needs two full years.",
        "Comment chaque mois se compare à un mois ordinaire : 1,2 vaut un cinquième de plus. Il faut deux ans "
        "complets.",
    ),
    unit="table",
    source="Hyndman and Athanasopoulos: Forecasting: Principles and Practice (3rd ed., 2021), classical decomposition",
    example="SEASONALITY({sales[date]},{sales[amount]})",
)
def seasonality(dates: Annotated[Column, DATES], amounts: Annotated[Column, AMOUNTS]) -> Table:
    """One row a month of the year: its index against a usual month; the mean of all is 1. Blank rows are left out.

    Raises
    ------
    NotEnoughData
        When fewer than 24 complete months are covered, or sales of a year do not add up to more than 0.
    """
    series = _series("SEASONALITY", dates, amounts, 2 * SEASON)
    indices = seasonal_indices(series)
    if np.isnan(indices).any():
        raise NotEnoughData(
            Text(
                "SEASONALITY needs sales above 0 in every year.",
                "SEASONALITY demande des ventes supérieures à 0 chaque année.",
            )
        )
    return Table((TableColumn(Text("Month", "Mois"), MONTHS), TableColumn(Text("Index", "Indice"), indices)))


@metric(
    label=Text("Sales forecast", "Prévision des ventes"),
    summary=Text(
        "The months to come from trend and season so far, each with limits. Needs six complete months; a season "
        "needs two years.",
        "Les mois à venir d'après la tendance et la saison, avec des bornes. Il faut six mois complets, et deux ans "
        "pour une saison.",
    ),
    unit="table",
    source="Exponential smoothing with damped trend, ETS(A,Ad,A) on logarithms; Hyndman and Athanasopoulos (2021)",
    example="SALESFORECAST({sales[date]},{sales[amount]},6)",
)
def salesforecast(
    dates: Annotated[Column, DATES],
    amounts: Annotated[Column, AMOUNTS],
    periods: Annotated[float, PERIODS],
    confidence: Annotated[float, CONFIDENCE] = 0.8,
) -> Table:
    """One row a month ahead: its first day, the forecast (as likely to be passed as missed), lower and upper limit.

    Raises
    ------
    NotEnoughData
        When fewer than six complete months are covered.
    WrongInput
        When periods is no whole number from 1 to 60, or confidence not between 0 and 1.
    """
    from salestracker_xl.models.smoothing import forecast  # Excel starts faster where no formula asks for it

    if not (1 <= periods <= MOST_PERIODS and periods == np.floor(periods)):
        raise WrongInput(
            Text(
                "periods: {found} was given; a whole number of months from 1 to {most} belongs there.",
                "periods : {found} a été donné ; il faut un nombre entier de mois de 1 à {most}.",
            ).format(found=spoken(periods), most=MOST_PERIODS)
        )
    series = _series("SALESFORECAST", dates, amounts, FEWEST_MONTHS)
    ahead = forecast(series.values, int(periods), confidence)
    months = series.first + len(series.values) + np.arange(int(periods))
    return Table(
        (
            TableColumn(Text("Month", "Mois"), period_start(months, "month")),
            TableColumn(Text("Forecast", "Prévision"), ahead.median),
            TableColumn(Text("Low", "Borne basse"), ahead.low),
            TableColumn(Text("High", "Borne haute"), ahead.high),
        )
    )


@metric(
    label=Text("Target by month", "Objectif par mois"),
    summary=Text(
        "The goal of a year split into months by the share that each had in the years before; adds up to the cent.",
        "L'objectif d'une année réparti par mois selon leur part des années passées ; le total tombe juste au centime.",
    ),
    unit="table",
    source="Seasonal allocation by average monthly share; cents by the largest-remainder method (Hamilton)",
    example="ALLOCATE(600000,{sales[date]},{sales[amount]})",
)
def allocate(
    annual_target: Annotated[float, ANNUAL_TARGET],
    history_dates: Annotated[Column, HISTORY_DATES],
    history_amounts: Annotated[Column, HISTORY_AMOUNTS],
) -> Table:
    """One row a month of the year: its share and its goal; the goals add up to the target to the cent.

    The shares are those of all complete years of history together, counted back from the last complete month; a month
    in which more was refunded than sold has none.

    Raises
    ------
    NotEnoughData
        When no complete year is covered, or nothing was sold in it.
    WrongInput
        When annual_target is negative.
    """
    if annual_target < 0:
        raise WrongInput(
            Text(
                "annual_target: {found} was given; 0 or more belongs there.",
                "annual_target : {found} a été donné ; il faut 0 ou plus.",
            ).format(found=spoken(annual_target))
        )
    series = _series("ALLOCATE", history_dates, history_amounts, SEASON)
    years = series.latest(len(series.values) // SEASON * SEASON)
    sold = np.maximum(np.bincount(years.calendar_months, years.values, minlength=SEASON), 0)
    if sold.sum() <= 0:
        raise NotEnoughData(
            Text("ALLOCATE needs sales above 0 to split by.", "ALLOCATE demande des ventes supérieures à 0.")
        )
    shares = sold / sold.sum()
    return Table(
        (
            TableColumn(Text("Month", "Mois"), MONTHS),
            TableColumn(Text("Share", "Part"), shares),
            TableColumn(Text("Goal", "Objectif"), in_cents(annual_target, shares)),
        )
    )


def in_cents(amount: float, shares: np.ndarray) -> np.ndarray:
    """Split an amount by shares into whole cents that add up to it; the largest remainders get the cents left over.

    >>> in_cents(100.0, np.array([1.0, 1.0, 1.0]) / 3)
    array([33.34, 33.33, 33.33])
    """
    cents = round(amount * 100)
    exact = shares * cents
    whole = np.floor(exact + 1e-9).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: cents - int(whole.sum())]] += 1
    return whole / 100


def _series(name: str, dates: np.ndarray, amounts: np.ndarray, fewest: int) -> MonthlySeries:
    both = ~np.isnan(dates) & ~np.isnan(amounts)
    series = monthly_series(dates[both], amounts[both]) if both.any() else MonthlySeries(0, np.zeros(0))
    if len(series.values) < fewest:
        raise NotEnoughData(
            Text(
                "{name} needs sales over {fewest} complete months; they cover {n}.",
                "{name} demande {fewest} mois complets de ventes ; il y en a {n}.",
            ).format(name=name, fewest=fewest, n=len(series.values))
        )
    return series
