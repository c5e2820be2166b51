"""What customers are worth over their lifetime."""

from __future__ import annotations

from functions.cases.case import OMITTED, Case, column
from functions.cases.retention import BUYERS, DAYS
from functions.sheet import Error

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

CASES = [*CLV]
