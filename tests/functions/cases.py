"""One table of calls and answers, the same for every host."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from functions.sheet import Error, Money, Omitted, serial

from salestracker_xl.metrics import REGISTRY

HOSTS = ("plain Python", "classic, ranges", "classic, Value2", "Office.js")

OMITTED = Omitted()
NAN = math.nan


@dataclass(frozen=True)
class Case:
    """A call of one function: what it shows, its arguments and answer, and the hosts that differ, with the reason."""

    shows: str
    function: str
    args: Sequence[Any]
    answer: float | str
    differs: dict[str, float | str] = field(default_factory=dict)
    because: str = ""

    @property
    def id(self) -> str:
        return f"{self.function}: {self.shows}"

    def answer_in(self, host: str) -> float | str:
        return self.differs.get(host, self.answer)


def column(*cells: Any) -> list[list[Any]]:
    return [[cell] for cell in cells]


def row(*cells: Any) -> list[list[Any]]:
    return [list(cells)]


def day(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day)


def late_in_hawaii(moment: dt.datetime) -> dt.datetime:
    """Late in the evening there, the next day in Greenwich."""
    return moment.replace(hour=23, tzinfo=dt.timezone(dt.timedelta(hours=-10)))


TAIL = [[None]] * 200

CAC = [
    Case("two constants", "CAC", [1500, 15], 100),
    Case("one cell each", "CAC", [[[1500]], [[15]]], 100),
    Case("columns", "CAC", [column(1000, 500), column(10, 5)], 100),
    Case("rows", "CAC", [row(1000, 500), row(10, 5)], 100),
    Case("blocks", "CAC", [[[1000, 200], [300, 0]], [[5, 5], [3, 2]]], 100),
    Case("a row beside a column of the same length", "CAC", [row(1000, 500), column(10, 5)], 100),
    Case("whole columns: titles and blank tails", "CAC",
         [column("Spend", 1000, 500) + TAIL, column("New", 10, 5) + TAIL], 100),
    Case("whole columns without titles", "CAC", [column(1000, 500) + TAIL, column(10, 5) + TAIL], 100),
    Case("blanks of every kind", "CAC", [column(1000, None, "", NAN, "  ", 500), column(10, NAN, None, "", None, 5)],
         100),
    Case("a month of spend without customers still counts", "CAC", [column(900, 600), column(10, None)], 150),
    Case("fractions", "CAC", [column(0.1, 0.2), column(1, 2)], 0.1),
    Case("cells formatted as currency", "CAC", [column(Money(1000.5), Money(499.5)), column(10, 5)], 100),
    Case("nobody won", "CAC", [column(1000, 500), column(0, 0)], "#DIV/0!"),
    Case("nothing but blanks", "CAC", [column(None, None), column(None, None)], "#DIV/0!"),
    Case("one blank cell each", "CAC", [[[None]], [[None]]], "#DIV/0!"),
    Case("heights differ", "CAC", [column(1000, 500), column(10)], "#VALUE!"),
    Case("heights differ by a blank tail", "CAC", [column(1000, 500), column(10, 5) + TAIL], "#VALUE!"),
    Case("as many cells, but not in the same rows", "CAC", [[[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]]],
         "#VALUE!"),
    Case("text among numbers", "CAC", [column(1000, "n/a"), column(10, 5)], "#VALUE!"),
    Case("text in the first row of one column only", "CAC", [column("about 1000", 500), column(10, 5)], "#VALUE!"),
    Case("a mark for a missing value is no title", "CAC", [column("n/a", 500), column("n/a", 5)], "#VALUE!"),
    Case("a number typed as text", "CAC", [column("1000", 500), column(10, 5)], "#VALUE!"),
    Case("a logical value", "CAC", [column(1000, True), column(10, 5)], "#VALUE!"),
    *(
        Case(f"a cell that shows {error}", "CAC", [column(1000, Error(error)), column(10, 5)], "#VALUE!")
        for error in ("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
    ),
    Case("an error as a constant", "CAC", [Error("#N/A"), 5], "#VALUE!"),
    Case(
        "a date among numbers",
        "CAC",
        [column(1000, day(2026, 6, 30)), column(10, 5)],
        "#VALUE!",
        differs={"classic, Value2": 47203 / 15, "Office.js": 47203 / 15},
        because="these hosts hand over a date as its serial number, which nothing tells from an amount",
    ),
]  # fmt: skip

AOV = [
    Case("revenue per positive row", "AOV", [column(120, 80)], 100),
    Case("a blank row is no order", "AOV", [column(120, 80, None)], 100),
    Case("a refund lowers revenue and is no order", "AOV", [column(120, 100, -20)], 100),
    Case("one constant", "AOV", [100], 100),
    Case("order numbers left out of the formula", "AOV", [column(120, 80), OMITTED], 100),
    Case("order numbers given as nothing", "AOV", [column(120, 80), None], 100),
    Case("order numbers given as an empty text", "AOV", [column(120, 80), ""], 100),
    Case("order numbers given as one blank cell", "AOV", [column(120, 80), [[None]]], 100),
    Case("lines of one order", "AOV", [column(70, 30, 100), column("A", "A", "B")], 100),
    Case("an order of a refund alone is none", "AOV", [column(70, 30, -20), column("A", "A", "C")], 80),
    Case("a row without order number is left out", "AOV", [column(70, 30, 999), column("A", "A", None)], 100),
    Case("order numbers in upper and lower case", "AOV", [column(70, 30), column("a-1", "A-1")], 100),
    Case("an order number as a number and as text", "AOV", [column(70, 30), column(1001, " 1001 ")], 100),
    Case("whole columns", "AOV", [column("Amount", 70, 30) + TAIL, column("Order", "A", "A") + TAIL], 100),
    Case("a column of blank order numbers counts no order", "AOV", [column(70, 30), column(None, None)], "#DIV/0!"),
    Case("no order", "AOV", [column(0, -20, None)], "#DIV/0!"),
    Case("order numbers of another height", "AOV", [column(70, 30), column("A", "B", "C")], "#VALUE!"),
    Case("an error among order numbers", "AOV", [column(70, 30), column("A", Error("#REF!"))], "#VALUE!"),
]

ATTAINMENT = [
    Case("two constants", "ATTAINMENT", [95, 100], 0.95),
    Case("daily sales against the goal of the month", "ATTAINMENT", [column(60, 35), [[100]]], 0.95),
    Case("goals in a row", "ATTAINMENT", [column(60, 35), row(50, None, 50)], 0.95),
    Case("whole columns", "ATTAINMENT", [column("Sales", 60, 35) + TAIL, column("Goal", 100)], 0.95),
    Case("nothing sold", "ATTAINMENT", [column(None, None), 100], 0),
    Case("no goal", "ATTAINMENT", [column(60, 35), column(0)], "#DIV/0!"),
    Case("a blank goal", "ATTAINMENT", [95, [[None]]], "#DIV/0!"),
    Case("a negative goal", "ATTAINMENT", [95, -100], "#NUM!"),
    Case("text", "ATTAINMENT", ["ninety", 100], "#VALUE!"),
]

BUYERS = column("Ada", "Bo", "Ada", "Cy", "Ada")
DAYS = [day(2026, 1, 5), day(2026, 1, 20), day(2026, 2, 3), day(2026, 2, 4), day(2026, 3, 1)]
WEEKS = [day(2026, 6, 1), day(2026, 6, 7), day(2026, 6, 8), day(2026, 6, 14), day(2026, 6, 15)]
QUARTERS = [day(2025, 10, 1), day(2025, 12, 31), day(2026, 1, 1), day(2026, 2, 4), day(2026, 4, 1)]
NIGHTS = [day(2026, 1, 31), day(2026, 1, 31), day(2026, 2, 28), day(2026, 2, 28), day(2026, 3, 1)]
LEAKY = [day(2026, 1, 5), day(2026, 1, 20), day(2026, 1, 21), day(2026, 2, 4), None, day(2026, 3, 1)]
YEARS = [day(2024, 1, 5), day(2024, 12, 31), day(2025, 1, 1), day(2025, 2, 4), day(2026, 4, 1)]

RETENTION = [
    Case("dates", "RETENTION", [BUYERS, column(*DAYS)], 0.5),
    Case("days without a time", "RETENTION", [BUYERS, column(*(moment.date() for moment in DAYS))], 0.5),
    Case("dates with a time zone", "RETENTION", [BUYERS, column(*map(late_in_hawaii, NIGHTS))], 0.5),
    Case("serial numbers", "RETENTION", [BUYERS, column(46027, 46042, 46056, 46057, 46082)], 0.5),
    Case("serial numbers with a time", "RETENTION", [BUYERS, column(46027.9, 46042.1, 46056.5, 46057.0, 46082.3)], 0.5),
    Case("serial numbers and dates mixed", "RETENTION", [BUYERS, column(46027, *DAYS[1:])], 0.5),
    Case("rows", "RETENTION", [row("Ada", "Bo", "Ada", "Cy", "Ada"), row(*DAYS)], 0.5),
    Case("customers by number", "RETENTION", [column(1, 2, 1, 3, 1), column(*DAYS)], 0.5),
    Case("whole columns", "RETENTION", [column("Customer") + BUYERS + TAIL, column("Date", *DAYS) + TAIL], 0.5),
    Case("rows with a blank are left out", "RETENTION", [column("a", "b", None, "b", "a", "a"), column(*LEAKY)], 0.5),
    *(
        Case(f"period {word!r}", "RETENTION", [BUYERS, column(*days), word], 0.5)
        for days, words in [
            (DAYS, ["month", "Month", " mois ", "MOIS"]),
            (WEEKS, ["week", "semaine", "Semaine"]),
            (QUARTERS, ["quarter", "trimestre"]),
            (YEARS, ["year", "année", "Année", "annee"]),
        ]
        for word in words
    ),
    Case("period in one cell", "RETENTION", [BUYERS, column(*WEEKS), [["semaine"]]], 0.5),
    Case("period left out, day given", "RETENTION", [BUYERS, column(*DAYS), OMITTED, day(2026, 2, 28)], 0.5),
    Case("day after the last purchases", "RETENTION", [BUYERS, column(*DAYS), "month", day(2026, 4, 30)], 0),
    Case("day as a serial number", "RETENTION", [BUYERS, column(*DAYS), "mois", 46081], 0.5),
    Case("an unknown period", "RETENTION", [BUYERS, column(*DAYS), "fortnight"], "#VALUE!"),
    Case("a number for a period", "RETENTION", [BUYERS, column(*DAYS), 12], "#VALUE!"),
    Case("two cells for a period", "RETENTION", [BUYERS, column(*DAYS), row("month", "week")], "#VALUE!"),
    Case("one month is too little", "RETENTION", [column("Ada", "Bo"), column(*DAYS[:2])], "#N/A"),
    Case("no purchase", "RETENTION", [column(None, None), column(None, None)], "#N/A"),
    Case("a date as text", "RETENTION", [BUYERS, column("2026-01-05", *DAYS[1:])], "#VALUE!"),
    Case("a small number is no date", "RETENTION", [BUYERS, column(5, *DAYS[1:])], "#VALUE!"),
    Case("an error among dates", "RETENTION", [BUYERS, column(Error("#VALUE!"), *DAYS[1:])], "#VALUE!"),
    Case("heights differ", "RETENTION", [BUYERS, column(*DAYS[1:])], "#VALUE!"),
]  # fmt: skip

SIMPLE = [BUYERS, column(*DAYS), column(10, 20, 30, 40, 50)]

CLV = [
    Case("a handful of customers is too little", "CLV", SIMPLE, "#N/A"),
    Case("nothing", "CLV", [[[None]], [[None]], [[None]]], "#N/A"),
    Case("no month ahead", "CLV", [*SIMPLE, 0], "#VALUE!"),
    Case("a margin above 1", "CLV", [*SIMPLE, OMITTED, 40], "#VALUE!"),
    Case("months as text", "CLV", [*SIMPLE, "twelve"], "#VALUE!"),
    Case("text among amounts", "CLV", [*SIMPLE[:2], column(10, 20, "thirty", 40, 50)], "#VALUE!"),
    Case("an error among customers", "CLV", [column("Ada", Error("#N/A"), "Cy", "Di", "Ed"), *SIMPLE[1:]], "#VALUE!"),
    Case("heights differ", "CLV", [*SIMPLE[:2], column(10, 20)], "#VALUE!"),
]

RANDOM = random.Random(2026)
AMOUNTS = [round(RANDOM.uniform(-20, 200), 2) for _ in range(10_000)]
ORDERS = [f"S-{RANDOM.randrange(4_000)}" for _ in AMOUNTS]
CUSTOMERS = [f"customer {RANDOM.randrange(900)}" for _ in AMOUNTS]
MOMENTS = [day(2026, 1, 1) + dt.timedelta(minutes=RANDOM.randrange(180 * 24 * 60)) for _ in AMOUNTS]


def revenue_per_order() -> float:
    return math.fsum(AMOUNTS) / len({order for order, amount in zip(ORDERS, AMOUNTS, strict=True) if amount > 0})


def bought_in(month: int) -> set[str]:
    return {customer for customer, moment in zip(CUSTOMERS, MOMENTS, strict=True) if moment.month == month}


def figure_of_clean_columns() -> float:
    """What the metric says to columns that never were cells."""
    codes = {customer: code for code, customer in enumerate(sorted(set(CUSTOMERS)))}
    customers, days = [codes[customer] for customer in CUSTOMERS], [serial(moment) for moment in MOMENTS]
    return REGISTRY["CLV"].compute(np.array(customers), np.array(days), np.array(AMOUNTS), 6, 0.4)


LARGE = [
    Case("10,000 rows", "CLV", [column(*CUSTOMERS), column(*MOMENTS), column(*AMOUNTS), 6, 0.4],
         figure_of_clean_columns()),
    Case("10,000 rows", "CAC", [column(*AMOUNTS), column(*range(10_000))], math.fsum(AMOUNTS) / math.comb(10_000, 2)),
    Case("10,000 rows", "AOV", [column(*AMOUNTS), column(*ORDERS)], revenue_per_order()),
    Case("10,000 rows", "RETENTION", [column(*CUSTOMERS), column(*MOMENTS), "month", day(2026, 5, 31)],
         len(bought_in(4) & bought_in(5)) / len(bought_in(4))),
]  # fmt: skip

CASES = [*CAC, *AOV, *ATTAINMENT, *RETENTION, *CLV, *LARGE]
