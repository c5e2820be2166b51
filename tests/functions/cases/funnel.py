"""How far deals come."""

from __future__ import annotations

from functions.cases.case import TAIL, Case, column

HEADINGS = ["Stage", "Reached", "Of the stage before", "Of all"]
DEALS = column("Lead", "Lead", "Demo", "Offer", "lead", None)
IN_ORDER = [HEADINGS, ["Lead", 5, "", 1], ["Demo", 2, 0.4, 0.4], ["Offer", 1, 0.5, 0.2]]

CASES = [
    Case("in the order of appearance", "STAGECONVERSION", [DEALS], IN_ORDER),
    Case("in a given order", "STAGECONVERSION", [column("Offer", "Lead", "Lead", "Demo", "Lead"),
                                                 column("Lead", "Demo", "Offer")], IN_ORDER),
    Case("a stage that nobody reached", "STAGECONVERSION", [column("Lead"), column("Lead", "Won")],
         [HEADINGS, ["Lead", 1, "", 1], ["Won", 0, 0, 0]]),
    Case("after a stage that nobody reached", "STAGECONVERSION", [column("A"), column("A", "B", "C")],
         [HEADINGS, ["A", 1, "", 1], ["B", 0, 0, 0], ["C", 0, "", 0]]),
    Case("whole columns", "STAGECONVERSION", [DEALS + TAIL], IN_ORDER),
    Case("no stage", "STAGECONVERSION", [column(None, None)], "#N/A"),
    Case("a stage out of order", "STAGECONVERSION", [column("Lead", "Demo"), column("Lead")], "#VALUE!"),
    Case("a stage named twice", "STAGECONVERSION", [column("Lead"), column("Lead", "lead")], "#VALUE!"),
]  # fmt: skip
