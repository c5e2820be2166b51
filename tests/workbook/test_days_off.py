"""Days off are those of the place where a tracker lives."""

from __future__ import annotations

import datetime as dt

import pytest
from trackers import make_tracker, sales_rows

from salestracker_xl.workbook.days_off import public_holidays, week_begins, weekend


@pytest.fixture
def tracker(tmp_path):
    def made(**options):
        return make_tracker(tmp_path, sales_rows(10), as_of=dt.date(2026, 7, 1), **options)

    return made


def test_holidays_are_known_from_the_first_sale_to_five_years_ahead(tracker):
    days = [day for day, _ in public_holidays(tracker(country="FR", language="fr"))]
    assert (days[0].year, days[-1]) == (2024, dt.date(2031, 12, 25))
    assert len(days) == 8 * 11
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("country", "language", "day", "name"),
    [
        ("FR", "fr", "2026-07-14", "Fête nationale"),
        ("FR", "en", "2026-07-14", "National Day"),
        ("FR-6AE", "fr", "2027-03-26", "Vendredi saint"),  # in Alsace alone
        ("FR", "fr", "2027-03-26", None),
        ("DE-BY", "en", "2026-01-06", "Epiphany"),
        ("DE", "en", "2026-01-06", None),
        ("US-CA", "en", "2026-03-31", "Cesar Chavez Day"),
        ("CA", "fr", "2026-07-01", "Fête du Canada"),
        (None, "en", "2026-01-01", None),
    ],
)
def test_a_holiday_is_named_in_the_language_of_the_tracker(tracker, country, language, day, name):
    found = dict(public_holidays(tracker(country=country, language=language)))
    assert found.get(dt.date.fromisoformat(day)) == name


@pytest.mark.parametrize(
    ("country", "signs"), [("FR", "0000011"), ("IL", "0000110"), ("SA", "0000110"), (None, "0000011")]
)
def test_the_weekend_is_that_of_the_country(tracker, country, signs):
    assert weekend(tracker(country=country)) == signs


@pytest.mark.parametrize(
    ("country", "language", "first"),
    [("US", "en", 7), ("US-CA", "en", 7), ("GB", "en", 1), (None, "en", 1), ("EG", "en", 6), ("CA", "fr", 1)],
)
def test_the_week_begins_as_in_the_country_and_on_monday_in_french(tracker, country, language, first):
    assert week_begins(tracker(country=country, language=language)) == first
