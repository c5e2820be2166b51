Option Explicit
Option Private Module

' What only Excel has.

Public Function PlainValues(ByVal Block As Object) As Variant
    PlainValues = Block.Value2              ' days as serial numbers: many times faster for Python to take than dates
End Function

Public Function TableOf(ByVal Cell As Range) As Range
    ' The table that a cell belongs to, with its header.
    Dim Table As ListObject
    Set Table = Cell.Cells(1, 1).ListObject
    If Table.DataBodyRange Is Nothing Then AddRow Cell
    Set TableOf = Table.HeaderRowRange.Resize(Table.DataBodyRange.Rows.Count + 1)
End Function

Public Sub AddRow(ByVal Cell As Range)
    ' What stands below the table moves down.
    Cell.Cells(1, 1).ListObject.ListRows.Add
End Sub
