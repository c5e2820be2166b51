"""What the validator misses, the linter sees: a good workbook broken in one way at a time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from salestracker_xl.workbook.lint import lint
from salestracker_xl.workbook.lint.grammar import spoken
from salestracker_xl.workbook.lint.intersection import intersected
from salestracker_xl.workbook.lint.parts import MAIN

WORKBOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
DATA, SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml"
CHART, DRAWING, METADATA = "xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/metadata.xml"
TYPES, RELATIONS = "[Content_Types].xml", "xl/worksheets/_rels/sheet2.xml.rels"
LIST = '"North,South"'


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    """A workbook with every kind of part that a mutation breaks."""
    path = tmp_path_factory.mktemp("lint") / "good.xlsx"
    book = xlsxwriter.Workbook(path)
    data: Any = book.add_worksheet("Data")
    report: Any = book.add_worksheet("Report's page")
    bold = book.add_format({"bold": True, "font_color": "#0E2841"})
    columns = [{"header": name} for name in ("Rep", "Qty", "Amount")]
    rows = [["North", at, at * 1.5] for at in range(1, 6)]
    data.write("A1", "Orders", bold)
    data.add_table("A4:C9", {"name": "Sales", "columns": columns, "data": rows})
    data.data_validation("A5:A9", {"validate": "list", "source": ["North", "South"]})
    data.conditional_format("B5:B9", {"type": "cell", "criteria": ">", "value": "$C$5", "format": bold})
    book.define_name("QtyRange", "=Data!$B$5:$B$9")
    book.define_name("Doubled", "=_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)")
    report.merge_range("B2:D2", "A title", bold)
    report.write_formula("A5", '=SUM(Sales[Amount])+IF(COUNTIFS(Sales[Rep],"N*")>0,-1,{1,2;3,4})', None, 1)
    report.write_formula("A6", '=_xlfn.XLOOKUP("North",Sales[Rep],Sales[Qty])', None, 1)
    report.write_formula("A7", "=_xlfn.LET(_xlpm.n,2,_xlpm.n+Doubled(_xlpm.n))", None, 6)
    report.write_formula("A8", "=SUM(QtyRange,'Report''s page'!A5:A7)*50%-MAX(,1)", None, 6)
    report.write_dynamic_array_formula("F5:F9", "=_xlfn._xlws.SORT(Sales[Qty])", None, 1)
    report.write_url("A9", "internal:Data!A1", string="to the data")
    report.write("A10", "x" * 20)
    typed = {"input_title": "Quantity", "input_message": "A number.", "error_title": "No", "error_message": "A number."}
    data.data_validation("B5:B9", {"validate": "custom", "value": "ISNUMBER(B5)", **typed})
    data.conditional_format("C5:C9", {"type": "data_bar", "bar_solid": True})
    data.set_column("A:A", 20)
    data.set_column("B:C", 12, book.add_format({"num_format": "0.0"}))
    data.set_row(2, 30)
    data.set_footer("&P / &N")
    data.set_h_pagebreaks([20])
    data.ignore_errors({"number_stored_as_text": "A5:A9", "eval_error": "B5:B9"})
    data.write_url("E1", "https://example.org/a", tip="look")
    data.write_url("E2", "internal:Data!A1", string="here")
    data.add_sparkline("E5", {"range": "Data!B5:B9"})
    chart: Any = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Data!$B$5:$B$9"})
    report.insert_chart("H2", chart)
    book.close()
    return path


def put(old: str, new: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(old, new, 1)


def swap(pattern: str, new: str) -> Callable[[str], str]:
    return lambda xml: re.sub(pattern, new, xml, count=1, flags=re.DOTALL)


def to_the_end_of_cells(element: str) -> Callable[[str], str]:
    """Move an element right behind the rows, where the schema has no place for it."""

    def moved(xml: str) -> str:
        whole = re.search(rf"<{element}.*?</{element}>", xml, re.DOTALL)
        assert whole is not None
        return xml.replace(whole[0], "").replace("</sheetData>", "</sheetData>" + whole[0])

    return moved


MUTATIONS: dict[str, tuple[str, Callable[[str], str] | None, str | None]] = {  # part, change, what the linter says
    "a header unlike its cell": (TABLE, put('name="Qty"', 'name="Quantity"'), "a column 'Quantity' where the cell"),
    "a column twice": (TABLE, put('name="Qty"', 'name="Rep"'), "has two columns 'Rep'"),
    "a table's name with a space": (TABLE, put('displayName="Sales"', 'displayName="My Sales"'), "has no name that"),
    "a table wider than its columns": (TABLE, put('ref="A4:C9"', 'ref="A4:D9"'), "has 3 columns over A4:D9"),
    "a name like a cell": (WORKBOOK, put('name="QtyRange"', 'name="A1"'), "the name A1: is no name"),
    "a name twice": (WORKBOOK, put('name="QtyRange"', 'name="Doubled"'), "is defined twice"),
    "a name with a broken formula": (WORKBOOK, put("$B$5:$B$9<", "$B$5:$B$9)(<"), "closes a parenthesis"),
    "a broken formula": (SHEET, put("SUM(Sales[Amount])", "SUM((Sales[Amount]"), "ends within parentheses"),
    "no _xlfn": (SHEET, put("_xlfn.XLOOKUP", "XLOOKUP"), "a file names this function _xlfn.XLOOKUP"),
    "no _xlpm": (SHEET, lambda xml: xml.replace("_xlpm.", ""), "names n; a name is defined"),
    "an unknown column": (SHEET, put("Sales[Amount]", "Sales[Amt]"), "refers to Sales[Amt]"),
    "a style that is not there": (DATA, put(' s="1"', ' s="999"'), "has the style 999"),
    "a string that is not there": (DATA, swap(r't="s"><v>\d+', 't="s"><v>99999'), "the shared string 99999"),
    "rows out of order": (DATA, put('<row r="6"', '<row r="60006"'), "stands below row 60006"),
    "elements out of order": (DATA, to_the_end_of_cells("dataValidations"), None),
    "a list of 399 characters": (DATA, put(LIST, '"' + ",".join(["x" * 9] * 40) + '"'), "lists 399 characters"),
    "merged cells that overlap": (SHEET, put('"B2:D2"/>', '"B2:D2"/><mergeCell ref="C2:D3"/>'), "overlaps the merged"),
    "two sheets of a name": (WORKBOOK, put("name=\"Report's page\"", 'name="Data"'), "stands twice"),
    "a sheet's name too long": (WORKBOOK, put('name="Data"', f'name="{"L" * 40}"'), "a name of 40 characters"),
    "a sheet's name with a slash": (WORKBOOK, put('name="Data"', 'name="Da/ta"'), "holds a forbidden sign"),
    "a missing drawing": (DRAWING, None, None),
    "an unknown attribute": (DATA, put("<sheetView ", '<sheetView foo="1" '), None),
    "a colour that is none": (STYLES, put('rgb="FF0E2841"', 'rgb="FF0E28ZZ"'), None),
    "dynamic arrays without metadata": (METADATA, None, "points to metadata"),
    "a cell in another row": (DATA, put('<c r="B6"', '<c r="B7"'), "stands in row 6"),
    "a text of 40,000 characters": (STRINGS, put("x" * 20, "x" * 40_000), "has 40000 characters"),
    "a control character": (STRINGS, put("Orders", "Or&#11;ders"), "is not well-formed XML"),
    "a chart's elements out of order": (
        CHART,
        put('<c:barDir val="col"/><c:grouping val="clustered"/>', '<c:grouping val="clustered"/><c:barDir val="col"/>'),
        None,
    ),
    # and what the validator was not asked about
    "cells out of order": (DATA, swap(r'(<c r="A6".*?)(<c r="B6".*?)(<c r="C6")', r"\2\1\3"), "stands out of order"),
    "a table without rows": (TABLE, lambda xml: xml.replace("A4:C9", "A4:C4"), "has no row in A4:C4"),
    "a table named like a name": (TABLE, put('displayName="Sales"', 'displayName="Doubled"'), "the name of a defined"),
    "a filter beside its table": (TABLE, put('<autoFilter ref="A4:C9"', '<autoFilter ref="A4:C8"'), "is filtered over"),
    "a merged block in a table": (DATA, put("</sheetData>", "</sheetData>" + '<mergeCells count="1">'
                                            '<mergeCell ref="A5:B5"/></mergeCells>'), "overlaps the merged"),
    "a link to no sheet": (SHEET, put("Data!A1", "Dates!A1"), "links to 'Dates!A1'"),
    "a chart of no sheet": (CHART, put("Data!", "Dates!"), "refers to the sheet 'Dates'"),
    "an unknown function": (SHEET, put("SUM(Sales", "SUMM(Sales"), "calls SUMM"),
    "a parameter that nothing declares": (SHEET, put("_xlpm.n+", "_xlpm.m+"), "uses _xlpm.m"),
    "a rule that refers to a table": (DATA, put("$C$5</formula>", "Sales[Qty]</formula>"), "refers to a table"),
    "a look that is not there": (DATA, put('dxfId="0"', 'dxfId="7"'), "has the look 7"),
    "columns twice": (DATA, put('<col min="2"', '<col min="1"'), "follow column 1; columns rise"),
    "a column too wide": (DATA, swap(r'(<col min="1" max="1" width=")[0-9.]+', r"\g<1>300"), "are 300 wide"),
    "a row too high": (DATA, put('ht="30"', 'ht="500"'), "is 500 high"),
    "a long title of a prompt": (DATA, put('promptTitle="Quantity"', f'promptTitle="{"Q" * 33}"'), "33 signs of"),
    "a long prompt": (DATA, put('prompt="A number."', f'prompt="{"Q" * 256}"'), "256 signs of prompt"),
    "a long check": (DATA, put("ISNUMBER(B5)", "+".join(["B5"] * 90)), "is checked by 269 signs"),
    "two checks of a cell": (DATA, put('sqref="B5:B9"><formula1>IS', 'sqref="A9:B9"><formula1>IS'), "is checked twice"),
    "a rank twice": (DATA, put('priority="2"', 'priority="1"'), "have the rank 1 twice"),
    "a rule without its half": (DATA, swap(r"<x14:id>\{DA", "<x14:id>{DB"), "in one place only"),
    "hints that overlap": (DATA, put('<ignoredError sqref="B5:B9"', '<ignoredError sqref="A9:B9"'), "out: overlap"),
    "two links in a cell": (DATA, put('<hyperlink ref="E2"', '<hyperlink ref="E1"'), "has two links"),
    "a long tip": (DATA, put('tooltip="look"', f'tooltip="{"t" * 256}"'), "has a tip of 256 signs"),
    "a long footer": (DATA, put("&amp;P /", "&amp;P" + "x" * 255), "signs of header or footer"),
    "too many breaks": (DATA, put("<brk ", '<brk id="9" max="16383" man="1"/>' * 1023 + "<brk "), "has 1024 breaks"),
    "a sparkline of a block": (DATA, put("<xm:f>Data!B5:B9", "<xm:f>Data!B5:C9"), "a sparkline draws one row"),
    "a hidden tab that is open": (WORKBOOK, put('name="Data" ', 'name="Data" state="hidden" '), "on a hidden tab"),
    "two tabs chosen": (SHEET, put("<sheetView ", '<sheetView tabSelected="1" '), "has tabs [0, 1] chosen"),
    "values that stay stale": (WORKBOOK, put(' fullCalcOnLoad="1"', ""), "waits for a change"),
    "a format with a bare point": (STYLES, put('formatCode="0.0"', 'formatCode="0.##"'), "shows 3 as 3."),
    "a long format": (STYLES, put('formatCode="0.0"', f'formatCode="&quot;{"x" * 260}&quot;0"'), "has 263 signs"),
    "one cell of a range": (SHEET, put("SUM(Sales[Amount])+", "SUM(Sales[Amount]*2)+"), "one cell of Sales[Amount]"),
    "a part without a type": (TYPES, swap(r'<Override PartName="/xl/charts/chart1[^>]*>', ""), None),
    "a part of two types": (TYPES, swap(r'(<Override PartName="/xl/charts/chart1[^>]*>)', r"\1\1"), "has two types"),
    "a type of no part": (TYPES, put("charts/chart1", "charts/chart7"), "has a type, but is no part"),
    "a relation to nowhere": (RELATIONS, put("/drawing1", "/drawing9"), "drawing9.xml, which is no part"),
    "a relation twice": (RELATIONS, swap(r"(<Relationship [^>]*>)", r"\1\1"), "stands twice; each relation has an id"),
    "no relation": (RELATIONS, put('Id="rId1"', 'Id="rId7"'), "rId1: is no relation of this part"),
    "a document type": (DATA, put("<worksheet ", "<!DOCTYPE worksheet><worksheet "), "is not well-formed XML"),
}  # fmt: skip
THE_28 = list(MUTATIONS)[:28]


def broken(path: Path, part: str, change: Callable[[str], str] | None) -> Path:
    """A copy of the workbook with one part changed, or left out."""
    copy = path.with_name("broken.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                if change is None:
                    continue
                changed = change(content.decode()).encode()
                assert changed != content, "the mutation does not apply"
                content = changed
            target.writestr(name, content)
    return copy


def test_a_good_workbook_has_no_fault(good, validator):
    assert lint(good) == []
    assert validator.faults(good, "Microsoft365") == []


@pytest.mark.parametrize("name", [name for name, (_, _, told) in MUTATIONS.items() if told is not None])
def test_the_linter_says_what_was_broken(good, name):
    part, change, told = MUTATIONS[name]
    faults = [str(fault) for fault in lint(broken(good, part, change))]
    assert told is not None
    assert any(told in fault for fault in faults), faults
    assert len(faults) <= 12


@pytest.mark.parametrize("name", [name for name, (_, _, told) in MUTATIONS.items() if told is None])
def test_the_validator_sees_what_breaks_the_schema(good, name, validator):
    part, change, _ = MUTATIONS[name]
    assert validator.faults(broken(good, part, change), "Microsoft365") != []


def test_a_part_stands_once(good):
    copy = good.with_name("twice.xlsx")
    copy.write_bytes(good.read_bytes())
    with zipfile.ZipFile(copy, "a") as archive:
        archive.writestr(STYLES.upper(), b"<styleSheet/>")
    assert any("stands twice; names of parts differ" in str(fault) for fault in lint(copy))


def test_an_order_of_calculation_names_formulas_alone(good):
    copy = good.with_name("ordered.xlsx")
    copy.write_bytes(good.read_bytes())
    with zipfile.ZipFile(copy, "a") as archive:
        archive.writestr(
            "xl/calcChain.xml", f'<calcChain xmlns="{MAIN[1:-1]}"><c r="A5" i="2"/><c r="A4"/></calcChain>'
        )
    told = [str(fault) for fault in lint(copy)]
    assert any("Report's page!A4: holds no formula" in fault for fault in told)
    assert not any("!A5" in fault for fault in told)


def test_all_28_ways_to_break_a_workbook_are_told_apart():
    assert len(THE_28) == 28
    assert sum(MUTATIONS[name][2] is None for name in THE_28) == 5


@pytest.mark.parametrize(
    "formula",
    [
        "-A1%^2",
        "SUM(,,)",
        "IF(A1,,)",
        '"say ""yes"""',
        "{1,-2.5;\"a,b\",TRUE}",
        "INDEX(A:A,2):INDEX($B:$B,3)",
        "SUM((A1:A3,C1:C3))",
        "A1:C3 B2:D4",
        "_xlfn.LAMBDA(_xlpm.a,_xlpm.a)(1)",
        "1:3",
        "SUM('It''s'!$A$1:$B$2)",
        "T[[#This Row],[Price ('[EUR'])]]",
        "T[[#Headers],[A]]:T[[#This Row],[A]]",
        "_xlfn.LAMBDA(_xlpm.a,_xlop.b,IF(_xlfn.ISOMITTED(_xlpm.b),_xlpm.a,_xlpm.b))(1)",
        "#REF!+#N/A",
        "LOG10(1e-3)",
    ],
)  # fmt: skip
def test_a_formula_is_one(formula):
    assert spoken(formula).complaint == ""
    assert spoken(formula).undeclared == frozenset()


@pytest.mark.parametrize(
    ("formula", "complaint"),
    [
        ("", "is empty"),
        ("=A1", "begins with '='"),
        ("A1;B1", "';B1' is no part of a formula"),
        ("SUM(A1 2)", "'2' follows 'A1'"),
        ("SUM(A1)B1", "'B1' follows ')'"),
        ("A1+", "ends with '+'"),
        ("A1,B1", "holds a comma outside parentheses"),
        ("()", "')' follows '('"),
        ('"open', "'\"open' is no part of a formula"),
        ("{1,2;3}", "'{1,2;3}' is no array of constants"),
        ("[@Amount]", "'[@Amount]' does not say of which table"),
        ("Sales[@Amount]", "'Sales[@Amount]' is written as on the screen, not as in a file"),
        ("A1#", "'#' is no part of a formula"),
        ('"' + "x" * 256 + '"', "holds a text of 256 characters, more than 255"),
        ("1+" * 4096 + "1", "has 8193 characters, more than 8192"),
        ("ABS(" * 65 + "1" + ")" * 65, "goes deeper than 64 levels"),
    ],
)
def test_what_is_no_formula_is_told_why(formula, complaint):
    assert spoken(formula).complaint == complaint


@pytest.mark.parametrize(
    ("formula", "cells"),
    [
        ("A1:A3*2", "A1:A3"),
        ("SUM(A1:A3*2)", "A1:A3"),
        ("SUM(A1:A3)*2", ""),
        ("SUM(IF(B1>0,A1:A3,0))", ""),
        ("SUM(IF(A1:A3>0,1))", "A1:A3"),
        ("SUMPRODUCT((A1:A3>0)*MONTH(A1:A3))", ""),
        ("SUMPRODUCT(IF(A1:A3>0,1))", "A1:A3"),
        ("MATCH(1,(A1:A3=1)*(B1:B3=2),0)", "A1:A3"),
        ("MATCH(1,INDEX((A1:A3=1)*(B1:B3=2),0),0)", ""),
        ("LOOKUP(2,1/(A1:A3<>0),B1:B3)", ""),
        ("SUMIFS(A1:A3,B1:B3,C1:C2)", "C1:C2"),
        ("COUNTIFS(S[[#Headers],[A]]:S[[#This Row],[A]],S[[#This Row],[A]])", ""),
        ('S[A]&""', "S[A]"),
        ('S[[#This Row],[A]]&""', ""),
        ("EOMONTH(A1:A3,0)", "A1:A3"),
        ("INDEX(A1:A9,2):INDEX(A1:A9,3)", ""),
        ('_xlfn.XLOOKUP(A1,B1:B3&"",C1:C3)', ""),
        ("SUM((A1:A3,C1:C3))", ""),
    ],
)
def test_where_excel_takes_one_cell_of_many(formula, cells):
    assert intersected(formula) == cells
