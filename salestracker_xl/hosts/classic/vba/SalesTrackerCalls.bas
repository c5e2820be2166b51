Option Explicit
Option Private Module

' From a cell to Python and back: ranges as plain values, errors as errors of Excel.

Private Const FUNCTIONS As String = "salestracker_udfs"
Private Const REASONS As String = "salestracker_xl.hosts.classic.reasons"
Private Const DOCTOR As String = "salestracker_xl.hosts.classic.doctor"
Public Const CLICKS As String = "salestracker_xl.hosts.classic.clicks"
Private Const FRONT As String = "xlwings._xlwindows"       ' where Book.caller() looks for the workbook in front
Private Const MOST_CALLS As Long = 2        ' a Python process that was closed is started once more
Private Const PAUSE As Long = 60            ' seconds in which no cell tries again to start what did not start

Private KeptPython As Object                ' finding it anew for each call would read the settings each time
Private LastFault As String                 ' why the last call did not come back from Python
Private FailedAt As Date                    ' when Python could not be started, and why
Private FailedFor As String
Private Named As New Collection             ' the functions of cells that Python knows an error of

Public Function Answer(ByVal FunctionName As String, ByVal Given As Variant) As Variant
    Dim Values As Variant, Result As Variant
    Dim Tried As Long

    On Error GoTo WrongRanges
    Values = ValuesOfAll(Given)
    On Error GoTo 0
    Result = CVErr(xlErrValue)
    For Tried = 1 To MOST_CALLS
        If Called(FunctionName, Given, Values, Result) Then Exit For
    Next Tried
    Answer = Result
    Exit Function
WrongRanges:
    LastFault = FunctionName & ": " & Err.Description
    Answer = CVErr(xlErrValue)
End Function

Private Function Called(ByVal FunctionName As String, ByVal Given As Variant, ByVal Values As Variant, _
        ByRef Result As Variant) As Boolean
    On Error GoTo Failed
    Result = WithErrors(Python.CallUDF(FUNCTIONS, FunctionName, Values, ActiveWorkbook, Application.Caller))
    LastFault = ""
    If IsError(Result) Then
        NameCell FunctionName, Given
    Else
        ForgetCell FunctionName
    End If
    Called = True
    Exit Function
Failed:
    LastFault = Unreached(FunctionName & ": " & Err.Description)
    Set KeptPython = Nothing
End Function

Public Function ReasonsOfErrors() As String
    #If Mac Then
        ReasonsOfErrors = LabelOf("no_functions_here", SpeaksFrench)
    #Else
        If LastFault <> "" Then
            ReasonsOfErrors = LastFault
        Else
            ReasonsOfErrors = Told(REASONS, ChosenCell)
        End If
    #End If
End Function

Private Function Unreached(ByVal Why As String) As String
    ' Python was not reached: what Windows says of it, in words of its own, and who says more.
    Unreached = Why & vbCrLf & vbCrLf & LabelOf("ask_a_terminal", SpeaksFrench)
End Function

Public Function Diagnosis() As String
    #If Mac Then
        Diagnosis = LabelOf("ask_a_terminal", SpeaksFrench)
    #Else
        Diagnosis = Told(DOCTOR) & vbCrLf & vbCrLf & LabelOf("ask_a_terminal", SpeaksFrench)
    #End If
End Function

Public Sub AskPython(ByVal Action As String, ByVal Given As String, ByRef Texts As Variant)
    ' Three texts: what to do, a sentence, and a file that was made. Where Python cannot be reached, why not.
    ' A procedure, for a formula in a cell could call a function.
    Dim Answers As Object
    Dim At As Long
    Dim Alerts As Boolean

    Texts = Array("failed", "", "")
    Alerts = Application.DisplayAlerts
    On Error GoTo Failed
    StartAnew
    Application.DisplayAlerts = False       ' or Excel complains of every minute that it waits for another program
    Python.SetAttr Python.Module(FRONT), "BOOK_CALLER", ActiveWorkbook
    Set Answers = Python.Call(Python.Module(CLICKS), "perform", Python.Tuple(Action, Language, Given))
    For At = 0 To 2
        Texts(At) = Python.Str(Python.GetItem(Answers, At))
    Next At
    Application.DisplayAlerts = Alerts
    Exit Sub
Failed:
    Texts = Array("failed", Unreached(Err.Description), "")
    Set KeptPython = Nothing
    Application.DisplayAlerts = Alerts
End Sub

Private Function Told(ByVal Module As String, Optional ByVal Chosen As String = "") As String
    ' What a module of Python tells, of the cell that was chosen first; where Python cannot be reached, why not.
    On Error GoTo Failed
    StartAnew
    If Chosen = "" Then
        Told = Python.Str(Python.Call(Python.Module(Module), "told", Python.Tuple(Language)))
    Else
        Told = Python.Str(Python.Call(Python.Module(Module), "told", Python.Tuple(Language, Chosen)))
    End If
    Exit Function
Failed:
    Told = Err.Description
    Set KeptPython = Nothing
End Function

Private Sub StartAnew()
    ' A person who clicks need not wait out the pause, and a process that was closed since is started again.
    Set KeptPython = Nothing
    FailedAt = 0
End Sub

Private Function Python() As Object
    ' What does not start may take a minute to say so: a sheet full of formulas must not wait that long for each.
    If KeptPython Is Nothing Then
        If Now < DateAdd("s", PAUSE, FailedAt) Then Err.Raise 1000, , FailedFor
        On Error GoTo Failed
        Set KeptPython = XLPy
    End If
    Set Python = KeptPython
    Exit Function
Failed:
    FailedFor = Err.Description
    FailedAt = Now
    Err.Raise 1000, , FailedFor
End Function

Private Function ChosenCell() As String
    On Error Resume Next                    ' a chart has none
    ChosenCell = ActiveCell.Address(External:=True)
End Function

Private Sub NameCell(ByVal FunctionName As String, ByVal Given As Variant)
    ' The journal learns which cell asked, and of which ranges, after an error only: each call to Python takes time.
    Dim Asked As String, Ranges As String
    Dim At As Long
    On Error Resume Next
    Asked = Application.Caller.Address(External:=True)
    If Asked = "" Then Exit Sub
    For At = LBound(Given) To UBound(Given)
        If IsObject(Given(At)) Then Ranges = Ranges & Given(At).Address(External:=True)
        Ranges = Ranges & vbLf
    Next At
    Python.Call Python.Module(REASONS), "name_cell", Python.Tuple(Asked, Ranges)
    Named.Add Asked, FunctionName & " " & Asked
End Sub

Private Sub ForgetCell(ByVal FunctionName As String)
    ' A cell that answers has no error any more, but of the same calculation: Python tells.
    Dim Asked As String, Known As String
    If Named.Count = 0 Then Exit Sub
    On Error GoTo NotNamed
    Asked = Application.Caller.Address(External:=True)
    Known = Named(FunctionName & " " & Asked)
    If Python.Str(Python.Call(Python.Module(REASONS), "forget_cell", Python.Tuple(Asked, FunctionName))) = "True" Then
        Named.Remove FunctionName & " " & Asked
    End If
NotNamed:
End Sub

Private Function ValuesOfAll(ByVal Given As Variant) As Variant
    ' Whole columns end where the last used row of any of the ranges is: they stay of one height.
    Dim Values() As Variant
    Dim At As Long
    Dim Height As Long, Width As Long

    ReDim Values(LBound(Given) To UBound(Given))
    Height = 1
    Width = 1
    For At = LBound(Given) To UBound(Given)
        If IsObject(Given(At)) Then
            Height = Larger(Height, LastRow(Given(At)) - Given(At).Row + 1)
            Width = Larger(Width, LastColumn(Given(At)) - Given(At).Column + 1)
        ElseIf IsArray(Given(At)) Then      ' {1,2,3} has one dimension, and may go with a column
            Height = Larger(Height, UBound(Given(At), 1))
            Width = Larger(Width, UBound(Given(At), 1))
        End If
    Next At
    For At = LBound(Given) To UBound(Given)
        If IsObject(Given(At)) Then
            Values(At) = ValuesOf(Given(At), Height, Width)
        Else
            Values(At) = Given(At)
        End If
    Next At
    ValuesOfAll = Values
End Function

Private Function ValuesOf(ByVal Block As Object, ByVal Height As Long, ByVal Width As Long) As Variant
    If Block.Areas.Count > 1 Then Err.Raise 1004, , LabelOf("one_block", SpeaksFrench)
    ValuesOf = PlainValues(Block.Resize(Smaller(Block.Rows.Count, Height), Smaller(Block.Columns.Count, Width)))
End Function

Private Function LastRow(ByVal Block As Object) As Long
    LastRow = Block.Worksheet.UsedRange.Row + Block.Worksheet.UsedRange.Rows.Count - 1
End Function

Private Function LastColumn(ByVal Block As Object) As Long
    LastColumn = Block.Worksheet.UsedRange.Column + Block.Worksheet.UsedRange.Columns.Count - 1
End Function

Private Function WithErrors(ByVal Result As Variant) As Variant
    Dim Row As Long, Col As Long

    If Not IsArray(Result) Then
        WithErrors = AsError(Result)
        Exit Function
    End If
    If Dimensions(Result) = 1 Then
        For Row = LBound(Result) To UBound(Result)
            Result(Row) = AsError(Result(Row))
        Next Row
    Else
        For Row = LBound(Result, 1) To UBound(Result, 1)
            For Col = LBound(Result, 2) To UBound(Result, 2)
                Result(Row, Col) = AsError(Result(Row, Col))
            Next Col
        Next Row
    End If
    WithErrors = Result
End Function

Private Function AsError(ByVal Value As Variant) As Variant
    AsError = Value
    If VarType(Value) <> vbString Then Exit Function
    If Left$(Value, 1) <> "#" Then Exit Function
    Select Case Value
        Case "#DIV/0!": AsError = CVErr(xlErrDiv0)
        Case "#N/A": AsError = CVErr(xlErrNA)
        Case "#NUM!": AsError = CVErr(xlErrNum)
        Case "#VALUE!": AsError = CVErr(xlErrValue)
    End Select
End Function

Private Function Dimensions(ByVal Values As Variant) As Long
    Dim Highest As Long
    Dimensions = 1
    On Error GoTo Found
    Highest = UBound(Values, 2)
    Dimensions = 2
Found:
End Function

Private Function Larger(ByVal One As Long, ByVal Other As Long) As Long
    Larger = IIf(One > Other, One, Other)
End Function

Private Function Smaller(ByVal One As Long, ByVal Other As Long) As Long
    Smaller = IIf(One < Other, One, Other)
End Function
