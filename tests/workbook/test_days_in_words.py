"""A day that a formula tells reads like a day that a message tells."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from salestracker_xl.calendar import serial, spoken_day
from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.workbook.figures.selection import day_in_words
from salestracker_xl.workbook.live import lift

DAYS = [dt.date(2026, month, day) for month in range(1, 13) for day in (1, 2, 21)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_and_messages_tell_days_alike(language: Language):
    book: Any = SimpleNamespace(say=lambda phrase: phrase[language])
    told = [day_in_words(book, lift(serial(day))).value for day in DAYS]
    assert told == [spoken_day(day)[language] for day in DAYS]
