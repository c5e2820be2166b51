Option Explicit
Option Private Module

' The buttons that need Python: it gets a copy of the workbook as it stands open, and answers with a sentence.

Private Const COPIES As String = "salestracker"     ' a folder for copies, emptied by Python

Public Sub RefreshTracker()
    If IsSavedTracker Then Perform "refresh", CopyOfBook & vbLf & ActiveWorkbook.FullName
End Sub

Public Sub ImportOrders()
    Dim Exports As String
    If Not IsSavedTracker Then Exit Sub
    Exports = ChosenFiles
    If Exports <> "" Then Perform "refresh", CopyOfBook & vbLf & ActiveWorkbook.FullName & vbLf & Exports
End Sub

Public Sub ExportCalendar()
    If Not IsSavedTracker Then Exit Sub
    If IsInFolder Then Perform "export_calendar", CopyOfBook & vbLf & ActiveWorkbook.FullName
End Sub

Public Sub NewTracker()
    Dim Exports As String
    Dim Blank As Workbook
    Exports = ChosenFiles
    If Exports = "" Then Exit Sub
    Set Blank = SomeWorkbook
    Perform "new", vbLf & vbLf & Exports
    #If Not Mac Then
        If Not Blank Is Nothing Then Blank.Close False
    #End If
End Sub

Private Sub Perform(ByVal Action As String, ByVal Given As String)
    Dim Answer As Variant
    #If Mac Then
        If ActiveWorkbook.FullName Like "*[""$`\|]*" Then
            Warn LabelOf("odd_name", SpeaksFrench)
            Exit Sub
        End If
        RunPython "from " & CLICKS & " import on_mac; on_mac('" & Action & "', '" & Language & "', '" & Digits(Given) & "')"
    #Else
        Application.StatusBar = LabelOf("working", SpeaksFrench)
        AskPython Action, Given, Answer
        Application.StatusBar = False
        If Answer(0) = "asks" Then
            If Agreed(Answer(1)) Then LayOutAnew Given
        Else
            Answered Answer
        End If
    #End If
End Sub

Private Sub Answered(ByVal Answer As Variant)
    ' What to do with the sentence, the sentence, and a file that was made.
    If Answer(0) = "opens" Then Workbooks.Open Answer(2)
    If Answer(0) = "failed" Then
        Warn Answer(1)
    Else
        Tell Answer(1)
    End If
End Sub

Private Sub LayOutAnew(ByVal Given As String)
    ' Python writes into the file itself, which must not be open then. Whatever comes of it, the workbook opens again.
    Dim Path As String
    Dim Answer As Variant
    Dim Blank As Workbook
    If Not IsInFolder Then Exit Sub
    If ActiveWorkbook.ReadOnly Then
        Warn LabelOf("read_only", SpeaksFrench)
        Exit Sub
    End If
    Path = ActiveWorkbook.FullName
    Application.StatusBar = LabelOf("working", SpeaksFrench)
    ActiveWorkbook.Close True
    Set Blank = SomeWorkbook
    AskPython "refresh_file", Mid$(Given, InStr(Given, vbLf)), Answer
    Application.StatusBar = False
    Workbooks.Open Path
    If Not Blank Is Nothing Then Blank.Close False
    Answered Answer
End Sub

Private Function SomeWorkbook() As Workbook
    ' xlwings asks for an open workbook; a new one where there was none.
    If ActiveWorkbook Is Nothing Then Set SomeWorkbook = Workbooks.Add
End Function

Private Function IsSavedTracker() As Boolean
    If CellNamed("st_sheet_dashboard") Is Nothing Then Exit Function
    If ActiveWorkbook.Path = "" Then
        Tell LabelOf("save_first", SpeaksFrench)
    Else
        IsSavedTracker = True
    End If
End Function

Private Function IsInFolder() As Boolean
    ' Python cannot write beside a workbook that lives online.
    If InStr(ActiveWorkbook.FullName, "://") > 0 Then
        Tell LabelOf("save_here", SpeaksFrench)
    Else
        IsInFolder = True
    End If
End Function

Private Function CopyOfBook() As String
    ' With what was typed since the workbook was saved; of the same name, for messages name it.
    Dim Folder As String, Path As String
    #If Mac Then
        Folder = Environ("HOME")    ' in the sandbox of Excel, where no permission is asked for
    #Else
        Folder = Environ("TEMP")
    #End If
    Folder = Folder & Application.PathSeparator & COPIES
    If Dir(Folder, vbDirectory) = "" Then MkDir Folder
    Path = Folder & Application.PathSeparator & ActiveWorkbook.Name
    ActiveWorkbook.SaveCopyAs Path
    CopyOfBook = Path
End Function

Private Function Digits(ByVal Text As String) As String
    ' Nothing that a shell or AppleScript could read into.
    Dim At As Long
    Dim Written As String
    For At = 1 To Len(Text)
        Written = Written & Right$("000" & Hex$(AscW(Mid$(Text, At, 1))), 4)
    Next At
    Digits = Written
End Function
