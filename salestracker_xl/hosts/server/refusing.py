"""Refusing what no pane of ours asks: addresses that lead out of what the server shows, and more than it can hold."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

OUTWARD = ("..", "\\", ":", "\0")  # a folder upwards, also of Windows; a drive; the end of a path in C
MOST = 200 * 1024 * 1024  # bytes of one request: a tracker of two million orders, and as much of exports
NOT_FOUND, NO_LENGTH, TOO_MUCH = 404, 411, 413


class Refuses:
    """An ASGI application around another one, which never sees such a request.

    xlwings Server looks for a static file in the folder of a project under whatever path it is asked for, so that
    `/static/../../key.pem` would give any file of the machine.
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Hand the request on, or answer with a status alone."""
        status = refusal(scope["path"], dict(scope["headers"])) if scope["type"] == "http" else None
        if status is None:
            await self.app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def refusal(path: str, headers: dict[bytes, bytes]) -> int | None:
    """The status that a request is refused with, by its decoded path and by its length.

    >>> refusal("/taskpane.html", {}), refusal("/static/../key.pem", {})
    (None, 404)
    """
    if any(sign in path for sign in OUTWARD):
        return NOT_FOUND
    if b"transfer-encoding" in headers:  # of a length that nobody knows beforehand
        return NO_LENGTH
    return TOO_MUCH if int(headers.get(b"content-length", b"0")) > MOST else None
