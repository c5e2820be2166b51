Option Explicit
Option Private Module

' What a person is told and asked.

Private Const READABLE As String = "*.csv;*.tsv;*.txt;*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.parquet"

Public Sub Tell(ByVal Words As String)
    MsgBox Words, vbInformation, LabelOf("salestracker", SpeaksFrench)
End Sub

Public Sub Warn(ByVal Words As String)
    MsgBox Words, vbExclamation, LabelOf("salestracker", SpeaksFrench)
End Sub

Public Function Agreed(ByVal Question As String) As Boolean
    Agreed = MsgBox(Question, vbQuestion + vbOKCancel, LabelOf("salestracker", SpeaksFrench)) = vbOK
End Function

Public Function ChosenFiles() As String
    ' A file a line; "" where none was chosen. A Mac takes no such filter and one file at a time.
    Dim Chosen As Variant
    Dim Title As String
    Title = LabelOf("choose_orders", SpeaksFrench)
    #If Mac Then
        Chosen = Application.GetOpenFilename(Title:=Title)
    #Else
        Chosen = Application.GetOpenFilename(LabelOf("orders", SpeaksFrench) & "," & READABLE, 1, Title, , True)
    #End If
    If IsArray(Chosen) Then
        ChosenFiles = Join(Chosen, vbLf)
    ElseIf VarType(Chosen) = vbString Then
        ChosenFiles = Chosen
    End If
End Function
