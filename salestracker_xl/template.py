"""Where the template's data files live."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text

FOLDER = "workbook_template"


class TemplateError(SalesTrackerError):
    """A file of the template that is not where the package was installed."""


def template_folder() -> Path:
    """Folder of the template: inside the installed package, or beside it in a checkout of the repository."""
    package = Path(str(files("salestracker_xl")))
    installed = package / FOLDER
    return installed if installed.is_dir() else package.parent / FOLDER


def template_file(name: str) -> Path:
    """Path of one file of the template, such as "theme.toml" or "sample/orders.csv".

    Raises
    ------
    TemplateError
        When the installation lacks the file.

    >>> template_file("theme.toml").name
    'theme.toml'
    """
    path = template_folder() / name
    if not path.is_file():
        raise TemplateError(
            Text(
                "The file {name} is missing from {folder}; installing salestracker-xl again brings it back.",
                "Le fichier {name} manque dans {folder} ; réinstaller salestracker-xl le remettra en place.",
            ).format(name=name, folder=path.parent)
        )
    return path
