"""How far deals come."""

from typing import Annotated

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NotEnoughData, WrongInput, metric
from salestracker_xl.results import Table, TableColumn

STAGES = Arg(
    kind="keys",
    summary=Text("The furthest stage that each deal reached.", "L'étape la plus avancée de chaque affaire."),
)
ORDER = Arg(
    kind="keys",
    summary=Text(
        "The stages from first to last; if left out, in the order in which they appear.",
        "Les étapes de la première à la dernière ; par défaut dans leur ordre d'apparition.",
    ),
    like="stages",
)


@metric(
    label=Text("Stage conversion", "Conversion par étape"),
    summary=Text(
        "How many deals reached each stage of the funnel, as a share of the stage before and of all.",
        "Combien d'affaires ont atteint chaque étape de l'entonnoir, en part de la précédente et du total.",
    ),
    unit="table",
    source="Funnel conversion by furthest stage reached; Farris et al.: Marketing Metrics, sales funnel",
    example="STAGECONVERSION({deals[stage]})",
)
def stageconversion(stages: Annotated[Column, STAGES], order: Annotated[Column | None, ORDER] = None) -> Table:
    """One row a stage: deals that reached it or a later one, as a share of the stage before and of all deals.

    `stages` holds the furthest stage of each deal. Stages of deals that `order` does not name are an error, since
    nobody could say whether they come before or after.

    Raises
    ------
    NotEnoughData
        When no deal has a stage.
    WrongInput
        When a deal has a stage that `order` does not name, or `order` names one twice.
    """
    told = stages[stages >= 0]
    if told.size == 0:
        raise NotEnoughData(
            Text("STAGECONVERSION found no deal with a stage.", "STAGECONVERSION n'a trouvé aucune affaire avec étape.")
        )
    known = _in_order(told) if order is None else order[order >= 0]
    if np.unique(known).size < known.size or not np.isin(told, known).all():
        raise WrongInput(
            Text(
                "order must name every stage of the deals once; it names {n} and the deals have {m}.",
                "order doit nommer une fois chaque étape des affaires ; il en nomme {n} et les affaires en ont {m}.",
            ).format(n=known.size, m=np.unique(told).size)
        )
    ended = np.array([np.count_nonzero(told == stage) for stage in known])
    reached = ended[::-1].cumsum()[::-1]
    before = np.concatenate(([np.nan], reached[:-1]))
    with np.errstate(invalid="ignore", divide="ignore"):
        of_before = np.where(before > 0, reached / before, np.nan)
    return Table(
        (
            TableColumn(Text("Stage", "Étape"), known, names_of="stages" if order is None else "order"),
            TableColumn(Text("Reached", "Atteinte par"), reached.astype(float)),
            TableColumn(Text("Of the stage before", "De la précédente"), of_before),
            TableColumn(Text("Of all", "Du total"), reached / told.size),
        )
    )


def _in_order(codes: np.ndarray) -> np.ndarray:
    found, first = np.unique(codes, return_index=True)
    return found[np.argsort(first)]
