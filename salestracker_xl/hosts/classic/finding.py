"""Something that stands in the way of the add-in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from salestracker_xl.hosts.classic.machine import Machine
from salestracker_xl.language import Text

Severity = Literal["fault", "warning"]

BUILD_AGAIN = Text("Run `salestracker addin install`.", "Lancez `salestracker addin install`.")


@dataclass(frozen=True, slots=True)
class Finding:
    """What it is and how to mend it."""

    severity: Severity
    what: Text
    mend: Text


Check = Callable[[Machine], Finding | None]
