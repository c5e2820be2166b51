"""What must hold for every function, whatever the figures."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salestracker_xl.cells import evaluate, to_cells
from salestracker_xl.metric import COLUMN_KINDS, Metric, MetricError
from salestracker_xl.metrics import REGISTRY

BY_ROWS = [
    metric for metric in REGISTRY.values() if any(parameter.arg.kind in COLUMN_KINDS for parameter in metric.parameters)
]
MINDS_THE_ORDER = {"SURVIVAL", "STAGECONVERSION"}  # periods one after the other; stages by appearance
RANKED = {"RFM", "CLVTABLE"}  # the ranks of equals follow the rows
SHARES = {"CONVERSION", "REPEATRATE", "RETENTION", "RETENTIONRATE", "CHURNRATE", "WINRATE", "GRR"}
OF_MONEY = {  # the arguments that are money: all of them scaled, the figure scales
    "CAC": ("spend",),
    "COSTPERSALE": ("spend",),
    "AOV": ("amounts",),
    "REVENUEPERCUSTOMER": ("amounts",),
    "CLVSIMPLE": ("order_value",),
    "CLVCONTRACT": ("margin",),
    "SALESVELOCITY": ("deal_size",),
    "WEIGHTEDPIPELINE": ("amounts",),
    "PACE": ("actual",),
    "REQUIREDRATE": ("actual", "target"),
    "GROWNTARGET": ("base_amount",),
}
OF_RATIOS = {  # the arguments that are money of both sides: the figure knows no currency
    "LTVCAC": ("lifetime_value", "acquisition_cost"),
    "CACPAYBACK": ("acquisition_cost", "monthly_revenue"),
    "ROMI": ("revenue_uplift", "spend"),
    "PRICEREALISATION": ("net", "list_price"),
    "ATTAINMENT": ("actual", "target"),
    "PIPELINECOVERAGE": ("pipeline", "remaining_target"),
    "GROWTHRATE": ("before", "after"),
    "CAGR": ("first", "last"),
    "ROI": ("gain", "cost"),
    "NRR": ("start", "expansion", "contraction", "churned"),
    "GRR": ("start", "contraction", "churned"),
    "FORECASTACCURACY": ("forecast", "actual"),
    "BREAKEVEN": ("fixed_costs", "price", "variable_cost"),
    "PROFITTARGET": ("fixed_costs", "profit", "price", "variable_cost"),
}
SEEDS = st.integers(0, 10_000)


def cells_for(metric: Metric, seed: int) -> dict[str, Any]:
    """Cells that a person might have: columns of one height, shares, days, words."""
    luck, height = random.Random(f"{metric.name} {seed}"), random.Random(seed).randrange(1, 30)
    return {
        parameter.name: [[cell(parameter.arg.kind, parameter.name, luck)] for _ in range(height)]
        if parameter.arg.kind in COLUMN_KINDS
        else cell(parameter.arg.kind, parameter.name, luck)
        for parameter in metric.parameters
        if not parameter.optional
    }


def cell(kind: str, name: str, luck: random.Random) -> Any:
    match kind:
        case "keys":
            return luck.choice(["Ada", "Bo", "Cy", "Di", 7])
        case "days":
            return luck.randrange(45_000, 46_200) + 1_200 * (name == "closed")
        case "day":
            return {"first_day": 46_174, "last_day": 46_203}.get(name, 46_189)
        case "numbers":
            return luck.choice([round(luck.uniform(0, 1), 2), luck.randrange(1, 90)])
        case _:
            return luck.choice([round(luck.uniform(0.05, 0.95), 2), luck.randrange(1, 40)])


def answer(metric: Metric, cells: dict[str, Any]) -> Any:
    try:
        return to_cells(evaluate(metric, *(cells.get(parameter.name) for parameter in metric.parameters)))
    except MetricError as error:
        return error.code


def alike(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(
            alike(a, b) for row, more in zip(one, other, strict=True) for a, b in zip(row, more, strict=True)
        )
    return one == other if isinstance(one, str) or isinstance(other, str) else one == pytest.approx(other, rel=1e-7)


def rounded(row: list[Any]) -> str:
    return str([float(f"{cell:.9g}") if isinstance(cell, float | int) else cell for cell in row])


@pytest.mark.parametrize("metric", BY_ROWS, ids=lambda metric: metric.name)
@settings(max_examples=25)
@given(SEEDS)
def test_a_blank_row_changes_nothing(metric: Metric, seed: int):
    cells = cells_for(metric, seed)
    longer = {name: [*given, [None]] if isinstance(given, list) else given for name, given in cells.items()}
    assert alike(answer(metric, longer), answer(metric, cells))


@pytest.mark.parametrize("metric", BY_ROWS, ids=lambda metric: metric.name)
@settings(max_examples=25)
@given(SEEDS)
def test_the_order_of_the_rows_does_not_matter(metric: Metric, seed: int):
    cells = cells_for(metric, seed)
    height = max(len(given) for given in cells.values() if isinstance(given, list))
    order = random.Random(seed).sample(range(height), height)
    shuffled = {
        name: [given[row] for row in order] if isinstance(given, list) else given for name, given in cells.items()
    }
    one, other = answer(metric, shuffled), answer(metric, cells)
    if metric.name in MINDS_THE_ORDER | RANKED:
        assert isinstance(one, list) == isinstance(other, list) or metric.name in MINDS_THE_ORDER
    elif metric.unit == "table" and isinstance(one, list) and isinstance(other, list):
        assert sorted(map(rounded, one)) == sorted(map(rounded, other))
    else:
        assert alike(one, other)


@pytest.mark.parametrize("name", sorted(OF_MONEY | OF_RATIOS))
@settings(max_examples=40)
@given(SEEDS, st.sampled_from([0.5, 4, 1024]))
def test_a_change_of_currency_scales_money_and_leaves_ratios_alone(name: str, seed: int, rate: float):
    metric, cells = REGISTRY[name], cells_for(REGISTRY[name], seed)
    scaled = {
        key: ([[cell * rate] for [cell] in given] if isinstance(given, list) else given * rate)
        if key in (OF_MONEY | OF_RATIOS)[name]
        else given
        for key, given in cells.items()
    }
    one, other = answer(metric, scaled), answer(metric, cells)
    expected = other * rate if name in OF_MONEY and not isinstance(other, str) else other
    assert alike(one, expected)


@pytest.mark.parametrize("name", sorted(SHARES))
@settings(max_examples=60)
@given(SEEDS)
def test_a_share_lies_between_nothing_and_all(name: str, seed: int):
    share = answer(REGISTRY[name], cells_for(REGISTRY[name], seed))
    assert isinstance(share, str) or 0 <= share <= 1


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 500)), min_size=1, max_size=20))
def test_splitting_an_order_into_lines_leaves_what_is_counted_by_order_alone(orders):
    ids = [[f"O{at}"] for at, _ in enumerate(orders)]
    who, paid = [[f"C{customer}"] for customer, _ in orders], [[float(amount)] for _, amount in orders]
    halves = [[amount / 2] for [amount] in paid for _ in range(2)]
    twice = [[cell for [cell] in column for _ in range(2)] for column in (ids, who)]
    for name, whole, split in (
        ("AOV", (paid, ids), (halves, twice[0])),
        ("PURCHASEFREQUENCY", (ids, who), tuple(twice)),
        ("REPEATRATE", (who, ids), tuple(reversed(twice))),
        ("REVENUEPERCUSTOMER", (paid, who), (halves, twice[1])),
    ):
        columns = [[[cell] if not isinstance(cell, list) else cell for cell in column] for column in split]
        assert evaluate(REGISTRY[name], *columns) == pytest.approx(evaluate(REGISTRY[name], *whole))
