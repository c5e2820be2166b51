"""What is left, and from when on."""

from __future__ import annotations

from functions.cases.case import Case

CASES: list[Case] = []
