"""How many customers under contract will still be there."""

from __future__ import annotations

from functions.cases.case import Case, column

CASES = [
    Case("one period is too little", "SURVIVAL", [1000, 5], "#N/A"),
    Case("nobody has left", "SURVIVAL", [column(10, 10, 10), 5], "#N/A"),
    Case("a cohort that grows", "SURVIVAL", [column(10, 8, 9), 5], "#VALUE!"),
    Case("half a period", "SURVIVAL", [column(10, 8, 7), 0.5], "#VALUE!"),
    Case("text", "SURVIVAL", [column(10, "eight", 7), 5], "#VALUE!"),
]
