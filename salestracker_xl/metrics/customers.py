"""Who a customer is to us."""

from typing import Annotated

import numpy as np

from salestracker_xl.distinct import distinct
from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NotEnoughData, WrongInput, metric
from salestracker_xl.metrics.wording import at_least_zero, nothing_in
from salestracker_xl.results import Table, TableColumn

SIGNALS = Arg(
    kind="numbers",
    summary=Text(
        "What one customer did: visits, orders, answers, one cell a signal.",
        "Ce qu'un client a fait : visites, commandes, réponses, une cellule par signal.",
    ),
    rows="signals",
)
WEIGHTS = Arg(
    kind="numbers",
    summary=Text("How much each signal counts, same cells.", "Le poids de chaque signal, mêmes cellules."),
    rows="signals",
)
FULL_MARKS = Arg(
    kind="numbers",
    summary=Text(
        "The value from which a signal counts in full, same cells.",
        "La valeur à partir de laquelle un signal compte en entier, mêmes cellules.",
    ),
    rows="signals",
)
SCORE = Arg(kind="number", summary=Text("Points or spend of one customer.", "Points ou dépenses d'un client."))
THRESHOLDS = Arg(
    kind="numbers",
    summary=Text("From which score each tier begins, a range.", "Le score à partir duquel commence chaque palier."),
)
CUSTOMERS = Arg(
    kind="keys",
    summary=Text("Customers, one a row (name, number or e-mail).", "Clients, un par ligne (nom, numéro ou e-mail)."),
    rows="orders",
)
DATES = Arg(
    kind="days", summary=Text("Dates of their purchases, same rows.", "Dates d'achat, mêmes lignes."), rows="orders"
)


@metric(
    label=Text("Engagement score", "Score d'engagement"),
    summary=Text(
        "Points from 0 to 100 for one customer: each signal counts up to its full mark, with its weight.",
        "De 0 à 100 points pour un client : chaque signal compte jusqu'à sa valeur pleine, selon son poids.",
    ),
    unit="score",
    source="Weighted additive score with declared weights, each signal capped at its full mark",
    example="ENGAGEMENT({8;1;30},{3;2;1},{10;4;60})",
    native=(
        'IF(SUMPRODUCT(({signals}<0)+({weights}<0)+({full_marks}<0)+({full_marks}=0)*({signals}<>""))>0,VALUE("x"),'
        '100*SUMPRODUCT(({signals}<>"")*{weights}*(({signals}>={full_marks})+({signals}<{full_marks})*{signals}'
        '/({full_marks}+({full_marks}=0))))/SUMPRODUCT(({signals}<>"")*{weights}))',
    ),
)
def engagement(
    signals: Annotated[Column, SIGNALS],
    weights: Annotated[Column, WEIGHTS],
    full_marks: Annotated[Column, FULL_MARKS],
) -> float:
    """100 x sum of weight x min(signal / full mark, 1), divided by the sum of the weights.

    A blank signal is left out with its weight; a blank weight counts as 0.

    Raises
    ------
    DivisionByZero
        When the weights add up to 0.
    WrongInput
        When a signal or weight is negative, or a full mark is not above 0.

    >>> engagement(np.array([5.0, 3.0]), np.array([1.0, 3.0]), np.array([10.0, 2.0]))
    87.5
    """
    weights, told = np.nan_to_num(weights), ~np.isnan(signals)
    marks = np.nan_to_num(full_marks)
    if np.any(marks[told] <= 0) or np.any(marks < 0):
        raise WrongInput(
            Text(
                "full_marks must be above 0 for every signal.", "full_marks doit être supérieur à 0 pour chaque signal."
            )
        )
    at_least_zero(signals=float(np.nanmin(signals, initial=0)), weights=float(weights.min(initial=0)))
    whole = float(weights[told].sum())
    if whole == 0:
        raise nothing_in("ENGAGEMENT", "weights")
    return float(100 * (weights[told] * np.minimum(signals[told] / marks[told], 1)).sum() / whole)


@metric(
    label=Text("Loyalty tier", "Palier de fidélité"),
    summary=Text(
        "Which tier a customer has reached: 0 below the first threshold, 1 from it on, and so forth.",
        "Le palier atteint par un client : 0 sous le premier seuil, 1 à partir de celui-ci, et ainsi de suite.",
    ),
    unit="count",
    source="Tiered loyalty programme: thresholds reached",
    example="LOYALTYTIER(1250,{500;1000;2000})",
    native=('SUMPRODUCT(({thresholds}<>"")*({thresholds}<={score}))',),
)
def loyaltytier(score: Annotated[float, SCORE], thresholds: Annotated[Column, THRESHOLDS]) -> int:
    """How many thresholds the score has reached; a score equal to one has reached it, their order does not matter.

    >>> loyaltytier(1250.0, np.array([500.0, 1000.0, 2000.0]))
    2
    """
    return int(np.count_nonzero(thresholds <= score))


@metric(
    label=Text("Next order", "Prochaine commande"),
    summary=Text(
        "When each customer is expected next: the last purchase plus the usual gap between two of them.",
        "Quand chaque client est attendu : son dernier achat plus l'intervalle habituel entre deux achats.",
    ),
    unit="table",
    source="Median inter-purchase time; Fader and Hardie call the gap the interpurchase time",
    example='NEXTORDER(IF({sales[amount]}>0,{sales[customer]},""),{sales[date]})',
)
def nextorder(customers: Annotated[Column, CUSTOMERS], dates: Annotated[Column, DATES]) -> Table:
    """One row a customer: purchase days, median gap in days, last purchase, expected next one; the earliest due first.

    Purchases of one day are one. A customer with a single purchase day has no gap and no expected day: blank, not a
    guess, and last in the table. Rows with a blank are left out.

    Raises
    ------
    NotEnoughData
        When no row has both a customer and a date.
    """
    both = (customers >= 0) & ~np.isnan(dates)
    if not both.any():
        raise NotEnoughData(
            Text("NEXTORDER found no purchase in these rows.", "NEXTORDER n'a trouvé aucun achat sur ces lignes.")
        )
    customer, day = _purchase_days(customers[both], np.floor(dates[both]).astype(np.int64))
    who, starts, bought = np.unique(customer, return_index=True, return_counts=True)
    last = day[starts + bought - 1].astype(float)
    gap = _median_gaps(customer, day, starts, bought)
    due = last + np.ceil(gap)
    order = np.lexsort((who, np.where(np.isnan(due), np.inf, due)))
    return Table(
        (
            TableColumn(Text("Customer", "Client"), who[order], names_of="customers"),
            TableColumn(Text("Purchase days", "Jours d'achat"), bought[order].astype(float)),
            TableColumn(Text("Usual gap, days", "Intervalle habituel, jours"), gap[order]),
            TableColumn(Text("Last purchase", "Dernier achat"), last[order]),
            TableColumn(Text("Expected next", "Prochain attendu"), due[order]),
        )
    )


def _purchase_days(customers: np.ndarray, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Customer and day of every day with a purchase, in order, each once."""
    first = int(days.min())
    span = int(days.max()) - first + 1
    keys = distinct(customers * np.int64(span) + (days - first))
    customer = keys // span
    return customer, keys - customer * span + first


def _median_gaps(customer: np.ndarray, day: np.ndarray, starts: np.ndarray, bought: np.ndarray) -> np.ndarray:
    """The median gap between the days of each customer, whose days begin at `starts`; NaN for a single day."""
    gaps = np.diff(day, prepend=day[0])
    gaps[starts] = 0  # no gap lies before the first day; 0 stays in front of the gaps
    span = gaps.max() + 1
    gaps = np.sort(customer * span + gaps) % span
    again = bought > 1
    begin, count = starts[again] + 1, bought[again] - 1
    medians = np.full(len(starts), np.nan)
    medians[again] = (gaps[begin + (count - 1) // 2] + gaps[begin + count // 2]) / 2
    return medians
