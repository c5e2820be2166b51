Option Explicit
Option Private Module

' What the tab says, and what happens when a button is clicked.

Private Const SHEET_NAME As String = "st_sheet_"    ' a tracker names its sheets so, whatever their tabs say
Private Const FRENCH As Long = &HC                  ' the primary language in the lower ten bits of a language id
Private Const INTERFACE_LANGUAGE As Long = 2
Private Const FRANCE As Long = 33                   ' of an Excel that does not tell the language: the country it was made for

Public Function SpeaksFrench() As Boolean
    Dim Spoken As Long
    On Error Resume Next
    Spoken = Application.LanguageSettings.LanguageID(INTERFACE_LANGUAGE)
    If Spoken = 0 Then
        SpeaksFrench = (Application.International(xlCountryCode) = FRANCE)
    Else
        SpeaksFrench = ((Spoken And &H3FF) = FRENCH)
    End If
End Function

Public Function Language() As String
    Language = IIf(SpeaksFrench, "fr", "en")
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
    If Not Place Is Nothing Then ShowPlace Place, True
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
    Path = FolderOf(ActiveWorkbook) & Application.PathSeparator & BareName(ActiveWorkbook.Name) & ".pdf"
    On Error GoTo Refused
    Place.Worksheet.ExportAsFixedFormat Type:=xlTypePDF, Filename:=Path
    Tell LabelOf("saved", SpeaksFrench) & Path
    Exit Sub
Refused:
    ' A folder that Excel may not write to, as often on a Mac, or a PDF that stands open.
    Warn Path & ": " & Err.Description & vbCrLf & vbCrLf & LabelOf("print_it", SpeaksFrench)
    ShowPlace Place, True
End Sub

Private Function FolderOf(ByVal Book As Workbook) As String
    ' Beside the workbook; for one that lives online, where Excel saves by itself.
    FolderOf = IIf(InStr(Book.Path, "://") > 0, Application.DefaultFilePath, Book.Path)
End Function

Private Function BareName(ByVal File As String) As String
    BareName = Left$(File, InStrRev(File, ".") - 1)
End Function

Public Function CellNamed(ByVal Key As String) As Range
    ' Nothing, and a word about it, where the active workbook is no tracker, or has lost a part.
    On Error Resume Next
    Set CellNamed = ActiveWorkbook.Names(Key).RefersToRange
    On Error GoTo 0
    If CellNamed Is Nothing Then Tell LabelOf(IIf(IsTracker, "part_missing", "not_a_tracker"), SpeaksFrench)
End Function

Private Function IsTracker() As Boolean
    Dim Known As Object
    If ActiveWorkbook Is Nothing Then Exit Function
    For Each Known In ActiveWorkbook.Names
        If Left$(Known.Name, Len(SHEET_NAME)) = SHEET_NAME Then IsTracker = True
    Next Known
End Function

Private Sub ShowFunctions()
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    Application.Dialogs(xlDialogFunctionWizard).Show
End Sub
