"""What LibreOffice's Basic makes of the VBA in a workbook."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engines.libreoffice import _profile

PYTHON = "/usr/bin/python3"  # the one for which Debian builds LibreOffice's bridge
SESSION = Path(__file__).with_name("uno_session.py")
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook as LibreOffice sees it with its macros running: formula cells, the source of every module.

    `steps` has for each step the texts of the cells that it read.
    """

    cells: dict[str, Any]
    modules: dict[str, str]
    steps: list[list[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """A macro, "Project.Module.Name", run after texts were put into cells and a cell was selected; then cells are read.

    Cells are named as "Sheet!A1".
    """

    macro: str
    put: dict[str, str]
    at: str
    read: list[str]


def has_bridge() -> bool:
    """Whether LibreOffice can be asked from Python."""
    command = [PYTHON, "-c", "import uno"]
    return bool(shutil.which("soffice")) and not subprocess.run(command, capture_output=True).returncode


def opened(path: Path, steps: Sequence[Step] = ()) -> Opened:
    """Open a workbook or add-in, let its functions calculate, run some macros, and tell what stands in it."""
    folder = tempfile.mkdtemp(prefix="macros-")
    pipe = f"salestracker-{uuid.uuid4().hex}"
    command = ["soffice", f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore", "--nologo"]
    office = subprocess.Popen(
        [*command, f"--accept=pipe,name={pipe};urp;"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TEMP": folder},  # as Windows has it
        start_new_session=True,
    )
    try:
        copy = shutil.copy(path, folder)
        command = [PYTHON, str(SESSION), pipe, copy, json.dumps([asdict(step) for step in steps])]
        told = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
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
        shutil.rmtree(folder, ignore_errors=True)
