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
    lines = list(page(tmp_path / "t.xlsx", "Exceptions").iter_rows(values_only=True))
    named = {label: [line for line in lines if line[1] == label] for label in ("Gap 1", "Winner 1")}
    first, *others = named["Gap 1"]
    assert (*first[2:4], first[4].isoformat()[:10], first[5]) == ("=Cash & Carry", "–", rows["Date"][gone], 900)
    assert [line[5] for line in others] == [100, 100]
    assert len(named["Winner 1"]) == exceptions.ROWS_NAMED


def test_without_a_year_before_or_goals_a_sentence_says_what_to_add(tmp_path):
    rows = sales()
    generate(make_tracker(tmp_path, rows[rows["Date"] >= "2026"]), tmp_path / "t.xlsx")
    assert exceptions.MISSING.en in sentences(page(tmp_path / "t.xlsx", "Exceptions"))
