"""How fast the work is done, beside the ways in which people do it today: `python -m benchmarks`."""
