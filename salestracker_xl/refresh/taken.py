"""What became of the rows of new files: added, in the tracker already, or rejected."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.calendar import spoken_day
from salestracker_xl.language import LANGUAGES, Text
from salestracker_xl.refresh.passing import PASSING
from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.schema import SALES
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.spoken import spoken

TOLD = Text(
    "Rows added{where}: {added}; rejected: {rejected}. Predictions as of {day}.",
    "Lignes ajoutées{where} : {added} ; rejetées : {rejected}. Prédictions au {day}.",
)
TOLD_KNOWN = Text(
    "Rows added{where}: {added}; already there: {known}; rejected: {rejected}. Predictions as of {day}.",
    "Lignes ajoutées{where} : {added} ; déjà présentes : {known} ; rejetées : {rejected}. Prédictions au {day}.",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many rows of files were added, known already, and rejected: together all of them."""

    added: int
    known: int
    rejected: int
    tables: tuple[Text, ...] = ()  # those that the files were for, where they were not for sales alone


def taken_in(before: Tracker, after: Tracker) -> Taken:
    """Count the rows of the files by which one tracker became the other."""
    known = {reading.schema.key: reading for reading in before.readings}
    found = [_taken(known.get(reading.schema.key), reading) for reading in after.readings]
    told = [reading.schema for reading, counts in zip(after.readings, found, strict=True) if sum(counts)]
    tables = tuple(schema.label for schema in told) if told != [SALES] else ()
    added, there, rejected = (sum(counts) for counts in zip(*found, strict=True))
    return Taken(added, there, rejected, tables)


def told_of(taken: Taken, tracker: Tracker) -> Text:
    """The sentence that a person is told."""
    told = TOLD_KNOWN if taken.known else TOLD
    counts = {"added": taken.added, "known": taken.known, "rejected": taken.rejected}
    names = [", ".join(label[language] for label in taken.tables) for language in LANGUAGES]
    where = Text(*(f" ({those})" for those in names)) if taken.tables else ""
    return told.format(
        where=where, day=spoken_day(tracker.last_day), **{name: spoken(count) for name, count in counts.items()}
    )


def _taken(before: Reading | None, after: Reading) -> tuple[int, int, int]:
    new = after.sources[len(before.sources) :] if before is not None else after.sources
    rows, added = sum(source.rows for source in new), sum(source.accepted for source in new)
    known = sum(reason in PASSING for reason in after.rejects["reason"]) if new else 0
    return added, known, rows - added - known
