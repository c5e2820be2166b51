"""The action plan and the benchmarks it reads: gaps, proposals, statuses in words, and what typing changes."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd
import pytest
from engines.stored import differences, stored_values
from openpyxl.utils import get_column_letter
from pages import page, row_of, sentences, table
from trackers import deal_rows, goal_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.calendar import serial
from salestracker_xl.workbook.figures.benchmarks import ABOVE, BELOW, NO_OWN, OTHER_CURRENCY, OUT_OF_DATE, WITHIN
from salestracker_xl.workbook.figures.reviews.agenda import FIRST_ROW
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.playbook import load_playbook
from salestracker_xl.workbook.published import load_published
from salestracker_xl.workbook.sections.actions import LABELS
from salestracker_xl.workbook.sheets import action_plan, benchmarks, calendar

DAY = dt.date(2026, 6, 30)
ROW = {key: benchmarks.FIRST_ROW + at + 1 for at, key in enumerate(load_published().measures)}
PLAN_ROW = action_plan.GAPS_ROW + len(load_playbook().ideas) + 3 + 4 + 4 + 2  # header of the actions, from 0


@pytest.fixture(scope="module")
def language():
    return "fr"  # the demo's tests see to it that English has the same formulas


@pytest.fixture(scope="module")
def path(language, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    tables = sales_rows(120), goal_rows(), spend_rows()
    tracker = make_tracker(folder, *tables, language=language, currency="EUR", as_of=DAY)
    generate(dataclasses.replace(tracker, sector="ecommerce"), folder / "t.xlsx")
    return folder / "t.xlsx"


def standing(key: str, column: str = "standing") -> str:
    return get_column_letter(benchmarks.PLACE[column] + 1) + str(ROW[key])


def action(column: str, number: int = 1) -> str:
    return get_column_letter(list(LABELS).index(column) + 1) + str(PLAN_ROW + 1 + number)


def test_the_sector_chooses_the_figures(path, language, ironcalc):
    name, sectors = benchmarks.NAME[language], load_published().sectors
    expected = {(figure.metric, figure.sector): figure.typical for figure in load_published().figures if figure.typical}
    for sector in ("ecommerce", "wholesale", "software"):
        found = ironcalc.recalculate(path, {(name, f"B{benchmarks.SECTOR_ROW + 1}"): sectors[sector][language]})
        for metric in ("growth", "nrr", "win_rate"):
            figure = expected.get((metric, sector), expected.get((metric, "general"), "–"))
            assert found[name, standing(metric, "typical")] == pytest.approx(figure) if figure != "–" else "–"


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("conversion", 0.005, BELOW[1]),
        ("conversion", 0.03, WITHIN),
        ("conversion", 0.09, ABOVE[1]),
        ("cart_abandonment", 0.6, BELOW[-1]),
        ("cart_abandonment", 0.8, ABOVE[-1]),
    ],
)
def test_a_typed_figure_is_told_where_it_stands_in_the_right_direction(path, language, ironcalc, key, typed, words):
    name = benchmarks.NAME[language]
    found = ironcalc.recalculate(path, {(name, standing(key, "own")): typed})
    assert found[name, standing(key)] == words[language]


def test_a_reference_of_ones_own_replaces_the_published_range_and_its_expiry(path, language, ironcalc):
    name, cell = benchmarks.NAME[language], standing("aov", "reference")
    before = stored_values(path)
    assert before[name, standing("aov")] == OTHER_CURRENCY[language] + "GBP"
    assert before[name, standing("aov", "validity")] == OUT_OF_DATE[language]
    found = ironcalc.recalculate(path, {(name, cell): 1.0})
    assert found[name, standing("aov")] == ABOVE[1][language]
    assert found[name, standing("aov", "validity")] == "–"


def test_money_in_another_currency_does_not_wear_the_sign_of_this_one(path, language):
    sheet = page(path, benchmarks.NAME[language])
    for key in ("low", "high", "typical"):
        assert "€" not in sheet[standing("aov", key)].number_format
    assert "€" in sheet[standing("aov", "own")].number_format
    foreign = [row for row in sheet.iter_rows(min_col=3, max_col=6) if row[3].value in ("USD", "GBP")]
    assert len(foreign) == 5
    assert not any("€" in cell.number_format for row in foreign for cell in row[:3])


def test_what_is_not_typed_yet_says_so(path, language):
    found = stored_values(path)
    assert found[benchmarks.NAME[language], standing("gross_margin")] == NO_OWN["typed"][language]
    assert found[benchmarks.NAME[language], standing("win_rate")] == NO_OWN["computed"][language]


def test_the_widest_gaps_get_two_ideas_each_from_the_playbook(path, language):
    sheet = page(path, action_plan.NAME[language])
    labels = [label[language] for _, label, _ in action_plan.COLUMNS]
    gaps = table(sheet, action_plan.GAPS_ROW + 1, len(action_plan.COLUMNS))[: len(load_playbook().ideas)]
    ranked = sorted((row for row in gaps if isinstance(row[labels[0]], int)), key=lambda row: row[labels[0]])
    assert [row["Gap" if language == "en" else "Retard"] for row in ranked] == sorted(
        (row["Gap" if language == "en" else "Retard"] for row in ranked), reverse=True
    )
    actions = [row for row in table(sheet, PLAN_ROW + 1, len(LABELS)) if row[LABELS["action"][language]]]
    metrics = [row[LABELS["metric"][language]] for row in actions]
    assert metrics == [row[labels[1]] for row in ranked[:3] for _ in range(2)]
    known = {idea.action[language] for ideas in load_playbook().ideas.values() for idea in ideas}
    assert {row[LABELS["action"][language]] for row in actions} <= known


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"due": serial(DAY) - 5}, {"en": "✗ Overdue 5 d", "fr": "✗ En retard de 5 j"}),
        ({"due": serial(DAY) + 6}, {"en": "! Due in 6 d", "fr": "! À finir dans 6 j"}),
        ({"start": serial(DAY) + 1, "due": serial(DAY) + 90}, {"en": "Planned", "fr": "Prévue"}),
        ({"baseline": 10.0, "target": 20.0, "result": 21.0, "done": serial(DAY)}, "✓"),
        ({"baseline": 10.0, "target": 5.0, "result": 8.0, "done": serial(DAY)}, "✓"),
    ],
)
def test_a_status_follows_what_is_typed(path, language, ironcalc, typed, status):
    name = action_plan.NAME[language]
    found = ironcalc.recalculate(path, {(name, action(key)): value for key, value in typed.items()})
    told = found[name, action("status")]
    if status == "✓":
        words = ("target reached", "cible atteinte") if typed["target"] > 10 else ("short of target", "cible manquée")
        assert told.startswith("✓") and told.endswith(words)
        way = (typed["result"] - typed["baseline"]) / (typed["target"] - typed["baseline"])
        assert found[name, action("progress")] == pytest.approx(way)
    else:
        assert told == status[language]
        overdue = found[name, f"A{PLAN_ROW}"]
        assert overdue.endswith("1" if "5" in told else "0")


def test_ideas_follow_the_metric_that_is_chosen(path, language, ironcalc):
    name, row = action_plan.NAME[language], action_plan.GAPS_ROW + len(load_playbook().ideas) + 3
    label = load_published().measures["win_rate"].label[language]
    found = ironcalc.recalculate(path, {(name, f"B{row + 1}"): label})
    assert [found[name, f"B{row + 3 + at}"] for at in range(4)] == [
        idea.action[language] for idea in load_playbook().ideas["win_rate"]
    ]


def test_another_engine_finds_the_same(path, ironcalc):
    assert differences(stored_values(path), ironcalc.recalculate(path)) == []


def test_without_anything_to_compare_the_plan_proposes_nothing_and_says_so(tmp_path):
    rows = pd.DataFrame([("2026-06-05", "A", 10), ("2026-06-06", "B", 12)], columns=["Date", "Customer", "Amount"])
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", action_plan.NAME.en)
    assert action_plan.NOTHING_LAGS.en in sentences(sheet)
    gaps = table(sheet, action_plan.GAPS_ROW + 1, len(action_plan.COLUMNS))
    assert row_of(gaps, "Metric", "Acquisition cost")["Where it lags"] == "nothing to compare with yet"


def test_metrics_of_the_pipeline_are_checked_with_it(tmp_path):
    generate(make_tracker(tmp_path, sales_rows(60), deals=deal_rows(30), as_of=DAY), tmp_path / "t.xlsx")
    gaps = table(page(tmp_path / "t.xlsx", action_plan.NAME.en), action_plan.GAPS_ROW + 1, len(action_plan.COLUMNS))
    names = "Win rate of deals", "Customers who ordered more than once"
    agenda = page(tmp_path / "t.xlsx", calendar.NAME.en)
    reviews = {row[0].value: row[4].value for row in agenda.iter_rows(min_row=FIRST_ROW + 2, max_row=FIRST_ROW + 13)}
    assert [row_of(gaps, "Metric", name)["Next check"] for name in names] == [reviews["Pipeline"], reviews["Loyalty"]]
