Option Explicit
Option Private Module

' What the buttons of the tab do; none of them needs Python but "Why?" and "Doctor".

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
        Case Else: GoToSheet control.ID
    End Select
    Exit Sub
Failed:
    MsgBox Err.Description, vbExclamation, LabelOf("salestracker", SpeaksFrench)
End Sub

Private Sub GoToSheet(ByVal Sheet As String)
    Dim Place As Range
    Set Place = FirstCell(Sheet)
    If Not Place Is Nothing Then Application.Goto Place, True
End Sub

Private Sub SavePdf()
    Dim Place As Range
    Dim Path As String
    Set Place = FirstCell("dashboard")
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

Private Function FirstCell(ByVal Sheet As String) As Range
    ' Nothing, and a word about it, where the active workbook is no tracker.
    On Error Resume Next
    Set FirstCell = ActiveWorkbook.Names(SHEET_NAME & Sheet).RefersToRange
    On Error GoTo 0
    If FirstCell Is Nothing Then Tell LabelOf("not_a_tracker", SpeaksFrench)
End Function

Private Sub ShowFunctions()
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    Application.Dialogs(xlDialogFunctionWizard).Show
End Sub

Private Sub Tell(ByVal Words As String)
    MsgBox Words, vbInformation, LabelOf("salestracker", SpeaksFrench)
End Sub
