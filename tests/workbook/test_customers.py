"""Customers lists everybody with what they bought and what is known of them; Engagement what they did besides."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pandas as pd
import pytest
from pages import Row, page, row_of, sentences, table
from trackers import customer_rows, interaction_rows, make_tracker, sales_rows

from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.sheets import customers, engagement

HEADER_ROW, COLUMNS = 4, 16
ROWS = sales_rows(110).sort_values("Date", kind="stable", ignore_index=True)  # too few for a model of customer value
DATES = pd.to_datetime(ROWS["Date"])
KNOWN = customer_rows(ROWS)


def shown(path, language="en") -> list[Row]:
    return table(page(path, customers.NAME[language]), HEADER_ROW, COLUMNS)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("customers")
    tracker = make_tracker(folder, ROWS, customers=KNOWN, engagement=interaction_rows(ROWS, 40))
    generate(tracker, folder / "t.xlsx")
    return folder / "t.xlsx"


def test_every_customer_of_the_sales_stands_with_what_it_bought(built):
    rows = shown(built)
    by_name = ROWS.groupby("Customer")
    assert [row["Customer"] for row in rows[:-1]] == list(
        by_name["Amount"]
        .sum()
        .round(2)
        .reset_index()
        .sort_values(["Amount", "Customer"], ascending=[False, True])["Customer"]
    )
    counted = ROWS[ROWS["Amount"] > 0].drop_duplicates("Order").groupby("Customer").size()
    recent = ROWS[DATES > "2025-06-30"].groupby("Customer")["Amount"].sum()
    for name, bought in by_name:
        row, kept = row_of(rows, "Customer", name), bought[bought["Amount"] >= 0]
        assert row["Revenue"] == pytest.approx(bought["Amount"].sum())
        assert row["Revenue, 12 months"] == pytest.approx(recent.get(name, 0))
        assert row["Orders"] == counted.get(name, 0)
        days = (
            [None, None]
            if kept.empty
            else [dt.datetime.fromisoformat(day) for day in (kept["Date"].min(), kept["Date"].max())]
        )
        assert [row["First purchase"], row["Last purchase"]] == days


def test_what_the_file_says_stands_beside_the_name_as_the_sales_write_it(built):
    rows = shown(built)
    told = {str(row["Customer"]).lower(): row for row in rows}
    assert len(told) == len(rows)
    for _, person in KNOWN.iterrows():
        row = told[person["Customer"].lower()]
        assert row["Segment"] == person["Segment"]
        assert row["Country"] == (person["Country"] or None)
        assert row["E-mails welcome"] == {"yes": "Yes", "non": "No"}[person["Opt in"]]
        age = 2026 - int(person["Birth year"]) if person["Birth year"] else None
        if age is None:
            assert row["Age group"] is None
        else:
            low, _, high = str(row["Age group"]).partition("-")
            assert int(low.rstrip("+")) <= age <= int(high or 200)
    strangers = [row for row in rows if row["Segment"] is None]
    assert len(strangers) == ROWS["Customer"].nunique() - len(KNOWN) + 1


def test_who_never_bought_stands_last_with_nothing_bought(built):
    *_, last = shown(built)
    assert last["Customer"] == "Never Bought"
    assert [last[label] for label in ("First purchase", "Last purchase", "Orders", "Revenue")] == [None] * 4


def test_the_region_of_the_latest_purchase_fills_in(built):
    placed = ROWS[ROWS["Region"] != ""].drop_duplicates("Customer", keep="last").set_index("Customer")["Region"]
    found = {row["Customer"]: row["Region"] for row in shown(built) if row["Region"]}
    assert found == placed.to_dict()


def test_without_a_file_the_names_stand_alone_and_the_sheet_says_what_to_add(tmp_path):
    language = "fr"
    generate(make_tracker(tmp_path, ROWS.head(30), language=language), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", customers.NAME[language])
    assert customers.NOT_GIVEN[language] in sentences(sheet)
    assert len(shown(tmp_path / "t.xlsx", language)) == ROWS.head(30)["Customer"].nunique()
    log = page(tmp_path / "t.xlsx", engagement.NAME[language])
    assert engagement.NONE[language] in sentences(log)
    assert engagement.TABLE_NAME[language] in log.tables


def test_a_sale_after_the_fixed_day_does_not_count_yet(tmp_path):
    rows = pd.DataFrame(
        [("2026-01-13", "Alpha", 10.0), ("2026-02-20", "Alpha", 5.0), ("2026-02-20", "Beta", 7.0)],
        columns=["Date", "Customer", "Amount"],
    )
    generate(make_tracker(tmp_path, rows, as_of=dt.date(2026, 1, 31)), tmp_path / "t.xlsx")
    alpha, beta = shown(tmp_path / "t.xlsx")
    assert [alpha["Orders"], alpha["Revenue"], alpha["Last purchase"]] == [1, 10, dt.datetime(2026, 1, 13)]
    assert [beta["Orders"], beta["Revenue"], beta["Last purchase"]] == [0, 0, None]


def test_interactions_stand_as_they_were_read(built):
    rows = table(page(built, "Engagement"), HEADER_ROW, 6)
    given = interaction_rows(ROWS, 40)
    assert [row["Customer"] for row in rows] == given["Customer"].tolist()
    spoken = {"Phone call": "Call", "Tasting": "Tasting"}
    assert [row["Interaction"] for row in rows] == [spoken.get(kind, kind) for kind in given["Kind"]]
    assert [row["CSAT, 1 to 5"] for row in rows] == [int(score) if score else None for score in given["CSAT"]]


def test_cells_offer_what_they_may_hold(built):
    sheet = page(built, "Engagement")
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert [(rule.type, rule.formula1, rule.formula2) for rule in rules.values() if rule.type == "whole"] == [
        ("whole", "1", "5"),
        ("whole", "0", "10"),
    ]
    assert sum(rule.type == "list" for rule in rules.values()) == 1
    kinds = Counter(rule.type for rule in page(built, "Customers").data_validations.dataValidation)
    assert kinds["list"] == 4  # segment, city, country and consent to e-mails; the file says no more
    assert kinds["date"] == 1  # the first contact
