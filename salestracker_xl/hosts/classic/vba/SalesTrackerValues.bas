Option Explicit
Option Private Module

' The one thing of the calls that only Excel has.

Public Function PlainValues(ByVal Block As Object) As Variant
    PlainValues = Block.Value2              ' days as serial numbers: many times faster for Python to take than dates
End Function
