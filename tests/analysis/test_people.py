"""Customers, orders, interests and signals, from rows small enough to check by hand."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from salestracker_xl.analysis.customer_base import customer_base, last_year
from salestracker_xl.analysis.interests import favourites_of, interest_field, interests
from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.analysis.loyalty import likely_to_leave, loyalty
from salestracker_xl.analysis.order_values import MOST_BANDS, bands, order_values
from salestracker_xl.analysis.signals import signals_of
from salestracker_xl.calendar import serial, year_earlier
from salestracker_xl.workbook.figures.period import year_before
from salestracker_xl.workbook.live import lift

TODAY = dt.date(2026, 6, 30)
COLUMNS = ("order_id", "date", "customer", "category", "quantity", "amount")


def sold(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    text = {name: frame[name].astype("str").where(frame[name].notna()) for name in ("order_id", "customer", "category")}
    return frame.assign(**text, date=pd.to_datetime(frame["date"]).astype("datetime64[us]"), product=None, region=None)


ROWS = sold(
    ("1", "2025-06-30", "Alpha", "Beans", 2, 100.0),  # a day too early for the twelve months
    ("2", "2025-07-01", "alpha", "Beans", 1, 30.0),
    ("2", "2025-07-01", "alpha", "Gear", 1, 50.0),
    ("2", "2025-07-20", "alpha", "Gear", -1, -50.0),
    ("3", "2026-06-30", "Beta", "Gear", 4, 80.0),
    (None, "2026-06-30", "Beta", "Beans", 1, 25.0),
    ("4", "2026-07-01", "Gamma", "Beans", 1, 999.0),  # not yet
)  # fmt: skip


def test_the_twelve_months_end_with_the_day():
    assert last_year(ROWS, TODAY)["order_id"].tolist()[:4] == ["2", "2", "2", "3"]


def test_twelve_months_to_the_end_of_a_february_begin_with_march():
    rows = pd.DataFrame({"date": pd.to_datetime(["2024-02-29", "2024-03-01", "2025-02-28"]), "customer": "Ada"})
    assert last_year(rows, dt.date(2025, 2, 28)).index.tolist() == [1, 2]


@pytest.mark.parametrize(
    "day", [dt.date(2024, 2, 29), dt.date(2025, 2, 28), dt.date(2026, 2, 27), dt.date(2026, 6, 30)]
)
def test_the_formulas_of_a_tracker_find_the_same_day_a_year_before(day):
    assert year_before(lift(serial(day))).value == serial(year_earlier(day))


def test_customers_are_added_up_whatever_the_case_of_their_names():
    base = customer_base(KnownSales(ROWS, TODAY)).set_index("customer")
    assert base.index.tolist() == ["Alpha", "Beta", "Gamma"]
    assert base["orders"].tolist() == [2, 2, 0]
    assert base["revenue"].tolist() == [130, 105, 0]
    assert base["revenue_year"].tolist() == [30, 105, 0]
    assert np.isnan(base.loc["Gamma", "first_purchase"])


def test_an_order_is_worth_its_rows_less_what_came_back():
    values = order_values(KnownSales(ROWS, TODAY))
    assert sorted(values["value"]) == [25, 30, 80]
    assert [(band.orders, band.customers) for band in bands(values) if band.orders] != []
    assert sum(band.revenue for band in bands(values)) == 135
    assert bands(values.head(0)) == []


@pytest.mark.parametrize("values", [[5.0], [0.01, 1e6], np.geomspace(1, 1e9, 500), np.full(50, 20.0)])
def test_bands_are_few_and_hold_every_order_once(values):
    orders = pd.DataFrame({"customer": [str(at) for at in range(len(values))], "value": values})
    found = bands(orders)
    assert 1 <= len(found) <= MOST_BANDS
    assert sum(band.orders for band in found) == len(orders)
    assert [band.start for band in found[1:]] == [band.end for band in found[:-1]]
    for band in found:
        inside = orders["value"].between(band.start, np.inf if band.end is None else band.end, inclusive="left")
        assert band.orders == inside.sum()


def test_interests_take_the_category_or_else_the_product():
    assert interest_field(ROWS) == "category"
    assert interest_field(ROWS.assign(product=ROWS["category"], category=None)) == "product"
    assert interest_field(ROWS.assign(category=None)) is None
    table = interests(KnownSales(ROWS, TODAY), "category").set_index("name")
    assert table["customers"].to_dict() == {"Beans": 2, "Gear": 2}
    assert table["favourite"].to_dict() == {"Beans": 1, "Gear": 1}  # what alpha sent back is no favourite
    assert table["typical"].to_dict() == {"Beans": 27.5, "Gear": 35.0}
    assert table["revenue"].to_dict() == {"Beans": 55.0, "Gear": 80.0}
    keys = np.array(["alpha", "beta", "nobody"])
    assert favourites_of(KnownSales(ROWS, TODAY), "category", keys) == ["Beans", "Gear", None]


def test_signals_count_days_with_an_order_and_kinds_known_or_not():
    log = pd.DataFrame(
        {
            "date": pd.to_datetime(["2026-01-05", "2026-01-05", "2025-06-30", "2026-02-01", "2026-02-02"]),
            "customer": pd.array(["ALPHA", "Alpha", "Alpha", "Beta", "Alpha"], dtype="str"),
            "kind": pd.array(["visit", "visit", "visit", "Tasting", None], dtype="str"),
        }
    )
    found = signals_of(ROWS, log, TODAY, np.array(["beta", "alpha", "gamma"]))
    assert found["orders"].tolist() == [1, 1, 0]
    assert found["visit"].tolist() == [0, 2, 0]
    assert found["other"].tolist() == [1, 1, 0]


def test_without_a_model_those_are_likely_to_leave_who_are_late():
    rows = sold(
        *((str(at), f"2026-0{at}-13", "Regular", "Beans", 1, 10.0) for at in range(1, 7)),
        *((f"L{at}", f"2025-{7 + at:02d}-13", "Late", "Beans", 1, 70.0) for at in range(3)),
        ("9", "2026-06-01", "Once", "Beans", 1, 500.0),
    )
    known = KnownSales(rows, TODAY)
    found = loyalty(known)
    assert found is not None
    assert found.why_not is not None
    assert found.customers["customer"].tolist() == ["Once", "Late", "Regular"]  # by revenue, for want of a value
    leaving = likely_to_leave(known, found, 5)
    assert leaving[["customer", "at_stake", "gap"]].to_numpy().tolist() == [["Late", 210.0, 31.0]]
