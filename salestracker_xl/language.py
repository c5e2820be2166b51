"""A phrase in English and in French."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Text:
    """The same phrase in every language of the product.

    >>> Text("Sales", "Ventes")["fr"]
    'Ventes'
    """

    en: str
    fr: str

    def __post_init__(self) -> None:
        if not self.en or not self.fr:
            raise ValueError(f"A phrase needs both its languages: {self!r}")

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en

    def __str__(self) -> str:
        return self.en

    def format(self, **values: object) -> Text:
        """Fill the placeholders of both phrases; a value that is a Text is filled in its own language.

        >>> Text("{n} rows", "{n} lignes").format(n=3)["fr"]
        '3 lignes'
        """

        def filled(language: Language) -> str:
            spoken = {key: value[language] if isinstance(value, Text) else value for key, value in values.items()}
            return self[language].format(**spoken)

        return Text(filled("en"), filled("fr"))


def language_of_tag(tag: str) -> Language:
    """Language of a tag as browsers and Excel give it; English for all that is not French.

    >>> language_of_tag("fr-CA"), language_of_tag("de-DE")
    ('fr', 'en')
    """
    return "fr" if tag.lower().startswith("fr") else "en"


def system_language(environment: Mapping[str, str] | None = None) -> Language:
    """Language of the person at this machine: French where the system speaks French, else English.

    >>> system_language({"LANG": "fr_CA.UTF-8"})
    'fr'
    >>> system_language({"LC_ALL": "C", "LANG": "fr_FR.UTF-8"})
    'en'
    """
    variables = os.environ if environment is None else environment
    for name in ("SALESTRACKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if variables.get(name):
            return "fr" if variables[name].lower().startswith("fr") else "en"
    if environment is not None:
        return "en"
    spoken = (locale.getlocale()[0] or "").lower()  # Windows says "French_France" and sets none of the variables
    return cast(Language, "fr" if spoken.startswith("fr") else "en")
