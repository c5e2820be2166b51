"""What measuring takes, and how often it is worth it."""

from __future__ import annotations

from functions.cases.case import Case

CASES: list[Case] = []
