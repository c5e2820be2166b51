"""The names by which the snapshots of a tracker are found."""

NOTED = "st_snapshot"  # what is noted: the day first, then the filters, under the titles of the columns
HEADER = "st_table_history"  # of the table that they are noted in
