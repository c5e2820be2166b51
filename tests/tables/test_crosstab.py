"""Plans with months or names side by side."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from salestracker_xl.tables.crosstab import MonthsWithoutYear
from salestracker_xl.tables.reading import read_spend, read_targets


def rows(reading, *columns):
    frame = reading.frame.astype({"month": str})
    return frame[["month", *columns]].fillna("").values.tolist()


def notes(reading):
    return [note.en for note in reading.sources[0].notes]


ACROSS = "Rep,Jan 2025,Feb 2025,Total\nAna,100,200.5,300.5\nBob,,50,50\nTotal,100,250.5,350.5\n"


def test_months_side_by_side_give_a_row_for_each_filled_cell(file):
    reading = read_targets(file(ACROSS))
    assert rows(reading, "rep", "amount", "line") == [
        ["2025-01-01", "Ana", 100, 2],
        ["2025-02-01", "Ana", 200.5, 2],
        ["2025-02-01", "Bob", 50, 3],
    ]
    assert notes(reading) == [
        "2 columns side by side read as 4 rows",
        'the column "Total" adds up the others: left out',
        "1 total line set aside",
    ]


def test_a_cell_of_a_plan_that_cannot_be_read_is_a_reject_with_its_line(file):
    reading = read_targets(file("Rep,Jan 2025,Feb 2025\nAna,100,n/c\nBob,#REF!,50\n"))
    assert reading.rejects[["line", "column", "value"]].values.tolist() == [
        [2, "Jan 2025 … Feb 2025", "n/c"],
        [3, "Jan 2025 … Feb 2025", "#REF!"],
    ]
    assert reading.rows == len(reading.frame) + len(reading.rejects) == 4


@pytest.mark.parametrize(
    ("headers", "first"),
    [
        ("janv. 2026;févr. 2026", "2026-01-01"),
        ("2026-01;2026-02", "2026-01-01"),
        ("Jan-26;Feb-26", "2026-01-01"),
        ("01/03/2026;01/04/2026;01/05/2026", "2026-03-01"),
    ],
)
def test_months_are_read_however_a_header_writes_them(file, headers, first):
    amounts = ";".join("1 000,50" for _ in headers.split(";"))
    reading = read_targets(file(f"Commercial;{headers}\nLéa;{amounts}\n"))
    assert rows(reading, "rep", "amount")[0] == [first, "Léa", 1000.5]


def test_a_column_of_years_tells_the_year_of_its_months(file):
    reading = read_targets(file("Year,Salesperson,Jan,Feb\n2025,Ana,1,2\n2026,Ana,3,4\n"))
    assert rows(reading, "rep", "amount") == [
        ["2025-01-01", "Ana", 1],
        ["2025-02-01", "Ana", 2],
        ["2026-01-01", "Ana", 3],
        ["2026-02-01", "Ana", 4],
    ]


def test_the_name_of_the_file_tells_the_year_of_its_months(file):
    reading = read_targets(file("Rep,Jan,Feb\nAna,1,2\n", "goals 2026.csv"))
    assert [month for month, *_ in rows(reading)] == ["2026-01-01", "2026-02-01"]


@pytest.mark.parametrize(
    ("name", "headers"), [("goals.csv", "Jan,Feb"), ("goals 2025-2026.csv", "Jan,Feb"), ("goals 2026.csv", "Dec,Jan")]
)
def test_months_whose_year_nothing_tells_are_refused(file, name, headers):
    with pytest.raises(MonthsWithoutYear, match=headers.split(",")[0]):
        read_targets(file(f"Rep,{headers}\nAna,1,2\n", name))


def test_names_side_by_side_give_a_row_for_each_month_and_name(file):
    reading = read_targets(file("Month,Ana,Bob,Total\n2025-01,5.5,6,11.5\n2025-02,7,,7\nTotal,12.5,6,18.5\n"))
    assert rows(reading, "rep", "amount") == [
        ["2025-01-01", "Ana", 5.5],
        ["2025-01-01", "Bob", 6],
        ["2025-02-01", "Ana", 7],
    ]


def test_channels_side_by_side_are_spend_by_channel(file):
    reading = read_spend(file("Mois;Publicité;Salons\njanv. 2026;100;250,50\n"))
    assert rows(reading, "channel", "amount") == [["2026-01-01", "Publicité", 100], ["2026-01-01", "Salons", 250.5]]


def test_spend_with_other_numbers_beside_it_is_no_plan_of_channels(file):
    reading = read_spend(file("Month,Channel,Cost,Clicks,Orders\n2025-01,Ads,5.5,6,2\n"))
    assert rows(reading, "channel", "amount") == [["2025-01-01", "Ads", 5.5]]


def test_days_in_the_header_of_a_sheet_are_its_months(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Objectifs"], [], ["Vendeur", dt.datetime(2026, 1, 1), dt.datetime(2026, 2, 1)], ["Ana", 5, 6.25]):
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    reading = read_targets(tmp_path / "plan.xlsx")
    assert rows(reading, "rep", "amount", "line") == [["2026-01-01", "Ana", 5, 4], ["2026-02-01", "Ana", 6.25, 4]]


def test_a_total_among_the_reps_of_a_list_is_not_a_rep(file):
    reading = read_targets(file("Month,Rep,Goal\n2025-01,Ana,5\n2025-01,Total,5\n2025-01,,7\n"))
    assert rows(reading, "rep", "amount") == [["2025-01-01", "Ana", 5], ["2025-01-01", "", 7]]
    assert [reason.en for reason in reading.rejects["reason"]] == ["total line"]


def test_a_line_of_totals_is_one_row_and_no_goal_of_the_team(file):
    lines = "Nord;Ann;100;200;300\nSud;Ben;50;60;110\nTotal;;150;260;410\n"
    reading = read_targets(file(f"Équipe;Commercial;Janv. 2026;Févr. 2026;Total\n{lines}"))
    assert rows(reading, "rep", "amount") == [
        ["2026-01-01", "Ann", 100],
        ["2026-02-01", "Ann", 200],
        ["2026-01-01", "Ben", 50],
        ["2026-02-01", "Ben", 60],
    ]
    assert reading.rejects[["line", "column", "value"]].values.tolist() == [[4, "Équipe", "Total"]]
    assert reading.rows == 5
