"""Which review is due when: the agenda on the Calendar sheet, and the five reviews that come next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salestracker_xl.language import Text
from salestracker_xl.reviews import (
    BY_KEY,
    CADENCES,
    DAILY,
    DONE,
    DUE_SOON,
    DUE_TODAY,
    MONTHLY,
    OVERDUE,
    PLANNED,
    QUARTERLY,
    WEEKLY,
    Review,
)
from salestracker_xl.reviews.agenda import COLUMNS, MOST_REVIEWS
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.period import Period
from salestracker_xl.workbook.formulas import (
    COUNT,
    COUNTIFS,
    EOMONTH,
    IF,
    IFERROR,
    INDEX,
    MATCH,
    MOD,
    MONTH,
    SMALL,
    WEEKDAY,
    WORKDAY_INTL,
)
from salestracker_xl.workbook.inputs import Settings
from salestracker_xl.workbook.live import ADD, Live, Range
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW
from salestracker_xl.workbook.structured import Table, header_cell, structured, table_name, this_row
from salestracker_xl.workbook.table import TableColumn, write_table
from salestracker_xl.workbook.typed import MADE, rows_of
from salestracker_xl.workbook.values import Value

NEXT = 5
FIRST_ROW = FIRST_CONTENT_ROW + 16  # of the agenda, under the days of a month
NAME_WIDTH, DAY_WIDTH = 20, 17.5  # above the agenda, each column but the first is a day of the week
TIES = 1000  # the row of a review goes behind the decimal point of its due day, which keeps equal days apart
DAILY_PLACE, WEEKLY_PLACE = CADENCES.index(DAILY) + 1, CADENCES.index(WEEKLY) + 1  # as MATCH counts

PIPELINE = Review("pipeline", Text("Pipeline", "Affaires en cours"), WEEKLY)  # where there are deals
LOYALTY = Review("loyalty", Text("Loyalty", "Fidélité"), MONTHLY)
GOALS = Review("goals", Text("Goals", "Objectifs"), QUARTERLY)
REVIEWS: tuple[Review, ...] = (
    *(Review(shown.key, shown.short, BY_KEY[shown.cadence]) for shown in CATALOGUE),
    LOYALTY,
    GOALS,
)
REVIEWED_WITH: Mapping[str, Review] = {  # metrics that are no cards, by their names
    **dict.fromkeys(("winrate", "salescycle", "salesvelocity", "pipelinecoverage", "weightedpipeline"), PIPELINE),
    **dict.fromkeys(("repeatrate", "purchasefrequency"), LOYALTY),
}

NAME = Text("Reviews", "Revues")
METRIC = Text("Metric", "Métrique")
CADENCE = Text("How often", "Fréquence")
OWNER = Text("Owner", "Responsable")
LAST_DONE = Text("Last done", "Dernière revue")
NEXT_DUE = Text("Next due", "Échéance")
STATUS = Text("Status", "Statut")
DECISION = Text("Decision", "Décision")
ACTION = Text("Linked action", "Action liée")
STEPS = (
    Text("Row of the agenda", "Ligne de l'agenda"),
    Text("Its cadence", "Sa fréquence"),
    Text("Last working day done", "Dernier jour ouvré fait"),
    Text("Period ends", "Fin de la période"),
    NEXT_DUE,
    Text("Order", "Ordre"),
)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next five reviews in order of their due day, ties in the order of the agenda; "" where there are fewer."""

    metric: Range
    cadence: Range
    owner: Range
    due: Range
    status: Range


@dataclass(frozen=True, slots=True)
class Agenda:
    """The table of reviews, how many of them are overdue or due today, the choices of cadence, and what comes next.

    `due` is the due day of each row that the agenda follows, "" where there is none.
    """

    table: Table
    due: Range
    cadences: Range
    overdue: Live
    due_today: Live
    upcoming: Upcoming


@dataclass(frozen=True, slots=True)
class _Choices:
    """A row for each cadence: what it is called, the months of its period, the days it is announced ahead."""

    label: Range
    months: Range
    notice: Range


@dataclass(frozen=True, slots=True)
class _DueDays:
    """A row for each row of the agenda: when it is due, and a number that puts the rows in that order; else ""."""

    day: Range
    order: Range


@dataclass(frozen=True, slots=True)
class _Entries:
    """The columns of the agenda that people fill in, as formulas read them before the table itself is written."""

    table: str
    rows: Mapping[str, Sequence[Value]]
    cadence: Range
    last_done: Range


def reviewed_with(key: str) -> Review | None:
    """The review that looks at a metric that is no card, None where none does.

    >>> reviewed_with("win_rate").key, reviewed_with("revenue")
    ('pipeline', None)
    """
    return REVIEWED_WITH.get(key.replace("_", ""))


def write_agenda(sheet: Sheet, calc: Calc, settings: Settings, period: Period) -> Agenda:
    """Write the table into `sheet`, and to Calc the steps from the day last done to the day next due."""
    book = calc.sheet.book
    entries = _entries(book)
    calc.heading(NAME)
    _write_keys(calc)
    choices = _write_choices(calc)
    due = _write_due_days(calc, entries, choices, settings)
    table = write_table(sheet, FIRST_ROW, 0, "reviews", NAME, _columns(sheet, entries, choices, due.day, period))
    for key in COLUMNS:
        sheet.book.define_name(f"st_reviews_{key}", sheet.reference(FIRST_ROW, table.place(key)))
    return Agenda(
        table=table,
        due=due.day,
        cadences=choices.label,
        overdue=calc.line(Text("Overdue", "En retard"), COUNTIFS(due.day, "<" & period.today)),
        due_today=calc.line(DUE_TODAY, COUNTIFS(due.day, "=" & period.today)),
        upcoming=_write_upcoming(calc, table, due),
    )


def _entries(book: Book) -> _Entries:
    """What people left in the agenda, or the reviews with the cadences that are proposed."""
    reviews = REVIEWS if book.tracker.deals is None else (*REVIEWS[:-2], PIPELINE, *REVIEWS[-2:])
    name, blank = table_name(book.say(NAME)), [None] * len(reviews)
    proposed = {
        "metric": [book.say(review.label) for review in reviews],
        "cadence": [book.say(review.cadence.label) for review in reviews],
    }
    rows = rows_of(book.typed, "reviews", proposed | dict.fromkeys(COLUMNS[len(proposed) :], blank))
    return _Entries(
        table=name,
        rows=rows,
        cadence=Range(structured(name, book.say(CADENCE)), rows["cadence"]),
        last_done=Range(structured(name, book.say(LAST_DONE)), rows["last_done"]),
    )


def _write_keys(calc: Calc) -> None:
    """Write what each review is, whatever it is called: so an export knows it in every language."""
    calc.header((METRIC, Text("Key", "Clé")))
    define = calc.sheet.book.define_name
    known = (*REVIEWS, PIPELINE)
    define("st_review_labels", calc.column(0, [review.label for review in known]).formula)
    define("st_review_keys", calc.column(1, [review.key for review in known]).formula)
    calc.row += len(known)


def _write_choices(calc: Calc) -> _Choices:
    calc.header((CADENCE, Text("Months", "Mois"), Text("Announced, days ahead", "Annoncée, jours avant")))
    choices = _Choices(
        label=calc.column(0, [cadence.label for cadence in CADENCES]),
        months=calc.column(1, [cadence.months for cadence in CADENCES]),
        notice=calc.column(2, [cadence.notice for cadence in CADENCES]),
    )
    calc.row += len(CADENCES)
    return choices


def _write_due_days(calc: Calc, entries: _Entries, choices: _Choices, settings: Settings) -> _DueDays:
    """Write the due day of each row of the agenda, "" for a row without a cadence, as reviews.next_due has it."""
    since = calc.line(
        Text("A review never done is due from", "Une revue jamais faite est due à partir du"),
        _since(calc, settings),
        "date",
    )
    calc.header(STEPS)
    row = calc.column(0, range(1, MOST_REVIEWS + 1))
    cadence = calc.column(1, [IFERROR(MATCH(INDEX(entries.cadence, at), choices.label), 0) for at in row])

    def column(col: int, days: Iterable[Live]) -> Range:
        return calc.column(col, [IF(which > 0, day, "") for which, day in zip(cadence, days, strict=True)], "date")

    worked = column(2, (_last_worked(INDEX(entries.last_done, at), since, settings) for at in row))
    pairs = zip(cadence, worked, strict=True)
    ends = column(3, (_period_end(which, day, choices, settings) for which, day in pairs))
    due = column(4, (WORKDAY_INTL(day, 1, settings.weekend, settings.holidays) for day in ends))
    order = [IF(day.equals(""), "", day + at / TIES) for at, day in zip(row, due, strict=True)]
    days = _DueDays(due, calc.column(5, order))
    calc.row += MOST_REVIEWS
    return days


def _since(calc: Calc, settings: Settings) -> Live:
    """The day the workbook was made: a review that nobody takes up becomes overdue, however old the data is."""
    book = calc.sheet.book
    day: Any = book.typed.cells.get(MADE) or book.tracker.as_of or dt.date.today()
    made = calc.line(Text("This workbook was made on", "Ce classeur a été créé le"), day, "date")
    book.define_name(f"st_{MADE}", made.formula)
    return IF(settings.fixed_day.equals(""), made, settings.fixed_day)


def _last_worked(last_done: Live, since: Live, settings: Settings) -> Live:
    """Last working day on or before the day last done, or before the day from which a review never done is due."""
    done = IF(last_done > 0, last_done, since - 1)
    return WORKDAY_INTL(done + 1, -1, settings.weekend, settings.holidays)


def _period_end(cadence: Live, day: Live, choices: _Choices, settings: Settings) -> Live:
    """Last day of the period of a day; a daily period is the day itself."""
    months = INDEX(choices.months, cadence)
    in_months = EOMONTH(day, months - 1 - MOD(MONTH(day) - settings.fiscal_start, months))
    return IF(cadence.equals(DAILY_PLACE), day, IF(cadence.equals(WEEKLY_PLACE), day + 7 - WEEKDAY(day), in_months))


def _columns(sheet: Sheet, entries: _Entries, choices: _Choices, due: Range, period: Period) -> list[TableColumn]:
    rows = entries.rows
    next_due = [_next_due(sheet, entries, due, at) for at in range(1, len(rows["metric"]) + 1)]
    status = [_status(sheet, entries, at, day, choices, period) for at, day in enumerate(next_due)]
    return [
        TableColumn("metric", METRIC, rows["metric"], ("cell",), NAME_WIDTH),
        TableColumn("cadence", CADENCE, rows["cadence"], ("cell", "input"), DAY_WIDTH),
        TableColumn("owner", OWNER, rows["owner"], ("cell", "input"), DAY_WIDTH),
        TableColumn("last_done", LAST_DONE, rows["last_done"], ("cell", "input", "date", "left"), DAY_WIDTH),
        TableColumn("next_due", NEXT_DUE, next_due, ("cell", "date", "left"), DAY_WIDTH, next_due[0].formula),
        TableColumn("status", STATUS, status, ("cell",), DAY_WIDTH, status[0].formula),
        TableColumn("decision", DECISION, rows["decision"], ("cell", "input"), DAY_WIDTH),
        TableColumn("action", ACTION, rows["action"], ("cell", "input"), DAY_WIDTH),
    ]


def _next_due(sheet: Sheet, entries: _Entries, due: Range, row: int) -> Live:
    header = header_cell(entries.table, sheet.book.say(NEXT_DUE))
    return INDEX(due, Live(f"ROW()-ROW({header})", row, ADD))


def _status(sheet: Sheet, entries: _Entries, row: int, next_due: Live, choices: _Choices, period: Period) -> Live:
    """Where a review stands, in words, as reviews.status has it."""
    say = sheet.book.say
    due = Live(this_row(entries.table, say(NEXT_DUE)), next_due.value)
    cadence = Live(this_row(entries.table, say(CADENCE)), entries.rows["cadence"][row])
    last_done = Live(this_row(entries.table, say(LAST_DONE)), entries.rows["last_done"][row])
    ahead, notice = due - period.today, INDEX(choices.notice, MATCH(cadence, choices.label))
    late_words, soon_words = say(OVERDUE).split("{n}"), say(DUE_SOON).split("{n}")
    later = IF(last_done.equals(""), say(PLANNED), say(DONE))
    soon = IF(ahead <= notice, soon_words[0] & ahead & soon_words[1], later)
    started = IF(due.equals(period.today), say(DUE_TODAY), soon)
    late = late_words[0] & (period.today - due) & late_words[1]
    return IF(due.equals(""), "", IF(due < period.today, late, started))


def _write_upcoming(calc: Calc, table: Table, due: _DueDays) -> Upcoming:
    calc.header((STEPS[0], METRIC, CADENCE, OWNER, NEXT_DUE, STATUS))
    places = [IF(COUNT(due.order) < at, "", MATCH(SMALL(due.order, at), due.order)) for at in range(1, NEXT + 1)]
    row = calc.column(0, places)
    upcoming = Upcoming(
        metric=calc.column(1, [_entry(table["metric"], at) for at in row]),
        cadence=calc.column(2, [_entry(table["cadence"], at) for at in row]),
        owner=calc.column(3, [_entry(table["owner"], at) for at in row]),
        due=calc.column(4, [_entry(table["next_due"], at) for at in row], "date"),
        status=calc.column(5, [_entry(table["status"], at) for at in row]),
    )
    calc.row += NEXT
    return upcoming


def _entry(column: Range, row: Live) -> Live:
    """The cell in a row of the agenda; "" for a blank one, which INDEX would show as 0."""
    entry = INDEX(column, row)
    return IF(row.equals(""), "", IF(entry.equals(0), "", entry))
