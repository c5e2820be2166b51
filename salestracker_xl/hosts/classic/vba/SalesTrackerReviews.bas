Option Explicit
Option Private Module

' The agenda of a tracker: which reviews wait, and a review that was done.

Private Const METRICS As String = "st_reviews_metric"       ' the headers of the agenda: reviews stand below them
Private Const DAYS_DONE As String = "st_reviews_last_done"
Private Const NEXT_DUE As String = "st_next_due"            ' a day for each row of the agenda, or ""
Private Const THIS_DAY As String = "st_today"               ' the day that the tracker looks from
Private Const MOST_REVIEWS As Long = 40

Public Sub ShowDue()
    Dim Header As Range
    Dim Days As Variant, Reviews As Variant
    Dim At As Long, Late As Long, Due As Long
    Dim LateOnes As String, DueOnes As String

    Set Header = CellNamed(METRICS)
    If Header Is Nothing Then Exit Sub
    ShowPlace Header
    Days = PlainValues(CellNamed(NEXT_DUE))
    Reviews = PlainValues(Header.Offset(1, 0).Resize(MOST_REVIEWS, 1))
    For At = 1 To MOST_REVIEWS
        If IsDay(Days(At, 1)) And CStr(Reviews(At, 1)) <> "" Then
            If CDbl(Days(At, 1)) < CDbl(PlainValues(CellNamed(THIS_DAY))) Then
                Late = Late + 1
                LateOnes = LateOnes & ", " & Reviews(At, 1)
            ElseIf CDbl(Days(At, 1)) = CDbl(PlainValues(CellNamed(THIS_DAY))) Then
                Due = Due + 1
                DueOnes = DueOnes & ", " & Reviews(At, 1)
            End If
        End If
    Next At
    If Late + Due = 0 Then
        Tell LabelOf("nothing_due", SpeaksFrench)
    Else
        Tell Waiting("overdue", Late, LateOnes) & IIf(Late > 0 And Due > 0, vbCrLf, "") & Waiting("due", Due, DueOnes)
    End If
End Sub

Public Sub MarkDone()
    Dim Header As Range
    Dim Below As Long

    Set Header = CellNamed(METRICS)
    If Header Is Nothing Then Exit Sub
    If Not ActiveCell Is Nothing Then
        If ActiveCell.Worksheet.Name = Header.Worksheet.Name Then Below = ActiveCell.Row - Header.Row
    End If
    If Below >= 1 And Below <= MOST_REVIEWS Then
        If CStr(Header.Offset(Below, 0).Value) = "" Then Below = 0
    Else
        Below = 0
    End If
    If Below = 0 Then
        Tell LabelOf("choose_a_review", SpeaksFrench)
    Else
        CellNamed(DAYS_DONE).Offset(Below, 0).Value = CellNamed(THIS_DAY).Value
    End If
End Sub

Private Function Waiting(ByVal Key As String, ByVal Count As Long, ByVal Which As String) As String
    If Count > 0 Then Waiting = Replace(Replace(LabelOf(Key, SpeaksFrench), "{n}", CStr(Count)), "{which}", Mid$(Which, 3))
End Function

Private Function IsDay(ByVal Value As Variant) As Boolean
    Select Case VarType(Value)
        Case vbDouble, vbDate: IsDay = True
    End Select
End Function

