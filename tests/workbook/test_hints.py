"""Green corners: Excel marks no cell of a fresh tracker for a mistake that is none."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from salestracker_xl.language import LANGUAGES
from salestracker_xl.refresh.package.parts import Parts
from salestracker_xl.workbook.lint.places import Block, block

AREAS = re.compile(r'<ignoredError sqref="([^"]*)"([^>]*)/>')
WHOLE = 1_048_576 * 16_384


def unhinted(path: Path) -> dict[str, list[tuple[Block, str]]]:
    """The areas of each sheet in which hints are left out, and which."""
    parts = Parts(path)
    return {
        title: [
            (area, hints)
            for cells, hints in AREAS.findall(parts.text(part))
            for area in map(block, cells.split())
            if area is not None
        ]
        for title, part in parts.sheets.items()
    }


def size(area: Block) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)


def cells_without(path: Path, hint: str) -> Iterator[tuple[str, Block]]:
    for title, areas in unhinted(path).items():
        yield from ((title, area) for area, hints in areas if f'{hint}="1"' in hints)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_areas_of_a_sheet_cover_it_and_do_not_overlap(demos, language):
    for areas in unhinted(demos[language]).values():
        assert sum(size(area) for area, _ in areas) == WHOLE
        assert not any(one.overlaps(other) for (one, _), (other, _) in combinations(areas, 2))


def test_names_that_are_numbers_have_no_hint_and_columns_of_figures_have(demos):
    without = list(cells_without(demos["en"], "numberStoredAsText"))
    for place, wanted in (("A5", True), ("A604", True), ("A9000", True), ("G5", False), ("Q604", False)):
        assert is_within(("Deals", place), without) is wanted
    assert is_within(("Benchmarks", "I85"), without)


def is_within(place: tuple[str, str], areas: list[tuple[str, Block]]) -> bool:
    cell = block(place[1])
    return cell is not None and any(title == place[0] and area.overlaps(cell) for title, area in areas)


def test_a_column_that_is_counted_beforehand_has_no_hint_and_one_of_formulas_has(demos):
    found = [(title, area.left, area.right) for title, area in cells_without(demos["en"], "calculatedColumn")]
    assert ("Sales", 12, 14) in found
    assert [title for title, _, _ in found if title == "Deals"] == []


def test_no_number_is_minus_nought(demos):
    with zipfile.ZipFile(demos["en"]) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/s")]
    assert [text for text in sheets if re.search(r"<v>-0(\.0)?</v>", text)] == []
