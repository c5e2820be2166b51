"""Refusing addresses that lead out of the folders that the server shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

OUTWARD = ("..", "\\", ":", "\0")  # a folder upwards, also of Windows; a drive; the end of a path in C


class StaysInside:
    """An ASGI application around another one, which never sees such an address.

    xlwings Server looks for a static file in the folder of a project under whatever path it is asked for, so that
    `/static/../../key.pem` would give any file of the machine.
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Hand the request on, or answer that there is no such page."""
        if scope["type"] == "http" and leads_out(scope["path"]):
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await self.app(scope, receive, send)


def leads_out(path: str) -> bool:
    """Whether a decoded path names more than a page or a file below the root; none of ours has such a sign."""
    return any(sign in path for sign in OUTWARD)
