"""Cells of a tracker that cannot be read, told all at once as far as a person can take them in."""

from __future__ import annotations

from salestracker_xl.language import LANGUAGES, Text
from salestracker_xl.refresh.reading.table_cells import is_blank
from salestracker_xl.refresh.source import CellValue
from salestracker_xl.reviews.tracker_file import WrongCell, wrong_cell

MOST_TOLD = 5

BLANK = Text("{place} is blank; {belongs}.", "{place} est vide ; {belongs}.")
MORE = Text("Cells besides these that cannot be read: {count}.", "Cellules illisibles en plus de celles-ci : {count}.")


class WrongCells:
    """Collects what is wrong with cells, in the order in which they are looked at."""

    def __init__(self) -> None:
        self._told: list[Text] = []
        self._count = 0

    def add(self, place: str, value: CellValue, belongs: Text) -> None:
        """Note a cell: where it stands, what is in it, and what belongs there."""
        self._count += 1
        if len(self._told) < MOST_TOLD:
            says = BLANK.format(place=place, belongs=belongs)
            sentence = says if is_blank(value) else wrong_cell(place, value, belongs).text
            self._told.append(sentence)

    def settle(self) -> None:
        """Raise WrongCell where there was any."""
        if not self._count:
            return
        more = self._count - len(self._told)
        told = [*self._told, *([MORE.format(count=more)] if more else [])]
        en, fr = (" ".join(sentence[language] for sentence in told) for language in LANGUAGES)
        raise WrongCell(Text(en, fr))
