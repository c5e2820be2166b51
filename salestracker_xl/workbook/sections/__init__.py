"""Sections of sheets: a block of cells or charts each, put where the sheet has room for it."""
