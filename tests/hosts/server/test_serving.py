"""Starting a server: what it needs, and the sentence that tells what is missing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from salestracker_xl.cli import main
from salestracker_xl.cli.serve import address_of

KEY = "XLWINGS_LICENSE_KEY"
REFUSED = [
    (("--certificate", "c.pem"), "go together"),
    (("--key", "k.pem"), "go together"),
    (("--certificate", "c.pem", "--key", "k.pem"), "c.pem: there is no such file"),
    (("--certificate", "notes.txt", "--key", "notes.txt"), "no certificate with its private key"),
    (("--port", "99999"), "127.0.0.1:99999: no server can listen there (ports go from 1 to 65535)"),
    (("--host", "192.0.2.1"), "192.0.2.1:8000: no server can listen there (this computer has no such address)"),
    (("--host", "nowhere.invalid"), "(this computer has no such address)"),
]


def stops(words, language="en"):
    """Whether a server that cannot start stops with the code of an error."""
    with pytest.raises(SystemExit) as stop:
        main(["serve", *words, "--lang", language])
    return stop.value.code == 2


@pytest.mark.parametrize("key", [None, "", " "])
@pytest.mark.parametrize(
    ("language", "told"), [("en", f"{KEY} is not set: give it"), ("fr", f"{KEY} n'est pas défini : donnez-lui")]
)
def test_without_a_licence_key_the_server_says_what_to_do(monkeypatch, capsys, key, language, told):
    monkeypatch.delenv(KEY, raising=False) if key is None else monkeypatch.setenv(KEY, key)
    assert stops((), language)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(("words", "told"), REFUSED)
def test_what_cannot_be_served_is_told_in_one_sentence(words, told, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(KEY, "noncommercial")
    (tmp_path / "notes.txt").write_text("no certificate")
    assert stops(words)
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert told in said.err


@pytest.mark.parametrize(
    ("language", "told"), [("en", "(another program has it)"), ("fr", "(un autre programme l'occupe)")]
)
def test_a_port_that_another_program_has_is_told(monkeypatch, capsys, language, told):
    monkeypatch.setenv(KEY, "noncommercial")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert stops(("--port", str(taken.getsockname()[1])), language)
    assert told in capsys.readouterr().err


def test_a_key_that_xlwings_refuses_is_told_with_its_reason():
    """In a process of its own: xlwings remembers for good that it looked at a key."""
    program = "from salestracker_xl.cli import main; main(['serve', '--port', '0', '--lang', 'en'])"
    environment = os.environ | {KEY: "no-key-of-anybody", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    refused = "xlwings does not take this key (Invalid xlwings license key). It is"
    assert done.stderr.startswith(f"salestracker: {KEY}: {refused}")


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_a_server_that_listens_everywhere_tells_an_address_that_can_be_opened(host):
    assert address_of("https", host, 443) == f"https://{socket.gethostname()}"
