"""A refresh written into the file of a tracker, without Excel; what it does not concern stays to the byte."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from salestracker_xl.files import whole_file
from salestracker_xl.language import Text
from salestracker_xl.refresh.package.anew import Carried, lay_out
from salestracker_xl.refresh.package.growing import grow
from salestracker_xl.refresh.package.parts import CannotPatch, Parts
from salestracker_xl.refresh.package.pointing import choices_moved
from salestracker_xl.refresh.package.sheet_xml import Change, SheetXml, attribute
from salestracker_xl.refresh.plan import Block, Plan
from salestracker_xl.workbook.writing.fast_sheet import xml_text

_CALC = re.compile(r"<calcPr\b[^>]*?(/?)>")
_BEFORE_CALC = re.compile(
    r"(?:</(?:definedNames|externalReferences|functionGroups|sheets)>|<(?:definedNames|externalReferences)\s*/>)"
)
_MODIFIED = re.compile(r"(<dcterms:modified\b[^>]*>)[^<]*(</dcterms:modified>)")
_SUBJECT = re.compile(r"<dc:subject>([^<]*)</dc:subject>")
_DAY = re.compile(r"\d.*")  # in words or in numbers, it ends the sentence
_1904 = re.compile(r"<workbookPr\b[^>]*>")


def patch(path: Path, plan: Plan, out: Path) -> Carried:
    """Write to `out` the tracker at `path` with a plan put into it; whole, or not at all.

    Gives back what of people's could not stay where it was on a sheet that was laid out anew.
    Only the parts change that the plan concerns, and in them only its cells. Raises a SalesTrackerError, with nothing
    written, where something stands in the way of a table, the file is open elsewhere or cannot be written.
    """
    check_closed(path)
    parts = Parts(path)
    _check_days(parts)
    _write_cells(parts, plan)
    carried = _lay_out(parts, path, plan)
    _ask_for_calculation(parts)
    _date(parts, plan)
    with whole_file(out) as part:
        parts.save(part)
    return carried


def _lay_out(parts: Parts, path: Path, plan: Plan) -> Carried:
    """Replace the sheets that the plan has elsewhere by those of the twin, and let the others point to them."""
    if plan.twin is None or (plan.layout is None and not choices_moved(parts, plan.twin)):
        return Carried()
    with tempfile.TemporaryDirectory(prefix="salestracker-") as folder:
        twin = Path(folder) / "twin.xlsx"
        plan.twin.workbook.save(twin)
        carried = lay_out(parts, path, twin, plan.layout.sheets if plan.layout else ())
    _forget_order_of_calculation(parts)
    return carried


def check_closed(path: Path) -> None:
    """Raise CannotPatch where a file beside a workbook says that a program has it open."""
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise CannotPatch(
                Text(
                    "{file} is open in another program; save and close it there, and refresh again (if it is open "
                    "nowhere, delete {lock} beside it).",
                    "{file} est ouvert dans un autre programme ; enregistrez-le et fermez-le, puis recommencez (s'il "
                    "n'est ouvert nulle part, supprimez {lock} à côté de lui).",
                ).format(file=path.name, lock=lock.name)
            )


def _write_cells(parts: Parts, plan: Plan) -> None:
    changes: dict[str, dict[int, dict[int, Change]]] = defaultdict(lambda: defaultdict(dict))
    for blocks, same_formula in ((plan.recalculated, True), (plan.blocks, False)):
        for block in blocks:
            for row, col, change in _changes(block, same_formula):
                changes[block.sheet][row][col] = change
    sheets = {title: SheetXml(parts.text(parts.sheets[title])) for title in changes}
    for growth in plan.growth:
        sheet = sheets.get(growth.sheet) or SheetXml(parts.text(parts.sheets[growth.sheet]))
        sheets[growth.sheet] = grow(parts, growth, sheet, changes[growth.sheet])
    for title, sheet in sheets.items():
        parts.put(parts.sheets[title], sheet.changed(changes[title]))
    if plan.blocks or plan.growth:
        _forget_order_of_calculation(parts)


def _changes(block: Block, same_formula: bool) -> Iterator[tuple[int, int, Change]]:
    for row, cells in enumerate(block.rows, start=block.row):
        for col, content in enumerate(cells, start=block.col):
            yield row, col, Change(content, same_formula=same_formula)


def _forget_order_of_calculation(parts: Parts) -> None:
    """Excel makes its list of formulas anew where there is none, and repairs the file where one is wrong."""
    for chain in parts.related(parts.workbook, "calcChain"):
        parts.unrelate(parts.workbook, chain)
        parts.drop(chain)


def _ask_for_calculation(parts: Parts) -> None:
    """Have Excel calculate all formulas when it opens the file."""
    text = parts.text(parts.workbook)
    found = _CALC.search(text)
    if found is None:
        *_, before = _BEFORE_CALC.finditer(text)
        text = f'{text[: before.end()]}<calcPr fullCalcOnLoad="1"/>{text[before.end() :]}'
    elif attribute(found[0], "fullCalcOnLoad") not in ("1", "true"):
        asked = re.sub(r'\s*\bfullCalcOnLoad="[^"]*"', "", found[0])
        asked = re.sub(r"\s*(/?)>$", r' fullCalcOnLoad="1"\1>', asked)
        text = text.replace(found[0], asked, 1)
    if text != parts.text(parts.workbook):
        parts.put(parts.workbook, text)


def _date(parts: Parts, plan: Plan) -> None:
    """Say when the file was last saved, by which events of the calendar are numbered, and up to which day it goes."""
    now = f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    for core in parts.related("", "core-properties"):
        text = parts.text(core)
        text = _MODIFIED.sub(rf"\g<1>{now}\g<2>", text)
        told = "" if plan.twin is None else str(plan.twin.workbook.doc_properties.get("subject", ""))
        found = _SUBJECT.search(text)
        if found and _DAY.sub("", found[1]) == _DAY.sub("", xml_text(told)):
            text = text.replace(found[0], f"<dc:subject>{xml_text(told)}</dc:subject>")
        parts.put(core, text)


def _check_days(parts: Parts) -> None:
    properties = _1904.search(parts.text(parts.workbook))
    if properties is not None and attribute(properties[0], "date1904") in ("1", "true"):
        raise CannotPatch(
            Text(
                "{file} counts its days from 1904; switch that off in Excel (Options, Advanced, Use 1904 date system), "
                "correct the dates, and refresh again.",
                "{file} compte ses jours depuis 1904 ; désactivez ce réglage dans Excel (Options, Options avancées, "
                "Utiliser le calendrier depuis 1904), corrigez les dates, puis recommencez.",
            ).format(file=parts.file)
        )
