"""How far along a goal is."""

import datetime as dt
from typing import Annotated

import numpy as np

from salestracker_xl.calendar import EXCEL_EPOCH, serial
from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, DivisionByZero, NoSolution, NotEnoughData, WrongInput, metric
from salestracker_xl.metrics.wording import spoken, total, within

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


FIRST_DAY = Arg(kind="day", summary=Text("First day of the period.", "Premier jour de la période."))
LAST_DAY = Arg(kind="day", summary=Text("Last day of the period.", "Dernier jour de la période."))
TODAY = Arg(
    kind="day",
    summary=Text(
        "The day up to which sales are in, that day included; the real today if left out.",
        "Le jour jusqu'auquel les ventes sont saisies, inclus ; par défaut la date du jour.",
    ),
)
HOLIDAYS = Arg(
    kind="days",
    summary=Text(
        "Days off beside Saturdays and Sundays, a range of dates.",
        "Jours chômés en plus des samedis et dimanches, une plage de dates.",
    ),
)
BASE = Arg(kind="number", summary=Text("Sales of the year to start from.", "Ventes de l'année de départ."))
GROWTH = Arg(kind="number", summary=Text("Growth aimed at: 0.05 is 5%.", "Croissance visée : 0,05 vaut 5 %."))
SEASON_SHARE = Arg(
    kind="number",
    summary=Text(
        "Share of the year that falls into the period, 1 (all of it) if left out.",
        "Part de l'année qui revient à la période, 1 (toute l'année) par défaut.",
    ),
)


@metric(
    label=Text("Pace", "Projection au rythme actuel"),
    summary=Text(
        "What the period will bring if sales go on as they did so far, by working days.",
        "Ce que la période rapportera si les ventes continuent au même rythme, en jours ouvrés.",
    ),
    unit="currency",
    source="Run-rate projection by working days (Monday to Friday less holidays)",
    example="PACE(52000,46174,46203,46189)",
    native=(
        'IF({last_day}<{first_day},VALUE("x"),IF(NETWORKDAYS({first_day},MIN(TODAY(),{last_day}))<=0,NA(),SUM({actual})'
        "/NETWORKDAYS({first_day},MIN(TODAY(),{last_day}))*NETWORKDAYS({first_day},{last_day})))",
        'IF({last_day}<{first_day},VALUE("x"),IF(NETWORKDAYS({first_day},MIN({today},{last_day}))<=0,NA(),SUM({actual})'
        "/NETWORKDAYS({first_day},MIN({today},{last_day}))*NETWORKDAYS({first_day},{last_day})))",
        'IF({last_day}<{first_day},VALUE("x"),IF(NETWORKDAYS({first_day},MIN(TODAY(),{last_day}),{holidays})<=0,NA(),'
        "SUM({actual})/NETWORKDAYS({first_day},MIN(TODAY(),{last_day}),{holidays})"
        "*NETWORKDAYS({first_day},{last_day},{holidays})))",
        'IF({last_day}<{first_day},VALUE("x"),IF(NETWORKDAYS({first_day},MIN({today},{last_day}),{holidays})<=0,NA(),'
        "SUM({actual})/NETWORKDAYS({first_day},MIN({today},{last_day}),{holidays})"
        "*NETWORKDAYS({first_day},{last_day},{holidays})))",
    ),
)
def pace(
    actual: Annotated[Column, ACTUAL],
    first_day: Annotated[float, FIRST_DAY],
    last_day: Annotated[float, LAST_DAY],
    today: Annotated[float | None, TODAY] = None,
    holidays: Annotated[Column | None, HOLIDAYS] = None,
) -> float:
    """Actual / working days passed x working days of the period, in the currency of `actual`.

    Working days are Monday to Friday without `holidays`; `today` counts as passed.

    Raises
    ------
    NotEnoughData
        When no working day of the period has passed.
    WrongInput
        When the last day lies before the first.

    >>> pace(np.array([500.0]), 46174.0, 46203.0, 46178.0)  # 1 to 30 June 2026, seen on Friday the 5th
    2200.0
    """
    if last_day < first_day:
        raise WrongInput(
            Text(
                "last_day lies before first_day: a period ends on or after the day on which it begins.",
                "last_day précède first_day : une période se termine au plus tôt le jour où elle commence.",
            )
        )
    passed = working_days(first_day, min(serial_of(today), last_day), holidays)
    if passed <= 0:
        raise NotEnoughData(
            Text(
                "PACE needs a working day that has passed; the period has none yet.",
                "PACE demande un jour ouvré écoulé ; la période n'en a pas encore.",
            )
        )
    return total(actual) / passed * working_days(first_day, last_day, holidays)


@metric(
    label=Text("Required daily rate", "Rythme quotidien requis"),
    summary=Text(
        "What each working day left must bring to reach the goal; 0 once it is reached.",
        "Ce que chaque jour ouvré restant doit rapporter pour atteindre l'objectif ; 0 s'il est atteint.",
    ),
    unit="currency",
    source="Required run rate: what is left of the goal divided by the working days left",
    example="REQUIREDRATE(52000,100000,46203,46189)",
    native=(
        "IF(SUM({target})<=SUM({actual}),0,IF(NETWORKDAYS(TODAY()+1,{last_day})<=0,SQRT(-1),"
        "(SUM({target})-SUM({actual}))/NETWORKDAYS(TODAY()+1,{last_day})))",
        "IF(SUM({target})<=SUM({actual}),0,IF(NETWORKDAYS({today}+1,{last_day})<=0,SQRT(-1),"
        "(SUM({target})-SUM({actual}))/NETWORKDAYS({today}+1,{last_day})))",
        "IF(SUM({target})<=SUM({actual}),0,IF(NETWORKDAYS(TODAY()+1,{last_day},{holidays})<=0,SQRT(-1),"
        "(SUM({target})-SUM({actual}))/NETWORKDAYS(TODAY()+1,{last_day},{holidays})))",
        "IF(SUM({target})<=SUM({actual}),0,IF(NETWORKDAYS({today}+1,{last_day},{holidays})<=0,SQRT(-1),"
        "(SUM({target})-SUM({actual}))/NETWORKDAYS({today}+1,{last_day},{holidays})))",
    ),
)
def requiredrate(
    actual: Annotated[Column, ACTUAL],
    target: Annotated[Column, TARGET],
    last_day: Annotated[float, LAST_DAY],
    today: Annotated[float | None, TODAY] = None,
    holidays: Annotated[Column | None, HOLIDAYS] = None,
) -> float:
    """(target - actual) / working days after `today` up to the last day, in the currency of the goal; 0 once reached.

    Raises
    ------
    NoSolution
        When the goal is not reached and no working day is left.

    >>> requiredrate(np.array([500.0]), np.array([2200.0]), 46203.0, 46178.0)
    100.0
    """
    left = total(target) - total(actual)
    if left <= 0:
        return 0.0
    days = working_days(serial_of(today) + 1, last_day, holidays)
    if days <= 0:
        raise NoSolution(
            Text(
                "REQUIREDRATE has no answer: {left} are missing and no working day is left.",
                "REQUIREDRATE n'a pas de réponse : il manque {left} et il ne reste aucun jour ouvré.",
            ).format(left=spoken(left))
        )
    return left / days


@metric(
    label=Text("Grown target", "Objectif avec croissance"),
    summary=Text(
        "A goal made of last year's sales, the growth aimed at, and the share of the year.",
        "Un objectif fondé sur les ventes de l'an dernier, la croissance visée et la part de l'année.",
    ),
    unit="currency",
    source="Top-down goal setting: base x (1 + growth) x share of the season",
    example="GROWNTARGET(570000,0.05,0.09)",
    native=(
        'IF({growth}<-1,VALUE("x"),{base_amount}*(1+{growth}))',
        'IF(OR({growth}<-1,{season_share}<0,{season_share}>1),VALUE("x"),{base_amount}*(1+{growth})*{season_share})',
    ),
)
def growntarget(
    base_amount: Annotated[float, BASE],
    growth: Annotated[float, GROWTH],
    season_share: Annotated[float, SEASON_SHARE] = 1,
) -> float:
    """Base x (1 + growth) x share of the season, in the currency of `base_amount`.

    Raises
    ------
    WrongInput
        When growth is below -1 or season_share not between 0 and 1.

    >>> growntarget(1200.0, 0.5, 0.25)
    450.0
    """
    if growth < -1:
        raise WrongInput(
            Text(
                "growth: {found} was given; -1 (nothing left) or more belongs there, such as 0.05.",
                "growth : {found} a été donné ; il faut -1 (plus rien) ou plus, par exemple 0,05.",
            ).format(found=spoken(growth))
        )
    within("season_share", season_share, 0, 1)
    return base_amount * (1 + growth) * season_share


def working_days(first: float, last: float, holidays: Column | None) -> int:
    """Monday to Friday from one serial day to another, both included and `holidays` left out; 0 where there is none."""
    off = [] if holidays is None else np.floor(holidays[~np.isnan(holidays)]).astype(np.int64) - EXCEL_EPOCH
    begin, end = (np.datetime64(int(np.floor(day)) - EXCEL_EPOCH, "D") for day in (first, last))
    return max(0, int(np.busday_count(begin, end + 1, holidays=np.asarray(off, dtype="datetime64[D]"))))


def serial_of(today: float | None) -> float:
    """The day given, or the real today, as an Excel serial."""
    return float(serial(dt.datetime.now().date())) if today is None else today
