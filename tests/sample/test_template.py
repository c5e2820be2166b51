from __future__ import annotations

import pytest

from salestracker_xl import template
from salestracker_xl.template import TemplateError, template_file, template_folder


@pytest.mark.parametrize("name", ["theme.toml", "sample/orders.csv", "sample/targets.csv"])
def test_a_template_file_is_found_where_the_package_stands(name: str):
    assert template_file(name) == template_folder() / name
    assert template_file(name).stat().st_size > 0


def test_an_installed_package_reads_the_copy_inside_it(tmp_path, monkeypatch):
    inside = tmp_path / "salestracker_xl" / "workbook_template"
    inside.mkdir(parents=True)
    (inside / "theme.toml").write_text("")
    monkeypatch.setattr(template, "files", lambda package: tmp_path / package)
    assert template_file("theme.toml") == inside / "theme.toml"


def test_a_missing_file_is_named_in_both_languages():
    with pytest.raises(TemplateError) as error:
        template_file("sample/nothing.csv")
    assert str(error.value).startswith("The file sample/nothing.csv is missing from ")
    assert error.value.text["fr"].startswith("Le fichier sample/nothing.csv manque dans ")
