"""How deals move, and what they will bring."""

from __future__ import annotations

from functions.cases.case import Case

CASES: list[Case] = []
