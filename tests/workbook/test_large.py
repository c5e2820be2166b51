"""A hundred thousand sales with everything beside them: the workbook before engines and validator."""

from __future__ import annotations

import pytest
from engines.stored import cell_values, differences, stored_values
from trackers import customer_rows, deal_rows, goal_rows, interaction_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import checks

ROWS = 100_000


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The workbook and the amount of each sale in it, in French; the linter read it as it was written."""
    folder = tmp_path_factory.mktemp("large")
    sales = sales_rows(ROWS)
    given = (goal_rows(), spend_rows(), deal_rows(), customer_rows(sales), interaction_rows(sales))
    tracker = make_tracker(folder, sales, *given, language="fr", currency="EUR", country="FR")
    generate(tracker, folder / "large.xlsx")
    return folder / "large.xlsx", tracker.sales.frame["amount"].tolist()


def test_every_engine_finds_every_stored_value(large, ironcalc, libreoffice):
    path, _ = large
    stored = stored_values(path)
    assert len(stored) > 8_000
    assert differences(stored, ironcalc.recalculate(path)) == []
    assert differences(stored, libreoffice.recalculate(path)) == []


def test_the_validator_finds_nothing(large, validator):
    path, _ = large
    assert validator.faults(path, "Microsoft365") == []


def test_every_amount_stands_in_its_row_and_all_checks_agree(large):
    path, amounts = large
    cells = cell_values(path)
    assert [cells["Ventes", f"K{row}"] for row in range(5, 5 + len(amounts))] == amounts
    verdicts = {value for (sheet, place), value in cells.items() if sheet == checks.NAME.fr and place[0] in "AE"}
    assert {checks.AGREES.fr, checks.ALL_AGREE.fr} <= verdicts
    assert checks.LOOK.fr not in verdicts
