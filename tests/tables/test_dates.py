"""Days are read as they are written, and the order of day and month is decided over the whole column."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.language import Text
from salestracker_xl.tables.dates import NO_HABIT, Habit, read_days
from salestracker_xl.tables.day_cells import DAY_PROBLEMS, DayProblem
from salestracker_xl.tables.grid import Column


def column(*cells: str | None) -> Column:
    return Column("Date", pa.array(cells, pa.large_string()))


def days(*cells: str | None, **asked) -> list[str]:
    return [str(day) for day in read_days(column(*cells), **asked).values]


MARCH_12 = "2024-03-12"


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-12",
        "2024/03/12",
        "2024.3.12",
        "20240312",
        "2024-03-12 23:59:59",
        "2024-03-12T23:30:00Z",
        "2024-03-12T23:30:00.123+02:00",
        "2024-03-12 23:30:00 -0500",
        "2024-03-12 23:30:00 UTC",
        "20240312T233000Z",
        "12 mars 2024",
        "12 mars 2024 à 14:30",
        "mardi 12 mars 2024",
        "mar. 12 mars 2024",
        "Mar 12, 2024",
        "Mar 12, 2024, 2:30 PM",
        "March 12th, 2024",
        "12th of March 2024",
        "Tue, 12 Mar 2024 10:00:00 GMT",
        "12-Mar-24",
        "12-mars-24",
        "12 Mar. 2024",
        "2024-Mar-12",
        "45363",
        "45363.75",
        "45363,5",
        " 2024-03-12 ",
    ],
)
def test_a_date_that_is_certain_by_itself_is_read_as_its_own_day(cell):
    assert days(cell) == [MARCH_12]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1er mars 2024", "2024-03-01"),
        ("14 juillet 2023", "2023-07-14"),
        ("3 août 2023", "2023-08-03"),
        ("3 aout 23", "2023-08-03"),
        ("25 déc. 2023", "2023-12-25"),
        ("Feb 29, 2024", "2024-02-29"),
        ("2 févr. 2024", "2024-02-02"),
        ("31/12/1999", "1999-12-31"),
        ("31/12/99", "1999-12-31"),
        ("31/12/68", "2068-12-31"),
        ("5/5/24", "2024-05-05"),
        ("5.5.2024", "2024-05-05"),
    ],
)
def test_months_have_names_in_english_and_french_and_years_two_digits(cell, expected):
    assert days(cell) == [expected]


@pytest.mark.parametrize(
    ("cells", "order", "expected"),
    [
        (("03/04/2024", "25/04/2024"), "dmy", ["2024-04-03", "2024-04-25"]),
        (("03/04/2024", "04/25/2024"), "mdy", ["2024-03-04", "2024-04-25"]),
        (("03-04-24", "25-04-24"), "dmy", ["2024-04-03", "2024-04-25"]),
        (("2024-04-03", "25/04/2024"), "dmy", ["2024-04-03", "2024-04-25"]),
        (("01/02/2024", "02/02/2024", "03/02/2024", "01/03/2024"), "dmy", None),  # the rows stand in order
        (("02/01/2024", "02/02/2024", "02/03/2024", "03/01/2024"), "mdy", None),
        (("04/12/2024", "04/11/2024", "04/10/2024", "03/12/2024"), "mdy", None),  # the latest row first
        (("2024-04-03",), "ymd", None),
    ],
)
def test_the_order_of_day_and_month_is_decided_over_the_whole_column(cells, order, expected):
    read = read_days(column(*cells))
    assert read.order == order
    assert not read.problems.any()
    if expected:
        assert [str(day) for day in read.values] == expected


def test_without_any_evidence_the_habits_of_the_file_decide_and_say_so():
    because = Text("the headers are in French", "les en-têtes sont en français")
    read = read_days(column("03/04/2024"), habit=lambda: Habit("dmy", because))
    assert (str(read.values[0]), read.order, read.why) == ("2024-04-03", "dmy", because)
    assert read_days(column("03/04/2024")).why == NO_HABIT.why


def test_the_order_of_a_few_rows_counts_less_than_the_habits_of_the_file_and_that_of_many_more():
    french = Habit("dmy", Text("the headers are in French", "les en-têtes sont en français"))
    few = column("12/01/2024", "12/02/2024", "01/03/2024")
    assert read_days(few, habit=lambda: french).order == "dmy"
    many = [f"{month:02d}/{day:02d}/2024" for month in (1, 2) for day in range(1, 12) if day != month]
    assert read_days(column(*many), habit=lambda: french).order == "mdy"


def test_a_date_against_the_order_of_its_column_is_rejected_and_not_swapped():
    read = read_days(column("03/04/2024", "25/04/2024", "26/04/2024", "04/27/2024"))
    assert read.problems.tolist() == [0, 0, 0, DayProblem.AGAINST_THE_ORDER]
    assert np.isnat(read.values[3])


def test_where_both_orders_stand_in_a_column_only_certain_days_are_read():
    read = read_days(column("03/04/2024", "25/04/2024", "04/26/2024"))
    assert read.order is None
    assert [str(day) for day in read.values] == ["NaT", "2024-04-25", "2024-04-26"]
    assert read.problems.tolist() == [DayProblem.UNDECIDED, 0, 0]


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("1900-01-00", DayProblem.IMPOSSIBLE),
        ("2023-02-29", DayProblem.IMPOSSIBLE),
        ("31/04/2024", DayProblem.IMPOSSIBLE),
        ("45/45/2024", DayProblem.IMPOSSIBLE),
        ("00/00/0000", DayProblem.IMPOSSIBLE),
        ("0000-00-00", DayProblem.IMPOSSIBLE),
        ("1989-12-31", DayProblem.OUT_OF_RANGE),
        ("2101-01-01", DayProblem.OUT_OF_RANGE),
        ("1899-12-31", DayProblem.OUT_OF_RANGE),
        ("99999", DayProblem.OUT_OF_RANGE),
        ("soon", DayProblem.NOT_A_DATE),
        ("12", DayProblem.NOT_A_DATE),
        ("12,50", DayProblem.NOT_A_DATE),
        ("March", DayProblem.NOT_A_DATE),
        ("#N/A", DayProblem.EXCEL_ERROR),
        ("mars 2024", DayProblem.WHOLE_MONTH),
        ("2024-03", DayProblem.WHOLE_MONTH),
        ("03/2024", DayProblem.WHOLE_MONTH),
    ],
)
def test_what_is_no_day_is_left_unread_and_says_why(cell, problem):
    read = read_days(column(cell))
    assert (read.problems.tolist(), np.isnat(read.values[0])) == ([problem], True)


@pytest.mark.parametrize("cell", ["2024-03", "03/2024", "mars 2024", "Mar-24", "March 2024", "mars-24", "mars 24"])
def test_a_month_stands_for_its_first_day_where_months_are_asked_for(cell):
    assert days(cell, grain="month") == ["2024-03-01"]


@pytest.mark.parametrize(
    ("number", "shift", "expected"),
    [
        (45363, 0, MARCH_12),
        (45363.99, 0, MARCH_12),
        (20240312, 0, MARCH_12),
        (45363 - 1462, 1462, MARCH_12),  # a workbook that counts from 1904
        (0, 0, "NaT"),
        (-5, 0, "NaT"),
        (1e300, 0, "NaT"),
        (20240399, 0, "NaT"),
    ],
)
def test_numbers_of_a_workbook_are_days_since_1900(number, shift, expected):
    cells = Column("Date", pa.array([str(number)], pa.large_string()), numbers=np.array([number], float))
    read = read_days(cells, serial_shift=shift)
    assert str(read.values[0]) == expected
    assert bool(read.problems[0]) == (expected == "NaT")


def test_days_of_a_workbook_are_taken_as_they_are():
    cells = Column("Date", pa.array(["x", "y"], pa.large_string()), days=np.array([MARCH_12, "1900-01-01"], "M8[D]"))
    read = read_days(cells)
    assert [str(day) for day in read.values] == [MARCH_12, "NaT"]
    assert read.problems.tolist() == [0, DayProblem.OUT_OF_RANGE]


def test_every_problem_has_words():
    assert set(DAY_PROBLEMS) == set(DayProblem)


FORMATS = {
    "dmy": ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d/%m/%Y %H:%M"],
    "mdy": ["%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m/%d/%Y %I:%M %p"],
}
SOME_DAYS = st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2068, 12, 31)), min_size=1, max_size=10)


@pytest.mark.parametrize("order", ["dmy", "mdy"])
@given(written=SOME_DAYS, style=st.integers(0, 3), tell_tale=st.integers(13, 28))
def test_days_written_in_either_order_are_read_back_when_one_of_them_tells(order, written, style, tell_tale):
    written = [dt.datetime.combine(day, dt.time(15, 30)) for day in (*written, dt.date(2024, 3, tell_tale))]
    cells = [day.strftime(FORMATS[order][style]) for day in written]
    assert days(*cells) == [str(day.date()) for day in written]


@given(SOME_DAYS)
def test_days_in_the_order_of_the_rows_tell_day_from_month(written):
    rows = sorted({day for day in written if day.day <= 12})
    for order, form in (("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y")):
        read = read_days(column(*(day.strftime(form) for day in rows)))
        if read.order == order:
            assert [str(day) for day in read.values] == [str(day) for day in rows]


@given(st.text(max_size=16))
def test_any_text_is_a_day_or_has_no_value(text):
    read = read_days(column(text))
    assert np.isnat(read.values[0]) or (read.problems[0] == 0 and 1990 <= read.values[0].item().year <= 2100)
