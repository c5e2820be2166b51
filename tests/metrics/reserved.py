"""Names that a function in Excel must not have."""

from __future__ import annotations

import inspect
import re

import xlsxwriter.worksheet
from openpyxl.utils import FORMULAE

LAST_ROW, LAST_COLUMN = 1_048_576, "XFD"

# Excel's functions: those of its file format, those since 2010 that XlsxWriter writes with a prefix, and newer ones.
EXCEL_FUNCTIONS = (
    frozenset(FORMULAE)
    | frozenset(re.findall(r'"_xlfn\.(?:_xlws\.)?([A-Z0-9.]+)\(', inspect.getsource(xlsxwriter.worksheet)))
    | frozenset(
        """
        AGGREGATE ARABIC ARRAYTOTEXT ASC BAHTTEXT BYCOL BYROW CALL CEILING CHOOSECOLS CHOOSEROWS COPILOT CUBEKPIMEMBER
        CUBEMEMBER CUBEMEMBERPROPERTY CUBERANKEDMEMBER CUBESET CUBESETCOUNT CUBEVALUE DATEDIF DBCS DETECTLANGUAGE DROP
        ENCODEURL EUROCONVERT EVALUATE EXPAND FIELDVALUE FILTER FILTERXML FLOOR GROUPBY HSTACK IMAGE IMPORTCSV
        IMPORTTEXT ISOMITTED JIS LABS LAMBDA LET MAKEARRAY MAP PERCENTOF PHONETIC PIVOTBY PY RANDARRAY REDUCE
        REGEXEXTRACT REGEXREPLACE REGEXTEST REGISTER.ID RTD SCAN SEQUENCE SINGLE SORT SORTBY SQL.REQUEST STOCKHISTORY
        TAKE TEXTAFTER TEXTBEFORE TEXTSPLIT TOCOL TOROW TRANSLATE TRIMRANGE UNIQUE VALUETOTEXT VSTACK WEBSERVICE
        WRAPCOLS WRAPROWS XLOOKUP XMATCH TRUE FALSE FORECAST.LINEAR FORECAST.ETS GROWTH TREND RATE RRI FREQUENCY
        """.split()  # noqa: SIM905
    )
)

# VBA's reserved identifiers: MS-VBAL, section 3.3.5.2.
VBA_KEYWORDS = frozenset(
    """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec cdecl
    cint circle clng clnglng clngptr close const csng cstr currency cvar cverr date debug decimal declare defbool
    defbyte defcur defdate defdbl defdec defint deflng deflnglng deflngptr defobj defsng defstr defvar dim do doevents
    double each else elseif empty end endif enum eqv erase error event exit false fix for friend function get global
    gosub goto if imp implements in input inputb int integer is lbound len lenb let like lineinput lock long longlong
    longptr loop lset me mid midb mod new next not nothing null object on open option optional or paramarray preserve
    print private pset public put raiseevent redim rem resume return rset scale seek select set sgn shared single spc
    static stop string sub tab then to true type typeof ubound unlock until variant vb_base vb_control
    vb_creatable vb_customizable vb_description vb_exposed vb_ext_key vb_globalnamespace vb_helpid vb_invoke_func
    vb_invoke_property vb_name vb_predeclaredid vb_procdata vb_templatederived vb_usermemid vb_varuserdata wend while
    with withevents write xor
    """.split()  # noqa: SIM905
)


def reads_as_a_cell(name: str) -> bool:
    """Whether Excel takes the name for a cell, in its A1 or its R1C1 style.

    >>> [reads_as_a_cell(name) for name in ("CAC", "CAC40", "XFD1048576", "XFE1", "R1C1", "RC", "C", "RFM")]
    [False, True, True, False, True, True, True, False]
    """
    a1 = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", name.upper())
    in_a1 = a1 is not None and (len(a1[1]), a1[1]) <= (3, LAST_COLUMN) and int(a1[2]) <= LAST_ROW
    return in_a1 or re.fullmatch(r"R\d*(C\d*)?|C\d*", name.upper()) is not None
