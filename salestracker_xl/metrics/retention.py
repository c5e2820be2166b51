"""Who comes back."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from salestracker_xl.calendar import period_index
from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NotEnoughData, metric

PERIODS = (
    ("month", Text("month", "mois")),
    ("week", Text("week", "semaine")),
    ("quarter", Text("quarter", "trimestre")),
    ("year", Text("year", "année")),
)
CUSTOMERS = Arg(
    kind="keys",
    summary=Text("Customers, one a row (name, number or e-mail).", "Clients, un par ligne (nom, numéro ou e-mail)."),
    rows="orders",
)
DATES = Arg(
    kind="days", summary=Text("Dates of their purchases, same rows.", "Dates d'achat, mêmes lignes."), rows="orders"
)
PERIOD = Arg(
    kind="word",
    summary=Text(
        'Length of a period: "month" (default), "week", "quarter" or "year".',
        'Longueur d\'une période : "mois" (par défaut), "semaine", "trimestre" ou "année".',
    ),
    choices=PERIODS,
)
AS_OF = Arg(
    kind="day",
    summary=Text(
        "Last day that the data covers; default: the latest date. The period still running on that day is left out.",
        "Dernier jour couvert par les données ; par défaut la date la plus récente. La période en cours est exclue.",
    ),
)


@metric(
    label=Text("Retention", "Rétention"),
    summary=Text(
        "Of the customers who bought in the period before the last complete one, the share that bought again in it.",
        "Parmi les clients de l'avant-dernière période complète, la part qui a racheté dans la dernière.",
    ),
    unit="rate",
    source="Period-over-period repeat rate on sets of customers; Farris et al.: Marketing Metrics, retention rate",
    example='RETENTION(IF({sales[amount]}>=0,{sales[customer]},""),{sales[date]})',
)
def retention(
    customers: Annotated[Column, CUSTOMERS],
    dates: Annotated[Column, DATES],
    period: Annotated[str, PERIOD] = "month",
    as_of: Annotated[float | None, AS_OF] = None,
) -> float:
    """Share of one period's customers that bought again in the next, as a fraction between 0 and 1.

    The later of the two periods is the last one that was over on `as_of`; customers are counted once, whatever they
    bought, so the share never exceeds 1. Rows with a blank customer or date are left out.

    Raises
    ------
    NotEnoughData
        When fewer than two complete periods are covered, or nobody bought in the earlier one.

    >>> days = np.array([46023.0, 46024.0, 46055.0, 46082.0])  # 1 and 2 January, 2 February, 1 March 2026
    >>> retention(np.array([0, 1, 1, 0]), days)
    0.5
    """
    counted = (customers >= 0) & ~np.isnan(dates)
    if as_of is not None:
        counted &= np.floor(np.nan_to_num(dates)) <= as_of
    who, when = customers[counted], dates[counted]
    if when.size == 0:
        raise NotEnoughData(
            Text("RETENTION found no purchase in these rows.", "RETENTION n'a trouvé aucun achat sur ces lignes.")
        )
    bought = period_index(when, period)
    last_day = np.max(when) if as_of is None else as_of
    last = int(period_index(np.array([np.floor(last_day) + 1]), period)[0]) - 1  # over on that day, not before it
    before, after = np.unique(who[bought == last - 1]), np.unique(who[bought == last])
    if before.size == 0:
        raise NotEnoughData(
            Text(
                "RETENTION needs two complete periods ({period}) with purchases in the first of them.",
                "RETENTION demande deux périodes complètes ({period}), dont la première avec des achats.",
            ).format(period=dict(PERIODS)[period])
        )
    return float(np.isin(before, after, assume_unique=True).mean())
