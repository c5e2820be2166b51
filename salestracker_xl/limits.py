"""How much a sheet and a cell of Excel hold."""

SHEET_ROWS, SHEET_COLUMNS = 1_048_576, 16_384
LONGEST_TEXT = 32_767  # UTF-16 units of a cell
