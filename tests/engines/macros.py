"""What LibreOffice's Basic makes of the VBA in a workbook."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engines.libreoffice import _profile

PYTHON = "/usr/bin/python3"  # the one for which Debian builds LibreOffice's bridge
SESSION = Path(__file__).with_name("uno_session.py")
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook as LibreOffice sees it with its macros running: formula cells and the source of every module."""

    cells: dict[str, Any]
    modules: dict[str, str]


def has_bridge() -> bool:
    """Whether LibreOffice can be asked from Python."""
    command = [PYTHON, "-c", "import uno"]
    return bool(shutil.which("soffice")) and not subprocess.run(command, capture_output=True).returncode


def opened(path: Path) -> Opened:
    """Open a workbook or add-in, let its functions calculate, and tell what stands in it."""
    pipe = f"salestracker-{uuid.uuid4().hex}"
    command = ["soffice", f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore", "--nologo"]
    office = subprocess.Popen(
        [*command, f"--accept=pipe,name={pipe};urp;"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with tempfile.TemporaryDirectory(prefix="macros-") as folder:
            copy = shutil.copy(path, folder)
            told = subprocess.run(
                [PYTHON, str(SESSION), pipe, copy], capture_output=True, text=True, timeout=SECONDS, check=False
            )
        if told.returncode:
            raise RuntimeError(f"LibreOffice could not open {path}: {told.stderr.strip()}")
        return Opened(**json.loads(told.stdout))
    finally:
        try:
            office.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()
            _profile.cache_clear()
