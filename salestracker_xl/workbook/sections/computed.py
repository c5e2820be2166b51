"""The sentence beside what only Python computes: from which sales, and what brings it up to date."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.figures.history import History
from salestracker_xl.workbook.figures.selection import day_in_words
from salestracker_xl.workbook.live import Live

COMPUTED = (
    Text("Values computed from sales up to ", "Valeurs calculées sur les ventes jusqu'au "),
    Text(
        "; the next build or refresh brings them up to date.",
        " ; la prochaine construction ou actualisation les met à jour.",
    ),
)


def computed_note(book: Book, history: History) -> Live:
    """The sentence, with the day up to which sales were known."""
    before, after = COMPUTED
    return book.say(before) & day_in_words(book, history.computed_on) & book.say(after)
