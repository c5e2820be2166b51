"""Which reader opens a file."""

from __future__ import annotations

from pathlib import Path

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.tables.formats.delimited import read_delimited
from salestracker_xl.tables.grid import Grid

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
PARQUET_SUFFIXES = (".parquet",)


class MissingFile(SalesTrackerError):
    """A path at which there is no file."""


class LockedFile(SalesTrackerError):
    """A file that the system does not let us read."""


class UnknownKind(SalesTrackerError):
    """A file whose ending belongs to no format that is read here."""


def open_grids(path: Path) -> list[Grid]:
    """Read the tables of a file: one, or one a sheet.

    Raises MissingFile, LockedFile, UnknownKind, and what the reader of the format raises.
    """
    check_path(path)
    try:
        return _read(path)
    except PermissionError as error:
        raise locked(path) from error


def _read(path: Path) -> list[Grid]:
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return [read_delimited(path)]
    if suffix in WORKBOOK_SUFFIXES:
        from salestracker_xl.tables.formats.workbooks import read_workbook  # and openpyxl, which no other file asks for

        return read_workbook(path)
    if suffix in PARQUET_SUFFIXES:
        from salestracker_xl.tables.formats.parquet import read_parquet

        return [read_parquet(path)]
    raise UnknownKind(
        Text(
            "{file} is of a kind that is not read here; give one of {kinds}.",
            "{file} est d'un type qui n'est pas lu ici ; donnez l'un de ceux-ci : {kinds}.",
        ).format(file=path.name, kinds=", ".join(TEXT_SUFFIXES + WORKBOOK_SUFFIXES + PARQUET_SUFFIXES))
    )


def locked(path: Path) -> LockedFile:
    """The complaint about a file that another program holds."""
    return LockedFile(
        Text(
            "{file} cannot be opened; close it in other programs, or ask for the right to read it.",
            "{file} ne peut pas être ouvert ; fermez-le dans les autres programmes ou demandez à pouvoir le lire.",
        ).format(file=path.name)
    )


def check_path(path: Path) -> None:
    """Raise MissingFile unless there is a file."""
    if path.is_dir():
        raise MissingFile(
            Text(
                "{file} is a folder; name the file in it.", "{file} est un dossier ; indiquez le fichier voulu."
            ).format(file=path)
        )
    if not path.exists():
        raise MissingFile(Text("There is no file {file}.", "Le fichier {file} n'existe pas.").format(file=path))
