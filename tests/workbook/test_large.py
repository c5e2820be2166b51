"""A hundred thousand sales with everything beside them: the workbook before an engine and the validator.

LibreOffice calculates one of about that size in test_end_to_end: it takes a minute to read and save so many rows.
"""

from __future__ import annotations

from pathlib import Path

from engines.stored import cell_values, differences, stored_values
from trackers import customer_rows, deal_rows, goal_rows, interaction_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import checks

ROWS = 100_000


def test_a_hundred_thousand_sales(tmp_path, ironcalc, validator):
    """One test, since the workbook is read once and built once; the linter read it as it was written."""
    sales = sales_rows(ROWS)
    given = (goal_rows(), spend_rows(), deal_rows(), customer_rows(sales), interaction_rows(sales))
    tracker = make_tracker(tmp_path, sales, *given, language="fr", currency="EUR", country="FR")
    path = tmp_path / "large.xlsx"
    generate(tracker, path)
    assert validator.faults(path, "Microsoft365") == []
    every_amount_stands_in_its_row_and_all_checks_agree(path, tracker.sales.frame["amount"].tolist())
    stored = stored_values(path)
    assert len(stored) > 8_000
    assert differences(stored, ironcalc.recalculate(path)) == []


def every_amount_stands_in_its_row_and_all_checks_agree(path: Path, amounts: list[float]) -> None:
    cells = cell_values(path)
    assert len(amounts) > ROWS - 10
    assert [cells["Ventes", f"K{row}"] for row in range(5, 5 + len(amounts))] == amounts
    verdicts = {value for (sheet, place), value in cells.items() if sheet == checks.NAME.fr and place[0] in "AE"}
    assert {checks.AGREES.fr, checks.ALL_AGREE.fr} <= verdicts
    assert checks.LOOK.fr not in verdicts
