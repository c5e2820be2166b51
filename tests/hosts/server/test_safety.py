"""What a server gives to people and to pages that it was not started for."""

from __future__ import annotations

import http.client
from pathlib import Path

import pytest

UPWARDS = "/".join([".."] * 12)
OUTWARD = [
    f"/static/{UPWARDS}{{file}}",
    f"/static/{UPWARDS.replace('..', '%2e%2e')}{{file}}",
    f"/static/{UPWARDS.replace('/', '%2f')}{{file}}",
    "/static/../routers/custom.py",
    "/static/..%5crouters%5ccustom.py",
    "/static/C:/Windows/win.ini",
    "/static/{file}",
]


def asked(server, path, method="GET", body=None, **headers):
    """Status and content of an answer to a path as it is written, which httpx would tidy up."""
    connection = http.client.HTTPConnection(server.base_url.host, server.base_url.port, timeout=60)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        connection.close()


@pytest.mark.parametrize("path", OUTWARD)
def test_no_address_leads_out_of_what_the_server_shows(server, path, tmp_path):
    """xlwings Server by itself gives any file of the machine at such an address."""
    (tmp_path / "secret.txt").write_text("the key of the house")
    status, content, _ = asked(server, path.format(file=Path(tmp_path, "secret.txt").as_posix()))
    assert (status, b"key" in content, b"router" in content) == (404, False, False)
    assert asked(server, "/static/js/main.js")[0] == 200
