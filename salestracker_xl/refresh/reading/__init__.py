"""A tracker read back as people left it: its tables, what they typed, and what cannot be read."""
