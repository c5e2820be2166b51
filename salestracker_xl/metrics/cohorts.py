"""Who of each period's new customers came back, and when."""

from typing import Annotated

import numpy as np

from salestracker_xl.calendar import period_start
from salestracker_xl.language import Text
from salestracker_xl.metric import Column, NotEnoughData, metric
from salestracker_xl.metrics.retention import CUSTOMERS, DATES, PERIOD, PERIODS
from salestracker_xl.models.cohorts import cohort_matrix, periods_over
from salestracker_xl.results import Table, TableColumn


@metric(
    label=Text("Cohorts", "Cohortes"),
    summary=Text(
        "Of the customers won in each period, the share that bought again 1, 2, 3 ... periods later; blank in the "
        "future.",
        "Parmi les clients gagnés à chaque période, la part qui a racheté 1, 2, 3 ... périodes plus tard ; vide "
        "au-delà.",
    ),
    unit="table",
    source="Cohort analysis by first purchase; Farris et al.: Marketing Metrics, customer retention",
    example='COHORTS(IF({sales[amount]}>=0,{sales[customer]},""),{sales[date]})',
)
def cohorts(
    customers: Annotated[Column, CUSTOMERS],
    dates: Annotated[Column, DATES],
    period: Annotated[str, PERIOD] = "month",
) -> Table:
    """One row for each period that won somebody: its first day, the customers won, their share that bought at each age.

    Periods are calendar ones (weeks from Monday); the one that runs on the latest date is left out. A customer counts
    once a period, whatever was bought. Rows with a blank are left out.

    Raises
    ------
    NotEnoughData
        When fewer than two complete periods are covered, so that nobody can have come back.
    """
    both = (customers >= 0) & ~np.isnan(dates)
    who, when = customers[both], dates[both]
    index, first, count = periods_over(when, when.max(initial=0.0), period) if when.size else (when, 0, 0)
    if count < 2:
        raise NotEnoughData(
            Text(
                "COHORTS needs two complete periods ({period}) with purchases; there are {n}.",
                "COHORTS demande deux périodes complètes ({period}) avec des achats ; il y en a {n}.",
            ).format(period=dict(PERIODS)[period], n=count)
        )
    active = cohort_matrix(who, index, first, count)
    won = active[:, 0] > 0
    sizes = active[won, 0]
    shares = active[won] / sizes[:, None]
    return Table(
        (
            TableColumn(Text("Won from", "Gagnés dès"), period_start(first + np.flatnonzero(won), period)),
            TableColumn(Text("Customers", "Clients"), sizes),
            *(TableColumn(Text(f"+{age}", f"+{age}"), shares[:, age]) for age in range(count)),
        )
    )
