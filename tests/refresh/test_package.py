"""A plan put into the file of a tracker: its cells, and to the byte nothing else."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from engines.one_sheet import one_sheet
from engines.stored import Place, Value, cell_values, formulas
from engines.whole_book import whole_book
from refresh.by_hand import block, parts, plan_between, plan_of
from trackers import goal_rows, make_tracker, sales_rows, spend_rows

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.files import CannotWrite
from salestracker_xl.refresh.package import parts as writing
from salestracker_xl.refresh.package.patching import patch
from salestracker_xl.refresh.plan import Formula, Growth
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.lint import lint

AS_OF = dt.date(2026, 6, 30)
ROWS = 240


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> Path:
    """A tracker of all sales but the last ones."""
    folder = tmp_path_factory.mktemp("old")
    sales = sales_rows(ROWS).iloc[: ROWS - 15]
    generate(make_tracker(folder, sales, goal_rows(), spend_rows(), as_of=AS_OF), folder / "tracker.xlsx")
    return folder / "tracker.xlsx"


@pytest.fixture(scope="module")
def new(tmp_path_factory) -> Path:
    """A tracker of all sales."""
    folder = tmp_path_factory.mktemp("new")
    generate(make_tracker(folder, sales_rows(ROWS), goal_rows(), spend_rows(), as_of=AS_OF), folder / "tracker.xlsx")
    return folder / "tracker.xlsx"


@pytest.fixture(scope="module")
def patched(old, new, tmp_path_factory) -> Path:
    """The first made the second."""
    out = tmp_path_factory.mktemp("patched") / "tracker.xlsx"
    patch(old, plan_between(old, new), out)
    return out


def test_a_patched_tracker_holds_what_a_new_build_holds(patched, new):
    assert filled(patched) == filled(new)
    assert formulas(patched) == formulas(new)


def filled(path: Path) -> dict[Place, Value]:
    return {place: value for place, value in cell_values(path).items() if value != ""}


def test_neither_linter_nor_validator_finds_a_fault_in_it(patched, validator):
    assert lint(patched) == []
    for version in ("Office2016", "Microsoft365"):
        assert validator.faults(patched, version) == []


def test_parts_that_a_plan_does_not_concern_stay_to_the_byte_even_packed(old, new, tmp_path):
    plan = plan_of(block("Dashboard", "A1", "Tuesday"))
    patch(old, plan, tmp_path / "out.xlsx")
    before, after = parts(old), parts(tmp_path / "out.xlsx")
    concerned = {"xl/worksheets/sheet2.xml", "docProps/core.xml"}
    assert {name for name in before if before[name] != after[name]} == concerned
    with zipfile.ZipFile(old) as one, zipfile.ZipFile(tmp_path / "out.xlsx") as other:
        for name in before.keys() - concerned:
            assert packed(one, old, name) == packed(other, tmp_path / "out.xlsx", name)


def packed(archive: zipfile.ZipFile, path: Path, name: str) -> bytes:
    info = archive.getinfo(name)
    content = path.read_bytes()
    start = info.header_offset + 30 + sum(content[info.header_offset + at] for at in (26, 28))
    return content[start : start + info.compress_size]


def test_only_the_cells_of_a_plan_change_in_their_sheet(old, tmp_path):
    patch(old, plan_of(block("Dashboard", "A1", "Tuesday")), tmp_path / "out.xlsx")
    sheet = "xl/worksheets/sheet2.xml"
    before, after = (parts(path)[sheet].decode() for path in (old, tmp_path / "out.xlsx"))
    cell = re.compile(r'<c r="A1"([^>]*?)(?:/>|>.*?</c>)')
    assert cell.sub("", before) == cell.sub("", after)
    styles = [re.findall(r's="(\d+)"', found[1]) for found in (cell.search(before), cell.search(after)) if found]
    assert styles[0] == styles[1]


TEXTS = ['=HYPERLINK("http://x.test","y")', "+1", "-1", "@SUM(A1)", "\tTab", " spaces ", "a\x07b", "<&>", "two\nlines"]


def test_text_stays_text_whatever_it_begins_with(old, tmp_path):
    """Each over the title of another sheet."""
    with zipfile.ZipFile(old) as archive:
        titles = re.findall(r'<sheet name="(\w+)"', archive.read("xl/workbook.xml").decode())
    texts = dict(zip(titles, TEXTS, strict=False))
    assert len(texts) == len(TEXTS)
    patch(old, plan_of(*(block(title, "A1", text) for title, text in texts.items())), tmp_path / "out.xlsx")
    book = whole_book(tmp_path / "out.xlsx")
    found = {title: book[title]["A1"] for title in texts}
    assert {title: cell.value.replace("_x0007_", "\x07") for title, cell in found.items()} == texts
    assert {cell.data_type for cell in found.values()} == {"s"}
    assert lint(tmp_path / "out.xlsx") == []


def resaved_by_openpyxl(path: Path, folder: Path) -> Path:
    openpyxl.load_workbook(path).save(folder / path.name)
    return folder / path.name


def resaved_by_libreoffice(path: Path, folder: Path) -> Path:
    from engines.libreoffice import _convert

    [found] = _convert([path], "xlsx", folder)
    return found


@pytest.mark.parametrize("resaved", [resaved_by_openpyxl, resaved_by_libreoffice])
def test_what_other_programs_saved_is_patched_too(
    resaved: Callable[[Path, Path], Path], old, new, tmp_path, libreoffice
):
    other = resaved(old, tmp_path)
    patch(other, plan_between(other, new), tmp_path / "out.xlsx")
    assert filled(tmp_path / "out.xlsx") == filled(new)
    assert formulas(tmp_path / "out.xlsx") == formulas(new)
    assert set(lint(tmp_path / "out.xlsx")) <= set(lint(other))


def test_excel_is_asked_to_calculate_and_has_no_outdated_order_of_formulas(old, tmp_path):
    saved = as_excel_saves(old, tmp_path / "saved.xlsx")
    patch(saved, plan_of(block("Dashboard", "A1", Formula("=1+1", 2.0))), tmp_path / "out.xlsx")
    after = parts(tmp_path / "out.xlsx")
    assert "xl/calcChain.xml" not in after
    assert not any(b"calcChain" in content for name, content in after.items() if name.endswith((".rels", "Types].xml")))
    assert b'<calcPr calcId="191029" fullCalcOnLoad="1"/>' in after["xl/workbook.xml"]


def test_the_order_of_formulas_stays_where_only_values_change(old, tmp_path):
    saved = as_excel_saves(old, tmp_path / "saved.xlsx")
    patch(saved, plan_of(recalculated=(block("Dashboard", "B6", Formula("=x", 5.0)),)), tmp_path / "out.xlsx")
    after, before = parts(tmp_path / "out.xlsx"), parts(saved)
    assert after["xl/calcChain.xml"] == before["xl/calcChain.xml"]
    assert formulas(tmp_path / "out.xlsx") == formulas(saved)
    assert cell_values(tmp_path / "out.xlsx")["Dashboard", "B6"] == 5.0


def as_excel_saves(path: Path, out: Path) -> Path:
    """The file with an order of formulas, and without the wish to be calculated."""
    found = writing.Parts(path)
    workbook = found.text("xl/workbook.xml")
    found.put("xl/workbook.xml", re.sub(r"<calcPr[^>]*>", '<calcPr calcId="191029"/>', workbook))
    chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B6" i="2"/></calcChain>'
    found.add("xl/calcChain.xml", chain, "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml")
    relations = "xl/_rels/workbook.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    added = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    found.put(relations, found.text(relations).replace("</Relationships>", added))
    found.save(out)
    return out


def test_a_new_day_of_saving_is_noted(old, patched):
    before, after = (whole_book(path).properties for path in (old, patched))
    assert before.modified <= after.modified <= dt.datetime.now(dt.UTC).replace(tzinfo=None)
    assert before.title == after.title


def test_what_stands_below_a_table_that_grows_is_named(old, tmp_path):
    last = int(one_sheet(old, "Sales", formulas=True).tables["Sales"].ref.rpartition("N")[2])
    mine = tmp_path / "mine.xlsx"
    patch(old, plan_of(block("Sales", f"C{last + 3}", "my note")), mine)
    plan = plan_of(block("Sales", f"A{last + 1}", "SO-1"), growth=(Growth("Sales", "Sales", last + 3),))
    with pytest.raises(SalesTrackerError, match=f"Sales!C{last + 3}: something stands here"):
        patch(mine, plan, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_a_crash_half_way_leaves_the_old_file(old, tmp_path, monkeypatch):
    path = Path(shutil.copy(old, tmp_path / "tracker.xlsx"))

    def crash(self):
        raise OSError("no space left on device")

    monkeypatch.setattr(writing.Archive, "close", crash)
    with pytest.raises(OSError, match="no space"):
        patch(path, plan_of(block("Dashboard", "A1", "x")), path)
    assert path.read_bytes() == old.read_bytes()
    assert [found.name for found in tmp_path.iterdir()] == ["tracker.xlsx"]


@pytest.mark.parametrize("lock", ["~$tracker.xlsx", ".~lock.tracker.xlsx#"])
def test_a_file_that_is_open_elsewhere_is_not_written_behind_its_back(old, tmp_path, lock):
    path = Path(shutil.copy(old, tmp_path / "tracker.xlsx"))
    (tmp_path / lock).touch()
    with pytest.raises(SalesTrackerError, match="is open in another program"):
        patch(path, plan_of(block("Dashboard", "A1", "x")), path)
    assert path.read_bytes() == old.read_bytes()


def test_a_file_that_cannot_be_replaced_is_said(old, tmp_path, monkeypatch):
    def locked(source, target):
        raise PermissionError(13, "in use")

    monkeypatch.setattr("os.replace", locked)
    with pytest.raises(CannotWrite, match="close it in other programs"):
        patch(old, plan_of(block("Dashboard", "A1", "x")), tmp_path / "tracker.xlsx")


def test_days_counted_from_1904_are_refused(old, tmp_path):
    found = writing.Parts(old)
    workbook = found.text("xl/workbook.xml")
    found.put("xl/workbook.xml", workbook.replace("<workbookPr ", '<workbookPr date1904="1" '))
    found.save(tmp_path / "mac.xlsx")
    with pytest.raises(SalesTrackerError, match="counts its days from 1904"):
        patch(tmp_path / "mac.xlsx", plan_of(block("Dashboard", "A1", "x")), tmp_path / "out.xlsx")
