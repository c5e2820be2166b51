"""What a tracker was built with, kept among the custom properties of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from salestracker_xl.language import Language
from salestracker_xl.reviews.identity import LANGUAGE
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.look.brand import Brand

CURRENCY, COUNTRY, SECTOR = "salestracker currency", "salestracker country", "salestracker sector"
TITLE, FUNCTIONS = "salestracker title", "salestracker functions"
COLOR, FONT, LOGO = "salestracker color ", "salestracker font ", "salestracker logo"
YES, NO = "yes", "no"
PIECE = 127  # signs in one property: Excel shows 255 UTF-16 units, and a sign takes two at most


@dataclass(frozen=True, slots=True)
class Options:
    """What stands in no cell that people change, and yet makes the workbook what it is.

    The picture of a logo stands in the file itself; `logo` is what a screen reader says of it, None without one.
    """

    language: Language
    currency: str | None = None
    country: str | None = None
    sector: str = "general"
    title: str | None = None
    native_functions: bool = True
    colors: Mapping[str, str] = field(default_factory=dict)
    font: Mapping[str, Any] = field(default_factory=dict)
    logo: str | None = None


def options_of(tracker: Tracker, native_functions: bool, brand: Brand) -> Options:
    """The options of a build."""
    return Options(
        language=tracker.language,
        currency=tracker.currency,
        country=tracker.country,
        sector=tracker.sector,
        title=tracker.title,
        native_functions=native_functions,
        colors=brand.colors,
        font=brand.font,
        logo=None if brand.logo is None else brand.logo.alt[tracker.language],
    )


def as_properties(options: Options) -> dict[str, str]:
    """Options as custom properties, texts all of them; what was not given is left out."""
    given = {
        LANGUAGE: options.language,
        CURRENCY: options.currency,
        COUNTRY: options.country,
        SECTOR: options.sector,
        TITLE: options.title,
        FUNCTIONS: YES if options.native_functions else NO,
        LOGO: options.logo,
        **{COLOR + name: color for name, color in options.colors.items()},
        **{FONT + name: str(said) for name, said in options.font.items()},
    }
    return {name: piece for key, text in given.items() if text for name, piece in _pieces(key, text)}


def read_properties(properties: Mapping[str, str]) -> Options:
    """Options out of the custom properties of a tracker. Raises KeyError for a document without a language."""

    def beginning_with(start: str) -> Iterator[tuple[str, str]]:
        return ((name.removeprefix(start), text) for name, text in properties.items() if name.startswith(start))

    font: dict[str, Any] = dict(beginning_with(FONT))
    if "size" in font:
        font["size"] = float(font["size"])
    return Options(
        language="fr" if properties[LANGUAGE] == "fr" else "en",
        currency=_whole(properties, CURRENCY),
        country=_whole(properties, COUNTRY),
        sector=_whole(properties, SECTOR) or "general",
        title=_whole(properties, TITLE),
        native_functions=_whole(properties, FUNCTIONS) != NO,
        colors=dict(beginning_with(COLOR)),
        font=font,
        logo=_whole(properties, LOGO),
    )


def _pieces(key: str, text: str) -> Iterator[tuple[str, str]]:
    for at in range(0, len(text), PIECE):
        yield key if at == 0 else f"{key} {at // PIECE + 1}", text[at : at + PIECE]


def _whole(properties: Mapping[str, str], key: str) -> str | None:
    further = (f"{key} {at}" for at in range(2, len(properties)))
    names = [key, *(name for name in further if name in properties)]
    return "".join(properties.get(name, "") for name in names) or None
