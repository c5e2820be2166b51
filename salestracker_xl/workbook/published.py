"""What other companies reach, as it was published: the template's benchmarks with their sources."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from salestracker_xl.language import Text
from salestracker_xl.template import template_file

GENERAL = "general"  # the sector whose figures stand in for one without its own
NO_SOURCE = "none"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is compared: `own` says whether the workbook computes one's own figure or a person types it."""

    label: Text
    style: str
    better: Literal[1, -1]
    own: Literal["computed", "typed"]

    @property
    def bound_style(self) -> str:
        """Number format of published figures: money may be in any currency, so it shows no sign of one."""
        return {"money": "decimals", "money_whole": "count"}.get(self.style, self.style)


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from: the day or the year it was published, or the day an undated page was read."""

    title: str
    publisher: str
    address: str
    published: dt.date | int | None = None
    read: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """What is low, typical and high for a metric in a sector; None where the source does not say, or there is none."""

    metric: str
    sector: str
    source: str
    note: Text
    low: float | None = None
    typical: float | None = None
    high: float | None = None
    currency: str | None = None
    expires: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CategoryCosts:
    """What winning a customer costs by kind of product, from one source: key of the kind, what it is called, cost."""

    source: str
    currency: str
    expires: dt.date
    costs: Sequence[tuple[str, Text, float]]


@dataclass(frozen=True, slots=True)
class Published:
    """All of it, each part in the order of the file."""

    sectors: Mapping[str, Text]
    measures: Mapping[str, Measure]
    sources: Mapping[str, Source]
    figures: Sequence[PublishedFigure]
    categories: CategoryCosts


@functools.cache
def load_published() -> Published:
    """Read the template's benchmarks. Raises KeyError or TypeError for an entry that lacks something."""
    raw = tomllib.loads(template_file("benchmarks.toml").read_text(encoding="utf-8"))
    categories = raw["categories"]
    costs = [(entry["key"], Text(**entry["label"]), float(entry["cost"])) for entry in categories.pop("costs")]
    return Published(
        sectors={key: Text(**label) for key, label in raw["sectors"].items()},
        measures={key: Measure(**in_both_languages(entry, "label")) for key, entry in raw["metrics"].items()},
        sources={key: Source(**entry) for key, entry in raw["sources"].items()},
        figures=[PublishedFigure(**in_both_languages(entry, "note")) for entry in raw["figures"]],
        categories=CategoryCosts(**categories, costs=costs),
    )


def in_both_languages(entry: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """An entry of a data file with its phrases as texts; other languages than the product's own are errors."""
    return {**entry, **{key: Text(**entry[key]) for key in keys}}
