"""What measuring takes, and how often it is worth it."""

from __future__ import annotations
