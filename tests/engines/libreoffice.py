"""What LibreOffice makes of a workbook: values of its own, and pages to look at."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from engines.stored import ARGUMENT_ERROR, Place, Value, cell_values, formulas

START_SECONDS = 120
FILE_SECONDS = 60
DOTS_PER_INCH = 100

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""  # by default LibreOffice believes the values that the file stores


def recalculate(path: Path) -> dict[Place, Value]:
    """Value of every formula cell by LibreOffice's own reckoning: see `recalculate_all`."""
    return recalculate_all([path])[0]


def recalculate_all(paths: Sequence[Path]) -> list[dict[Place, Value]]:
    """Values of the formula cells of several workbooks, in their order, for the price of one start.

    Dates come back as serials, errors by name. LibreOffice writes all its argument errors as #VALUE!, whether Excel
    says #VALUE!, #NUM!, #REF! or #N/A: they come back as ARGUMENT_ERROR, which `differences` lets stand for these four.
    """
    with tempfile.TemporaryDirectory(prefix="recalculated-") as folder:
        twins = _convert(paths, "xlsx", Path(folder))
        return [_values(path, twin) for path, twin in zip(paths, twins, strict=True)]


def resaved(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it, put into a folder."""
    [twin] = _convert([path], "xlsx", folder)
    return twin


def render(path: Path, folder: Path) -> list[Path]:
    """PNG of every printed page, in the order of the sheets, put into `folder` as NAME-1.png and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="rendered-") as scratch:
        [pdf] = _convert([path], "pdf", Path(scratch))
        pages = Path(scratch) / "pages"
        pages.mkdir()
        command = ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), str(pdf), str(pages / Path(path).stem)]
        subprocess.run(command, check=True, timeout=FILE_SECONDS)
        return [Path(shutil.copy(page, folder)) for page in sorted(pages.iterdir())]


def _values(path: Path, twin: Path) -> dict[Place, Value]:
    found = cell_values(twin)
    values = {place: found.get(place) for place in formulas(path)}
    return {place: ARGUMENT_ERROR if value == "#VALUE!" else value for place, value in values.items()}


def _convert(paths: Sequence[Path], form: str, folder: Path) -> list[Path]:
    originals = folder / "originals"
    originals.mkdir()
    copies = [  # numbered, because files of the same name would overwrite each other
        shutil.copy(path, originals / f"{number}{Path(path).suffix}") for number, path in enumerate(paths)
    ]
    log = _soffice(
        ["--convert-to", form, "--outdir", str(folder), *map(str, copies)],
        START_SECONDS + FILE_SECONDS * len(paths),
    )
    converted = [folder / f"{number}.{form}" for number in range(len(paths))]
    for path, result in zip(paths, converted, strict=True):
        if not result.exists():
            raise RuntimeError(f"LibreOffice made no {form} of {path}. It said: {log.strip()}")
    return converted


def _soffice(arguments: Sequence[str], seconds: float) -> str:
    command = ["soffice", f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore", *arguments]
    with tempfile.TemporaryFile("w+", errors="replace") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"LibreOffice was ended, it hung for {seconds} s: {' '.join(command)}") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)  # the whole group: soffice is a script around the program
                process.wait()
                _profile.cache_clear()  # what was killed leaves a locked profile behind
        log.seek(0)
        return log.read()


@functools.cache
def _profile() -> Path:
    """A profile of this process alone: two LibreOffices in one profile would hand over to each other."""
    profile = Path(tempfile.mkdtemp(prefix="libreoffice-profile-"))
    atexit.register(shutil.rmtree, profile, ignore_errors=True)
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    return profile
