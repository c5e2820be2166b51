"""The Funnel sheet shows the pipeline as pandas and the metrics count it, and follows what is typed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from engines.one_sheet import one_sheet
from engines.stored import stored_values
from pages import Row, disagreements, page, row_of, sentences, table
from trackers import deal_rows, goal_rows, make_tracker, sales_rows

from salestracker_xl.analysis.lead_response import win_rate_by_response
from salestracker_xl.analysis.open_deals import usual_cycle, win_loss, with_ages
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.figures.deals.watch_list import MOST_WATCHED
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import Selection
from salestracker_xl.workbook.sheets import deals, funnel
from salestracker_xl.workbook.spoken import PERCENT

ROWS = sales_rows(110)  # too few customers for a model of their value, so that a build takes no time
STAGES = ["Lead?", "Demo", "Offer *", "=Contract"]
START, END = pd.Timestamp("2026-01-01"), pd.Timestamp("2026-06-30")
NEXT = {"en": "Went on to the next", "fr": "Passées à la suivante"}


def build(folder: Path, language: str = "en", rep: str | None = None, rows: pd.DataFrame | None = None):
    """A tracker with deals, written; with the deals as they were read, those of the rep alone."""
    tracker = make_tracker(folder, ROWS, goal_rows(), deals=deal_rows() if rows is None else rows, language=language)
    generate(tracker, folder / "t.xlsx", Selection(rep=rep))
    assert tracker.deals is not None
    frame = tracker.deals.frame
    return folder / "t.xlsx", frame if rep is None else frame[frame["rep"] == rep], frame


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """All deals, in English."""
    return *build(tmp_path_factory.mktemp("funnel")), "en"


@pytest.fixture(scope="module")
def one_rep(tmp_path_factory):
    """The deals of a rep whose name looks like a pattern, in French."""
    return *build(tmp_path_factory.mktemp("funnel"), "fr", "Team *"), "fr"


@pytest.fixture(params=["whole", "one_rep"])
def built(request):
    return request.getfixturevalue(request.param)


def closed_in_period(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["status"].isin(["won", "lost"]) & frame["closed"].between(START, END)]


def key_figures(path: Path, language: str) -> list[tuple[object, str]]:
    """Value and basis of each key figure, from top to bottom."""
    sheet = page(path, funnel.NAME[language])
    first = funnel.FIRST_CONTENT_ROW + 1
    return [(sheet.cell(row, 2).value, str(sheet.cell(row, 3).value)) for row in range(first, first + funnel.KEY_ROWS)]


def rows_under(path: Path, language: str, title: str, columns: int, skipped: int = 1) -> list[Row]:
    """The table some rows below a section's title."""
    sheet = page(path, funnel.NAME[language])
    [at] = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == title]
    return table(sheet, at + skipped, columns)


def test_the_key_figures_are_those_of_the_metrics(built):
    path, frame, everybody, language = built
    found = key_figures(path, language)
    opened, closed = with_ages(frame, END.date()), closed_in_period(frame)
    won = closed[closed["status"] == "won"]
    wins, losses = len(won), len(closed) - len(won)
    rate = REGISTRY["WINRATE"].compute(np.array([wins]), np.array([losses]), 0.95)
    cycle = (won["closed"] - won["created"]).dt.days.median()
    weighted = REGISTRY["WEIGHTEDPIPELINE"].compute(opened["amount"].to_numpy(), opened["probability"].to_numpy())
    velocity = REGISTRY["SALESVELOCITY"].compute(len(opened), rate.value, won["amount"].mean(), cycle)
    limit = np.floor(usual_cycle(everybody))
    stuck = opened[opened["age"] > limit]
    values = [value for value, _ in found]
    assert values[0] == pytest.approx(opened["amount"].sum())
    assert values[1] == pytest.approx(weighted)
    assert values[4:7] == pytest.approx([rate.value, cycle, velocity])
    assert values[7] == pytest.approx(opened.loc[opened["slipped"], "amount"].sum())
    assert values[8] == pytest.approx(stuck["amount"].sum())
    assert values[9] == (everybody["first_response"] - everybody["created"]).dt.days.median()
    assert found[0][1].endswith(f": {len(opened)}")
    assert found[4][1].endswith(f"{100 * rate.low:.0f}–{100 * rate.high:.0f}{PERCENT[language]} · n = {wins + losses}")
    assert found[7][1].endswith(f": {opened['slipped'].sum()}")


def test_the_pipeline_covers_what_the_goal_still_asks_for(built):
    path, frame, _, language = built
    values = [value for value, _ in key_figures(path, language)]
    rep = None if language == "en" else "Team *"
    goals, sold = goal_rows(), ROWS.assign(Date=pd.to_datetime(ROWS["Date"]))
    if rep:
        goals, sold = goals[goals["Rep"] == rep], sold[sold["Rep"] == rep]
    remaining = goals.loc[goals["Month"] >= "2026", "Goal"].sum() - sold.loc[sold["Date"] >= START, "Amount"].sum()
    assert values[2] == pytest.approx(remaining)
    amounts = frame.loc[frame["status"] == "open", "amount"].to_numpy()
    assert values[3] == pytest.approx(REGISTRY["PIPELINECOVERAGE"].compute(amounts, np.array([remaining])))


def test_the_stages_stand_by_their_chances_with_what_is_open_in_each(built):
    path, frame, _, language = built
    shown = rows_under(path, language, {"en": "Stages", "fr": "Étapes"}[language], 15, 1 + 0)
    labels = list(shown[0])
    assert [row[labels[0]] for row in shown[:4]] == STAGES
    opened = with_ages(frame, END.date())
    for row in shown[:4]:
        of = opened[opened["stage"] == row[labels[0]]]
        ages = of["age"]
        bands = [(ages <= 30).sum(), ages.between(31, 60).sum(), ages.between(61, 90).sum(), (ages > 90).sum()]
        assert [row[label] for label in labels[1:3]] == pytest.approx([len(of), of["amount"].sum()])
        assert row[labels[3]] == pytest.approx((of["amount"] * of["probability"]).sum())
        assert row[labels[4]] == (pytest.approx(ages.mean()) if len(of) else "–")
        assert [row[label] for label in labels[5:9]] == bands
        assert row[labels[10]] == of["slipped"].sum()
    total = shown[5]
    assert [total[label] for label in labels[1:3]] == pytest.approx([len(opened), opened["amount"].sum()])


def test_conversion_is_that_of_the_metric_over_the_deals_that_tell_how_far_they_came(built):
    path, frame, _, language = built
    shown = rows_under(path, language, {"en": "Stages", "fr": "Étapes"}[language], 15)
    closed = closed_in_period(frame)
    told = closed[(closed["status"] == "won") | closed["furthest"].notna()]
    order = [*STAGES, "Won"]
    places = np.array(
        [order.index("Won" if s == "won" else f) for s, f in zip(told["status"], told["furthest"], strict=True)]
    )
    metric = REGISTRY["STAGECONVERSION"].compute(places, np.arange(5))
    reached, of_before = (np.asarray(column.values) for column in metric.columns[1:3])
    labels = list(shown[0])
    assert [row[labels[11]] for row in shown[:4]] == reached[:4].tolist()
    assert [row[NEXT[language]] for row in shown[:4]] == pytest.approx(of_before[1:].tolist())
    rate = REGISTRY["CONVERSION"].compute(np.array([reached[2]]), np.array([reached[1]]), 0.95)
    assert [shown[1][label] for label in labels[13:15]] == pytest.approx([rate.low, rate.high])
    left_out = len(closed) - len(told)
    assert bool(left_out) == (language == "en")
    assert not left_out or any(text.endswith(f", {left_out}.") for text in sentences(page(path, funnel.NAME[language])))


def test_the_list_holds_the_largest_deals_that_are_stuck_or_late(built):
    path, frame, everybody, language = built
    shown = rows_under(
        path, language, {"en": "Deals to look at first", "fr": "Affaires à suivre en premier"}[language], 9, 2
    )
    opened = with_ages(frame, END.date())
    late = opened[(opened["age"] > np.floor(usual_cycle(everybody))) | opened["slipped"]]
    expected = late.sort_values("amount", ascending=False, na_position="last", kind="stable").head(MOST_WATCHED)
    labels = list(shown[0])
    name = expected["name"].fillna(expected["customer"])
    assert [row[labels[0]] for row in shown] == name.tolist()
    assert [row[labels[1]] or None for row in shown] == [rep if rep == rep else None for rep in expected["rep"]]
    assert [row[labels[4]] for row in shown] == expected["age"].tolist()
    assert [row[labels[5]] for row in shown] == (END - expected["stage_since"]).dt.days.tolist()
    quiet = (END - expected["last_activity"]).dt.days
    assert [row[labels[6]] for row in shown] == ["–" if days != days else days for days in quiet]
    past = (END - expected["closed"]).dt.days
    assert [row[labels[7]] for row in shown] == [days if days > 0 else "–" for days in past]


def test_lost_deals_stand_by_reason(built):
    path, frame, _, language = built
    title = {"en": "Lost deals by reason", "fr": "Affaires perdues par motif"}[language]
    shown = rows_under(path, language, title, 4)
    lost = closed_in_period(frame).query("status == 'lost'")
    label, count, amount, share = shown[0]
    for reason in ("Price", "Timing"):
        of, row = lost[lost["lost_reason"] == reason], row_of(shown, label, reason)
        assert [row[count], row[amount]] == pytest.approx([len(of), of["amount"].sum()])
        assert row[share] == pytest.approx(len(of) / len(lost))
    assert shown[-2][count] == lost["lost_reason"].isna().sum()
    assert shown[-1][count] == len(lost)


def test_win_rates_stand_by_source_and_by_first_response(built):
    path, frame, _, language = built
    title = {"en": "Won and lost by source", "fr": "Gagnées et perdues par source"}[language]
    shown = rows_under(path, language, title, 8, 2)
    closed = closed_in_period(frame)
    expected = win_loss(closed, "source")
    label, won, lost, rate, _, _, amount, _ = shown[0]
    for source in ("Web", "Fair"):
        row = row_of(shown, label, source)
        assert [row[won], row[lost], row[rate], row[amount]] == pytest.approx(
            expected.loc[source, ["won", "lost", "win_rate", "won_amount"]].tolist()
        )
    title = {"en": "Won and lost by first response", "fr": "Gagnées et perdues selon la première réponse"}[language]
    bands = rows_under(path, language, title, 7)
    by_band = win_rate_by_response(closed)
    assert [row[won] for row in bands[:5]] == by_band["won"].tolist()
    assert [row[lost] for row in bands[:5]] == by_band["lost"].tolist()
    for row, (_, band) in zip(bands[:5], by_band.iterrows(), strict=True):
        limits = list(row.values())[3:6]
        whole = band[["win_rate", "low", "high"]].tolist()
        assert limits == (["–"] * 3 if np.isnan(whole[0]) else pytest.approx(whole, abs=1e-12))


def test_medians_of_the_response_are_those_of_all_deals_and_say_when(built):
    path, _, everybody, language = built
    title = {"en": "Won and lost by source", "fr": "Gagnées et perdues par source"}[language]
    shown = rows_under(path, language, title, 8, 2)
    waited = (everybody["first_response"] - everybody["created"]).dt.days
    for row in shown[:2]:
        assert list(row.values())[7] == waited[everybody["source"] == next(iter(row.values()))].median()
    assert any({"en": "30 June 2026", "fr": "30 juin 2026"}[language] in text and "Python" in text
               for text in sentences(page(path, funnel.NAME[language])))  # fmt: skip


def test_ironcalc_finds_every_figure_again(built, ironcalc):
    path, _, _, language = built
    assert disagreements(ironcalc, path, funnel.NAME[language], deals.NAME[language]) == []


def test_a_rep_chosen_on_the_dashboard_gives_what_a_build_for_the_rep_shows(whole, tmp_path, ironcalc):
    one, *_ = build(tmp_path, rep="Team Orion")
    [(sheet, cell)] = openpyxl.load_workbook(whole[0]).defined_names["st_in_filter_rep"].destinations
    typed = ironcalc.recalculate(whole[0], {(sheet, cell.replace("$", "")): "Team Orion"})
    expected = {place: value for place, value in stored_values(one).items() if place[0] == funnel.NAME.en}
    assert len(expected) > 200
    assert {place: typed[place] for place in expected} == pytest.approx(expected)


def test_typed_stages_and_limits_count(whole, ironcalc):
    """Two stages typed in the other order change places, and a limit of 0 days means that none is stuck."""
    path, *_ = whole
    name, first = funnel.NAME.en, funnel.FIRST_STAGE_ROW + 1
    changes = {(name, f"A{first}"): "Demo", (name, f"A{first + 1}"): "LEAD?", (name, f"B{funnel.LIMIT_ROW + 1}"): 0.0}
    before, after = stored_values(path), ironcalc.recalculate(path, changes)
    for column in "BCDF":
        assert after[name, f"{column}{first}"] == pytest.approx(before[name, f"{column}{first + 1}"])
        assert after[name, f"{column}{first + 1}"] == pytest.approx(before[name, f"{column}{first}"])
    assert after[name, f"B{funnel.LIMIT_ROW - 1}"] == 0
    assert after[name, f"L{first}"] == before[name, f"L{first}"]  # all reached the first stage, whatever it is called


def test_a_deal_won_on_the_sheet_is_a_deal_won_in_the_file(whole, tmp_path, ironcalc):
    rows = deal_rows()
    at = int(np.flatnonzero((rows["Status"] == "open") & rows["Amount"].notna())[0])
    rows.loc[at, ["Status", "Close date", "Furthest stage"]] = ["won", "2026-06-29", "=Contract"]
    expected, *_ = build(tmp_path, rows=rows)
    row = deals.FIRST_CONTENT_ROW + 2 + at
    found = ironcalc.recalculate(whole[0], {
        (deals.NAME.en, f"F{row}"): "Won", (deals.NAME.en, f"I{row}"): dt.date(2026, 6, 29),
        (deals.NAME.en, f"L{row}"): "=Contract",
    })  # fmt: skip
    first = funnel.FIRST_CONTENT_ROW + 1
    places = [(funnel.NAME.en, f"B{line}") for line in range(first, first + 8)]  # up to what depends on the limit
    wanted, before = stored_values(expected), stored_values(whole[0])
    assert [found[place] for place in places] == pytest.approx([wanted[place] for place in places])
    assert [found[place] for place in places] != pytest.approx([before[place] for place in places])


def test_deals_with_a_status_alone_say_what_each_block_needs(tmp_path, ironcalc):
    few = pd.DataFrame({"Deal": ["A", "B", "C"], "Status": ["won", "lost", "open"], "Amount": [100, 50, 70]})
    path, *_ = build(tmp_path, rows=few)
    said = sentences(page(path, "Funnel"))
    for missing in (funnel.NO_STAGE, funnel.NO_DATES):
        assert missing.en in said
    assert sum("build again" in text for text in said) == 5
    assert disagreements(ironcalc, path, "Funnel", "Deals") == []


def test_a_crm_that_forgets_the_stage_of_lost_deals_shows_no_conversion(tmp_path):
    rows = deal_rows(60).drop(columns="Furthest stage")
    path, *_ = build(tmp_path, rows=rows)
    shown = rows_under(path, "en", "Stages", 15)
    assert {row[NEXT["en"]] for row in shown[:4]} == {"–"}
    assert funnel.NO_COURSE.en in sentences(page(path, "Funnel"))


def test_the_deals_sheet_offers_reps_stages_and_words_for_the_status(built):
    path, _, everybody, language = built
    sheet = one_sheet(path, deals.NAME[language], formulas=True)
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in rules}
    assert set(lists) == {"D5", "E5", "F5"}
    calc = page(path, {"en": "Calc", "fr": "Calculs"}[language])

    def choices(cell: str) -> list[object]:
        return [cells[0].value for cells in calc[lists[cell].partition("!")[2].replace("$", "")]]

    assert set(choices("D5")) >= set(everybody["rep"].dropna())
    assert set(choices("E5")) == set(everybody["stage"].dropna())
    assert choices("F5") == {"en": ["Won", "Lost", "Open"], "fr": ["Gagnée", "Perdue", "En cours"]}[language]
