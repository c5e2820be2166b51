"""How deals move, and what they will bring."""

from __future__ import annotations
