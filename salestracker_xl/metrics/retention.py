"""Who comes back."""

from typing import Annotated

import numpy as np

from salestracker_xl.calendar import period_index, period_start
from salestracker_xl.distinct import distinct
from salestracker_xl.language import Text
from salestracker_xl.metric import Arg, Column, NotEnoughData, metric
from salestracker_xl.metrics.wording import CONFIDENCE, at_least_zero, no_more_than, nothing_in, total
from salestracker_xl.models.proportion import share_of
from salestracker_xl.results import Estimate

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
    confidence: Annotated[float | None, CONFIDENCE] = None,
) -> float | Estimate:
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
    if not counted.any():
        raise NotEnoughData(
            Text("RETENTION found no purchase in these rows.", "RETENTION n'a trouvé aucun achat sur ces lignes.")
        )
    last_day = np.max(dates[counted]) if as_of is None else as_of
    last = int(period_index(np.array([np.floor(last_day) + 1]), period)[0]) - 1  # over on that day, not before it
    begin, middle, end = period_start(np.arange(last - 1, last + 2), period)
    before = distinct(customers[counted & (dates >= begin) & (dates < middle)])
    after = distinct(customers[counted & (dates >= middle) & (dates < end)])
    if before.size == 0:
        raise NotEnoughData(
            Text(
                "RETENTION needs two complete periods ({period}) with purchases in the first of them.",
                "RETENTION demande deux périodes complètes ({period}), dont la première avec des achats.",
            ).format(period=dict(PERIODS)[period])
        )
    returned = int(np.isin(before, after, assume_unique=True).sum())
    return share_of(returned, before.size, confidence)


AT_START = Arg(kind="numbers", summary=Text("Customers when the period began.", "Clients au début de la période."))
AT_END = Arg(kind="numbers", summary=Text("Customers when it ended.", "Clients à la fin de la période."))
NEW = Arg(kind="numbers", summary=Text("Customers won in between.", "Clients gagnés entre-temps."))
LOST = Arg(kind="numbers", summary=Text("Customers lost in between.", "Clients perdus entre-temps."))
START_REVENUE = Arg(
    kind="numbers",
    summary=Text(
        "Recurring revenue of the customers when the period began.",
        "Revenu récurrent des clients au début de la période.",
    ),
)
EXPANSION = Arg(
    kind="numbers",
    summary=Text("What the same customers pay more at its end.", "Ce que les mêmes clients paient en plus à la fin."),
)
CONTRACTION = Arg(
    kind="numbers",
    summary=Text("What those who stayed pay less, 0 or more.", "Ce que les clients restés paient en moins, 0 ou plus."),
)
CHURNED = Arg(
    kind="numbers",
    summary=Text("What those paid who left, 0 or more.", "Ce que payaient les clients partis, 0 ou plus."),
)


@metric(
    label=Text("Retention rate", "Taux de rétention"),
    summary=Text(
        "Share of the customers at the start who still are customers at the end: (end - new) / start.",
        "Part des clients du début encore clients à la fin : (fin - nouveaux) / début.",
    ),
    unit="rate",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, retention rate; interval: Wilson (1927)",
    example="RETENTIONRATE(2000,2150,368)",
    native=(
        "IF(SUM({at_start})=0,1/0,IF(OR(SUM({at_start})<0,SUM({newly_won})<0,SUM({at_end})<SUM({newly_won}),"
        'SUM({at_end})-SUM({newly_won})>SUM({at_start})),VALUE("x"),(SUM({at_end})-SUM({newly_won}))/SUM({at_start})))',
    ),
)
def retentionrate(
    at_start: Annotated[Column, AT_START],
    at_end: Annotated[Column, AT_END],
    newly_won: Annotated[Column, NEW],
    confidence: Annotated[float | None, CONFIDENCE] = None,
) -> float | Estimate:
    """(at_end - newly_won) / at_start, as a fraction between 0 and 1; with its interval where a confidence is given.

    Raises
    ------
    DivisionByZero
        When there was no customer at the start.
    WrongInput
        When a count is negative, more were won than there are at the end, or more stayed than there were.

    >>> retentionrate(np.array([200.0]), np.array([210.0]), np.array([30.0]))
    0.9
    """
    start, end, won = total(at_start), total(at_end), total(newly_won)
    if start == 0:
        raise nothing_in("RETENTIONRATE", "at_start")
    at_least_zero(at_start=start, at_end=end, newly_won=won)
    no_more_than("newly_won", won, "at_end", end)
    no_more_than("at_end - newly_won", end - won, "at_start", start)
    return share_of(end - won, start, confidence)


@metric(
    label=Text("Churn rate", "Taux d'attrition"),
    summary=Text("Share of the customers at the start who were lost.", "Part des clients du début qui ont été perdus."),
    unit="rate",
    source="Farris, Bendle, Pfeifer, Reibstein: Marketing Metrics, churn rate; interval: Wilson (1927)",
    example="CHURNRATE(2000,218)",
    native=(
        'IF(SUM({at_start})=0,1/0,IF(OR(SUM({at_start})<0,SUM({lost})<0,SUM({lost})>SUM({at_start})),VALUE("x"),'
        "SUM({lost})/SUM({at_start})))",
    ),
)
def churnrate(
    at_start: Annotated[Column, AT_START],
    lost: Annotated[Column, LOST],
    confidence: Annotated[float | None, CONFIDENCE] = None,
) -> float | Estimate:
    """Lost / at_start, as a fraction between 0 and 1; with its interval where a confidence is given.

    Raises
    ------
    DivisionByZero
        When there was no customer at the start.
    WrongInput
        When a count is negative or more were lost than there were.

    >>> churnrate(np.array([200.0]), np.array([20.0]))
    0.1
    """
    start, gone = total(at_start), total(lost)
    if start == 0:
        raise nothing_in("CHURNRATE", "at_start")
    at_least_zero(at_start=start, lost=gone)
    no_more_than("lost", gone, "at_start", start)
    return share_of(gone, start, confidence)


@metric(
    label=Text("Net revenue retention", "Rétention nette du chiffre d'affaires"),
    summary=Text(
        "Recurring revenue that the customers of the start bring at the end, as a share of what they brought; may "
        "pass 1.",
        "Revenu récurrent apporté à la fin par les clients du début, en part du revenu initial ; peut dépasser 1.",
    ),
    unit="rate",
    source="SaaS Metrics Standards Board: net revenue retention, on a closed set of customers",
    example="NRR(100000,12000,4000,6000)",
    native=(
        "IF(OR(SUM({start})<0,SUM({expansion})<0,SUM({contraction})<0,SUM({churned})<0,"
        'SUM({contraction})+SUM({churned})>SUM({start})),VALUE("x"),'
        "(SUM({start})+SUM({expansion})-SUM({contraction})-SUM({churned}))/SUM({start}))",
    ),
)
def nrr(
    start: Annotated[Column, START_REVENUE],
    expansion: Annotated[Column, EXPANSION],
    contraction: Annotated[Column, CONTRACTION],
    churned: Annotated[Column, CHURNED],
) -> float:
    """(start + expansion - contraction - churned) / start, as a fraction.

    The customers are those of the start alone: what new ones bring belongs nowhere here.

    Raises
    ------
    DivisionByZero
        When the start adds up to 0.
    WrongInput
        When an amount is negative, or more was lost than there was.

    >>> nrr(np.array([1000.0]), np.array([150.0]), np.array([50.0]), np.array([100.0]))
    1.0
    """
    began, more, less, gone = total(start), total(expansion), total(contraction), total(churned)
    at_least_zero(start=began, expansion=more, contraction=less, churned=gone)
    no_more_than("contraction + churned", less + gone, "start", began)
    if began == 0:
        raise nothing_in("NRR", "start")
    return (began + more - less - gone) / began


@metric(
    label=Text("Gross revenue retention", "Rétention brute du chiffre d'affaires"),
    summary=Text(
        "Share of the recurring revenue of the start that was not lost; expansion does not count, so never above 1.",
        "Part du revenu récurrent initial qui n'a pas été perdue ; sans les hausses, donc jamais au-dessus de 1.",
    ),
    unit="rate",
    source="SaaS Metrics Standards Board: gross revenue retention, on a closed set of customers",
    example="GRR(100000,4000,6000)",
    native=(
        "IF(OR(SUM({start})<0,SUM({contraction})<0,SUM({churned})<0,SUM({contraction})+SUM({churned})>SUM({start})),"
        'VALUE("x"),(SUM({start})-SUM({contraction})-SUM({churned}))/SUM({start}))',
    ),
)
def grr(
    start: Annotated[Column, START_REVENUE],
    contraction: Annotated[Column, CONTRACTION],
    churned: Annotated[Column, CHURNED],
) -> float:
    """(start - contraction - churned) / start, as a fraction between 0 and 1.

    Raises
    ------
    DivisionByZero
        When the start adds up to 0.
    WrongInput
        When an amount is negative, or more was lost than there was.

    >>> grr(np.array([1000.0]), np.array([50.0]), np.array([100.0]))
    0.85
    """
    began, less, gone = total(start), total(contraction), total(churned)
    at_least_zero(start=began, contraction=less, churned=gone)
    no_more_than("contraction + churned", less + gone, "start", began)
    if began == 0:
        raise nothing_in("GRR", "start")
    return (began - less - gone) / began
