"""Each chosen file goes into the table that its headers tell, and nothing is taken for sales that is none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from trackers import customer_rows, deal_rows, goal_rows, interaction_rows, sales_rows, spend_rows

from salestracker_xl.refresh.appending import Files, with_files
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.kinds import WhichTable, sorted_files
from salestracker_xl.refresh.reading.reading_back import read_back
from salestracker_xl.refresh.refreshing import refresh
from salestracker_xl.tables.tracker import Tracker, read_tracker
from salestracker_xl.workbook.generate import generate

SOLD = sales_rows(40)
MADE = {
    "sales": SOLD,
    "deals": deal_rows(24),
    "spend": spend_rows(),
    "targets": goal_rows(),
    "customers": customer_rows(SOLD),
    "engagement": interaction_rows(SOLD, 40),
}
HEADERS = [
    ("targets", "Mois,Objectif"),
    ("spend", "Mois,Canal,Dépense"),
    ("sales", "Date,Customer,Segment,City,Country,Age group,Total"),  # an order that says much of its customer
    ("customers", "Client,Segment,Ville,Date de création,Total dépensé"),
    ("engagement", "Date,Client,Note NPS"),
    ("sales", "Jour,Qui,Combien"),  # nothing that any reader knows: the reader of sales says what is missing
]
CELLS = {"Mois": "2024-01-01", "Date": "2024-01-05", "Jour": "2024-01-05", "Date de création": "2024-01-05"}
NUMBERS = ("Objectif", "Dépense", "Total", "Total dépensé", "Note NPS", "Combien")


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("kinds")
    for table, rows in MADE.items():
        rows.to_csv(folder / f"{table}-export.csv", index=False)
    return {table: folder / f"{table}-export.csv" for table in MADE}


def table_of(file: Path) -> str:
    [table] = [table for table in MADE if getattr(sorted_files(Files(), [file]), table)]
    return table


@pytest.mark.parametrize("table", [table for table in MADE if table != "deals"])
def test_an_export_is_known_by_its_headers(files, table):
    assert table_of(files[table]) == table


@pytest.mark.parametrize(("table", "headers"), HEADERS)
def test_headers_tell_in_both_languages(tmp_path, table, headers):
    row = [CELLS.get(it) or ("9.5" if it in NUMBERS else "Ada") for it in headers.split(",")]
    (tmp_path / "a.csv").write_text(f"{headers}\n{','.join(row)}\n", encoding="utf-8")
    assert table_of(tmp_path / "a.csv") == table


def test_all_are_sorted_at_once(files):
    assert sorted_files(Files(), list(files.values())) == Files(**files | {"sales": (files["sales"],)})


def test_deals_are_sales_where_no_others_are(files, tmp_path):
    both = Files(sales=(files["deals"],))
    assert sorted_files(Files(), [files["deals"]]) == both
    assert sorted_files(Files(), [files["deals"]], read_tracker([files["deals"]])) == both
    assert sorted_files(Files(), [files["deals"]], read_tracker([files["sales"]])) == Files(deals=files["deals"])
    assert sorted_files(Files(sales=(files["sales"],)), [files["deals"]]).deals == files["deals"]


def test_two_files_of_one_table_and_one_of_two_are_told(files, tmp_path):
    with pytest.raises(WhichTable, match=r"spend-export\.csv: another file for Spend"):
        sorted_files(Files(spend=files["spend"]), [files["spend"]])
    (tmp_path / "a.csv").write_text("Month,Amount\n2024-01-01,100\n")
    with pytest.raises(
        WhichTable, match=r"a\.csv: its columns, Month, Amount, may be those of Spend or of Goals"
    ) as told:
        sorted_files(Files(), [tmp_path / "a.csv"])
    assert "--spend ou --targets" in told.value.text.fr


def test_a_file_that_may_be_sales_is_told_a_way_that_the_command_knows(tmp_path):
    """There is no option --sales: a file whose columns are named is one of sales."""
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        MADE["spend"].to_excel(book, sheet_name="Money", index=False)
        MADE["deals"].to_excel(book, sheet_name="Pipeline", index=False)
        SOLD.to_excel(book, sheet_name="Orders", index=False)
    with pytest.raises(WhichTable, match=r'--map amount="Header"') as told:
        sorted_files(Files(), [tmp_path / "a.xlsx"])
    assert ", ".join(MADE["deals"].columns) in told.value.text.en
    assert '--map amount="En-tête"' in told.value.text.fr


def test_a_refresh_takes_deals_for_deals(files, tmp_path):
    """Their orders would count twice in a tracker whose sales came from elsewhere."""
    tracker: Tracker = read_tracker([files["sales"]], deals=files["deals"])
    generate(tracker, tmp_path / "t.xlsx")
    more = deal_rows(30)
    more.to_csv(tmp_path / "later.csv", index=False)
    with FileSource(tmp_path / "t.xlsx") as source:
        plan = refresh(source, Files(unsorted=(tmp_path / "later.csv", files["spend"])))
        sold = with_files(read_back(source), Files(sales=(tmp_path / "later.csv",))).tracker.sales
    assert len(sold.frame) > len(SOLD)  # which is what would come of it
    assert plan.told.en.startswith("Rows added (Deals, Spend): ")
    assert not [block for block in plan.blocks if block.sheet == "Sales"]
