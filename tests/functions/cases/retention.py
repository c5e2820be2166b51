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

RETENTIONRATE = [
    Case("three constants", "RETENTIONRATE", [200, 210, 30], 0.9),
    Case("ranges", "RETENTIONRATE", [column(150, 50), column(210), row(10, 20)], 0.9),
    Case("all stayed", "RETENTIONRATE", [200, 200, 0], 1),
    Case("none stayed", "RETENTIONRATE", [200, 30, 30], 0),
    Case("with its interval", "RETENTIONRATE", [10, 10, 10, 0.95], [[0, 0, 0.27753279986288926, 10]]),
    Case("nobody at the start", "RETENTIONRATE", [0, 10, 10], "#DIV/0!"),
    Case("more stayed than there were", "RETENTIONRATE", [200, 250, 30], "#VALUE!"),
    Case("more won than there are", "RETENTIONRATE", [200, 20, 30], "#VALUE!"),
]

CHURNRATE = [
    Case("two constants", "CHURNRATE", [200, 20], 0.1),
    Case("with its interval", "CHURNRATE", [10, 10, 0.95], [[1, 0.7224672001371107, 1, 10]]),
    Case("nobody at the start", "CHURNRATE", [0, 0], "#DIV/0!"),
    Case("more lost than there were", "CHURNRATE", [200, 201], "#VALUE!"),
]

NRR = [
    Case("four constants", "NRR", [1000, 150, 50, 100], 1),
    Case("above 1", "NRR", [1000, 500, 50, 100], 1.35),
    Case("ranges", "NRR", [column(400, 600), column(150, None), 50, 100], 1),
    Case("no revenue", "NRR", [0, 0, 0, 0], "#DIV/0!"),
    Case("more lost than there was", "NRR", [1000, 500, 600, 600], "#VALUE!"),
    Case("a loss written with a minus", "NRR", [1000, 150, -50, 100], "#VALUE!"),
]

GRR = [
    Case("three constants", "GRR", [1000, 50, 100], 0.85),
    Case("nothing lost", "GRR", [1000, 0, 0], 1),
    Case("no revenue", "GRR", [0, 0, 0], "#DIV/0!"),
    Case("more lost than there was", "GRR", [1000, 600, 600], "#VALUE!"),
]

INTERVAL = [
    Case("with its interval", "RETENTION", [BUYERS, column(*DAYS), "month", OMITTED, 0.9],
         [[0.5, 0.12086631942227363, 0.8791336805777263, 2]]),
]  # fmt: skip

CASES = [*RETENTION, *INTERVAL, *RETENTIONRATE, *CHURNRATE, *NRR, *GRR]
