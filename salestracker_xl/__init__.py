"""A sales tracker in Excel: build it from an order export, ask it with formulas, refresh it."""

__version__ = "0.1.0"
