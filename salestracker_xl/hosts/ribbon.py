"""The ribbon tab that every host shows: its groups and buttons."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from salestracker_xl.language import Text
from salestracker_xl.template import template_file


@dataclass(frozen=True, slots=True)
class Button:
    """A button: `key` names what it does, `image` one of Excel's own pictures, `served` is its tip on a server."""

    key: str
    label: Text
    tip: Text
    served: Text
    image: str


@dataclass(frozen=True, slots=True)
class Group:
    """Buttons under one title."""

    key: str
    label: Text
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The tab, and what its buttons say, by their keys."""

    label: Text
    groups: tuple[Group, ...]
    says: Mapping[str, Text]

    @property
    def buttons(self) -> Iterator[Button]:
        """Every button, in the order of the tab."""
        return (button for group in self.groups for button in group.buttons)


@cache
def ribbon() -> Ribbon:
    """Read the template's ribbon."""
    raw = tomllib.loads(template_file("ribbon.toml").read_text(encoding="utf-8"))
    groups = tuple(
        Group(group["key"], _text(group["label"]), tuple(map(_button, group["buttons"]))) for group in raw["groups"]
    )
    return Ribbon(_text(raw["tab"]["label"]), groups, {key: _text(said) for key, said in raw["says"].items()})


def _button(raw: dict[str, Any]) -> Button:
    tip = raw["tip"]
    return Button(raw["key"], _text(raw["label"]), _text(tip), _text(raw.get("served", tip)), raw["image"])


def _text(said: dict[str, Any]) -> Text:
    return Text(said["en"], said["fr"])
