Option Explicit
Option Private Module

' What the buttons of the tab do: most call Python, some only need Excel.

Private Const BUTTONS As String = "salestracker_xl.hosts.classic.buttons"
Private Const FRENCH As Long = &HC          ' the primary language in the lower ten bits of a language id
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
        Case "why": MsgBox ReasonsOfErrors, vbInformation, TabTitle
        Case "functions": ShowFunctions
        Case Else: RunButton control.ID
    End Select
    Exit Sub
Failed:
    MsgBox Err.Description, vbExclamation, TabTitle
End Sub

Private Sub RunButton(ByVal Button As String)
    ' xlwings asks for an active workbook even where the button needs none.
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    RunPython "from " & BUTTONS & " import clicked; clicked('" & Button & "')"
End Sub

Private Sub ShowFunctions()
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    Application.Dialogs(xlDialogFunctionWizard).Show
End Sub

Private Function TabTitle() As String
    TabTitle = LabelOf("salestracker", SpeaksFrench)
End Function
