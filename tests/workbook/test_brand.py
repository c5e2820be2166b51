"""A company's own look is taken where it can be read, and refused in one sentence where it cannot."""

from __future__ import annotations

import re
import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest
from trackers import make_tracker, sales_rows

from salestracker_xl.cli import main
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import LANGUAGES
from salestracker_xl.template import template_file
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.look.brand import pairings, read_brand
from salestracker_xl.workbook.look.contrast import ratio
from salestracker_xl.workbook.look.picture import MOST_BYTES, read_picture
from salestracker_xl.workbook.look.theme import read_template

LOGO = template_file("sample/logo.png").read_bytes()
PURPLE = "4A2C6B"
JPEG_2_BY_3 = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x03\x00\x02\x01\x01\x11\x00\xff\xd9"


@pytest.fixture
def brand(tmp_path) -> Path:
    for name in ("brand.toml", "logo.png"):
        shutil.copy(template_file(f"sample/{name}"), tmp_path)
    return tmp_path / "brand.toml"


@pytest.fixture(scope="module")
def branded(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("branded")
    look = read_brand(template_file("sample/brand.toml"))
    generate(make_tracker(folder, sales_rows(40), language="fr"), folder / "t.xlsx", brand=look)
    return folder / "t.xlsx"


def test_colours_and_font_are_those_of_the_brand(branded):
    with zipfile.ZipFile(branded) as parts:
        styles = parts.read("xl/styles.xml").decode()
    template = read_template()
    assert f"FF{PURPLE}" in styles
    assert template["colors"]["band"].lstrip("#") not in styles
    assert template["colors"]["good"].lstrip("#") in styles
    assert '<name val="Arial"/>' in styles


def test_the_logo_stands_on_start_and_dashboard_as_it_was_given(branded):
    with zipfile.ZipFile(branded) as parts:
        pictures = [name for name in parts.namelist() if name.startswith("xl/media/")]
        assert [parts.read(name) for name in pictures] == [LOGO]
        drawings = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/drawings/drawing")]
    said = tomllib.loads(template_file("sample/brand.toml").read_text())["logo"]["alt"]
    assert sum(f'descr="{said}"' in xml for xml in drawings) == 2
    anchors = [anchor for xml in drawings for anchor in re.findall(r"<xdr:twoCellAnchor.*?</xdr:twoCellAnchor>", xml)]
    rows = [re.findall(r"<xdr:row>(\d+)</xdr:row>", anchor) for anchor in anchors if "<xdr:pic>" in anchor]
    assert rows == [["0", "1"], ["0", "1"]]  # in the head of the sheet, above filters and steps


def test_the_template_keeps_its_own_rules():
    colors = read_template()["colors"]
    assert [pair for pair in pairings() if ratio(colors[pair.color], colors[pair.under]) < pair.needed] == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('colors.band = "#FFCC00"', 'band (#FFCC00) on paper (#FFFFFF) has a contrast of 1.5 and needs 4.5; band = "#'),
        ('colors.paper = "#222222"', "ink (#222222) on paper (#222222) has a contrast of 1.0 and needs 4.5"),
        ('colors.actual = "#DDDDDD"', "actual (#DDDDDD) on paper (#FFFFFF) has a contrast of 1.3 and needs 3.0"),
        ('colors.band = "purple"', "band = 'purple' is no colour; write six digits"),
        ("colors.band = 7", "band = 7 is no colour"),
        ('colors.bandd = "#123456"', "colors.bandd is not known; known are colors.band"),
        ("formats.money = '0'", "formats is not known; known are colors, font, logo"),
        ("colors = 3", "colors is not known"),
        ('font.name = ""', "font.name = '' is no name of a font"),
        ("font.size = 30", "font.size = 30 does not fit the sheets; give 8 to 12 points"),
        ('font.weight = "bold"', "font.weight is not known; known are font.name, font.size"),
        ('logo.file = "none.png"', "none.png: there is no such picture"),
        ('logo.file = "words.png"', "words.png: is no picture that can be read; give a PNG or a JPEG"),
        ('logo.file = "half.png"', "half.png: is no picture that can be read"),
        ('logo.file = "huge.png"', "huge.png: is too big with 1,001 kB; a logo has 1,000 kB at most"),
        ('logo.alt = "Acme"', "a logo is given by its file"),
        ("colors.band =", "is no TOML"),
    ],
)
def test_a_brand_that_cannot_be_used_is_refused_in_one_sentence(tmp_path, said, told):
    (tmp_path / "words.png").write_text("no picture")
    (tmp_path / "half.png").write_bytes(LOGO[:-20])
    (tmp_path / "huge.png").write_bytes(LOGO + bytes(MOST_BYTES + 1_000 - len(LOGO)))
    (tmp_path / "brand.toml").write_text(said)
    with pytest.raises(SalesTrackerError) as refused:
        read_brand(tmp_path / "brand.toml")
    assert told in refused.value.text.en
    assert all(refused.value.text[language].endswith(".") for language in LANGUAGES)
    assert refused.value.text.fr != refused.value.text.en


@pytest.mark.parametrize("color", ["#FFCC00", "#00FF00", "#FF8080", "#777777"])
def test_the_shade_that_is_proposed_is_taken(tmp_path, color):
    path = tmp_path / "brand.toml"
    path.write_text(f'colors.band = "{color}"')
    with pytest.raises(SalesTrackerError) as refused:
        read_brand(path)
    path.write_text("colors." + str(refused.value).rpartition("; ")[2].removesuffix(" would do."))
    assert set(read_brand(path).colors) == {"band"}


def test_a_jpeg_is_measured(tmp_path):
    (tmp_path / "logo.jpg").write_bytes(JPEG_2_BY_3)
    picture = read_picture(tmp_path / "logo.jpg")
    assert (picture.width, picture.height) == (2, 3)
    (tmp_path / "logo.jpg").write_bytes(JPEG_2_BY_3[:-2])
    with pytest.raises(SalesTrackerError):
        read_picture(tmp_path / "logo.jpg")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_line_says_so_and_writes_nothing(tmp_path, capsys, language):
    (tmp_path / "brand.toml").write_text('colors.band = "#FFCC00"')
    with pytest.raises(SystemExit) as left:
        main(["demo", "--lang", language, "--theme", str(tmp_path / "brand.toml"), "-o", str(tmp_path / "t.xlsx")])
    assert left.value.code == 2
    assert {"en": "needs 4.5", "fr": "il faut 4,5"}[language] in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "t.xlsx").exists()


def test_a_partial_brand_leaves_the_rest(brand):
    brand.write_text('[font]\nname = "Verdana"\n')
    look = read_brand(brand)
    assert (dict(look.colors), dict(look.font), look.logo) == ({}, {"name": "Verdana"}, None)
