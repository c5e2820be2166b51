"""What to do about the metrics that lag, by whom, until when, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.gaps import NOTHING_BESIDE, Gap, Gaps, write_gaps
from salestracker_xl.workbook.figures.ideas import IDEAS_SHOWN, Ideas, write_ideas
from salestracker_xl.workbook.figures.reviews.agenda import Agenda
from salestracker_xl.workbook.formulas import COUNTIFS, IF, IFERROR, INDEX, MATCH
from salestracker_xl.workbook.grid import HEADER_PIXELS, NONE, colour_verdicts
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.playbook import Idea, load_playbook
from salestracker_xl.workbook.sections.actions import DONE, DUE_SOON, OVERDUE, PLANNED, RUNNING, fit_rows, write_actions
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Action plan", "Plan d'action")
SUBTITLE = Text(
    "Which metrics lag, what could be done, and what is being done; type into the yellow cells.",
    "Les métriques en retard, ce qui pourrait être fait et ce qui l'est ; saisissez dans les cellules jaunes.",
)
WIDTHS = (6, 28, 24, 28, 14, 12, 12, 11, 11, 11, 11, 11, 12, 22, 13)
COLUMNS: tuple[tuple[str, Text, tuple[str, ...]], ...] = (  # of the gaps: key, label, alignment
    ("rank", Text("Rank", "Rang"), ("center",)),
    ("metric", Text("Metric", "Métrique"), ("name", "left")),
    ("behind", Text("Where it lags", "Où elle est en retard"), ("left",)),
    ("begin", Text("Where to begin", "Par où commencer"), ("name", "left")),
    ("cadence", Text("To check", "À vérifier"), ("left",)),
    ("review", Text("Next check", "Prochaine"), ("left",)),
    ("value", Text("Now", "Actuel"), ("right", "fit")),
    ("reference", Text("Should be", "Devrait être"), ("right", "fit")),
    ("gap", Text("Gap", "Retard"), ("right",)),
)
PLACE = {key: col for col, (key, *_) in enumerate(COLUMNS)}

EARLIEST = dt.date(2000, 1, 1)
GAPS_ROW = FIRST_CONTENT_ROW
NOTHING_LAGS = Text(
    "Nothing lies behind a goal, the sector or last year: there is nothing to propose. Add your own actions below.",
    "Rien n'est en retard sur un objectif, le secteur ou l'an dernier : rien à proposer. Ajoutez vos actions.",
)
SOME_LAG = Text(
    "Proposed when the workbook was made, for the three widest gaps; change, delete and add as you like.",
    "Proposées à la création du classeur pour les trois plus grands retards ; modifiez-les, complétez-les.",
)
COUNTED: tuple[tuple[Text, Text], ...] = (  # what is said before a count, and how the statuses counted begin
    (Text("Done: ", "Faites : "), DONE),
    (Text(" · under way: ", " · en cours : "), RUNNING),
    (Text(" · due soon: ", " · bientôt dues : "), DUE_SOON),
    (Text(" · planned: ", " · prévues : "), PLANNED),
    (Text(" · overdue: ", " · en retard : "), OVERDUE),
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the gaps, the ideas for one metric, and the table of actions."""
    sheet.set_columns(*WIDTHS)
    gaps = write_gaps(figures.calc, figures.cards, figures.benchmarks)
    ideas_row = GAPS_ROW + len(gaps.rows) + 3
    actions_row = ideas_row + IDEAS_SHOWN + 4
    write_title(sheet, NAME, SUBTITLE, len(WIDTHS))
    write_lag(book, sheet, gaps, figures.agenda)
    write_choice(book, sheet, ideas_row, gaps, figures)
    table = write_actions(book, sheet, actions_row + 2, WIDTHS, gaps, figures.agenda, figures.period.today)
    sheet.worksheet.set_row_pixels(actions_row + 2, HEADER_PIXELS)
    sheet.worksheet.repeat_rows(actions_row + 2)
    fit_rows(sheet, table, WIDTHS)
    write_heading(book, sheet, actions_row, table, gaps)
    guard(book, sheet, table, gaps)
    sheet.worksheet.freeze_panes(FIRST_CONTENT_ROW, 0)


def write_lag(book: Book, sheet: Sheet, gaps: Gaps, agenda: Agenda) -> None:
    """Write how far each metric lags, what to begin with, and when it is checked."""
    sheet.worksheet.set_row_pixels(GAPS_ROW, 30)
    for key, label, alignment in COLUMNS:
        sheet.write(GAPS_ROW, PLACE[key], label, "header", *alignment)
    for row, (gap, reviewed) in enumerate(zip(gaps.rows, gaps.reviewed, strict=True), start=GAPS_ROW + 1):
        begin = load_playbook().ideas[gap.key][0].action
        for key, (content, styles) in _lag(book, gap, begin, agenda, reviewed).items():
            alignment = COLUMNS[PLACE[key]][2]
            sheet.write(row, PLACE[key], content, "cell", *styles, *alignment)
        wrapped = {"metric": gap.label, "begin": begin}
        fit_row(sheet, row, [(book.say(text), WIDTHS[PLACE[key]]) for key, text in wrapped.items()])
    first, last = GAPS_ROW + 1, GAPS_ROW + len(gaps.rows)
    bar = {"type": "data_bar", "bar_color": book.color("quarterly"), "bar_solid": True, "min_type": "num"}
    bar |= {"min_value": 0, "max_type": "num", "max_value": 1}
    sheet.worksheet.conditional_format(first, PLACE["gap"], last, PLACE["gap"], bar)
    colour_verdicts(sheet, first, PLACE["behind"], last)


def write_choice(book: Book, sheet: Sheet, row: int, gaps: Gaps, figures: Figures) -> None:
    """Write all ideas for the metric that is chosen in the yellow cell, at first the one that lags most."""
    widest = next((gap for gap in gaps.rows if gap.rank.value == 1), gaps.rows[0])
    sheet.write_row(row, 0, [Text("Ideas", "Idées"), None], "section")
    chosen = sheet.write(row, 1, widest.label, "input", "left", key="ideas_for")
    place = (row, 1, row, 1)
    sheet.worksheet.data_validation(*place, {"validate": "list", "source": f"={gaps.label.formula}"})
    ideas = write_ideas(figures.calc, gaps)
    labels = (
        Text("No.", "N°"),
        Text("Idea", "Idée"),
        Text("Study behind it", "Étude à l'appui"),
        Text("Why it should work", "Pourquoi cela devrait marcher"),
    )
    for col, label in enumerate(labels):
        sheet.write(row + 1, col, label, "header", "center" if col == 0 else "left")
    _write_ideas(sheet, row + 2, ideas, chosen)


def _write_ideas(sheet: Sheet, row: int, shown: Ideas, chosen: Live) -> None:
    for at in range(IDEAS_SHOWN):
        place = MATCH(chosen, shown.metric) + at
        same = INDEX(shown.metric, place).equals(chosen)
        columns = (shown.action, shown.source, shown.reason)
        cells = [IFERROR(IF(same, INDEX(column, place), ""), "") for column in columns]
        sheet.write(row + at, 0, at + 1, "cell", "center")
        for col, cell in enumerate(cells, start=1):
            sheet.write(row + at, col, cell, "cell", "name", "left")
        fit_row(sheet, row + at, [pair for ideas in load_playbook().ideas.values() for pair in _told(sheet, ideas, at)])


def _told(sheet: Sheet, ideas: Sequence[Idea], at: int) -> list[tuple[str, float]]:
    """What the row of an idea would say of another metric, with the widths of the columns."""
    if at >= len(ideas):
        return []
    say, idea = sheet.book.say, ideas[at]
    texts = say(idea.action), load_playbook().cited(idea) or "", say(idea.reason)
    return list(zip(texts, WIDTHS[1:], strict=False))


def write_heading(book: Book, sheet: Sheet, row: int, table: Table, gaps: Gaps) -> None:
    """Write what the actions were proposed for, and how many stand where."""
    lags = any(isinstance(gap.rank.value, int) for gap in gaps.rows)
    sheet.write(row, 0, Text("Actions", "Actions menées"), "section")
    sheet.write(row, 2, SOME_LAG if lags else NOTHING_LAGS, "note")
    status = table["status"]
    told: Live | str = ""
    for words, begins in COUNTED:
        told = told & (book.say(words) & COUNTIFS(status, book.say(begins).partition("{n}")[0] + "*"))
    sheet.write(row + 1, 0, told, "body", "strong")


def guard(book: Book, sheet: Sheet, table: Table, gaps: Gaps) -> None:
    """Offer the metrics, take only dates as days, and colour the status."""
    cells = {key: (table.first_row, table.place(key), table.last_row, table.place(key)) for key in table.columns}
    sheet.worksheet.data_validation(*cells["metric"], {"validate": "list", "source": f"={gaps.label.formula}"})
    for key in ("start", "due", "done"):
        day = {"validate": "date", "criteria": ">=", "value": EARLIEST}
        sheet.worksheet.data_validation(*cells[key], day)
    for key in ("baseline", "target", "result"):
        number = {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
        sheet.worksheet.data_validation(*cells[key], number)
    colour_verdicts(sheet, table.first_row, table.place("status"), table.last_row)


def _lag(
    book: Book, gap: Gap, begin: Text, agenda: Agenda, reviewed: Live
) -> dict[str, tuple[Content, tuple[str, ...]]]:
    """What stands in a row of the gaps, by the key of the column."""
    row = MATCH(reviewed, agenda.table["metric"])
    return {
        "rank": (gap.rank, ()),
        "metric": (gap.label_cell, ("strong",)),
        "behind": (gap.behind, ()),
        "begin": (begin, ()),
        "cadence": (IFERROR(INDEX(agenda.table["cadence"], row), NONE), ()),
        "review": (IFERROR(INDEX(agenda.table["next_due"], row), NONE), ("date",)),
        "value": (IFERROR(gap.value, NONE), (gap.style, "strong")),
        "reference": (IFERROR(gap.reference, NONE), (gap.style,)),
        "gap": (IF(gap.behind.equals(book.say(NOTHING_BESIDE)), NONE, gap.gap), ("rate_whole",)),
    }
