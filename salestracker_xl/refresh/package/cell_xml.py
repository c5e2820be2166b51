"""One cell as the part of a sheet holds it."""

from __future__ import annotations

from salestracker_xl.refresh.plan import Cell, Formula
from salestracker_xl.workbook.values import ExcelError, Value
from salestracker_xl.workbook.writing.fast_sheet import letters, number_text, xml_text


def cell_xml(row: int, col: int, style: int, content: Cell, formula: str | None = None) -> str:
    """The element of a cell, empty for a blank one without a format. Text is text, whatever it begins with.

    `formula` is the element of a formula that stays, with all that it says of shared cells and arrays.

    >>> cell_xml(1, 2, 5, "=1+1")
    '<c r="C2" s="5" t="inlineStr"><is><t>=1+1</t></is></c>'
    >>> cell_xml(1, 2, 0, Formula("=SUM(A1:A2)", 3.0))
    '<c r="C2"><f>SUM(A1:A2)</f><v>3</v></c>'
    """
    opening = f'<c r="{letters(col)}{row + 1}"' + (f' s="{style}"' if style else "")
    if isinstance(content, Formula):
        kind, held = _calculated(content.value)
        formula = formula or f"<f>{xml_text(content.text.removeprefix('='))}</f>"
        return f"{opening}{kind}>{formula}{held}</c>"
    if formula is not None:
        kind, held = _calculated(content)
        return f"{opening}{kind}>{formula}{held}</c>"
    if content is None or content == "":
        return f"{opening}/>" if style else ""
    if isinstance(content, str):
        return f'{opening} t="inlineStr"><is>{_text(content)}</is></c>'
    kind, held = _calculated(content)
    return f"{opening}{kind}>{held}</c>"


def _calculated(value: Value) -> tuple[str, str]:
    """The type of a cell with a value, and the element of the value."""
    if isinstance(value, ExcelError):
        return ' t="e"', f"<v>{xml_text(value.code)}</v>"
    if isinstance(value, bool):
        return ' t="b"', f"<v>{int(value)}</v>"
    if isinstance(value, str):
        return ' t="str"', f"<v>{xml_text(value)}</v>"
    return "", f"<v>{number_text(0.0 if value is None else value)}</v>"


def _text(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<t{space}>{xml_text(text)}</t>"
