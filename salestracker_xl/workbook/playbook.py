"""What can be done about a metric that lags: the template's ideas, with the reason and the study behind each."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.template import template_file
from salestracker_xl.workbook.published import Source, in_both_languages


@dataclass(frozen=True, slots=True)
class Idea:
    """Something to do about a metric; `source` is the key of the study behind it, or "none"."""

    metric: str
    action: Text
    reason: Text
    source: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """The ideas by metric, the one that costs least first, and the studies that they cite."""

    ideas: Mapping[str, Sequence[Idea]]
    sources: Mapping[str, Source]

    def cited(self, idea: Idea) -> str | None:
        """The study behind an idea in one line; None for practice without one."""
        source = self.sources.get(idea.source)
        return None if source is None else f"{source.publisher}: {source.title}"


@functools.cache
def load_playbook() -> Playbook:
    """Read the template's playbook. Raises KeyError or TypeError for an entry that lacks something."""
    raw = tomllib.loads(template_file("playbook.toml").read_text(encoding="utf-8"))
    ideas: dict[str, list[Idea]] = {}
    for entry in raw["ideas"]:
        idea = Idea(**in_both_languages(entry, "action", "reason"))
        ideas.setdefault(idea.metric, []).append(idea)
    return Playbook(ideas, {key: Source(**entry) for key, entry in raw["sources"].items()})
