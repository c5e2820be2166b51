Option Explicit
Option Private Module

' The buttons that need Python: it gets a copy of the workbook as it stands open, and answers with a sentence.

Private Const CLICKS As String = "salestracker_xl.hosts.classic.clicks"
Private Const COPIES As String = "salestracker"     ' a folder for copies, emptied by Python

Public Sub ExportCalendar()
    If IsSavedTracker Then Perform "export_calendar", CopyOfBook & vbLf & ActiveWorkbook.FullName
End Sub

Public Sub NewTracker()
    Dim Orders As String
    Dim Blank As Workbook
    Orders = ChosenFile
    If Orders = "" Then Exit Sub
    If ActiveWorkbook Is Nothing Then Set Blank = Workbooks.Add    ' xlwings asks for an open workbook
    Perform "new", vbLf & vbLf & Orders
    #If Not Mac Then
        If Not Blank Is Nothing Then Blank.Close False
    #End If
End Sub

Private Sub Perform(ByVal Action As String, ByVal Given As String)
    Dim Language As String
    Language = IIf(SpeaksFrench, "fr", "en")
    #If Mac Then
        RunPython "from " & CLICKS & " import on_mac; on_mac('" & Action & "', '" & Language & "', '" & Digits(Given) & "')"
    #Else
        Application.StatusBar = LabelOf("working", SpeaksFrench)
        Answered AnswerOf(CLICKS, Action, Language, Given)
    #End If
End Sub

Private Sub Answered(ByVal Answer As Variant)
    ' What to do with the sentence, the sentence, and a file that was made.
    Application.StatusBar = False
    Select Case Answer(0)
        Case "done": Tell Answer(1)
        Case "opens"
            Workbooks.Open Answer(2)
            Tell Answer(1)
        Case Else: Warn Answer(1)
    End Select
End Sub

Private Function IsSavedTracker() As Boolean
    If CellNamed("st_sheet_dashboard") Is Nothing Then Exit Function
    If ActiveWorkbook.Path = "" Then
        Tell LabelOf("save_first", SpeaksFrench)
    ElseIf InStr(ActiveWorkbook.FullName, "://") > 0 Then
        Tell LabelOf("save_here", SpeaksFrench)
    Else
        IsSavedTracker = True
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
