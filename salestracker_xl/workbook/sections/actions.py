"""The table of actions: what was proposed for the widest gaps, and blank rows for what people add."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.gaps import Gap, Gaps
from salestracker_xl.workbook.figures.reviews.agenda import Agenda
from salestracker_xl.workbook.formulas import AND, IF, IFERROR, INDEX, ISNUMBER, MATCH
from salestracker_xl.workbook.grid import NONE
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.playbook import Idea, load_playbook
from salestracker_xl.workbook.structured import Table, table_name, this_row
from salestracker_xl.workbook.table import TableColumn, write_table
from salestracker_xl.workbook.typed import rows_of
from salestracker_xl.workbook.values import as_number
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Actions", "Actions menées")
GAPS, IDEAS_EACH = 3, 2  # how many metrics get proposals, and how many each
BLANK_ROWS = 8
FIRST_MONTH, SECOND_MONTH = 30, 60  # days to the due day of a metric's first and second idea
SOON = 7  # days ahead from which an action counts as due soon

DONE_REACHED = Text("✓ Done, target reached", "✓ Faite, cible atteinte")
DONE_SHORT = Text("✓ Done, short of target", "✓ Faite, cible manquée")
DONE = Text("✓ Done", "✓ Faite")
OVERDUE = Text("✗ Overdue {n} d", "✗ En retard de {n} j")
DUE_SOON = Text("! Due in {n} d", "! À finir dans {n} j")
RUNNING = Text("→ Under way", "→ En cours")
PLANNED = Text("Planned", "Prévue")
UNDATED = Text("No due date", "Sans échéance")

COMPUTED = ("now", "progress", "status", "review")
LABELS: dict[str, Text] = {
    "id": Text("No.", "N°"),
    "action": Text("Action", "Action à mener"),
    "metric": Text("Metric", "Métrique"),
    "hypothesis": Text("Why it should work", "Pourquoi cela devrait marcher"),
    "owner": Text("Owner", "Responsable"),
    "start": Text("Start", "Début"),
    "due": Text("Due", "Échéance"),
    "baseline": Text("Baseline", "Départ"),
    "target": Text("Target", "Cible"),
    "now": Text("Now", "Actuel"),
    "result": Text("Result", "Résultat"),
    "progress": Text("Progress", "Avancement"),
    "done": Text("Done on", "Faite le"),
    "status": Text("Status", "Statut"),
    "review": Text("Next review", "Prochaine revue"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """An idea for a gap; the second of a metric is due later than the first."""

    gap: Gap
    idea: Idea
    days: int


def proposals(gaps: Gaps) -> list[Proposal]:
    """Ideas for the widest gaps as they are when the workbook is made, the widest first."""
    wide = [gap for gap in gaps.rows if isinstance(gap.rank.value, int)]
    wide.sort(key=lambda gap: as_number(gap.rank.value))
    found = []
    for gap in wide[:GAPS]:
        ideas = load_playbook().ideas[gap.key][:IDEAS_EACH]
        found += [Proposal(gap, idea, days) for idea, days in zip(ideas, (FIRST_MONTH, SECOND_MONTH), strict=True)]
    return found


def write_actions(
    book: Book, sheet: Sheet, row: int, widths: Sequence[float], gaps: Gaps, agenda: Agenda, today: Live
) -> Table:
    """Write the proposals with baseline and target, and under them blank rows with the same formulas."""
    proposed = proposals(gaps)
    begins = serial(book.tracker.as_of or dt.date.today())
    blank = [None] * BLANK_ROWS
    cells = _Row(book, gaps, agenda, today)
    offered: dict[str, Sequence] = {
        "id": [*range(1, len(proposed) + 1), *blank],
        "action": [*(book.say(one.idea.action) for one in proposed), *blank],
        "metric": [*(book.say(one.gap.label) for one in proposed), *blank],
        "hypothesis": [*(book.say(one.idea.reason) for one in proposed), *blank],
        "owner": [*(None for _ in proposed), *blank],
        "start": [*(float(begins) for _ in proposed), *blank],
        "due": [*(float(begins + one.days) for one in proposed), *blank],
        "baseline": [*(_number(one.gap.value) for one in proposed), *blank],
        "target": [*(_rounded(one.gap.reference, one.gap.style) for one in proposed), *blank],
        "result": [*(None for _ in proposed), *blank],
        "done": [*(None for _ in proposed), *blank],
    }
    typed = rows_of(book.typed, "actions", offered)
    entries = [{key: values[at] for key, values in typed.items()} for at in range(len(typed["id"]))]
    computed = {key: [cells.formula(key, entry) for entry in entries] for key in COMPUTED}
    columns = [
        TableColumn(
            key,
            label,
            computed.get(key, typed.get(key, ())),
            _styles(key),
            width,
            computed[key][-1].formula if key in computed else None,
        )
        for (key, label), width in zip(LABELS.items(), widths, strict=True)
    ]
    table = write_table(sheet, row, 0, "actions", NAME, columns)
    styles = {book.say(gap.label): gap.style for gap in gaps.rows}
    for at, entry in enumerate(entries):
        style = styles.get(str(entry["metric"]))
        if style is not None:
            figures = {key: entry[key] for key in ("baseline", "target", "result")}
            _dress(sheet, table, table.first_row + at, style, figures)
            sheet.write(table.first_row + at, table.place("now"), computed["now"][at], "cell", style, "right", "fit")
    return table


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row of the table computes from the cells beside."""

    book: Book
    gaps: Gaps
    agenda: Agenda
    today: Live

    def formula(self, key: str, entry: dict) -> Live:
        """The formula of a column for a row with these entries; the same text in every row."""
        own = {name: Live(self._place(name), value) for name, value in entry.items()}
        now = IFERROR(INDEX(self.gaps.value, MATCH(own["metric"], self.gaps.label)), NONE)
        if key == "now":
            return IF(own["metric"].equals(""), "", now)
        agenda = self.agenda.table
        reviewed = INDEX(self.gaps.reviewed, MATCH(own["metric"], self.gaps.label))
        review = IFERROR(INDEX(agenda["next_due"], MATCH(reviewed, agenda["metric"])), NONE)
        if key == "review":
            return IF(own["metric"].equals(""), "", review)
        shown = Live(self._place("now"), self.formula("now", entry).value)
        reached = IF(ISNUMBER(own["result"]), own["result"], shown)
        way = own["target"] - own["baseline"]
        known = AND(ISNUMBER(own["target"]), ISNUMBER(own["baseline"]))
        progress = IF(known, IFERROR((reached - own["baseline"]) / way, NONE), "")
        if key == "progress":
            return progress
        return self._status(own, Live(self._place("progress"), progress.value))

    def _status(self, own: dict[str, Live], progress: Live) -> Live:
        say, today, due = self.book.say, self.today, own["due"]
        late, soon = say(OVERDUE).split("{n}"), say(DUE_SOON).split("{n}")
        ended = IF(ISNUMBER(progress), IF(progress >= 1, say(DONE_REACHED), say(DONE_SHORT)), say(DONE))
        begun = IF(own["start"] > today, say(PLANNED), say(RUNNING))
        near = IF(due - today <= SOON, soon[0] & (due - today) & soon[1], begun)
        dated = IF(due < today, late[0] & (today - due) & late[1], near)
        open_ = IF(due.equals(""), say(UNDATED), dated)
        return IF(own["action"].equals(""), "", IF(own["done"].equals(""), open_, ended))

    def _place(self, key: str) -> str:
        return this_row(table_name(self.book.say(NAME)), self.book.say(LABELS[key]))


def _styles(key: str) -> tuple[str, ...]:
    if key in ("start", "due", "done", "review"):
        kind: tuple[str, ...] = ("date", "left")
    elif key in ("baseline", "target", "now", "result"):
        kind = ("number", "right", "fit")
    elif key == "progress":
        kind = ("rate_whole", "right")
    elif key == "id":
        kind = ("center",)
    else:
        kind = ("name", "left")
    return ("cell", *kind) if key in COMPUTED else ("cell", "input", *kind)


def _dress(sheet: Sheet, table: Table, row: int, style: str, figures: dict) -> None:
    """Give the figures of an action the number format of its metric."""
    for key, value in figures.items():
        sheet.write(row, table.place(key), value, "cell", "input", style, "right", "fit")


def _number(figure: Live) -> float | None:
    """The figure with no more digits than every program keeps, so that a file that is read back computes the same."""
    return float(f"{figure.value:.15g}") if isinstance(figure.value, int | float) else None


def _rounded(figure: Live, style: str) -> float | None:
    """A figure to aim at, as precise as it is shown."""
    aim = _number(figure)
    digits = 3 if style.startswith("rate") else 0 if style in ("money_whole", "count", "days") else 2
    return None if aim is None else round(aim, digits)


def fit_rows(sheet: Sheet, table: Table, widths: Sequence[float]) -> None:
    """Make the rows of the actions as high as their sentences need."""
    keys = ("action", "hypothesis")
    for at, texts in enumerate(zip(*(table[key].values for key in keys), strict=True), start=table.first_row):
        pairs = [
            (text, widths[table.place(key)]) for key, text in zip(keys, texts, strict=True) if isinstance(text, str)
        ]
        if pairs:
            fit_row(sheet, at, pairs, least=2)
