"""How often it makes sense to look: the rule of REVIEWCADENCE as formulas, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from salestracker_xl.analysis.counting import folded_codes
from salestracker_xl.language import Text
from salestracker_xl.metrics.measurement import CADENCES, ENOUGH, FEW_CUSTOMERS, LOW_PRICE
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import AND, CHOOSE, EDATE, EOMONTH, IF, IFERROR, MAX, MIN, MONTH, OR, YEAR
from salestracker_xl.workbook.live import Live

DAYS_ACTIVE = 365  # who bought within as many days counts as an active customer
DAILY, WEEKLY, MONTHLY, QUARTERLY = 1, 2, 3, 4  # places in the list of cadences
FEW = Text(
    "Fewer than 100 active customers: single days and weeks say little about so few.",
    "Moins de 100 clients actifs : jours et semaines isolés en disent peu sur si peu de monde.",
)
CHEAP = Text(
    "Goods under 20: a single day or week decides little, so monthly or quarterly is enough.",
    "Articles à moins de 20 : un jour ou une semaine décide de peu, un suivi mensuel ou trimestriel suffit.",
)
REASONS: dict[int, Text] = {
    DAILY: Text(
        "A working day brings 30 orders or more: enough to tell a change from chance.",
        "Un jour ouvré apporte 30 commandes ou plus : assez pour distinguer un changement du hasard.",
    ),
    WEEKLY: Text(
        "A week brings 30 orders or more, a single day fewer: look at whole weeks.",
        "Une semaine apporte 30 commandes ou plus, un jour seul moins : regardez des semaines entières.",
    ),
    MONTHLY: Text(
        "A month brings 30 orders or more, a single week fewer: look at whole months.",
        "Un mois apporte 30 commandes ou plus, une semaine seule moins : regardez des mois entiers.",
    ),
    QUARTERLY: Text(
        "Fewer than 30 orders a month: only whole quarters tell a change from chance.",
        "Moins de 30 commandes par mois : seuls des trimestres entiers distinguent un changement du hasard.",
    ),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What the rule looks at: orders in a usual month, active customers, average price."""

    orders: Live
    customers: Live
    price: Live


@dataclass(frozen=True, slots=True)
class Advice:
    """The place of the advised cadence in the list of cadences, and the reason in words."""

    place: Live
    reason: Live


def write_found(calc: Calc, sums: Sums) -> Basis:
    """Write what the tables say about the last twelve complete months, or the running one where there is no other."""
    calc.heading(Text("How often to measure", "Fréquence de mesure"))
    period = sums.period
    last, first_sale = period.last_complete_month, MIN(sums.inputs.sales["date"])
    begins = calc.line(
        Text("Months counted from", "Mois comptés depuis"), MAX(EDATE(last, -11), EOMONTH(first_sale, -1) + 1), "month"
    )
    whole = last >= begins
    months = calc.line(
        Text("Months", "Mois"),
        IF(whole, (YEAR(last) - YEAR(begins)) * 12 + MONTH(last) - MONTH(begins) + 1, 1),
        "count",
    )
    ends = IF(whole, EOMONTH(last, 0), period.as_of)
    counted = calc.line(Text("Orders", "Commandes"), sums.all_sales("orders", begins, ends), "count")
    revenue = calc.line(Text("Revenue", "Chiffre d'affaires"), sums.all_sales("amount", begins, ends), "money")
    return Basis(
        calc.line(Text("Orders a month", "Commandes par mois"), counted / months, "tenths"),
        calc.line(Text("Active customers", "Clients actifs"), _active(calc.sheet.book.tracker), "count"),
        calc.line(Text("Average price", "Prix moyen"), IFERROR(revenue / counted, 0), "money"),
    )


def write_advice(calc: Calc, used: Basis) -> Advice:
    """Write the shortest cadence with enough orders; few customers or low prices allow no shorter one than monthly."""
    say = calc.sheet.book.say
    few, cheap = used.customers < FEW_CUSTOMERS, used.price < LOW_PRICE
    is_small = calc.line(Text("Few customers or low price", "Peu de clients ou prix bas"), OR(few, cheap))
    enough = [used.orders / per_month >= ENOUGH for per_month, _ in CADENCES]
    by_month = IF(enough[2], MONTHLY, QUARTERLY)
    shortest = IF(enough[0], DAILY, IF(enough[1], WEEKLY, by_month))
    place = calc.line(Text("Advised", "Conseillée"), IF(is_small, by_month, shortest), "count")
    plain = CHOOSE(place, *(say(REASONS[at]) for at in (DAILY, WEEKLY, MONTHLY, QUARTERLY)))
    held_back = AND(is_small, place.equals(MONTHLY))
    reason = IF(held_back, IF(few, say(FEW), say(CHEAP)), plain)
    return Advice(place, calc.line(Text("Reason", "Raison"), reason))


def _active(tracker: Tracker) -> int:
    """Customers who bought within the last year: counting distinct names is Python's."""
    sales = tracker.sales.frame
    end = pd.Timestamp(tracker.last_day) + pd.Timedelta(days=1)
    within = (sales["amount"] > 0) & (sales["date"] < end) & (sales["date"] >= end - pd.Timedelta(days=DAYS_ACTIVE))
    return len(folded_codes(sales.loc[within, "customer"])[1])
