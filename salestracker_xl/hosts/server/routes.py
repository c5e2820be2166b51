"""What the task pane asks the server: the last errors in words, the functions, the buttons and what they do."""

from __future__ import annotations

from typing import Any

from salestracker_xl.hosts.why import JOURNAL
from salestracker_xl.language import language_of_tag
from salestracker_xl.metrics import REGISTRY

PREFIX = "/salestracker"


def make_router() -> Any:
    """Give the routes as FastAPI takes them."""
    from fastapi import APIRouter, Body, Depends, Header, HTTPException
    from xlwings_server.dependencies import get_user

    from salestracker_xl.hosts.server import clicks
    from salestracker_xl.hosts.server.functions import help_of_functions

    def asked(lang: str = "en", x_session: str | None = Header(default=None)) -> list[dict[str, str]]:
        return why(lang, x_session)

    def explained(lang: str = "en") -> dict[str, Any]:
        return help_of_functions(language_of_tag(lang))

    def listed(lang: str = "en") -> list[dict[str, Any]]:
        return clicks.buttons(language_of_tag(lang))

    def clicked(key: str, lang: str = "en", sent: dict[str, Any] = Body(default={})) -> dict[str, Any]:  # noqa: B008
        if key not in clicks.ACTIONS:
            raise HTTPException(status_code=404)
        return clicks.answer(key, sent, language_of_tag(lang))

    router = APIRouter(prefix=PREFIX)
    router.add_api_route("/why", asked, dependencies=[Depends(get_user)])
    router.add_api_route("/functions-meta.json", explained)
    router.add_api_route("/functions", functions)
    router.add_api_route("/buttons", listed)
    router.add_api_route("/actions/{key}", clicked, methods=["POST"], dependencies=[Depends(get_user)])
    return router


def why(lang: str = "en", session: str | None = None) -> list[dict[str, str]]:
    """The last errors of one person's Excel, newest first: cell, function, error, and what it means."""
    language = language_of_tag(lang)
    return [
        {"cell": it.cell or "", "function": it.function, "code": it.shown[language], "sentence": it.sentence[language]}
        for it in JOURNAL.reasons(session)
    ]


def functions(lang: str = "en") -> list[dict[str, str]]:
    """Every function: how it is called, and what it gives."""
    language = language_of_tag(lang)
    return [
        {
            "name": metric.name,
            "call": metric.signature,
            "label": metric.label[language],
            "summary": metric.summary[language],
        }
        for metric in REGISTRY.values()
    ]
