"""Who comes back."""

from __future__ import annotations

from functions.cases.case import OMITTED, TAIL, Case, column, day, late_in_hawaii, row
from functions.sheet import Error

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

CASES = [*RETENTION]
