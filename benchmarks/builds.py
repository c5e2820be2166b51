"""A whole tracker built, beside the ways to write its bare rows alone: `python -m benchmarks build [ROWS ...]`.

Each contender works in a process of its own, which tells its processor time (of all its threads, imports left out), its
time by the clock and the most memory it held. The peers are handed a frame and write nothing but its rows. Ratios are
of the clock: that is what a person waits.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import xlsxwriter

from benchmarks.orders import orders

SIZES = (10_000, 100_000, 1_000_000)
FEW = 100_000  # rows; with more, one round is enough, and the slowest peers are left out
ROUNDS = 3
SLOWEST_SHOWN = 8


@dataclass(slots=True)
class Taken:
    """What a piece of work took: seconds of the processors and of the clock, megabytes, and seconds by step."""

    cpu: float = 0.0
    wall: float = 0.0
    memory: float = 0.0
    steps: dict[str, float] = field(default_factory=dict)


def tracker(source: Path, target: Path) -> Taken:
    """Read the export and build the tracker: every sheet, figure and chart."""
    from salestracker_xl.tables.tracker import read_tracker
    from salestracker_xl.workbook.generate import generate

    steps: dict[str, float] = {}
    last = ["Reading the files", time.process_time()]

    def told(doing: object) -> None:
        now = time.process_time()
        steps[str(last[0])] = steps.get(str(last[0]), 0.0) + now - float(last[1])
        last[:] = [str(doing), now]

    with measured() as taken:
        read = read_tracker([source])
        generate(read, target, told=told)
        told("")
    taken.steps = steps
    return taken


def by_pandas(engine: str) -> Callable[[Path, Path], Taken]:
    """Have pandas write the rows with one of its engines."""

    def write(source: Path, target: Path) -> Taken:
        frame = bare(source)
        with measured() as taken:
            frame.to_excel(target, sheet_name="Sales", index=False, engine=engine)  # pyright: ignore[reportArgumentType]
        return taken

    return write


def by_xlsxwriter(source: Path, target: Path) -> Taken:
    """Write the rows with XlsxWriter, row by row, as its documentation advises for many of them."""
    frame = bare(source)
    with measured() as taken:
        workbook = xlsxwriter.Workbook(str(target), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("Sales")
        sheet.write_row(0, 0, frame.columns)
        for row, cells in enumerate(frame.astype(object).where(frame.notna(), None).to_numpy().tolist(), start=1):
            sheet.write_row(row, 0, cells)
        workbook.close()
    return taken


CONTENDERS: dict[str, Callable[[Path, Path], Taken]] = {
    "tracker": tracker,
    "XlsxWriter, constant memory": by_xlsxwriter,
    "pandas.to_excel, xlsxwriter": by_pandas("xlsxwriter"),
    "pandas.to_excel, openpyxl": by_pandas("openpyxl"),
}


def bare(source: Path) -> pd.DataFrame:
    """The rows as a person has them in pandas."""
    return pd.read_csv(source, parse_dates=["Date"])


@contextmanager
def measured() -> Iterator[Taken]:
    """Measure the work of this process within the block."""
    taken, cpu, wall = Taken(), time.process_time(), time.perf_counter()
    yield taken
    taken.cpu, taken.wall = time.process_time() - cpu, time.perf_counter() - wall
    taken.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(words: list[str]) -> None:
    """Measure each size and print a table for it."""
    for rows in map(int, words) if words else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "orders.csv"
            orders(rows).to_csv(source, index=False)
            contest(rows, source, Path(folder) / "written.xlsx")


def contest(rows: int, source: Path, target: Path) -> None:
    """Let all contenders write the same rows by turns; print the median of each, and where ours spent its time."""
    found: dict[str, list[Taken]] = {name: [] for name in CONTENDERS}
    for _ in range(ROUNDS if rows <= FEW else 1):
        for name in CONTENDERS:
            if rows <= FEW or "pandas" not in name:
                found[name].append(in_a_process(name, source, target))
    medians = {name: sorted(taken, key=lambda one: one.wall)[len(taken) // 2] for name, taken in found.items() if taken}
    ours = medians["tracker"]
    print(f"\n{rows:,} orders{'':<24} {'cpu, s':>8} {'clock, s':>9} {'memory, MB':>11} {'ratio':>7}")
    for name, taken in medians.items():
        print(f"{name:<34} {taken.cpu:>8.2f} {taken.wall:>9.2f} {taken.memory:>11.0f} {taken.wall / ours.wall:>7.1f}")
    slowest = sorted(ours.steps.items(), key=lambda step: -step[1])[:SLOWEST_SHOWN]
    print("  of it: " + ", ".join(f"{step} {seconds:.2f}" for step, seconds in slowest), flush=True)


def in_a_process(name: str, source: Path, target: Path) -> Taken:
    """Run one contender in a fresh interpreter."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.builds", name, str(source), str(target)]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=kept).stdout
    return Taken(**json.loads(told))


if __name__ == "__main__":
    done = CONTENDERS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    print(json.dumps({"cpu": done.cpu, "wall": done.wall, "memory": done.memory, "steps": done.steps}))
