Option Explicit
Option Private Module

' What a person is told, asked and shown.

Private Const BOX As Long = 900     ' letters in a box of messages: it cuts off what is longer than about 1,024
Private Const READABLE As String = "*.csv;*.tsv;*.txt;*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.parquet"

Public Sub Tell(ByVal Words As String)
    TellAll Words, vbInformation
End Sub

Public Sub Warn(ByVal Words As String)
    TellAll Words, vbExclamation
End Sub

Private Sub TellAll(ByVal Words As String, ByVal Picture As Long)
    Dim Rest As String, Page As String
    Rest = Words
    Do
        Page = FirstPage(Rest)
        MsgBox Page, Picture, LabelOf("salestracker", SpeaksFrench)
        Rest = Mid$(Rest, Len(Page) + 1)
    Loop While Rest <> ""
End Sub

Public Function FirstPage(ByVal Words As String) As String
    ' As many whole lines as a box shows, else as many whole words.
    Dim Length As Long
    Length = Len(Words)
    If Length > BOX Then Length = InStrRev(Left$(Words, BOX), vbLf)
    If Length = 0 Then Length = InStrRev(Left$(Words, BOX), " ")
    If Length = 0 Then Length = BOX
    FirstPage = Left$(Words, Length)
End Function

Public Function Agreed(ByVal Question As String) As Boolean
    Agreed = MsgBox(Question, vbQuestion + vbOKCancel, LabelOf("salestracker", SpeaksFrench)) = vbOK
End Function

Public Sub ShowPlace(ByVal Place As Range, Optional ByVal AtTheTop As Boolean = False)
    ' Excel goes to no sheet that a person has hidden.
    If Not Place.Worksheet.Visible Then Place.Worksheet.Visible = True
    Application.Goto Place, AtTheTop
End Sub

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
