"""How many customers under contract will still be there."""

from typing import Annotated

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NotEnoughData, WrongInput, metric
from salestracker_xl.metrics.wording import spoken
from salestracker_xl.results import Table, TableColumn

MOST_PERIODS = 600
CUSTOMERS_BY_PERIOD = Arg(
    kind="numbers",
    summary=Text(
        "Customers of one cohort: at the start, then after each renewal, one period a row.",
        "Clients d'une même cohorte : au départ, puis après chaque renouvellement, une période par ligne.",
    ),
)
PERIODS = Arg(
    kind="number",
    summary=Text("How many further periods to project, from 1 to 600.", "Nombre de périodes à projeter, de 1 à 600."),
)


@metric(
    label=Text("Survival", "Survie"),
    summary=Text(
        "Share of a cohort under contract that is still there after each period, seen and projected.",
        "Part d'une cohorte sous contrat encore présente après chaque période, observée puis projetée.",
    ),
    unit="table",
    source="Fader and Hardie (2007): How to Project Customer Retention, Journal of Interactive Marketing 21 (1), 76-90",
    example="SURVIVAL({1000;869;743;653},4)",
)
def survival(customers_by_period: Annotated[Column, CUSTOMERS_BY_PERIOD], periods: Annotated[float, PERIODS]) -> Table:
    """One row a period: its number, the share seen (blank ahead), the share of the model, and its retention rate.

    The model is the shifted beta-geometric: those who stay are the loyal ones, so retention rises with time and a
    straight line through the first periods would see too few survivors. Blank cells are left out.

    Raises
    ------
    NotEnoughData
        When there are fewer than three counts, nobody has left, or the counts settle on no model.
    WrongInput
        When a count is negative or above the one before, or periods is no whole number from 1 to 600.
    """
    from salestracker_xl.models import sbg  # Excel starts faster where no formula asks for it

    if not (1 <= periods <= MOST_PERIODS and periods == np.floor(periods)):
        raise WrongInput(
            Text(
                "periods: {found} was given; a whole number of periods from 1 to {most} belongs there.",
                "periods : {found} a été donné ; il faut un nombre entier de périodes de 1 à {most}.",
            ).format(found=spoken(periods), most=MOST_PERIODS)
        )
    survivors = customers_by_period[~np.isnan(customers_by_period)]
    fit = sbg.fit(customers_by_period)
    if fit.outcome == "failed":
        raise NotEnoughData(fit.status)
    number = np.arange(len(survivors) + int(periods))
    seen = np.full(len(number), np.nan)
    seen[: len(survivors)] = survivors / survivors[0]
    retention = np.concatenate(([np.nan], fit.model.retention(number[1:])))
    return Table(
        (
            TableColumn(Text("Period", "Période"), number.astype(float)),
            TableColumn(Text("Seen", "Observé"), seen),
            TableColumn(Text("Survival", "Survie"), fit.model.survival(number)),
            TableColumn(Text("Retention", "Rétention"), retention),
        )
    )
