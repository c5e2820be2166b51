"""What is left, and from when on."""

from __future__ import annotations
