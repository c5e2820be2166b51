"""Columns that a person named for fields: checked, and remembered for files with the same header."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.recognition import ASKED, REMEMBERED, Match
from salestracker_xl.tables.schema import TableSchema
from salestracker_xl.tables.vocabulary import normal


class UnknownField(SalesTrackerError):
    """A field that the table does not have."""


class UnknownHeader(SalesTrackerError):
    """A header that the file does not have."""


class SharedHeader(SalesTrackerError):
    """One column for two fields."""


class BrokenMemory(SalesTrackerError):
    """A file of remembered columns that cannot be read."""


def check_fields(mapping: Mapping[str, str], schema: TableSchema) -> None:
    """Raise UnknownField or SharedHeader where a mapping makes no sense for any file."""
    for key in mapping:
        if key not in schema.keys:
            raise UnknownField(
                Text(
                    "The table {table} has no field {key}; its fields are {keys}.",
                    "Le tableau {table} n'a pas de champ {key} ; ses champs sont {keys}.",
                ).format(table=schema.label, key=key, keys=", ".join(schema.keys))
            )
    by_header: dict[str, str] = {}
    for key, header in mapping.items():
        other = by_header.setdefault(normal(header) or header, key)
        if other != key:
            raise SharedHeader(
                Text(
                    'The column "{header}" cannot be both {one} and {two}; name one column for each field.',
                    "La colonne « {header} » ne peut être à la fois {one} et {two} ; indiquez une colonne par champ.",
                ).format(header=header, one=other, two=key)
            )


def asked_matches(mapping: Mapping[str, str], grid: Grid, reason: Text = ASKED) -> dict[str, Match]:
    """Give the columns of a file that a mapping names; headers that the file does not have are passed over."""
    found = {key: _header_in(grid, header) for key, header in mapping.items()}
    return {key: Match(key, header, 1.0, reason) for key, header in found.items() if header is not None}


def check_headers(mapping: Mapping[str, str], grids: list[Grid]) -> None:
    """Raise UnknownHeader for a header that stands in none of the files."""
    for key, header in mapping.items():
        if all(_header_in(grid, header) is None for grid in grids):
            raise UnknownHeader(
                Text(
                    'There is no column "{header}" for {key} in {file}; the columns are {headers}.',
                    "Il n'y a pas de colonne « {header} » pour {key} dans {file} ; les colonnes sont {headers}.",
                ).format(
                    file=", ".join(dict.fromkeys(grid.name for grid in grids)),
                    header=header,
                    key=key,
                    headers=", ".join(dict.fromkeys(h for grid in grids for h in grid.headers)),
                )
            )


def _header_in(grid: Grid, header: str) -> str | None:
    if header in grid.headers:
        return header
    alike = [name for name in grid.headers if normal(name) == normal(header) and normal(header)]
    return alike[0] if len(alike) == 1 else None


def fingerprint(headers: tuple[str, ...]) -> str:
    """Give a short name for a header: the same for the same columns in the same order, however they are written."""
    return hashlib.sha256("\n".join(map(normal, headers)).encode()).hexdigest()[:16]


def recall(memory: Path, schema: TableSchema, grid: Grid) -> dict[str, Match]:
    """Give the columns that were named before for a file with this header. Raises BrokenMemory."""
    mapping = _load(memory).get(schema.key, {}).get(fingerprint(grid.headers), {})
    known = {key: header for key, header in mapping.items() if key in schema.keys}
    return asked_matches(known, grid, REMEMBERED)


def keep(memory: Path, schema: TableSchema, grid: Grid, mapping: Mapping[str, str]) -> None:
    """Remember the columns that were named for a file with this header, beside those named before."""
    named = {key: match.header for key, match in asked_matches(mapping, grid).items()}
    if not named:
        return
    content = _load(memory)
    remembered = content.setdefault(schema.key, {}).setdefault(fingerprint(grid.headers), {})
    for key, header in named.items():
        for other in [field for field, taken in remembered.items() if taken == header]:
            del remembered[other]
        remembered[key] = header
    memory.parent.mkdir(parents=True, exist_ok=True)
    draft = memory.with_name(memory.name + ".new")
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(draft, memory)


def _load(memory: Path) -> dict[str, dict[str, dict[str, str]]]:
    if not memory.exists():
        return {}
    try:
        content = json.loads(memory.read_text(encoding="utf-8"))
        return {table: {print_: dict(mapping) for print_, mapping in known.items()} for table, known in content.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise BrokenMemory(
            Text(
                "{file} does not hold remembered columns; delete it to start afresh.",
                "{file} ne contient pas de colonnes mémorisées ; supprimez-le pour repartir de zéro.",
            ).format(file=memory.name)
        ) from error
