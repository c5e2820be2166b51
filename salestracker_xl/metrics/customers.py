"""Who a customer is to us."""

from __future__ import annotations
