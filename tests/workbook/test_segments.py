"""Segments splits the revenue by product, category, region, group of customers, and value of the order."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from pages import Row, disagreements, page, row_of, sentences, table
from trackers import customer_rows, make_tracker, sales_rows

from salestracker_xl.workbook.figures.breakdown import OTHERS
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import Selection
from salestracker_xl.workbook.sections import customer_groups, price_bands
from salestracker_xl.workbook.sheets import segments

ROWS = sales_rows(110)  # too few customers for a model of their value, so that a build takes no time
DATES = pd.to_datetime(ROWS["Date"])
THIS, LAST = (ROWS[DATES.between(f"{year}-01-01", f"{year}-06-30")] for year in (2026, 2025))
YEAR = ROWS[DATES > "2025-06-30"]
KNOWN = customer_rows(ROWS)


def block(path, label: str, columns: int, which: int = 0, language="en") -> list[Row]:
    """The rows of a table that begins with a label."""
    sheet = page(path, segments.NAME[language])
    begins = [row for row in range(4, 200) if sheet.cell(row, 1).value == label]
    return table(sheet, begins[which], columns)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("segments")
    generate(make_tracker(folder, ROWS, customers=KNOWN), folder / "t.xlsx")
    return folder / "t.xlsx"


def test_products_stand_from_the_largest_down_with_the_share_they_reach(built):
    *found, rest, total = block(built, "Product", 7)
    sums = THIS.groupby("Product")["Amount"].sum().sort_values(ascending=False)
    assert [row["Product"] for row in found] == list(sums.index)
    reached = sums.cumsum() / sums.sum()
    for row, revenue, share in zip(found, sums, reached, strict=True):
        assert row["Revenue"] == pytest.approx(revenue)
        assert row["Year before"] == pytest.approx(LAST[LAST["Product"] == row["Product"]]["Amount"].sum())
        assert row["Share"] == pytest.approx(revenue / sums.sum())
        assert row["Cumulated share"] == pytest.approx(share)
    assert rest["Product"] == OTHERS.en
    assert rest["Revenue"] == pytest.approx(0, abs=1e-6)
    assert total["Revenue"] == pytest.approx(THIS["Amount"].sum())


def classes_by(limits: tuple[float, float]) -> dict[str, str]:
    """Class of each product: the one in which the share before it lies."""
    sums = THIS.groupby("Product")["Amount"].sum().sort_values(ascending=False)
    before = (sums.cumsum() - sums) / sums.sum()
    return {name: "A" if share < limits[0] else "B" if share < limits[1] else "C" for name, share in before.items()}


def test_classes_follow_their_limits(built, ironcalc):
    rows = block(built, "Product", 7)[:-2]
    assert {row["Product"]: row["Class"] for row in rows} == classes_by((0.8, 0.95))
    name = segments.NAME.en
    typed = ironcalc.recalculate(built, {(name, "B5"): 0.05, (name, "B6"): 0.6})
    assert {row["Product"]: typed[name, f"G{9 + at}"] for at, row in enumerate(rows)} == classes_by((0.05, 0.6))
    assert len(set(classes_by((0.05, 0.6)).values())) == 3
    begins = next(row for row in range(9, 60) if page(built, name).cell(row, 1).value == "Class")
    counts = [typed[name, f"B{begins + at}"] for at in (1, 2, 3)]
    assert counts == [list(classes_by((0.05, 0.6)).values()).count(letter) for letter in "ABC"]


def test_products_stand_in_every_month(built):
    *found, _, total = block(built, "Product", 14, 1)
    months = [stamp.to_pydatetime() for stamp in pd.date_range(end="2026-06-01", periods=12, freq="MS")]
    assert list(found[0]) == ["Product", *months, "Total"]
    sums = ROWS.assign(month=DATES.dt.to_period("M")).groupby(["Product", "month"])["Amount"].sum()
    for row in found:
        expected = [sums.get((row["Product"], pd.Period(month, "M")), 0.0) for month in months]
        assert list(row.values())[1:-1] == pytest.approx(expected, abs=1e-9)
    assert total["Total"] == pytest.approx(YEAR["Amount"].sum())


def test_categories_stand_alone_and_by_region(built):
    *found, _, total = block(built, "Category", 5)
    for row in found:
        assert row["Revenue"] == pytest.approx(THIS[THIS["Category"] == row["Category"]]["Amount"].sum())
    assert total["Revenue"] == pytest.approx(THIS["Amount"].sum())
    crossed = block(built, "Category", 6, 1)
    for row in crossed[:-2]:
        own = THIS[THIS["Category"] == row["Category"]]
        for region in set(ROWS["Region"]) - {""}:
            assert row[region] == pytest.approx(own[own["Region"] == region]["Amount"].sum())
        assert row[OTHERS.en] == pytest.approx(own[own["Region"] == ""]["Amount"].sum(), abs=1e-5)
        assert row["Total"] == pytest.approx(own["Amount"].sum())
    assert crossed[-1]["Total"] == pytest.approx(THIS["Amount"].sum())


@pytest.mark.parametrize(("label", "column"), [("Segment", "Segment"), ("Country", "Country")])
def test_groups_of_customers_count_those_who_bought(built, label, column):
    *found, rest, total = block(built, label, 7)
    known = KNOWN.assign(key=KNOWN["Customer"].str.lower()).set_index("key")[column].replace("", None)
    group = ROWS["Customer"].str.lower().map(known)
    bought = ROWS["Amount"] >= 0
    assert {row[label] for row in found} == set(group.dropna())
    for row in found:
        own = ROWS[(group == row[label]) & bought]
        recent = own[DATES[own.index] > "2025-06-30"]["Customer"].nunique()
        money = YEAR[group[YEAR.index] == row[label]]["Amount"].sum()
        assert row["Customers"] == own["Customer"].nunique()
        assert row["Bought in 12 months"] == recent
        assert row["Revenue, 12 months"] == pytest.approx(money)
        assert row["Revenue per buyer"] == (pytest.approx(money / recent) if recent else "–")
    assert total["Customers"] == ROWS[bought]["Customer"].nunique() == sum(row["Customers"] for row in (*found, rest))
    assert total["Revenue, 12 months"] == pytest.approx(YEAR["Amount"].sum())


def test_a_group_corrected_on_customers_is_followed(built, ironcalc):
    name = segments.NAME.en
    sheet = page(built, "Customers")
    row = next(row for row in range(5, 200) if sheet.cell(row, 7).value == "Hotel")
    begins = next(row for row in range(9, 120) if page(built, name).cell(row, 1).value == "Segment")
    place = next(at for at in range(begins + 1, begins + 5) if page(built, name).cell(at, 1).value == "Hotel")
    typed = ironcalc.recalculate(built, {("Customers", f"G{row}"): "Bar?"})
    lost = sheet.cell(row, 6).value
    assert typed[name, f"E{place}"] == pytest.approx(page(built, name).cell(place, 5).value - lost, abs=1e-9)


def test_orders_stand_by_value(built):
    *found, total = block(built, "Order value", 6)
    values = YEAR.groupby("Order")["Amount"].sum().round(6)
    values = values[values > 0]
    assert total["Orders"] == len(values) == sum(row["Orders"] for row in found)
    assert total["Revenue"] == pytest.approx(values.sum())
    low = float(str(found[0]["Order value"]).removeprefix("below ").replace(",", ""))
    high = float(str(found[-1]["Order value"]).removesuffix(" and more").replace(",", ""))
    assert found[0]["Orders"] == (values < low).sum()
    assert found[-1]["Orders"] == (values >= high).sum()
    for row in found[1:-1]:
        start, end = (float(part.replace(",", "")) for part in str(row["Order value"]).split(" to "))
        inside = values[(values >= start) & (values < end)]
        assert (row["Orders"], row["Revenue"]) == (len(inside), pytest.approx(inside.sum()))


def test_a_chosen_product_stands_alone_and_the_customers_stay(built, tmp_path):
    tracker = make_tracker(tmp_path, ROWS, customers=KNOWN)
    generate(tracker, tmp_path / "t.xlsx", Selection(product="Cup *2", region="Alsace"))
    first, *others = block(tmp_path / "t.xlsx", "Product", 7)[:-2]
    chosen = THIS[(THIS["Product"] == "Cup *2") & (THIS["Region"] == "Alsace")]["Amount"].sum()
    assert row_of([first, *others], "Product", "Cup *2")["Revenue"] == pytest.approx(chosen)
    assert block(tmp_path / "t.xlsx", "Category", 5)[-1]["Revenue"] == pytest.approx(chosen)
    assert block(tmp_path / "t.xlsx", "Segment", 7) == block(built, "Segment", 7)


def test_ironcalc_finds_every_figure_again(built, ironcalc):
    assert disagreements(ironcalc, built, segments.NAME.en) == []


def test_what_is_missing_is_said(tmp_path):
    language = "fr"
    rows = ROWS[["Date", "Customer", "Amount"]]
    generate(make_tracker(tmp_path, rows, language=language), tmp_path / "t.xlsx")
    sheet = page(tmp_path / "t.xlsx", segments.NAME[language])
    for missing in (segments.NO_PRODUCT, segments.NO_CATEGORY, customer_groups.MISSING):
        assert missing[language] in sentences(sheet)
    assert price_bands.MISSING[language] not in sentences(sheet)
    assert len(sheet._charts) == 1  # of the orders by value


def test_months_without_an_order_of_worth_are_said(tmp_path):
    rows = pd.DataFrame(
        [("2026-01-13", "Alpha", -10.0), ("2024-01-13", "Alpha", 10.0)], columns=["Date", "Customer", "Amount"]
    )
    generate(make_tracker(tmp_path, rows, as_of=dt.date(2026, 1, 31)), tmp_path / "t.xlsx")
    assert price_bands.MISSING.en in sentences(page(tmp_path / "t.xlsx", "Segments"))
