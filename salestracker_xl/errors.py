"""What a person is told when something cannot be done."""

from __future__ import annotations

from salestracker_xl.language import Text


class SalesTrackerError(Exception):
    """One sentence, in both languages, that says what was found and what belongs there."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text
