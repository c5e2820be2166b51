"""What sheets that stay point to, also in the forms that Excel gives it when it saves."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from salestracker_xl.refresh.package.parts import Parts
from salestracker_xl.refresh.package.pointing import Pointing, pointed

LIST = '<dataValidation type="list" sqref="{cells}"><formula1>{formula}</formula1></dataValidation>'
NEWER_LIST = (
    '<x14:dataValidation type="list"><x14:formula1><xm:f>{formula}</xm:f></x14:formula1>'
    "<xm:sqref>{cells}</xm:sqref></x14:dataValidation>"
)
SERIES = '<c:ser><c:idx val="{at}"/><c:val><c:numRef><c:f>{formula}</c:f>{cache}</c:numRef></c:val></c:ser>'
FILTER, NAMES, REGIONS = "'Calc'!$W$2:$W$9", "'Calc'!$W$3:$W$9", "'Calc'!$V$3:$V$8"


def pointing(folder: Path, text: str, twin: str) -> str:
    """The text of a sheet that points to where another does."""
    here, other = one_part(folder / "here", text), one_part(folder / "twin", twin)
    Pointing(here, other, {"Calc"}, lambda formula: formula.replace("'Calc'", "Calc")).follow("sheet.xml", "sheet.xml")
    return here.text("sheet.xml").removeprefix("<worksheet>").removesuffix("</worksheet>")


def one_part(path: Path, text: str) -> Parts:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sheet.xml", f"<worksheet>{text}</worksheet>")
    return Parts(path)


@pytest.mark.parametrize("form", [LIST, NEWER_LIST])
@pytest.mark.parametrize(
    ("cells", "old", "new"),
    [
        ("G5:G99", "Calc!$W$3:$W$8", "Calc!$W$3:$W$9"),  # the table has grown here
        ("T2", "Calc!$W$2:$W$8", "Calc!$W$2:$W$9"),
        ("T2 G5:G9", "Calc!$W$2:$W$8", "Calc!$W$2:$W$9"),  # Excel puts checks that are alike together
        ("H5:H99", "Calc!$V$3:$V$7", "Calc!$V$3:$V$8"),  # a column of a person's moved it
        ("G5:G99", "Calc!$Z$3:$Z$7", "Calc!$Z$3:$Z$7"),  # choices that the twin does not know
        ("G5:G99", "Other!$W$3:$W$8", "Other!$W$3:$W$8"),  # a person's own
        ("G:G", "Calc!$V$3:$V$7", "Calc!$V$3:$V$8"),
    ],
)
def test_a_drop_down_has_the_choices_of_the_twin(tmp_path, form, cells, old, new):
    known = (("T2", FILTER), ("G5:G60", NAMES), ("F5:F60", REGIONS))
    twin = "".join(LIST.format(cells=at, formula=formula) for at, formula in known)
    text = pointing(tmp_path, form.format(cells=cells, formula=old), twin)
    assert text == form.format(cells=cells, formula=new)


def test_a_chart_keeps_its_looks_and_shows_what_the_twins_shows():
    here = SERIES.format(at=1, formula="Calc!$B$1", cache="") + "<mine/>" + SERIES.format(at=0, formula="x", cache="")
    twin = "".join(SERIES.format(at=at, formula=f"Calc!$B${at + 5}", cache="<c:v>7</c:v>") for at in (0, 1))
    assert pointed(here, twin) == (
        SERIES.format(at=1, formula="Calc!$B$6", cache="<c:v>7</c:v>")
        + "<mine/>"
        + SERIES.format(at=0, formula="Calc!$B$5", cache="<c:v>7</c:v>")
    )


def test_a_chart_with_other_series_becomes_the_twins():
    here = SERIES.format(at=0, formula="Calc!$B$1", cache="")
    twin = here + SERIES.format(at=1, formula="Calc!$C$1", cache="")
    assert pointed(here, twin) == twin
