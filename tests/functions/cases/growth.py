"""Where sales are going."""

from __future__ import annotations

from functions.cases.case import Case

CASES: list[Case] = []
