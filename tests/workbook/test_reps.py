"""The Reps sheet ranks the reps, and judges each against the goal."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from pages import Row, disagreements, page, row_of, sentences, table
from trackers import REPS, goal_rows, make_tracker, sales_rows

from salestracker_xl.workbook.figures.breakdown import OTHERS
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import Selection
from salestracker_xl.workbook.sheets import dashboard, reps

COLUMNS = 15
HEADER_ROW = 4
CARD_ROW = 5
ROWS = sales_rows(110)  # too few customers for a model of their value, so that a build takes no time
LAST_COMPLETE_MONTH = 3
PASSED, WHOLE = 129, 261  # Mondays to Fridays of 2026: to 30 June, and all of them


def shown(path, language="en") -> list[Row]:
    return table(page(path, reps.NAME[language]), HEADER_ROW, COLUMNS)


def sales_of(**revenue: float) -> pd.DataFrame:
    """One order a rep in the first half of 2026, and a day that ends the half-year."""
    rows = [(f"O{at}", "2026-05-04", "Ann", name, amount) for at, (name, amount) in enumerate(revenue.items())]
    rows.append(("Last", "2026-06-30", "Bob", next(iter(revenue)), 0.0))
    return pd.DataFrame(rows, columns=["Order", "Date", "Customer", "Rep", "Amount"])


def goals_of(*names: str, monthly: float = 100.0) -> pd.DataFrame:
    months = [f"2026-{month:02d}-01" for month in range(1, 13)]
    return pd.DataFrame(
        [(month, name, monthly) for month in months for name in names], columns=["Month", "Rep", "Goal"]
    )


@pytest.fixture(scope="module", params=["en", "fr"])
def built(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reps")
    generate(make_tracker(folder, ROWS, goal_rows(), language=request.param), folder / "t.xlsx")
    return folder / "t.xlsx", request.param


def test_every_rep_stands_as_the_rows_give_it(built):
    path, language = built
    rank, name, revenue, before, change, share, orders, aov, new, goal, to_date, attained, *_ = (
        label for label in shown(path, language)[0]
    )
    rows = ROWS.assign(Date=pd.to_datetime(ROWS["Date"]))
    this, last = (rows[rows["Date"].between(f"{year}-01-01", f"{year}-06-30")] for year in (2026, 2025))
    firsts = rows[(rows["Amount"] >= 0)].drop_duplicates("Customer")
    counted = rows[rows["Amount"] > 0].drop_duplicates("Order")
    expected = this.groupby("Rep")["Amount"].sum().sort_values(ascending=False)
    *found, rest, total = shown(path, language)
    assert [row[name] for row in found] == list(expected.index)
    assert [row[rank] for row in found] == [1, 2, 3]
    for row in found:
        rep = row[name]
        assert row[revenue] == pytest.approx(expected[rep])
        assert row[before] == pytest.approx(last[last["Rep"] == rep]["Amount"].sum())
        assert row[change] == pytest.approx(row[revenue] / row[before] - 1)
        assert row[share] == pytest.approx(expected[rep] / expected.sum())
        assert row[orders] == counted.loc[counted.index.isin(this.index), "Rep"].eq(rep).sum()
        assert row[aov] == pytest.approx(row[revenue] / row[orders])
        assert row[new] == firsts.loc[firsts.index.isin(this.index), "Rep"].eq(rep).sum()
        assert row[goal] == 12 * (400 + 50 * REPS.index(rep))
        assert row[to_date] == row[goal] / 2
        assert row[attained] == pytest.approx(row[revenue] / row[goal])
    assert (rest[name], rest[revenue], rest[goal], rest[attained]) == (OTHERS[language], 0, 0, "–")
    assert total[revenue] == pytest.approx(expected.sum())


def test_the_total_is_what_the_dashboard_shows(built):
    path, language = built
    _, _, revenue, _, _, _, orders, aov, new, _, _, attained, *_ = shown(path, language)[-1].values()
    front = page(path, dashboard.NAME[language])
    cards = [front.cell(CARD_ROW, 2 + 3 * at).value for at in range(5)]
    assert [revenue, attained, orders, aov, new] == pytest.approx(cards, rel=1e-9)


JUDGED = [  # of a goal of 1200 for the year, half of which has passed
    ("Over", 1200.0, "▲ goal reached", "reached"),
    ("Fast", 623.0, "▲ ahead", (1200 - 623) / (WHOLE - PASSED)),
    ("Even", 622.0, "● on track", (1200 - 622) / (WHOLE - PASSED)),
    ("Near", 564.0, "● on track", (1200 - 564) / (WHOLE - PASSED)),
    ("Slow", 563.0, "▼ behind", (1200 - 563) / (WHOLE - PASSED)),
    ("Back", -10.0, "▼ behind", (1200 + 10) / (WHOLE - PASSED)),
]


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judged")
    sold = sales_of(**{name: amount for name, amount, _, _ in JUDGED}, Free=50.0)
    generate(make_tracker(folder, sold, goals_of(*(name for name, *_ in JUDGED))), folder / "t.xlsx")
    return folder / "t.xlsx"


@pytest.mark.parametrize(("name", "revenue", "status", "needed"), JUDGED)
def test_a_rep_is_judged_by_where_the_working_days_lead(judged, name, revenue, status, needed):
    row = row_of(shown(judged), "Rep", name)
    assert row["Projection"] == pytest.approx(revenue / PASSED * WHOLE)
    assert row["Status"] == status
    assert row["Needed per working day"] == (needed if isinstance(needed, str) else pytest.approx(needed))


def test_a_rep_without_a_goal_is_not_judged(judged):
    row = row_of(shown(judged), "Rep", "Free")
    assert (row["Goal"], row["Attainment"], row["Needed per working day"], row["Status"]) == (0, "–", "–", "–")
    assert row["Projection"] == pytest.approx(50 / PASSED * WHOLE)


def test_the_working_days_are_told(judged):
    assert page(judged, "Reps")["A3"].value == f"Working days of the period: {PASSED} of {WHOLE} passed."


@pytest.mark.parametrize(
    ("language", "status", "needed"),
    [("en", "▼ goal missed", "no day left"), ("fr", "▼ objectif manqué", "plus de jour")],
)
def test_when_the_period_is_over_there_is_nothing_left_to_divide_by(tmp_path, language, status, needed):
    tracker = make_tracker(tmp_path, sales_of(Ann=80.0, Bob=20.0), goals_of("Ann", "Bob"), language=language)
    generate(tracker, tmp_path / "t.xlsx", Selection(period=LAST_COMPLETE_MONTH))
    *_, total = shown(tmp_path / "t.xlsx", language)
    assert list(total.values())[-3:] == [0, needed, status]  # nothing was sold in June


def test_without_goals_reps_are_ranked_and_a_sentence_says_where_goals_belong(tmp_path):
    generate(make_tracker(tmp_path, sales_of(Ann=50.1, Bob=70.0, Cid=50.1, Dee=9.0)), tmp_path / "t.xlsx")
    found = [(row["Rank"], row["Rep"]) for row in shown(tmp_path / "t.xlsx")[:4]]
    assert found == [(1, "Bob"), (2, "Ann"), (2, "Cid"), (4, "Dee")]
    sheet = page(tmp_path / "t.xlsx", "Reps")
    assert reps.NO_GOALS["en"] in sentences(sheet)
    assert len(sheet._charts) == 1


def test_goals_of_nobody_stand_in_the_last_row(tmp_path):
    goals = pd.concat([goals_of("Ann"), goals_of("", monthly=10)])
    generate(make_tracker(tmp_path, sales_of(Ann=90.0), goals), tmp_path / "t.xlsx")
    ann, rest, total = shown(tmp_path / "t.xlsx")
    assert (ann["Goal"], rest["Goal"], total["Goal"]) == (1200, 120, 1320)
    assert total["Attainment"] == pytest.approx(90 / 1320)


def test_more_reps_than_rows_share_the_last_one(tmp_path):
    sold = sales_of(**{f"Rep {at:02d} of a team with a very long name indeed": 10.0 + at for at in range(24)})
    generate(make_tracker(tmp_path, sold), tmp_path / "t.xlsx")
    *found, rest, total = shown(tmp_path / "t.xlsx")
    assert len(found) == 20
    assert rest["Revenue"] == pytest.approx(10 + 11 + 12 + 13)
    assert total["Revenue"] == pytest.approx(sold["Amount"].sum())


def test_one_rep_is_enough_for_a_table(tmp_path, ironcalc):
    generate(make_tracker(tmp_path, sales_of(Ann=90.0), goals_of("Ann")), tmp_path / "t.xlsx")
    ann, rest, total = shown(tmp_path / "t.xlsx")
    assert (ann["Rank"], ann["Share"], rest["Revenue"], total["Revenue"]) == (1, 1, 0, 90)
    assert reps.NO_GOALS["en"] not in sentences(page(tmp_path / "t.xlsx", "Reps"))
    assert disagreements(ironcalc, tmp_path / "t.xlsx", "Reps") == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_reps_there_is_a_sentence_and_nothing_else(tmp_path, language):
    generate(make_tracker(tmp_path, ROWS.drop(columns="Rep"), language=language), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", reps.NAME[language])
    assert reps.MISSING[language] in sentences(sheet)
    assert not sheet._charts
    assert len(sentences(sheet)) == 4  # title, way back, filters, and the sentence


def test_ironcalc_finds_every_figure_again(judged, tmp_path, ironcalc):
    assert disagreements(ironcalc, judged, "Reps") == []
    running = make_tracker(tmp_path, ROWS, goal_rows(), as_of=dt.date(2026, 6, 12), language="fr", country="FR")
    generate(running, tmp_path / "t.xlsx", Selection(region="Alsace"))
    assert disagreements(ironcalc, tmp_path / "t.xlsx", reps.NAME["fr"]) == []
