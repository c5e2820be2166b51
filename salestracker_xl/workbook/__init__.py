"""The generator of the Excel workbook."""
