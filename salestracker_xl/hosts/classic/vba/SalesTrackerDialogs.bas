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

Public Function ChosenFile() As String
    ' "" where none was chosen. A Mac takes no such filter, and shows every file.
    Dim Chosen As Variant
    Dim Title As String
    Title = LabelOf("choose_orders", SpeaksFrench)
    #If Mac Then
        Chosen = Application.GetOpenFilename(Title:=Title)
    #Else
        Chosen = Application.GetOpenFilename(FileFilter:=LabelOf("orders", SpeaksFrench) & "," & READABLE, Title:=Title)
    #End If
    If VarType(Chosen) = vbString Then ChosenFile = Chosen
End Function
