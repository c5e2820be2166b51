"""A live formula's value is what a spreadsheet calculates for its text."""

from __future__ import annotations

import datetime as dt

import pytest
import xlsxwriter
from engines.stored import differences, stored_values

from salestracker_xl.calendar import serial
from salestracker_xl.workbook import formulas as f
from salestracker_xl.workbook.criteria import matches
from salestracker_xl.workbook.live import Live, Range, lift
from salestracker_xl.workbook.values import ExcelError

NUMBERS = [12.5, 3, None, -4, 12.5, 100, 0, 7.25]
NAMES = ["North", "north", None, "South*", "Sou~th", "East?", "", "Île-de-France"]
DAYS = [float(serial(day)) for day in (
    dt.date(2024, 2, 29), dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 5, 1),
    dt.date(2025, 5, 2), dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 11, 30),
)]  # fmt: skip
N = Range("In!$A$1:$A$8", NUMBERS, [Live(f"In!$A${row}", value) for row, value in enumerate(NUMBERS, 1)])
T = Range("In!$B$1:$B$8", [name or None for name in NAMES])
D = Range("In!$C$1:$C$8", DAYS, [Live(f"In!$C${row}", value) for row, value in enumerate(DAYS, 1)])
FREE = Range("Free", DAYS[3:6])
BLANK, TEXT, ZERO = Live("In!$A$3", None), Live("In!$B$1", "North"), Live("In!$A$7", 0)
ERROR = ZERO / ZERO
WEEKEND = "0000011"

EXPRESSIONS = [
    N[0] + N[1] * 2 - 1,
    (N[0] + N[1]) * (N[3] - 1),
    N[0] - (N[1] - N[3]),
    N[5] / (N[0] / N[1]),
    -N[0] * 2 + (-N[3]),
    2 - N[0],
    1 / N[1],
    N[0] + BLANK,
    TEXT & "-" & N[1] & "-" & N[0],
    BLANK & "x",
    N[0] / ZERO,
    TEXT + 1,
    N[0] > N[1],
    TEXT.equals("NORTH"),
    TEXT.differs("South"),
    BLANK.equals(""),
    BLANK.equals(0),
    BLANK <= 3,
    N[0] < TEXT,
    f.IF(N[0] > 3, "yes", "no"),
    f.IF(N[0] > 300, ERROR, BLANK),
    f.IFERROR(ERROR, N[1]),
    f.IFERROR(N[1] / 2, "none"),
    f.AND(N[0] > 3, N[1] > 1),
    f.OR(N[0] < 3, N[1] < 1),
    f.NOT(N[0] < 3),
    f.ISNUMBER(ERROR),
    f.ISNUMBER(N[0]),
    f.NA(),
    f.SUM(N),
    f.SUM(N, 5, N[0]),
    f.SUM(T),
    f.MAX(N),
    f.MIN(N, -50),
    f.MAX(T),
    f.COUNT(N),
    f.COUNTA(N),
    f.AVERAGE(N),
    f.AVERAGE(T),
    f.ABS(N[3]),
    f.ROUND(N[7], 1),
    f.ROUND(-N[0], 0),
    f.ROUND(N[5] + 5, -2),
    f.MOD(N[3], 3),
    f.MOD(N[0], -5),
    f.MOD(N[0], ZERO),
    f.INDEX(N, 4),
    f.INDEX(N, 3),
    f.INDEX(N, 9),
    f.MATCH("île-de-france", T),
    f.MATCH(12.5, N),
    f.MATCH(99, N),
    f.RANK(N[0], N),
    f.RANK(N[7], N),
    f.LARGE(N, 2),
    f.LARGE(N, 99),
    f.SMALL(N, 2),
    f.SMALL(N, 99),
    f.SUBSTITUTE("a~b*c", "~", "~~"),
    f.CHOOSE(2, ERROR, N[1], "x"),
    f.CHOOSE(4, 1, 2, 3),
    f.DATE(2025, 14, 31),
    f.DATE(2024, 2, 30),
    f.YEAR(D[0]) * 10000 + f.MONTH(D[0]) * 100 + f.DAY(D[0]),
    f.WEEKDAY(D[4]),
    f.ISOWEEKNUM(D[1]),
    f.EDATE(D[0], 12),
    f.EDATE(D[5], -1),
    f.EOMONTH(D[0], -1),
    f.EOMONTH(D[1], 2),
    f.WORKDAY_INTL(D[3] - 1, 1, WEEKEND, FREE),
    f.WORKDAY_INTL(D[4], 10, WEEKEND, FREE),
    f.WORKDAY_INTL(D[4], -3, WEEKEND, FREE),
    f.NETWORKDAYS_INTL(D[2], D[4], WEEKEND, FREE),
    f.NETWORKDAYS_INTL(D[4], D[2], WEEKEND, FREE),
    f.SUMIFS(N, T, "north"),
    f.SUMIFS(N, T, "<>north"),
    f.SUMIFS(N, T, "<>-1E+99"),
    f.SUMIFS(N, T, "=south~*"),
    f.SUMIFS(N, T, "east~?"),
    f.SUMIFS(N, T, "*o*"),
    f.SUMIFS(N, T, "?ast?"),
    f.SUMIFS(N, D, ">=" & D[2], D, "<=" & D[6], T, "<>-1E+99"),
    f.SUMIFS(N, N, 12.5),
    f.COUNTIFS(D, ">" & D[3], T, "="),
    f.COUNTIFS(D, ">0", T, "<>"),
    f.COUNTIFS(N, "<0"),
    f.TODAY() - f.TODAY(),
]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("formulas") / "formulas.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, inputs = book.add_worksheet("Out"), book.add_worksheet("In")
        for row, (number, name, day) in enumerate(zip(NUMBERS, NAMES, DAYS, strict=True)):
            if number is not None:
                inputs.write_number(row, 0, number)
            if name:
                inputs.write_string(row, 1, name)
            inputs.write_number(row, 2, day)
        book.define_name("Free", "=In!$C$4:$C$6")
        for row, live in enumerate(EXPRESSIONS):
            value = 0 if live.value is None else live.value
            sheet.write_formula(
                row, 0, "=" + live.formula, None, value.code if isinstance(value, ExcelError) else value
            )
    return path


def test_ironcalc_calculates_the_same(workbook, ironcalc):
    assert differences(stored_values(workbook), ironcalc.recalculate(workbook)) == []


def test_libreoffice_calculates_the_same(workbook, libreoffice):
    assert differences(stored_values(workbook), libreoffice.recalculate(workbook)) == []


@pytest.mark.parametrize(
    ("live", "formula"),
    [
        ((N[0] + N[1]) * 2, "(In!$A$1+In!$A$2)*2"),
        (N[0] - (N[1] - N[0]), "In!$A$1-(In!$A$2-In!$A$1)"),
        (N[0] / (N[1] * N[0]), "In!$A$1/(In!$A$2*In!$A$1)"),
        ((N[0] > 1) & "x", '(In!$A$1>1)&"x"'),
        (lift('say "no"') & "!", '"say ""no"""&"!"'),
        (lift(-3) * N[0], "(-3)*In!$A$1"),
    ],
)
def test_a_formula_keeps_the_order_of_its_operations(live, formula):
    assert live.formula == formula


@pytest.mark.parametrize(
    ("criterion", "met"),
    [
        ("=", [False, False, True, False, False, False, True, False]),
        ("north", [True, True, False, False, False, False, False, False]),
        ("~~", [False] * 8),
        ("sou~~th", [False, False, False, False, True, False, False, False]),
        ("<>", [True, True, False, True, True, True, False, True]),
    ],
)
def test_criteria_meet_texts_as_in_excel(criterion, met):
    assert matches(T, criterion).tolist() == met
