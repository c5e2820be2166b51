"""Naming the cell and the session that ask to the journal of errors, for xlwings Server does not tell functions."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from salestracker_xl.hosts.why import called_from

CALLS = "/xlwings/custom-functions-call"
_FACT = {
    name: re.compile(rb'"%b"\s*:\s*("(?:[^"\\]|\\.)*")' % name.encode()) for name in ("caller_address", "session_id")
}

Receive = Callable[[], Awaitable[dict[str, Any]]]


class NamesCallingCell:
    """An ASGI application around another one; what it answers is untouched."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Any) -> None:
        """Read the request, and hand it on with cell and session named where it is a call of a function."""
        if scope["type"] != "http" or not scope["path"].endswith(CALLS):
            await self.app(scope, receive, send)
            return
        messages = []
        while not messages or messages[-1].get("more_body"):
            messages.append(await receive())
        body = b"".join(message.get("body", b"") for message in messages)

        async def again() -> dict[str, Any]:
            return messages.pop(0) if messages else await receive()

        with called_from(_told(body, "caller_address"), _told(body, "session_id")):
            await self.app(scope, again, send)


def _told(body: bytes, fact: str) -> str | None:
    """The text that a call gives under this name; a text among its arguments cannot pass for it: quotes are escaped."""
    found = _FACT[fact].search(body)
    return json.loads(found[1]) if found else None
