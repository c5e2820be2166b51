Option Explicit
Option Private Module

' What the tab says, and what happens when a button is clicked.

Private Const SHEET_NAME As String = "st_sheet_"    ' a tracker names its sheets so, whatever their tabs say
Private Const FRENCH As Long = &HC                  ' the primary language in the lower ten bits of a language id
Private Const INTERFACE_LANGUAGE As Long = 2

Public Function SpeaksFrench() As Boolean
    On Error Resume Next
    SpeaksFrench = (Application.LanguageSettings.LanguageID(INTERFACE_LANGUAGE) And &H3FF) = FRENCH
End Function

Public Sub RibbonLabel(control As IRibbonControl, ByRef returned)
    returned = LabelOf(control.ID, SpeaksFrench)
End Sub

Public Sub RibbonTip(control As IRibbonControl, ByRef returned)
    returned = TipOf(control.ID, SpeaksFrench)
End Sub

Public Sub RibbonClick(control As IRibbonControl)
    On Error GoTo Failed
    Select Case control.ID
        Case "why": Tell ReasonsOfErrors
        Case "doctor": Tell Diagnosis
        Case "functions": ShowFunctions
        Case "pdf": SavePdf
        Case "refresh": RefreshTracker
        Case "snapshot": TakeSnapshot
        Case "import": ImportOrders
        Case "due_today": ShowDue
        Case "mark_done": MarkDone
        Case "export_calendar": ExportCalendar
        Case "new": NewTracker
        Case Else: GoToSheet control.ID
    End Select
    Exit Sub
Failed:
    Warn Err.Description
End Sub

Private Sub GoToSheet(ByVal Sheet As String)
    Dim Place As Range
    Set Place = CellNamed(SHEET_NAME & Sheet)
    If Not Place Is Nothing Then Application.Goto Place, True
End Sub

Private Sub SavePdf()
    Dim Place As Range
    Dim Path As String
    Set Place = CellNamed(SHEET_NAME & "dashboard")
    If Place Is Nothing Then Exit Sub
    If ActiveWorkbook.Path = "" Then
        Tell LabelOf("save_first", SpeaksFrench)
        Exit Sub
    End If
    Path = ActiveWorkbook.FullName
    Path = Left$(Path, InStrRev(Path, ".") - 1) & ".pdf"
    Place.Worksheet.ExportAsFixedFormat Type:=xlTypePDF, Filename:=Path
    Tell LabelOf("saved", SpeaksFrench) & Path
End Sub

Public Function CellNamed(ByVal Key As String) As Range
    ' Nothing, and a word about it, where the active workbook is no tracker.
    On Error Resume Next
    Set CellNamed = ActiveWorkbook.Names(Key).RefersToRange
    On Error GoTo 0
    If CellNamed Is Nothing Then Tell LabelOf("not_a_tracker", SpeaksFrench)
End Function

Private Sub ShowFunctions()
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    Application.Dialogs(xlDialogFunctionWizard).Show
End Sub
