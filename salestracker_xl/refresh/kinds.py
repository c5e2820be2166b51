"""Which table of a tracker each of some exports is for, as its headers tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.refresh.appending import Files
from salestracker_xl.tables.beside import DEAL_PROFILES
from salestracker_xl.tables.formats.opening import open_grids
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.profiles import profile_of
from salestracker_xl.tables.profiles.plain import PLAIN
from salestracker_xl.tables.recognition import BY_AMOUNTS, BY_COUNTS, BY_CUSTOMERS, BY_DATES, recognise
from salestracker_xl.tables.schema import CUSTOMERS, DEALS, ENGAGEMENT, SALES, SPEND, TARGETS, TableSchema
from salestracker_xl.tables.tracker import Tracker

TABLES = (SALES, DEALS, SPEND, TARGETS, CUSTOMERS, ENGAGEMENT)
GUESSED = frozenset((BY_AMOUNTS, BY_COUNTS, BY_CUSTOMERS, BY_DATES))  # by values; a header would have told
PLAIN_WORDS = 0.9  # a header that is one of the words for a field, not one of which they are a part
NEAR = 0.1  # less than what one column more makes
CERTAIN = 100.0  # more than all columns together

UNDECIDED = Text(
    "{file}: its columns, {headers}, may be those of {one} or of {other}. Give one of them a title that tells, or name "
    "the table to `salestracker refresh`: {one_option} or {other_option}.",
    "{file} : ses colonnes, {headers}, peuvent être celles de « {one} » ou de « {other} ». Donnez à l'une d'elles un "
    "titre qui le dise, ou nommez le tableau à `salestracker refresh` : {one_option} ou {other_option}.",
)
AS_SALES = Text('--map amount="Header"', '--map amount="En-tête"')  # files whose columns are named are sales
TWICE = Text(
    "{file}: another file for {table} is given with it; take in one after the other.",
    "{file} : un autre fichier pour « {table} » est donné avec lui ; prenez-les l'un après l'autre.",
)


class WhichTable(SalesTrackerError):
    """A file that may be for several tables, or one too many for its table."""


def sorted_files(given: Files, files: Sequence[Path], known: Tracker | None = None) -> Files:
    """Add files to those whose table is `given`.

    Deals are sales too where no other sales are given, or where the sales that a tracker has came from deals;
    elsewhere their orders would count twice. A file that reads as none of the tables is left to the reader of sales,
    which says what it lacks. Raises WhichTable, and the errors of the readers.
    """
    tables = [(file, _table_of(file)) for file in files]
    others = known is not None or given.sales or any(table is SALES for _, table in tables)
    sources = known.sales.sources if known is not None else ()
    sell = not others or any(source.profile in DEAL_PROFILES for source in sources)
    for file, table in tables:
        if table is SALES or (table is DEALS and sell):
            given = replace(given, sales=(*given.sales, file))
        elif getattr(given, table.key) is None:
            given = replace(given, **{table.key: file})
        else:
            raise WhichTable(TWICE.format(file=file.name, table=table.label))
    return given


def _table_of(file: Path) -> TableSchema:
    grids = open_grids(file)
    ranks = [(rank, table, grid) for grid in grids for rank, table in _ranks(grid)]
    best, *rest = sorted(ranks, key=lambda found: -found[0]) or [(0.0, SALES, grids[0])]
    rival = next((it for it in rest if it[1] is not best[1]), None)
    if rival is None or best[0] - rival[0] > NEAR:
        return best[1]
    one, other = best[1], rival[1]
    raise WhichTable(
        UNDECIDED.format(
            file=file.name,
            headers=", ".join(best[2].headers),
            one=one.label,
            other=other.label,
            one_option=_option(one),
            other_option=_option(other),
        )
    )


def _option(table: TableSchema) -> Text | str:
    return AS_SALES if table is SALES else f"--{table.key}"


def _ranks(grid: Grid) -> Iterator[tuple[float, TableSchema]]:
    """How well a grid reads as each of the tables whose required columns its headers name."""
    program = profile_of(grid.headers, SALES.key)
    if program is not PLAIN:
        yield CERTAIN, DEALS if program.key in DEAL_PROFILES else SALES
        return
    for table in TABLES:
        found = recognise(grid, table, {}, {}, program.label)
        sure = {key: match.confidence for key, match in found.items() if match.reason not in GUESSED}
        if all(key in sure for key in table.required):
            told = table is SALES and all(sure[key] > PLAIN_WORDS for key in table.required)
            yield CERTAIN if told else sum(sure.values()), table
