"""Figures of the reviews: what is due when, and how often it makes sense to look."""
