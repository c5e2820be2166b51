"""The rows of the file as XML text: what XlsxWriter would write cell by cell, written all at once."""
