"""A native formula gives the figure of its metric, or the same error, in two other people's engines."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from engines.stored import ARGUMENT_ERROR, ARGUMENT_ERRORS
from xlsxwriter.utility import xl_rowcol_to_cell

from salestracker_xl.cells import evaluate, to_cells
from salestracker_xl.metric import COLUMN_KINDS, Metric, MetricError, Parameter
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.native_names import WorkbookWithFunctions, define_native_functions

TRIALS = 30
FORMULAS = [(metric, number) for metric in REGISTRY.values() for number in range(len(metric.native))]
NOT_SEEN = {
    "ironcalc": {("AOV", 1): "IronCalc's MATCH looks nothing up in an array (0.9.1); LibreOffice's does."},
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
    with WorkbookWithFunctions(str(path), {}) as book:
        define_native_functions(book, "en")
        for metric, formula in FORMULAS:
            name = f"{metric.name} {formula}"
            sheet = book.add_worksheet(name)
            for row in range(TRIALS):
                given = cells_for(metric, formula, luck)
                cell, call = write(sheet, metric, formula, given, row)
                trials.append(Trial(metric, formula, given, (name, cell), (name, call)))
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
        assert len({str(trial.figure) for trial in mine}) > TRIALS / 3, "the trials are all alike"


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
    """Cells for the arguments of one formula; ranges have the same height, and one cell alone is never blank."""
    height = luck.choice([1, 2, 5, 12])
    return {
        parameter.name: [[cell_for(parameter, luck, blanks=0.15 * (height > 1))] for _ in range(height)]
        if parameter.arg.kind in COLUMN_KINDS
        else cell_for(parameter, luck, blanks=0)
        for parameter in metric.parameters
        if "{" + parameter.name + "}" in metric.native[formula]
    }


def cell_for(parameter: Parameter, luck: random.Random, blanks: float) -> Any:
    if luck.random() < blanks:
        return None
    match parameter.arg.kind:
        case "numbers":
            return luck.choice([0, luck.randrange(-3, 12), round(luck.uniform(-50, 500), 2)])
        case "number":
            return luck.choice([0, 1, 12, -1, round(luck.uniform(0, 1), 3), round(luck.uniform(0, 500), 2)])
        case "days" | "day":
            return luck.randrange(45_000, 46_500)
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
