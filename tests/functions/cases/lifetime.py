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

CLVSIMPLE = [
    Case("revenue", "CLVSIMPLE", [80, 3, 5], 1200),
    Case("margin", "CLVSIMPLE", [80, 3, 5, 0.5], 600),
    Case("a margin of 50", "CLVSIMPLE", [80, 3, 5, 50], "#VALUE!"),
    Case("negative years", "CLVSIMPLE", [80, 3, -5], "#VALUE!"),
]

CLVCONTRACT = [
    Case("Gupta and Lehmann's multiple", "CLVCONTRACT", [1, 0.8, 0.1], 0.8 / 0.3),
    Case("nobody renews", "CLVCONTRACT", [100, 0, 0.1], 0),
    Case("all renew, discounted", "CLVCONTRACT", [100, 1, 0.1], 1000),
    Case("all renew, not discounted", "CLVCONTRACT", [100, 1, 0], "#NUM!"),
    Case("a rate of 80", "CLVCONTRACT", [100, 80, 0.1], "#VALUE!"),
]

CASES = [*CLV, *CLVSIMPLE, *CLVCONTRACT]
