"""Where sales are going."""

from __future__ import annotations
