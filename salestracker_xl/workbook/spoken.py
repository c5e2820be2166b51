"""Numbers inside sentences, as each language writes them."""

from __future__ import annotations

from salestracker_xl.language import Text

PERCENT = Text("%", " %")  # as it follows a number


def spoken(number: int) -> Text:
    r"""A whole number with its thousands set apart.

    >>> spoken(13012)["en"], spoken(13012)["fr"]
    ('13,012', '13\xa0012')
    """
    return Text(f"{number:,}", f"{number:,}".replace(",", "\u00a0"))
