"""The plan of a refresh: what differs between a tracker and its twin."""

from __future__ import annotations

from salestracker_xl.calendar import spoken_day
from salestracker_xl.language import Text
from salestracker_xl.refresh.difference.comparison import Differences, as_blocks, compare
from salestracker_xl.refresh.difference.filled import filled_tables
from salestracker_xl.refresh.difference.standing import CALC, Standing, check_places
from salestracker_xl.refresh.difference.table_rows import compare_table
from salestracker_xl.refresh.plan import Layout, Plan
from salestracker_xl.refresh.reading.found import Found
from salestracker_xl.refresh.source import Area, Source
from salestracker_xl.refresh.taken import taken_in, told_of
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.contents import contents, tables

UP_TO_DATE = Text("Nothing to refresh; predictions as of {day}.", "Rien à actualiser ; prédictions au {day}.")


def make_plan(source: Source, found: Found, twin: Book) -> Plan:
    """What has to be written so that a tracker shows what its twin does; nothing is written.

    `found` is what was read back from the source, of which the twin was made. Sheets that the twin lays out otherwise
    are named in the plan, and compared no further. Raises NotInPlace where a person moved cells of the tracker or typed
    over its formulas, and InTheWay where something stands below a table that has to grow.
    """
    filled = filled_tables(found, twin.tracker)
    standing = Standing(source, twin)
    moved = standing.laid_out_otherwise()
    for key, sheet in twin.sheets.items():
        if key not in moved:
            check_places(standing, sheet)
    compared, grown = [], []
    for key, sheet in twin.sheets.items():
        differences = Differences(standing.titles[key]) if key in moved else compare(standing, sheet)
        for name, span in tables(sheet):
            if key not in moved:
                grown.append(compare_table(standing, sheet, name, span, filled, differences))
        compared.append(differences)
    changed, recalculated = as_blocks(compared)
    blocks = [*changed, *(block for table in grown for block in table.blocks)]
    growth = [table.growth for table in grown if table.growth is not None]
    changes, files = blocks or growth or recalculated or moved, twin.tracker is not found.tracker
    return Plan(
        blocks=blocks,
        growth=growth,
        recalculated=recalculated,
        told=told_of(taken_in(found.tracker, twin.tracker), twin.tracker) if changes or files else _up_to_date(twin),
        layout=Layout(moved, _new_names(standing)) if moved else None,
        twin=twin,
    )


def _up_to_date(twin: Book) -> Text:
    return UP_TO_DATE.format(day=spoken_day(twin.tracker.last_day))


def _new_names(standing: Standing) -> list[str]:
    """The names in the lists of Calc that the tracker does not have there yet."""
    calc = standing.twin.sheets[CALC]
    held = contents(standing.twin, calc)
    title = standing.titles[CALC]
    last = max(row for row, _ in held), max(col for _, col in held)
    here = {cell for row in standing.source.values(Area(title, 0, 0, *last)) for cell in row if isinstance(cell, str)}
    names = _names(standing.twin)
    return [text for text in dict.fromkeys(held.values()) if isinstance(text, str) and text in names - here]


def _names(twin: Book) -> set[str]:
    """Every name of a region, rep, product and the like in the data."""
    named = set()
    for reading in twin.tracker.readings:
        for field in reading.schema.fields:
            if field.labels:
                named |= set(reading.frame[field.key].dropna().astype(str))
    return named
