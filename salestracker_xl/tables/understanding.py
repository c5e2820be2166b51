"""What one file says: its columns as fields, the value of every field in every row, and what is wrong with the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.tables import notes
from salestracker_xl.tables.crosstab import NAMED_BY, Unfolded, unfold
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.fields import FieldValues, read_field
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.mapping import asked_matches, recall
from salestracker_xl.tables.money import RowCurrencies, row_currencies
from salestracker_xl.tables.outcomes import tell_of_undated_ends
from salestracker_xl.tables.profiles import profile_of
from salestracker_xl.tables.profiles.profile import Profile
from salestracker_xl.tables.recognition import Match, recognise
from salestracker_xl.tables.rejects import TOO_MANY_CELLS, Ledger
from salestracker_xl.tables.schema import TableSchema
from salestracker_xl.tables.totals import reject_named_totals, reject_totals
from salestracker_xl.tables.vocabulary import normal

JOURNAL = Text(
    "{file} looks like an accounting journal, in which an invoice stands on several lines of debit and credit. Export "
    "the list of invoices, or of their lines, in its place.",
    "{file} ressemble à un journal comptable, où une facture tient sur plusieurs lignes de débit et de crédit. "
    "Exportez plutôt la liste des factures, ou de leurs lignes.",
)


class ColumnsNotFound(SalesTrackerError):
    """A file in which a field that every row needs cannot be told."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One table of a file with what its columns seem to hold."""

    grid: Grid
    profile: Profile
    matches: dict[str, Match]

    def merit(self, schema: TableSchema) -> tuple[int, float, int]:
        """Say how well the table reads: required fields found, how surely, and rows."""
        found = [self.matches[key].confidence for key in schema.required if key in self.matches]
        return len(found), sum(found), len(self.grid)


@dataclass(frozen=True, slots=True, eq=False)
class Understood:
    """A file: `frame` holds every data row with the columns of the schema, `ledger` those that are not to be taken."""

    draft: Draft
    profile: Profile
    ledger: Ledger
    frame: pd.DataFrame
    currencies: RowCurrencies


def understand(
    grids: Sequence[Grid], schema: TableSchema, mapping: Mapping[str, str], memory: Path | None
) -> Understood:
    """Read the table of a file (of its sheets, the one that reads best) as rows of `schema`.

    Raises ColumnsNotFound where a required field stands in no column.
    """
    candidates = [_candidate(grid, schema, mapping, memory) for grid in grids]
    best = max(candidates, key=lambda candidate: candidate.merit(schema))
    draft = Draft(best.grid, schema, dict(best.matches))
    draft.notes += best.grid.notes
    if len(grids) > 1:
        draft.notes.append(notes.chosen_sheet(best.grid.sheet or "", len(grids)))
    best.profile.settle(draft)
    _check_required(draft)
    ledger = Ledger(draft.grid)
    frame = _read_rows(draft, ledger)
    return Understood(draft, best.profile, ledger, frame, row_currencies(draft))


def _candidate(grid: Grid, schema: TableSchema, mapping: Mapping[str, str], memory: Path | None) -> Candidate:
    remembered = recall(memory, schema, grid) if memory else {}
    asked = asked_matches(mapping, grid)
    taken = {match.header for match in asked.values()}
    named = {key: match for key, match in remembered.items() if match.header not in taken} | asked
    unfolded = unfold(grid, schema) if not named else Unfolded(grid)
    profile = profile_of(unfolded.grid.headers, schema.key)
    arranged = profile.arrange(unfolded.grid)
    hints = profile.hints.get(schema.key, {})
    return Candidate(arranged, profile, recognise(arranged, schema, unfolded.matches | named, hints, profile.label))


def _check_required(draft: Draft) -> None:
    missing = [key for key in draft.schema.required if key not in draft.matches]
    if not missing:
        return
    if "amount" in missing and {"debit", "credit"} <= {normal(header) for header in draft.grid.headers}:
        raise ColumnsNotFound(JOURNAL.format(file=draft.grid.name))
    labels = [draft.schema.field(key).label for key in missing]
    raise ColumnsNotFound(
        Text(
            "{file}: no column can be told to hold {fields}; the columns are {headers}. "
            'Give the right ones these titles, or name them on the command line, as in --map {first}="Header".',
            "{file} : aucune colonne ne se laisse reconnaître comme {fields} ; les colonnes sont {headers}. "
            'Donnez ces titres aux bonnes, ou nommez-les en ligne de commande, par exemple --map {first}="En-tête".',
        ).format(
            file=draft.grid.name,
            fields=Text(", ".join(label.en for label in labels), ", ".join(label.fr for label in labels)),
            headers=", ".join(draft.grid.headers),
            first=missing[0],
        )
    )


def _read_rows(draft: Draft, ledger: Ledger) -> pd.DataFrame:
    """Read every field of every row, and write down the first thing that is wrong with a row."""
    read = {field.key: read_field(draft, field) for field in draft.schema.fields}
    ledger.reject(list(draft.grid.overflow), None, TOO_MANY_CELLS)
    reject_totals(draft, ledger, _incomplete(draft.schema, read))
    reject_named_totals(draft, ledger, NAMED_BY.get(draft.schema.key))
    for verdict in draft.verdicts:
        ledger.reject(verdict.rows, verdict.header, verdict.reason)
    for values in read.values():
        for rows, reason in values.problems:
            ledger.reject(rows, values.header, reason)
    if draft.schema.key == "deals":
        tell_of_undated_ends(draft, read["status"].values, read["closed"].values)
    return pd.DataFrame({key: values.values for key, values in read.items()}, copy=False)


def _incomplete(schema: TableSchema, read: Mapping[str, FieldValues]) -> np.ndarray:
    """Find the rows that lack a date or a name, as lines of totals do."""
    named = [key for key in schema.required if schema.field(key).kind in ("date", "text")]
    return np.logical_or.reduce([read[key].missing for key in named])
