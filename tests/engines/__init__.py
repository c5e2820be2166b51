"""Other people's spreadsheet engines, asked for their opinion of our workbooks."""
