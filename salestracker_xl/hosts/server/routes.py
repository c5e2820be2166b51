"""What the task pane asks the server: the last errors in words, and the functions."""

from __future__ import annotations

from typing import Any

from salestracker_xl.hosts.why import JOURNAL
from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.metrics import REGISTRY

PREFIX = "/salestracker"


def make_router() -> Any:
    """Give the routes as FastAPI takes them."""
    from fastapi import APIRouter, Header

    def asked(lang: str = "en", x_session: str | None = Header(default=None)) -> list[dict[str, str]]:
        return why(lang, x_session)

    router = APIRouter(prefix=PREFIX)
    router.add_api_route("/why", asked)
    router.add_api_route("/functions", functions)
    return router


def why(lang: str = "en", session: str | None = None) -> list[dict[str, str]]:
    """The last errors of one person's Excel, newest first: cell, function, error, and what it means."""
    language = _language(lang)
    return [
        {"cell": it.cell or "", "function": it.function, "code": it.code, "sentence": it.sentence[language]}
        for it in JOURNAL.reasons(session)
    ]


def functions(lang: str = "en") -> list[dict[str, str]]:
    """Every function: how it is called, and what it gives."""
    language = _language(lang)
    return [
        {
            "name": metric.name,
            "call": metric.signature,
            "label": metric.label[language],
            "summary": metric.summary[language],
        }
        for metric in REGISTRY.values()
    ]


def _language(said: str) -> Language:
    for language in LANGUAGES:
        if said.lower().startswith(language):
            return language
    return "en"
