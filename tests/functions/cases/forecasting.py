"""What season and trend say about the sales to come."""

from __future__ import annotations

from functions.cases.case import TAIL, Case, column, day

TWO_YEARS = [day(year, month, 28) for year in (2024, 2025) for month in range(1, 13)]
DATES = column(*TWO_YEARS, day(2026, 1, 1))
STEADY = column(*[1000] * 24, 7)
MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]
BY_QUARTER = column(*([100, 100, 100] + [50] * 9) * 2, 1)  # of 750 a year, 300 in the first quarter

SEASONALITY = [
    Case("no season", "SEASONALITY", [DATES, STEADY], [["Month", "Index"], *([month, 1] for month in MONTHS)]),
    Case("whole columns", "SEASONALITY", [column("Date") + DATES + TAIL, column("Amount") + STEADY + TAIL],
         [["Month", "Index"], *([month, 1] for month in MONTHS)]),
    Case("one year is too little", "SEASONALITY", [column(*TWO_YEARS[:13]), column(*[1000] * 13)], "#N/A"),
    Case("nothing sold", "SEASONALITY", [DATES, column(*[0] * 25)], "#N/A"),
    Case("nothing", "SEASONALITY", [column(None), column(None)], "#N/A"),
    Case("a date as text", "SEASONALITY", [column("May", *TWO_YEARS), STEADY], "#VALUE!"),
]  # fmt: skip

SALESFORECAST = [
    Case("what never changes goes on", "SALESFORECAST", [DATES, STEADY, 2],
         [["Month", "Forecast", "Low", "High"], [46023, 1000, 1000, 1000], [46054, 1000, 1000, 1000]]),
    Case("five months are too little", "SALESFORECAST", [column(*TWO_YEARS[:6]), column(*[9] * 6), 2], "#N/A"),
    Case("no month ahead", "SALESFORECAST", [DATES, STEADY, 0], "#VALUE!"),
    Case("half a month ahead", "SALESFORECAST", [DATES, STEADY, 0.5], "#VALUE!"),
    Case("certainty", "SALESFORECAST", [DATES, STEADY, 2, 1], "#VALUE!"),
    Case("heights differ", "SALESFORECAST", [DATES, column(1, 2), 2], "#VALUE!"),
]  # fmt: skip

ALLOCATE = [
    Case("twelfths, to the cent", "ALLOCATE", [100, DATES, STEADY],
         [["Month", "Share", "Goal"], *([month, 1 / 12, 8.34] for month in MONTHS[:4]),
          *([month, 1 / 12, 8.33] for month in MONTHS[4:])]),
    Case("by the season", "ALLOCATE", [7500, DATES, BY_QUARTER],
         [["Month", "Share", "Goal"], *([month, 100 / 750, 1000] for month in MONTHS[:3]),
          *([month, 50 / 750, 500] for month in MONTHS[3:])]),
    Case("eleven months are too little", "ALLOCATE", [100, column(*TWO_YEARS[:12]), column(*[9] * 12)], "#N/A"),
    Case("nothing sold", "ALLOCATE", [100, DATES, column(*[0] * 25)], "#N/A"),
    Case("a negative goal", "ALLOCATE", [-100, DATES, STEADY], "#VALUE!"),
]  # fmt: skip

CASES = [*SEASONALITY, *SALESFORECAST, *ALLOCATE]
