"""The formats of the files that people export: text, workbooks, Parquet; rows out of each."""
