"""The same orders give the same dashboard, however their files are made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from engines.stored import StoredValues, differences, stored_values
from trackers import goal_rows, sales_rows, spend_rows

from salestracker_xl.tables.tracker import read_tracker
from salestracker_xl.workbook.generate import generate

ROWS = 500
RENAMED = "Zoë, formerly of elsewhere"
SHEETS = ("Dashboard", "Trends", "Reps", "Regions", "Goals", "Metrics", "Retention")


@pytest.fixture(scope="module")
def orders() -> pd.DataFrame:
    """Orders of several lines on different days: which line counts as the order must not hang on the order of rows."""
    rows = sales_rows(ROWS)
    rows["Order"] = [f"SO-{number:05d}" for number in range(ROWS)]
    return rows


@pytest.fixture(scope="module")
def plain(orders: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> StoredValues:
    return shown(tmp_path_factory.mktemp("plain"), orders)


def shown(folder: Path, *files: pd.DataFrame) -> StoredValues:
    """What the sheets of a tracker of these files show in their formula cells."""
    paths = [folder / f"sales-{number}.csv" for number in range(len(files))]
    for path, rows in zip(paths, files, strict=True):
        rows.to_csv(path, index=False)
    goals, spend = folder / "goals.csv", folder / "spend.csv"
    goal_rows().to_csv(goals, index=False)
    spend_rows().to_csv(spend, index=False)
    tracker = read_tracker(paths, targets=goals, spend=spend)
    generate(tracker, folder / "tracker.xlsx", native_functions=False)
    values = stored_values(folder / "tracker.xlsx")
    return StoredValues({place: value for place, value in values.items() if place[0] in SHEETS}, values.formulas)


def shuffled(orders: pd.DataFrame) -> list[pd.DataFrame]:
    return [orders.sample(frac=1, random_state=4)]


def split(orders: pd.DataFrame) -> list[pd.DataFrame]:
    return [orders.iloc[1::2], orders.iloc[::2]]


def renamed(orders: pd.DataFrame) -> list[pd.DataFrame]:
    commonest = orders["Customer"].mode()[0]
    return [orders.assign(Customer=orders["Customer"].replace(commonest, RENAMED))]


@pytest.mark.parametrize("told_otherwise", [shuffled, split, renamed], ids=lambda change: change.__name__)
def test_every_figure_is_the_same(
    told_otherwise: Callable[[pd.DataFrame], list[pd.DataFrame]],
    orders: pd.DataFrame,
    plain: StoredValues,
    tmp_path: Path,
):
    files = told_otherwise(orders)
    assert pd.concat(files)["Amount"].sum() == pytest.approx(orders["Amount"].sum())
    assert not files[0].equals(orders)
    assert differences(plain, shown(tmp_path, *files), tolerance=1e-9) == []
