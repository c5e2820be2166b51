"""Figures of the deals: what is open and what it is worth, what was won and lost."""
