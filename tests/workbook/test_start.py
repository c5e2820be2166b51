"""The first page leads everywhere and says whether all is well."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from engines.one_sheet import one_sheet
from engines.stored import differences, stored_values
from trackers import goal_rows, make_tracker, sales_rows

from salestracker_xl.language import Language
from salestracker_xl.models.fit import STATUS
from salestracker_xl.tables.tracker import read_tracker
from salestracker_xl.workbook.file_accounts import DATE_ORDERS, DECIMALS
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sections import health
from salestracker_xl.workbook.sheets import TABS, key_of, settings, start

FIRST_ROW = start.LOWER_ROW + 2
LIGHTS = ("rows", "rejected", "goals", "first", "last", "orders", "customers", "value", "reviews", "checks")
TO_GO_TO = {key: tab.NAME for tab in TABS if (key := key_of(tab)) not in start.HIDDEN}  # in the order of the tabs
LONGEST = 50  # letters of a sentence that stand beside a link
SOLD = sales_rows(60)


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def path(language, tmp_path_factory):
    """Sixty sales of which one cannot be taken, and no goals."""
    folder = tmp_path_factory.mktemp("start")
    sales = SOLD.astype({"Amount": object})
    sales.loc[4, "Amount"] = "soon"
    generate(make_tracker(folder, sales, language=language), folder / "t.xlsx")
    return folder / "t.xlsx"


@pytest.fixture(scope="module")
def sheet(path, language):
    return shown(path, language)


def shown(path, language: Language):
    return one_sheet(path, start.NAME[language])


def lights(sheet) -> dict[str, object]:
    return {name: sheet.cell(FIRST_ROW + at, 3).value for at, name in enumerate(LIGHTS)}


def texts(sheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def place_of(name: str) -> str:
    """Where a link to a sheet leads."""
    escaped = name.replace("'", "''")
    return f"'{escaped}'!A1"


def test_a_link_and_a_sentence_lead_to_every_sheet_in_the_order_of_the_tabs(sheet, language):
    found = {}
    for block in (1, 2):
        for row in range(FIRST_ROW, FIRST_ROW + len(TO_GO_TO)):
            link, sentence = (sheet.cell(row, start.BLOCK_COLUMNS * block + col) for col in (2, 3))
            if link.hyperlink is not None:
                found[link.value] = (link.hyperlink.location, sentence.value)
    assert list(found.items()) == [
        (name[language], (place_of(name[language]), start.SENTENCES[key][language])) for key, name in TO_GO_TO.items()
    ]


def test_every_tab_stands_in_a_group(sheet, language):
    groups = start.grouped(TO_GO_TO)
    assert [key for _, keys in groups for key in keys] == list(TO_GO_TO)
    assert [heading for heading, _ in groups] == list(start.GROUPS.values())
    assert {heading[language] for heading, _ in groups} <= set(texts(sheet))


def test_a_sentence_is_not_cut(language):
    assert [text[language] for text in start.SENTENCES.values() if len(text[language]) > LONGEST] == []


def test_three_steps_open_the_page_and_lead_on(sheet, language):
    last = start.STEP_ROW + start.STEP_LINES + 2
    for block, step in enumerate(start.STEPS):
        col = start.BLOCK_COLUMNS * block + 2
        assert sheet.cell(start.STEP_ROW + 1, col).value == step.heading[language]
        lines = [sheet.cell(row, col).value for row in range(start.STEP_ROW + 2, last)]
        assert " ".join(line for line in lines if line) == step.sentence[language]
        for at, key in enumerate(step.sheets):
            assert sheet.cell(last, col + at).hyperlink.location == f"'{TO_GO_TO[key][language]}'!A1"


def test_lights_count_what_the_files_hold(sheet, language):
    found, taken = lights(sheet), SOLD.drop(index=4)
    assert found["rows"] == health.SOME_TAKEN[language].format(accepted=59, rows=60)
    assert found["rejected"] == health.SOME_REJECTED[language].format(rejected=1)
    assert found["first"] == dt.datetime.fromisoformat(taken["Date"].min())
    assert found["last"] == dt.datetime(2026, 6, 30)
    assert found["orders"] == taken.loc[taken["Amount"] > 0, "Order"].nunique()
    assert found["customers"] == taken.loc[taken["Amount"] >= 0, "Customer"].nunique()


def test_lights_lead_to_the_sheet_that_says_more(sheet, language):
    for name, key in (("rejected", "rejected"), ("goals", "goals"), ("reviews", "calendar"), ("checks", "checks")):
        cell = sheet.cell(FIRST_ROW + LIGHTS.index(name), 3)
        assert cell.hyperlink.location == f"'{TO_GO_TO[key][language]}'!A1"


def test_the_day_of_the_data_is_told(sheet, language):
    assert sheet["A2"].value == {"en": "Sales up to 30 June 2026", "fr": "Ventes jusqu'au 30 juin 2026"}[language]
    assert sheet["A1"].value == start.PRODUCT[language]


def test_reviews_become_overdue_as_days_pass(path, language, ironcalc):
    place = (start.NAME[language], f"C{FIRST_ROW + LIGHTS.index('reviews')}")
    later = {(settings.NAME[language], "B5"): dt.date(2036, 1, 15)}
    assert stored_values(path)[place] == health.NONE_OVERDUE[language]
    assert ironcalc.recalculate(path, later)[place].endswith(health.OVERDUE[language])


def test_too_few_customers_give_no_prediction_and_a_reason(sheet, language):
    assert lights(sheet)["value"].startswith("!")
    reason = {"en": "at least 30 customers", "fr": "au moins 30 clients"}[language]
    assert [text for text in texts(sheet) if reason in text]


def test_with_enough_customers_the_models_speak_for_themselves(tmp_path):
    generate(make_tracker(tmp_path, sales_rows(400)), tmp_path / "t.xlsx")
    sheet = shown(tmp_path / "t.xlsx", "en")
    assert lights(sheet)["value"].startswith("✓")
    assert any(status.en in text for status in STATUS.values() for text in texts(sheet))
    assert lights(sheet)["rows"] == health.ALL_TAKEN.en.format(rows=400)
    assert lights(sheet)["rejected"] == health.NONE_REJECTED.en


@pytest.mark.parametrize(
    ("goals", "only_day", "told"),
    [
        (goal_rows(), None, health.GOALS_GIVEN),
        (None, None, health.GOALS_PROPOSED),
        (None, "2026-06-30", health.GOALS_MISSING),  # no year before from which to propose
    ],
)
def test_goals_are_given_proposed_or_missing(tmp_path, goals, only_day, told):
    sales = SOLD if only_day is None else SOLD.assign(Date=only_day)
    generate(make_tracker(tmp_path, sales, goals), tmp_path / "t.xlsx")
    assert lights(shown(tmp_path / "t.xlsx", "en"))["goals"] == told.en


def test_each_file_is_told_as_it_was_understood(tmp_path, language):
    rows = pd.DataFrame(
        {"Date": ["31/12/2025", "01/02/2026"], "Client": ["Chloé", "Zoë"], "Montant": ["10,50", "7,25"]}
    )
    rows.to_csv(tmp_path / "ventes.csv", sep=";", index=False, encoding="cp1252")
    generate(read_tracker([tmp_path / "ventes.csv"], language=language), tmp_path / "t.xlsx")
    told = texts(shown(tmp_path / "t.xlsx", language))
    facts = next(text for text in told if DATE_ORDERS["dmy"][language] in text)
    assert "CP1252" in facts.replace("WINDOWS-1252", "CP1252")
    assert DECIMALS["comma"][language] in facts
    assert "ventes.csv" in told


def test_another_engine_finds_the_same(path, ironcalc):
    assert differences(stored_values(path), ironcalc.recalculate(path)) == []
