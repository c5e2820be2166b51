Option Explicit
Option Private Module

' The figures of the dashboard at this moment, as a row of the table of snapshots.

Private Const NOTED As String = "st_snapshot"           ' what is noted: the day first, under the titles of the columns
Private Const HEADER As String = "st_table_history"     ' a cell of the table's header

Public Sub TakeSnapshot()
    Dim Figures As Range, Titles As Range, Entry As Range
    Dim Places() As Long
    Dim At As Long

    Set Figures = CellNamed(NOTED)
    If Figures Is Nothing Then Exit Sub
    Set Titles = CellNamed(HEADER)
    If Titles Is Nothing Then Exit Sub
    Application.Calculate
    Set Titles = TableOf(Titles).Rows(1)
    ReDim Places(1 To Figures.Columns.Count)
    For At = 1 To Figures.Columns.Count                 ' all are found before the first cell is written
        Places(At) = PlaceOf(Titles, CStr(Figures.Cells(1, At).Offset(-1, 0).Value))
        If Places(At) = 0 Then Exit Sub
    Next At
    Set Entry = RowFor(Titles, Places(1), PlainValues(Figures.Cells(1, 1)))
    For At = 1 To Figures.Columns.Count
        Enter Entry.Cells(1, Places(At)), Figures.Cells(1, At).Value
    Next At
    Tell Replace(Replace(LabelOf("snapshot_taken", SpeaksFrench), "{day}", CStr(Figures.Cells(1, 1).Value)), _
        "{filters}", CStr(Figures.Cells(1, 2).Value))
End Sub

Private Function PlaceOf(ByVal Titles As Range, ByVal Title As String) As Long
    ' Where a column stands now; 0, and a word about it, where a person took it away.
    Dim At As Long
    For At = 1 To Titles.Columns.Count
        If CStr(Titles.Cells(1, At).Value) = Title Then
            PlaceOf = At
            Exit Function
        End If
    Next At
    Warn Replace(LabelOf("no_column", SpeaksFrench), "{column}", Title)
End Function

Private Function RowFor(ByVal Titles As Range, ByVal Place As Long, ByVal ThisDay As Variant) As Range
    ' The row of this day, else the first without a day, else a new one.
    Dim At As Long, Free As Long
    Dim Day As Variant
    For At = 1 To TableOf(Titles).Rows.Count - 1
        Day = PlainValues(Titles.Cells(1, Place).Offset(At, 0))
        If IsEmpty(Day) Then
            If Free = 0 Then Free = At
        ElseIf CStr(Day) = CStr(ThisDay) Then
            Set RowFor = Titles.Offset(At, 0)
            Exit Function
        End If
    Next At
    If Free = 0 Then
        AddRow Titles
        Free = TableOf(Titles).Rows.Count - 1
    End If
    Set RowFor = Titles.Offset(Free, 0)
End Function

Private Sub Enter(ByVal Cell As Range, ByVal Value As Variant)
    ' A text stays one, also "=1+1", "007" and "1-2"; what is unknown leaves the cell empty.
    If VarType(Value) <> vbString Then
        Cell.Value = Value
    ElseIf Value = "" Then
        Cell.ClearContents
    Else
        Cell.Value = "'" & Value
    End If
End Sub
