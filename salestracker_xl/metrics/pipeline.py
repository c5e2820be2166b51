"""How deals move, and what they will bring."""

from typing import Annotated

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NoSolution, NotEnoughData, WrongRow, metric
from salestracker_xl.metrics.wording import CONFIDENCE, at_least_zero, nothing_in, spoken, total, within
from salestracker_xl.models.proportion import share_of
from salestracker_xl.results import Estimate

STATISTICS = (("median", Text("median", "médiane")), ("mean", Text("mean", "moyenne")))
WON = Arg(kind="numbers", summary=Text("Deals won: a number or a range.", "Affaires gagnées : un nombre ou une plage."))
LOST = Arg(
    kind="numbers", summary=Text("Deals lost: a number or a range.", "Affaires perdues : un nombre ou une plage.")
)
CREATED = Arg(
    kind="days",
    summary=Text("The day on which each won deal was created.", "Date de création de chaque affaire gagnée."),
    rows="deals",
)
CLOSED = Arg(
    kind="days",
    summary=Text("The day on which it was won, same rows.", "Date de signature, mêmes lignes."),
    rows="deals",
)
STATISTIC = Arg(
    kind="word",
    summary=Text('"median" (default) or "mean".', '"médiane" (par défaut) ou "moyenne".'),
    choices=STATISTICS,
)
OPPORTUNITIES = Arg(kind="number", summary=Text("Open deals that are worked on.", "Affaires en cours de traitement."))
WIN_RATE = Arg(
    kind="number", summary=Text("Share of them that will be won, see WINRATE.", "Part gagnée, voir WINRATE.")
)
DEAL_SIZE = Arg(kind="number", summary=Text("Average amount of a won deal.", "Montant moyen d'une affaire gagnée."))
CYCLE_DAYS = Arg(
    kind="number", summary=Text("Days from creation to signature, see SALESCYCLE.", "Durée en jours, voir SALESCYCLE.")
)
PIPELINE = Arg(
    kind="numbers",
    summary=Text("Amounts of the open deals.", "Montants des affaires en cours."),
)
REMAINING_TARGET = Arg(
    kind="numbers",
    summary=Text("What the goal still asks for.", "Ce qui reste à réaliser pour atteindre l'objectif."),
)
AMOUNTS = Arg(
    kind="numbers", summary=Text("Amounts of the open deals.", "Montants des affaires en cours."), rows="deals"
)
PROBABILITIES = Arg(
    kind="numbers",
    summary=Text("Chance of each to be won, 0 to 1, same rows.", "Probabilité de chacune, de 0 à 1, mêmes lignes."),
    rows="deals",
)
FORECAST = Arg(
    kind="numbers",
    summary=Text("What was forecast, one period a row.", "Les prévisions, une période par ligne."),
    rows="periods",
)
ACTUAL = Arg(kind="numbers", summary=Text("What came, same rows.", "Le réalisé, mêmes lignes."), rows="periods")


@metric(
    label=Text("Win rate", "Taux de réussite"),
    summary=Text(
        "Share of the deals closed that were won; deals still open do not count.",
        "Part des affaires closes qui ont été gagnées ; les affaires en cours ne comptent pas.",
    ),
    unit="rate",
    source="Win rate by close date, won / (won + lost); interval: Wilson (1927)",
    example="WINRATE(COUNTIF({deals[status]},{won}),COUNTIF({deals[status]},{lost}))",
    native=('IF(OR(SUM({won})<0,SUM({lost})<0),VALUE("x"),SUM({won})/(SUM({won})+SUM({lost})))',),
)
def winrate(
    won: Annotated[Column, WON],
    lost: Annotated[Column, LOST],
    confidence: Annotated[float | None, CONFIDENCE] = None,
) -> float | Estimate:
    """Won / (won + lost), as a fraction; with its interval where a confidence is given.

    Raises
    ------
    DivisionByZero
        When no deal was closed.
    WrongInput
        When a count is negative or confidence is not between 0 and 1.

    >>> winrate(np.array([30.0]), np.array([90.0]))
    0.25
    """
    yes, no = total(won), total(lost)
    at_least_zero(won=yes, lost=no)
    if yes + no == 0:
        raise nothing_in("WINRATE", "won + lost")
    return share_of(yes, yes + no, confidence)


@metric(
    label=Text("Sales cycle", "Durée du cycle de vente"),
    summary=Text(
        "Days from the creation of a won deal to its signature: the median, or the mean.",
        "Jours entre la création d'une affaire gagnée et sa signature : la médiane, ou la moyenne.",
    ),
    unit="days",
    source="Sales cycle length: close date less create date of won deals",
    example='SALESCYCLE(IF({deals[status]}={won},{deals[created]},""),IF({deals[status]}={won},{deals[closed]},""))',
    dynamic=(
        'IF(SUMPRODUCT(({created}<>"")*({closed}<>""))=0,NA(),'
        'IF(SUMPRODUCT(({created}<>"")*({closed}<>"")*(INT({closed})<INT({created})))>0,VALUE("x"),'
        'MEDIAN(FILTER(INT({closed})-INT({created}),({created}<>"")*({closed}<>"")))))',
    ),
)
def salescycle(
    created: Annotated[Column, CREATED],
    closed: Annotated[Column, CLOSED],
    statistic: Annotated[str, STATISTIC] = "median",
) -> float:
    """Calendar days from creation to closing; rows in which one of the two is blank are left out.

    Raises
    ------
    NotEnoughData
        When no row has both days.
    WrongRow
        When a deal was closed before it was created.

    >>> salescycle(np.array([46000.0, 46000.0, 46000.0]), np.array([46010.0, 46020.0, 46090.0]))
    20.0
    """
    days = np.floor(closed) - np.floor(created)
    if np.isnan(days).all():
        raise NotEnoughData(
            Text("SALESCYCLE found no row with both days.", "SALESCYCLE n'a trouvé aucune ligne avec les deux dates.")
        )
    wrong = np.flatnonzero(days < 0)
    if wrong.size:
        said = Text(
            "the deal was closed {n:g} days before it was created.",
            "l'affaire est close {n:g} jours avant sa création.",
        )
        raise WrongRow("closed", int(wrong[0]), said.format(n=-days[wrong[0]]))
    return float(np.nanmedian(days) if statistic == "median" else np.nanmean(days))


@metric(
    label=Text("Sales velocity", "Vélocité commerciale"),
    summary=Text(
        "Money that the pipeline brings in a day: deals x win rate x deal size / days of the cycle.",
        "Montant apporté par jour : affaires x taux de réussite x montant moyen / durée du cycle.",
    ),
    unit="currency",
    source="Sales velocity, the four-factor form: opportunities x win rate x deal size / cycle length",
    example="SALESVELOCITY(70,0.35,3200,45)",
    native=(
        'IF(OR(MIN({opportunities},{win_rate},{cycle_days})<0,{win_rate}>1),VALUE("x"),'
        "{opportunities}*{win_rate}*{deal_size}/{cycle_days})",
    ),
)
def salesvelocity(
    opportunities: Annotated[float, OPPORTUNITIES],
    win_rate: Annotated[float, WIN_RATE],
    deal_size: Annotated[float, DEAL_SIZE],
    cycle_days: Annotated[float, CYCLE_DAYS],
) -> float:
    """Money a day, in the currency of `deal_size`.

    Raises
    ------
    DivisionByZero
        When cycle_days is 0.
    WrongInput
        When a count is negative or win_rate not between 0 and 1.

    >>> salesvelocity(60.0, 0.25, 3000.0, 45.0)
    1000.0
    """
    at_least_zero(opportunities=opportunities, cycle_days=cycle_days)
    within("win_rate", win_rate, 0, 1)
    if cycle_days == 0:
        raise nothing_in("SALESVELOCITY", "cycle_days")
    return opportunities * win_rate * deal_size / cycle_days


@metric(
    label=Text("Pipeline coverage", "Couverture du pipeline"),
    summary=Text(
        "How many times the open deals cover what the goal still asks for.",
        "Combien de fois les affaires en cours couvrent ce qui reste à réaliser.",
    ),
    unit="ratio",
    source="Pipeline coverage ratio: open pipeline divided by the quota that remains",
    example="PIPELINECOVERAGE(SUMIF({deals[status]},{open},{deals[amount]}),150000)",
    native=("IF(SUM({remaining_target})<0,SQRT(-1),SUM({pipeline})/SUM({remaining_target}))",),
)
def pipelinecoverage(
    pipeline: Annotated[Column, PIPELINE], remaining_target: Annotated[Column, REMAINING_TARGET]
) -> float:
    """Open pipeline divided by what remains of the goal; both are added up first.

    Raises
    ------
    DivisionByZero
        When nothing remains.
    NoSolution
        When less than nothing remains: the goal is passed, and there is nothing to cover.

    >>> pipelinecoverage(np.array([200.0, 250.0]), np.array([150.0]))
    3.0
    """
    remaining = total(remaining_target)
    if remaining == 0:
        raise nothing_in("PIPELINECOVERAGE", "remaining_target")
    if remaining < 0:
        raise NoSolution(
            Text(
                "PIPELINECOVERAGE has nothing to cover: the goal is passed by {found}.",
                "PIPELINECOVERAGE n'a rien à couvrir : l'objectif est dépassé de {found}.",
            ).format(found=spoken(-remaining))
        )
    return total(pipeline) / remaining


@metric(
    label=Text("Weighted pipeline", "Pipeline pondéré"),
    summary=Text(
        "Amounts of the open deals, each counted with its chance to be won.",
        "Montants des affaires en cours, chacun compté selon sa probabilité.",
    ),
    unit="currency",
    source="Probability-weighted pipeline: expected value of the open deals",
    example="WEIGHTEDPIPELINE(IF({deals[status]}={open},{deals[amount]},0),{deals[probability]})",
    native=(
        'IF(SUMPRODUCT(({probabilities}<0)+({probabilities}>1))>0,VALUE("x"),SUMPRODUCT({amounts},{probabilities}))',
    ),
)
def weightedpipeline(amounts: Annotated[Column, AMOUNTS], probabilities: Annotated[Column, PROBABILITIES]) -> float:
    """Sum of amount x probability, in the currency of `amounts`; a blank counts as nothing.

    Raises
    ------
    WrongRow
        When a probability lies outside of 0 and 1.

    >>> weightedpipeline(np.array([1000.0, 500.0]), np.array([0.5, 0.2]))
    600.0
    """
    wrong = np.flatnonzero((probabilities < 0) | (probabilities > 1))
    if wrong.size:
        said = Text(
            "{found} was given; a chance from 0 to 1 belongs there.",
            "{found} a été donné ; il faut une probabilité de 0 à 1.",
        )
        at = int(wrong[0])
        raise WrongRow("probabilities", at, said.format(found=spoken(float(probabilities[at]))))
    return total(amounts * probabilities)


@metric(
    label=Text("Forecast accuracy", "Précision des prévisions"),
    summary=Text(
        "1 less the weighted absolute percentage error (WAPE) of the forecasts; below 0 they were worse than none.",
        "1 moins l'erreur absolue pondérée (WAPE) des prévisions ; sous 0, mieux vaudrait aucune prévision.",
    ),
    unit="rate",
    source="WAPE: Kolassa and Schütz, Advantages of the MAD/Mean Ratio over the MAPE, Foresight 6 (2007)",
    example="FORECASTACCURACY({51000;54000;52000},{51225;55272;50196})",
    native=(
        '1-SUMPRODUCT(({forecast}<>"")*({actual}<>"")*({forecast}-{actual})*(({forecast}>{actual})-({forecast}<{actual})))'
        '/SUMPRODUCT(({forecast}<>"")*({actual}<>"")*{actual}*(({actual}>0)-({actual}<0)))',
    ),
)
def forecastaccuracy(forecast: Annotated[Column, FORECAST], actual: Annotated[Column, ACTUAL]) -> float:
    """1 - sum of |forecast - actual| / sum of |actual|, over the rows that have both; at most 1.

    Raises
    ------
    DivisionByZero
        When what came adds up to 0.

    >>> forecastaccuracy(np.array([110.0, 180.0, 50.0]), np.array([100.0, 200.0, np.nan]))
    0.9
    """
    both = ~np.isnan(forecast) & ~np.isnan(actual)
    came = float(np.abs(actual[both]).sum())
    if came == 0:
        raise nothing_in("FORECASTACCURACY", "actual")
    return 1 - float(np.abs(forecast[both] - actual[both]).sum()) / came
