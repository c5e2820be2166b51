"""Colours, number formats and styles, asked for by meaning."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from salestracker_xl.language import Language
from salestracker_xl.template import template_file

NOTHING: Mapping[str, Any] = {}
MONEY_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF", "CAD": "CA$", "JPY": "¥"}


@dataclass(frozen=True, slots=True)
class Theme:
    """The template's look in one language and one currency."""

    colors: dict[str, str]
    font: dict[str, Any]
    formats: dict[str, str]
    styles: dict[str, dict[str, Any]]

    def properties(self, *names: str) -> dict[str, Any]:
        """XlsxWriter format properties of styles and number formats laid over each other, the last one on top.

        Raises KeyError for a name that the theme does not have.
        """
        merged: dict[str, Any] = {"font_name": self.font["name"], "font_size": self.font["size"]}
        for name in names:
            merged |= {"num_format": self.formats[name]} if name in self.formats else self.styles[name]
        return {
            key: self.colors[value] if key.endswith("color") and value in self.colors else value
            for key, value in merged.items()
        }


def read_template() -> dict[str, Any]:
    """Everything in the template's theme file."""
    return tomllib.loads(template_file("theme.toml").read_text(encoding="utf-8"))


def load_theme(
    language: Language, currency: str | None, colors: Mapping[str, str] = NOTHING, font: Mapping[str, Any] = NOTHING
) -> Theme:
    """Read the template's theme; `currency` is an ISO 4217 code, or None to show plain numbers.

    `colors` and `font` replace those of the template, as far as they go.
    """
    raw = read_template()
    before, after = _money_signs(language, currency)
    formats = {
        name: pattern.replace("{before}", before).replace("{after}", after)
        for name, pattern in raw["formats"][language].items()
    }
    return Theme(raw["colors"] | dict(colors), raw["font"] | dict(font), formats, raw["styles"])


def _money_signs(language: Language, currency: str | None) -> tuple[str, str]:
    if currency is None:
        return "", ""
    sign = MONEY_SIGNS.get(currency, currency)
    if language == "fr":
        return "", f'"\u00a0{sign}"'
    return (f'"{sign}"', "") if len(sign) == 1 else (f'"{sign}\u00a0"', "")
