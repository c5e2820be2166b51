"""What a server gives to people and to pages that it was not started for."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import re
import ssl
from pathlib import Path
from xml.etree import ElementTree

import pytest
from engines.server import served

from salestracker_xl.cli import main
from salestracker_xl.hosts.server.refusing import MOST
from salestracker_xl.template import template_file

OFFICE = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
OVERRIDES = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
DOCTOR = "/salestracker/actions/doctor?lang=en"
CALL = "/xlwings/custom-functions-call"
ASKED_CAC = json.dumps(
    {"client": "Office.js", "func_name": "CAC", "args": [[[1000]], [[10]]], "caller_address": "[B.xlsx]S!A1",
     "session_id": "s", "culture_info_name": "en-US", "date_format": "m/d/yyyy", "version": "0", "runtime": "1.4"}
)  # fmt: skip
SECRET_FILE = json.dumps({"files": [{"name": "Secret.csv", "content": "U2VjcmV0"}]})
SIGN_IN = {
    "XLWINGS_AUTH_ENTRAID_CLIENT_ID": "0f3f8f8e-6f0a-4b8e-9d55-0a1f5a2b7c11",
    "XLWINGS_AUTH_ENTRAID_TENANT_ID": "7d9d3c1a-2a43-4a52-8c0b-5d7f1f0f9a22",
}
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
    place = {"host": server.base_url.host, "port": server.base_url.port, "timeout": 60}
    connection = http.client.HTTPConnection(**place)
    if server.base_url.scheme == "https":
        connection = http.client.HTTPSConnection(**place, context=ssl._create_unverified_context())
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        connection.close()


def certificate(folder):
    """Options that name a certificate of this computer, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(1))
    ).sign(key, hashes.SHA256())
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(signed.public_bytes(kinds[0]))
    (folder / "key.pem").write_bytes(key.private_bytes(*kinds))
    return "--certificate", str(folder / "cert.pem"), "--key", str(folder / "key.pem")


@pytest.mark.parametrize("path", OUTWARD)
def test_no_address_leads_out_of_what_the_server_shows(server, path, tmp_path):
    """xlwings Server by itself gives any file of the machine at such an address."""
    (tmp_path / "secret.txt").write_text("the key of the house")
    status, content, _ = asked(server, path.format(file=Path(tmp_path, "secret.txt").as_posix()))
    assert (status, b"key" in content, b"router" in content) == (404, False, False)
    assert asked(server, "/static/js/main.js")[0] == 200


def test_a_request_of_no_known_end_is_not_read(server):
    sent = {"Content_Type": "application/json"}
    assert asked(server, DOCTOR, "POST", "{}", Content_Length=str(MOST + 1), **sent)[0] == 413
    assert asked(server, DOCTOR, "POST", iter([b"{}"]), **sent)[0] == 411
    assert asked(server, DOCTOR, "POST", "{}", **sent)[0] == 200
    script = template_file("server/static/js/asking.js").read_text(encoding="utf-8")
    assert eval(re.search(r"const MOST = ([\d *]+);", script)[1]) == MOST  # the pane says so before it sends anything


def test_the_page_of_somebody_else_gets_nothing_through_the_browser_of_a_colleague(server):
    """A browser asks first before it sends JSON elsewhere, and sends plain text without asking."""
    foreign = {"Origin": "https://elsewhere.example"}
    status, _, headers = asked(
        server, DOCTOR, "OPTIONS", Access_Control_Request_Method="POST", **foreign,
        Access_Control_Request_Headers="content-type",
    )  # fmt: skip
    assert (status, headers["Access-Control-Allow-Origin"]) == (400, None)
    for path in (DOCTOR, CALL):
        status, content, headers = asked(server, path, "POST", ASKED_CAC, Content_Type="text/plain", **foreign)
        assert (status, b"result" in content, headers["Access-Control-Allow-Origin"]) == (422, False, None)
    assert asked(server, "/salestracker/why?lang=en", **foreign)[2]["Access-Control-Allow-Origin"] is None


def test_people_whom_the_server_does_not_know_get_nothing(tmp_path):
    """Where people sign in, every answer that is of somebody asks who it is; nothing of it is told on the screen."""
    screen = tmp_path / "screen.txt"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with served(
        *certificate(tmp_path), screen=screen, TMPDIR=str(temporary), XLWINGS_AUTH_PROVIDERS='["entraid"]', **SIGN_IN
    ) as closed:
        for path in (DOCTOR, CALL):
            for token in ({}, {"Authorization": "token-of-nobody"}):
                assert asked(closed, path, "POST", ASKED_CAC, Content_Type="application/json", **token)[0] == 401
        assert asked(closed, "/salestracker/why?lang=en")[0] == 401
        assert asked(closed, "/taskpane.html")[0] == 200
        manifest = ElementTree.fromstring(asked(closed, "/manifest.xml")[1])
        [application] = manifest.iter(f"{OVERRIDES}WebApplicationInfo")
        assert application.findtext(f"{OVERRIDES}Id") == SIGN_IN["XLWINGS_AUTH_ENTRAID_CLIENT_ID"]
        address = f"https://127.0.0.1:{closed.base_url.port}"
        assert manifest.find(f".//{OFFICE}SourceLocation").get("DefaultValue") == f"{address}/taskpane.html"
        assert list(temporary.iterdir())
    assert not list(temporary.iterdir())  # a service that is stopped leaves nothing behind
    shown = screen.read_text()
    assert shown.splitlines() == [
        f"Serving on {address}; the add-in's manifest is {address}/manifest.xml. Ctrl+C stops."
    ]


def test_the_token_of_an_example_opens_no_server(monkeypatch, capsys):
    """The sign-in that xlwings Server calls custom takes one token, which everybody can read in its source."""
    monkeypatch.setenv("XLWINGS_LICENSE_KEY", "noncommercial")
    monkeypatch.setenv("XLWINGS_AUTH_PROVIDERS", '["custom"]')
    with pytest.raises(SystemExit) as stop:
        main(["serve", "--lang", "en"])
    assert stop.value.code == 2
    assert "XLWINGS_AUTH_PROVIDERS: only `entraid` signs people in here" in capsys.readouterr().err


def test_what_cells_hold_is_not_on_the_screen_of_the_server(server, screen):
    for path, sent in ((CALL, ASKED_CAC.replace("1000", '"Secret Ltd"')), (DOCTOR, '{"book": {"Secret Ltd": 1}}')):
        asked(server, path, "POST", sent, Content_Type="application/json")
    asked(server, "/salestracker/actions/new", "POST", SECRET_FILE, Content_Type="application/json")
    shown = screen.read_text()
    assert shown.startswith("Serveur à l'écoute sur http://127.0.0.1")
    assert "Secret" not in shown
    assert "noncommercial" not in shown
