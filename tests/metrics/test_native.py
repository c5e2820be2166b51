"""A native formula gives the figure of its metric, or the same error, in two other people's engines."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from engines.stored import ARGUMENT_ERROR, ARGUMENT_ERRORS
from xlsxwriter.utility import xl_rowcol_to_cell

from salestracker_xl.calendar import serial
from salestracker_xl.cells import evaluate, to_cells
from salestracker_xl.metric import COLUMN_KINDS, Metric, MetricError, Parameter
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.native_names import WorkbookWithFunctions, define_native_functions

TODAY = serial(dt.datetime.now(dt.UTC).date())  # days near it: some formulas ask for today
TRIALS = 60
FEWEST_FIGURES = 4  # different ones among the trials, so that a formula is seen at work and not only refusing
FORMULAS = [(metric, number) for metric in REGISTRY.values() for number in range(len(metric.native))]
NOT_SEEN = {
    "ironcalc": {
        (name, formula): "IronCalc's MATCH looks nothing up in an array (0.9.1); LibreOffice's does."
        for name, formula in (("AOV", 1), ("REVENUEPERCUSTOMER", 0))
    },
    "libreoffice": {},
}


@dataclass(frozen=True)
class Trial:
    """Random cells under one native formula: their place, the formula's place, and the figure of the metric."""

    metric: Metric
    formula: int
    given: dict[str, Any]
    place: tuple[str, str]
    call: tuple[str, str]

    @property
    def figure(self) -> Any:
        cells = [self.given.get(parameter.name) for parameter in self.metric.parameters]
        try:
            return to_cells(evaluate(self.metric, *cells))
        except MetricError as error:
            return error.code


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Trial]]:
    path = tmp_path_factory.mktemp("native") / "trials.xlsx"
    luck, trials = random.Random(1905), []
    book = WorkbookWithFunctions({})
    define_native_functions(book, "en")
    for metric, formula in FORMULAS:
        name = f"{metric.name} {formula}"
        sheet = book.add_worksheet(name)
        for row in range(TRIALS):
            given = cells_for(metric, formula, luck)
            cell, call = write(sheet, metric, formula, given, row)
            trials.append(Trial(metric, formula, given, (name, cell), (name, call)))
    book.save(path)
    return path, trials


@pytest.fixture(scope="module", params=["ironcalc", "libreoffice"])
def engine(request: pytest.FixtureRequest, trials) -> tuple[str, dict]:
    return request.param, request.getfixturevalue(request.param).recalculate(trials[0])


@pytest.fixture(scope="module")
def called(trials, ironcalc) -> dict:
    """What the functions of the workbook itself give; LibreOffice has no LAMBDA."""
    return ironcalc.recalculate(trials[0])


@pytest.mark.parametrize(
    ("metric", "formula"), FORMULAS, ids=[f"{metric.name} {number}" for metric, number in FORMULAS]
)
def test_a_native_formula_gives_the_figure_of_the_metric(metric: Metric, formula: int, trials, engine):
    name, values = engine
    mine = [trial for trial in trials[1] if (trial.metric, trial.formula) == (metric, formula)]
    wrong = [
        (trial.given, trial.figure, values[trial.place]) for trial in mine if not agree(trial, values[trial.place])
    ]
    if (metric.name, formula) in NOT_SEEN[name]:
        assert wrong, f"{name} has learned it: take this formula off the list"
    else:
        assert wrong == []
        assert len({trial.figure for trial in mine}) >= FEWEST_FIGURES, "the trials are all alike"


@pytest.mark.parametrize(
    ("metric", "formula"), FORMULAS, ids=[f"{metric.name} {number}" for metric, number in FORMULAS]
)
def test_a_function_of_the_workbook_itself_gives_the_figure_of_the_metric(metric: Metric, formula: int, trials, called):
    mine = [trial for trial in trials[1] if (trial.metric, trial.formula) == (metric, formula)]
    assert [
        (trial.given, trial.figure, called[trial.call]) for trial in mine if not agree(trial, called[trial.call])
    ] == []


def agree(trial: Trial, value: Any) -> bool:
    if isinstance(trial.figure, str):
        return value == trial.figure or (value == ARGUMENT_ERROR and trial.figure in ARGUMENT_ERRORS)
    return value == pytest.approx(trial.figure, rel=1e-9, abs=1e-12)


def cells_for(metric: Metric, formula: int, luck: random.Random) -> dict[str, Any]:
    """Cells for the arguments of one formula; ranges of the same rows have the same height, one cell is never blank.

    Most trials hold the figures that a person would have, small shares among them; the others hold anything.
    """
    wild = luck.random() < 0.3
    heights: dict[str | None, int] = {}
    cells = {}
    for parameter in metric.parameters:
        if "{" + parameter.name + "}" not in metric.native[formula]:
            continue
        if parameter.arg.kind in COLUMN_KINDS:
            height = heights.setdefault(parameter.arg.rows, luck.choice([1, 2, 5, 12]))
            blanks = 0.15 * (height > 1)
            cells[parameter.name] = [[cell_for(parameter, luck, blanks, wild)] for _ in range(height)]
        else:
            cells[parameter.name] = cell_for(parameter, luck, 0, wild)
    return cells


def cell_for(parameter: Parameter, luck: random.Random, blanks: float, wild: bool) -> Any:
    if luck.random() < blanks:
        return None
    match parameter.arg.kind:
        case "numbers" if wild:
            return luck.choice([0, luck.randrange(-3, 12), round(luck.uniform(-50, 500), 2)])
        case "numbers":
            return luck.choice([round(luck.uniform(0, 1), 2), luck.randrange(1, 12), round(luck.uniform(0, 500), 2)])
        case "number" if wild:
            return luck.choice([0, 1, 12, -1, round(luck.uniform(0, 1), 3), round(luck.uniform(0, 500), 2)])
        case "number":
            return luck.choice(
                [round(luck.uniform(0.01, 0.99), 3), round(luck.uniform(0.01, 0.99), 3), luck.randrange(1, 90)]
            )
        case "days":
            return TODAY + luck.randrange(-60, 60)
        case "day":
            return TODAY + luck.randrange(-40, 40)
        case "keys":
            return luck.choice(["Ada", "ADA", "Bo", "Cy", 7, 1001])
        case _:
            return luck.choice(parameter.arg.choices)[0]


def write(sheet, metric: Metric, number: int, given: dict[str, Any], row: int) -> tuple[str, str]:
    """Write a trial's columns in rows of their own, left of them the formula and the function; give their cells."""
    top, references = row * 15, {}
    for column, (name, cells) in enumerate(given.items(), start=2):
        rows = cells if isinstance(cells, list) else [[cells]]
        for offset, [cell] in enumerate(rows):
            if cell is not None:
                sheet.write(top + offset, column, cell)
        first, last = (xl_rowcol_to_cell(at, column, True, True) for at in (top, top + len(rows) - 1))
        references[name] = f"{first}:{last}"  # also for one row, as a column of a table is a range
    arguments = ",".join(references.get(parameter.name, "") for parameter in metric.parameters).rstrip(",")
    sheet.write_formula(top, 0, "=" + metric.native[number].format(**references))
    sheet.write_formula(top, 1, f"={metric.name}({arguments})")
    return xl_rowcol_to_cell(top, 0), xl_rowcol_to_cell(top, 1)
