"""The command line: build a tracker, check a file, ask for metrics."""

from salestracker_xl.cli.app import main

__all__ = ["main"]
