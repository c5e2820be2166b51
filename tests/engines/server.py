"""A real xlwings Server with our functions, started as a person starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

START_SECONDS = 120
STOP_SECONDS = 20


@contextmanager
def served(*words: str, language: str = "en", screen: Path | None = None, **variables: str) -> Iterator[httpx.Client]:
    """Run `salestracker serve` on a free port until the block ends; give a client of it.

    `variables` are those of its environment, `screen` a file that gets what it writes on its screen.
    """
    port = _free_port()
    program = "import sys; from salestracker_xl.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "serve", "--port", str(port), "--lang", language, *words]
    path = os.pathsep.join(filter(None, sys.path))
    environment = os.environ | {"XLWINGS_LICENSE_KEY": "noncommercial", "PYTHONPATH": path} | variables
    with tempfile.TemporaryDirectory() as folder:
        shown = screen or Path(folder, "screen.txt")
        with shown.open("w") as output:
            process = subprocess.Popen(
                command, env=environment, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
            )
        try:
            scheme = "https" if "--certificate" in words else "http"  # with a certificate that only the tests know
            with httpx.Client(base_url=f"{scheme}://127.0.0.1:{port}", timeout=60, verify=False) as client:
                _wait(client, process, shown)
                yield client
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(client: httpx.Client, process: subprocess.Popen[bytes], shown: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            client.get("/manifest.xml")
            return
        except httpx.ConnectError:
            if process.poll() is not None or time.monotonic() > until:
                process.kill()
                raise RuntimeError(f"The server did not start: {shown.read_text()}") from None
            time.sleep(0.2)
