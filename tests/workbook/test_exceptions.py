"""The Exceptions sheet ranks what the analysis finds, in both languages, and says so where there is nothing."""

from __future__ import annotations

import pandas as pd
import pytest
from pages import page, sentences
from trackers import make_tracker

from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import exceptions


def sales(last_year: int = 120) -> pd.DataFrame:
    """A region that falls to half, one that stays, and one that doubles; one sale of 100 a day in each at most."""
    counts = {2025: {"Falls": last_year, "Stays": 120, "Rises": 60}, 2026: {"Falls": 60, "Stays": 120, "Rises": 120}}
    rows = [
        (day, f"C{at % 5}", region, 100.0)
        for year, regions in counts.items()
        for region, count in regions.items()
        for at, day in enumerate(pd.date_range(f"{year}-01-01", f"{year}-06-30", periods=count).strftime("%Y-%m-%d"))
    ]
    return pd.DataFrame(rows, columns=["Date", "Customer", "Region", "Amount"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_gaps_stand_above_winners(tmp_path, language):
    generate(make_tracker(tmp_path, sales(), language=language), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", exceptions.NAME[language])
    told = [row[2:10] for row in sheet.iter_rows(min_row=4, values_only=True) if row[2] in ("Falls", "Stays", "Rises")]
    against, clear = exceptions.AGAINST["year_before"][language], exceptions.CLEAR[language]
    assert told == [
        ("Falls", against, 6000, 12000, -6000, -0.5, clear, 180),
        ("Rises", against, 12000, 6000, 6000, 1, clear, 180),
    ]


def test_the_largest_sales_stand_behind_each_gap(tmp_path):
    rows = sales()
    gone = rows.index[(rows["Region"] == "Falls") & (rows["Date"] < "2026")][7]
    rows.loc[gone, ["Customer", "Amount"]] = ["=Cash & Carry", 900.0]
    won = rows.index[(rows["Region"] == "Falls") & (rows["Date"] >= "2026")][3]
    rows.loc[won, "Amount"] = 800.0  # it narrows the gap
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx")
    blocks = blocks_of(page(tmp_path / "t.xlsx", "Exceptions"))
    assert list(blocks) == ["Gap 1", "Winner 1"]
    first, *others = blocks["Gap 1"]
    assert (first[1].isoformat()[:10], *first[2:4]) == (rows["Date"][gone], "=Cash & Carry", "–")
    assert first[4:6] == (None, 900)  # a sale of the year before adds to the reference
    assert [line[5] for line in others] == [100, 100]
    assert [line[4] for line in blocks["Winner 1"]] == [100, 100, 100]


def blocks_of(sheet) -> dict[str, list[tuple]]:
    """The sales under each gap, by its rank; the list has no blank row before its end."""
    rows = list(sheet.iter_rows(min_row=exceptions.HEADER_ROW + 2, values_only=True))
    filled = [any(cell is not None for cell in row) for row in rows]
    end = filled.index(False) if False in filled else len(rows)
    assert not any(filled[end:])
    starts = [at for at in range(end) if rows[at][0] is not None]
    return {rows[at][0]: rows[at + 1 : at + exceptions.BLOCK] for at in starts}


def test_rows_are_as_high_as_the_names_that_wrap_in_them(tmp_path):
    rows = sales()
    rows["Customer"] = rows["Customer"] + " of a very long name, with its legal form and all its partners, Ltd."
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", "Exceptions")
    first = exceptions.HEADER_ROW + 2
    assert all(sheet.row_dimensions[row].height >= 3 * 12 for row in range(first, first + exceptions.BLOCK))


def test_without_a_year_before_or_goals_a_sentence_says_what_to_add(tmp_path):
    rows = sales()
    generate(make_tracker(tmp_path, rows[rows["Date"] >= "2026"]), tmp_path / "t.xlsx")
    assert exceptions.MISSING.en in sentences(page(tmp_path / "t.xlsx", "Exceptions"))
