"""Which rows of a table came from which file, so that accepted and rejected rows add up over many refreshes.

A table knows how many of its rows each file gave, in their order, and not which: people sort, type and delete. Rows
beyond those of the files were typed; rows that are missing were deleted, and count as rejected from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from salestracker_xl.language import Language, Text
from salestracker_xl.refresh.reading.table_cells import TableCells, is_blank
from salestracker_xl.tables.reading import Reading, Source
from salestracker_xl.tables.rejects import COLUMNS
from salestracker_xl.tables.schema import TableSchema

TYPED = "typed"  # profile of the rows that people typed
TYPED_ROWS = Text("typed in the tracker", "saisies dans le suivi")
BY_HAND = Text("typed by hand", "saisie à la main")
DELETED = Text("deleted from the tracker by hand", "supprimée du suivi à la main")
NOT_LISTED = Text("no longer listed on the sheet Rejected", "n'est plus listée sur la feuille Rejets")


def reading_of(
    schema: TableSchema,
    frame: pd.DataFrame,
    rows: np.ndarray,
    sources: Sequence[Source],
    listed: pd.DataFrame,
    language: Language,
) -> Reading:
    """A table as if its files had been read again, with the rows that people typed as one more of them.

    `rows` are the rows of the sheet from 0, `listed` the rejected rows of the table as the sheet Rejected has them.
    """
    sources = [source for source in sources if source.profile != TYPED] + [
        source for source in sources if source.profile == TYPED
    ]
    rejects = [_rejects_of(name, sources, listed) for name in dict.fromkeys(source.name for source in sources)]
    now = len(frame) - sum(source.accepted for source in sources)
    if now > 0:
        sources = _with_typed(sources, now, language)
    elif now < 0:
        sources, deleted = _without(sources, -now)
        rejects += [_placeholders(name, count, DELETED) for name, count in deleted.items()]
    names = np.repeat([source.name for source in sources], [source.accepted for source in sources])
    frame = frame.assign(file=pd.array(names, dtype="str"), line=rows + 1)
    return Reading(
        schema,
        frame,
        pd.concat(rejects, ignore_index=True) if rejects else _placeholders("", 0, DELETED),
        sum(source.rows for source in sources),
        tuple(sources),
    )


def listed_rejects(
    table: TableCells | None, schemas: Sequence[TableSchema], language: Language
) -> Mapping[str, pd.DataFrame]:
    """The rows of the sheet Rejected by the key of their table; `table` is None where nothing was rejected."""
    cells = {key: table.cells[key] if table else () for key in ("table", *COLUMNS)}
    said = {key: ["" if is_blank(cell) else str(cell) for cell in column] for key, column in cells.items()}
    everything = pd.DataFrame(
        {
            "table": said["table"],
            "file": pd.array(said["file"], dtype="str"),
            "line": [cell if isinstance(cell, int | float) else np.nan for cell in cells["line"]],
            "column": pd.array(said["column"], dtype="str"),
            "value": pd.array(said["value"], dtype="str"),
            "reason": [Text(reason, reason) if reason else NOT_LISTED for reason in said["reason"]],
        }
    )
    labels = {schema.label[language]: schema.key for schema in schemas}
    keys = everything.pop("table").map(labels)
    return {schema.key: everything.loc[keys == schema.key] for schema in schemas}


def _rejects_of(name: str, sources: Sequence[Source], listed: pd.DataFrame) -> pd.DataFrame:
    """The rejected rows of a file, as many as it had: those that somebody took off the sheet have no line any more."""
    count = sum(source.rows - source.accepted for source in sources if source.name == name)
    own = listed.loc[listed["file"] == name].head(count)
    missing = count - len(own)
    own = pd.concat([own, _placeholders(name, missing, NOT_LISTED)], ignore_index=True) if missing else own
    known = bool(own["line"].notna().to_numpy().all())
    return own.astype({"line": np.int64}) if known else own


def _with_typed(sources: Sequence[Source], count: int, language: Language) -> list[Source]:
    if sources and sources[-1].profile == TYPED:
        last = sources[-1]
        return [*sources[:-1], replace(last, rows=last.rows + count, accepted=last.accepted + count)]
    typed = Source(
        name=TYPED_ROWS[language],
        profile=TYPED,
        profile_label=BY_HAND,
        encoding=None,
        delimiter=None,
        sheet=None,
        header_line=None,
        mapping={},
        date_order=None,
        date_reason=None,
        decimals="unknown",
        currency=None,
        rows=count,
        accepted=count,
        notes=(),
    )
    return [*sources, typed]


def _without(sources: Sequence[Source], count: int) -> tuple[list[Source], dict[str, int]]:
    """Take rows off the last sources; give how many of which file, those typed by hand left out."""
    left, deleted = [], {}
    for source in reversed(sources):
        gone = min(count, source.accepted)
        count -= gone
        typed = source.profile == TYPED
        left.append(replace(source, accepted=source.accepted - gone, rows=source.rows - gone * typed))
        if gone and not typed:
            deleted[source.name] = deleted.get(source.name, 0) + gone
    return [source for source in reversed(left) if source.rows or source.profile != TYPED], deleted


def _placeholders(name: str, count: int, reason: Text) -> pd.DataFrame:
    """Rejected rows of which the file and the reason are known, and nothing else."""
    return pd.DataFrame(
        {
            "file": pd.array([name] * count, dtype="str"),
            "line": np.full(count, np.nan) if count else np.empty(0, np.int64),
            "column": pd.array([""] * count, dtype="str"),
            "value": pd.array([""] * count, dtype="str"),
            "reason": pd.Series([reason] * count, dtype=object),
        }
    )
