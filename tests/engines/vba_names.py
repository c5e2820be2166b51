"""What VBA and Excel bring along, as far as our modules use it."""

from __future__ import annotations

TYPES = frozenset(
    "boolean date long string variant object range workbook worksheet application listobject iribboncontrol".split()  # noqa: SIM905
)
OBJECTS = frozenset("object range workbook worksheet application listobject iribboncontrol dictionary".split())  # noqa: SIM905
KNOWN = frozenset(
    """
    activecell activeworkbook application array ascw chrw dateadd dir environ err hex
    iif instr instrrev isarray isempty iserror ismissing isobject join left mid mkdir msgbox now replace right
    thisworkbook typename vartype workbooks
    vbcrlf vbdate vbdirectory vbdouble vbexclamation vbinformation vblf vbok vbokcancel vbquestion vbstring
    xlcountrycode xldialogfunctionwizard xlerrdiv0 xlerrna xlerrnum xlerrvalue xltypepdf
    """.split()  # noqa: SIM905
)
