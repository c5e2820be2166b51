"""Where to begin: three steps, whether all is well, and what stands on each sheet."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.tables.reading import Reading, Source
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.selection import day_in_words
from salestracker_xl.workbook.file_accounts import facts, taken
from salestracker_xl.workbook.page import write_title
from salestracker_xl.workbook.sections.health import Light, lights, prediction
from salestracker_xl.workbook.sections.logo import place_logo
from salestracker_xl.workbook.sheets.checks import colour_verdicts

NAME = Text("Start", "Accueil")
PRODUCT = Text("Sales Tracker", "Suivi des ventes")

EDGE, GAP = 0.8, 2.0
BLOCKS = ((19.0, 28.0), (20.0, 40.0), (20.0, 40.0))  # the two columns of each block, between a coloured edge and a gap
BLOCK_COLUMNS = 4
STEP_ROW = 3
STEP_LINES = 3
LETTERS_A_UNIT = 1.08  # of running text in a unit of column width
BESIDE_THE_WAY_BACK = 160  # pixels of the last column that the link in it leaves free
LOWER_ROW = STEP_ROW + STEP_LINES + 4
WIDTH = len(BLOCKS) * BLOCK_COLUMNS - 1
HIDDEN = frozenset({"start", "calc", "totals", "summary"})  # not among the sheets to go to
LINES_AT_ONCE = 24  # that a tracker has room for about its files, and as many more when they are full
DETAIL_STYLES = (  # columns of such a line
    (1, ("body", "strong")),
    (2, ("body",)),
    (BLOCK_COLUMNS + 1, ("body",)),
    (BLOCK_COLUMNS + 2, ("body", "quiet")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One of the steps: what to do, in a heading and a sentence, and the sheets to do it on."""

    heading: Text
    sentence: Text
    sheets: tuple[str, ...]


STEPS = (
    Step(
        Text("1   Look at the dashboard", "1   Regardez le tableau de bord"),
        Text(
            "Choose a period, region, rep or product in its yellow cells: every figure follows.",
            "Choisissez période, région, commercial ou produit dans ses cellules jaunes : tout suit.",
        ),
        ("dashboard",),
    ),
    Step(
        Text("2   Set goals and settings", "2   Fixez objectifs et paramètres"),
        Text(
            "Type over the monthly goals, and say when your fiscal year begins and which days are off.",
            "Saisissez les objectifs mensuels, puis le début de l'exercice et les jours non travaillés.",
        ),
        ("goals", "settings"),
    ),
    Step(
        Text("3   Add new sales and come back", "3   Ajoutez des ventes et revenez"),
        Text(
            "Type below the last row of Sales, or build again from a newer export: the dashboard follows.",
            "Saisissez sous la dernière ligne des ventes, ou reconstruisez depuis un export plus récent : tout suit.",
        ),
        ("sales", "checks"),
    ),
)
GROUPS: dict[str, Text] = {  # by the sheet with which each begins in the order of the tabs
    "dashboard": Text("What happened", "Ce qui s'est passé"),
    "goals": Text("What is planned", "Ce qui est prévu"),
    "sales": Text("Your tables", "Vos tables"),
    "settings": Text("This workbook", "Ce classeur"),
}
SENTENCES: dict[str, Text] = {  # by the key of the sheet
    "dashboard": Text("Headline figures against goal and last year.", "Les indicateurs face à l'objectif et à N-1."),
    "exceptions": Text("Gaps and winners, and what is behind them.", "Manques et succès, et leurs causes."),
    "trends": Text("Two years month by month, forecast, market.", "Deux ans par mois, prévision, marché."),
    "history": Text("Headline figures as noted day by day.", "Les indicateurs notés jour après jour."),
    "funnel": Text("Deals by stage, their age, those that are stuck.", "Les affaires par étape, âge et blocages."),
    "reps": Text("Each rep: rank, attainment, pace.", "Chaque commercial : rang, atteinte, rythme."),
    "regions": Text("Sales by region and by product.", "Les ventes par région et par produit."),
    "segments": Text("Sales by group of customers.", "Les ventes par groupe de clients."),
    "campaigns": Text("Spend, sales and return of each campaign.", "Dépenses, ventes et ROI de chaque campagne."),
    "retention": Text("Who comes back: cohorts month by month.", "Qui revient : les cohortes mois par mois."),
    "loyalty": Text("Who is likely to stay, and what to offer.", "Qui devrait rester, et que leur offrir."),
    "goals": Text("Monthly goals, and whether the year makes it.", "Les objectifs mensuels, et l'atterrissage."),
    "benchmarks": Text("Your figures beside those of your sector.", "Vos chiffres face à ceux du secteur."),
    "metrics": Text("Each metric: definition, value, goal, cadence.", "Définition, valeur, objectif et fréquence."),
    "action_plan": Text("What to do about it, by whom, until when.", "Que faire, par qui et pour quand."),
    "calendar": Text("When each metric is reviewed, and by whom.", "Quand et par qui chaque métrique est revue."),
    "sales": Text("The table of sales: type or import here.", "La table des ventes : à saisir ou à importer."),
    "deals": Text("The pipeline, as it was exported.", "Les affaires en cours, telles qu'exportées."),
    "spend": Text("Sales and marketing spend by month.", "Dépenses commerciales et marketing par mois."),
    "engagement": Text("Visits, mails, answers, satisfaction.", "Visites, e-mails, réponses, satisfaction."),
    "customers": Text("What is known of each customer.", "Ce que l'on sait de chaque client."),
    "settings": Text("Fiscal year, days off, public holidays.", "Exercice, jours non travaillés, jours fériés."),
    "rejected": Text("Rows that could not be read, with reasons.", "Les lignes illisibles, avec leurs raisons."),
    "checks": Text("Totals that must agree, and whether they do.", "Les totaux qui doivent concorder."),
    "functions": Text("Formulas for your own cells.", "Des formules pour vos propres cellules."),
}

UP_TO = Text("Sales up to ", "Ventes jusqu'au ")


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the page from top to bottom."""
    for block, widths in enumerate(BLOCKS):
        sheet.set_columns(EDGE, *widths, GAP, first=block * BLOCK_COLUMNS)
    title = book.tracker.title
    up_to = book.say(UP_TO) & day_in_words(book, figures.period.as_of)
    write_title(sheet, PRODUCT if title is None else Text(title, title), up_to, WIDTH)
    place_logo(sheet, WIDTH - 1, BESIDE_THE_WAY_BACK)
    for block, step in enumerate(STEPS):
        write_step(book, sheet, block, step)
    light, account = prediction(book.sales)
    end = max(write_health(book, sheet, lights(book, figures, light)), write_sheets(book, sheet))
    write_details(book, sheet, end + 1, account)
    sheet.worksheet.fit_to_pages(1, 1)


def write_step(book: Book, sheet: Sheet, block: int, step: Step) -> None:
    """Write one step as a panel with a coloured edge: heading, sentence, links."""
    col = block * BLOCK_COLUMNS
    lines = textwrap.wrap(book.say(step.sentence), int(sum(BLOCKS[block]) * LETTERS_A_UNIT))
    rows: list[tuple[Content, str]] = [(step.heading, "step"), *((line, "panel_text") for line in lines)]
    for row in range(STEP_ROW, STEP_ROW + STEP_LINES + 2):
        at = row - STEP_ROW
        content, style = rows[at] if at < len(rows) else (None, "panel_text")
        sheet.write(row, col, None, "edge")
        sheet.write(row, col + 1, content, style)
        sheet.write(row, col + 2, None, "panel")
    sheet.worksheet.set_row_pixels(STEP_ROW, 30)
    last = STEP_ROW + STEP_LINES + 1
    for at, key in enumerate(step.sheets, start=1):
        target = book.sheets[key]
        sheet.link(last, col + at, target, f"{target.name} →", "panel_text", "link")
    sheet.worksheet.set_row_pixels(last, 26)


def write_health(book: Book, sheet: Sheet, shown: Iterable[Light]) -> int:
    """Write the lights, each a sign with words beside it; give back the row below."""
    sheet.write_row(LOWER_ROW, 1, [Text("Is all well?", "Tout va bien ?"), None], "section")
    first = row = LOWER_ROW + 1
    for row, light in enumerate(shown, start=first):
        sheet.write(row, 1, light.label, "cell", "quiet")
        if light.target is not None:
            target = book.sheets[light.target]
            sheet.link(row, 2, target, target.name, "cell")  # the words come next, and keep the link
        sheet.write(row, 2, light.content, "cell", "left", *light.styles)
    colour_verdicts(sheet, first, 2, row)
    return row + 1


def write_sheets(book: Book, sheet: Sheet) -> int:
    """Write a link to every sheet with a sentence about it: the first group in one block, the others in the next."""
    first, *others = grouped(key for key in book.sheets if key not in HIDDEN)
    return max(_write_groups(book, sheet, 1, [first]), _write_groups(book, sheet, 2, others))


def grouped(keys: Iterable[str]) -> list[tuple[Text, list[str]]]:
    """The sheets in the order of their tabs, under the heading of the group in which each stands.

    >>> [(str(heading), sheets) for heading, sheets in grouped(["dashboard", "reps", "goals"])]
    [('What happened', ['dashboard', 'reps']), ('What is planned', ['goals'])]
    """
    groups: list[tuple[Text, list[str]]] = []
    for key in keys:
        if key in GROUPS:
            groups.append((GROUPS[key], []))
        groups[-1][1].append(key)
    return groups


def write_details(book: Book, sheet: Sheet, row: int, account: Text) -> None:
    """Write how each file was read, with what was decided on the way, and how customer value was predicted."""
    heading: list[Content] = [Text("In detail", "En détail")]
    sheet.write_row(row, 1, heading + [None] * (WIDTH - 2), "section")
    row += 1
    sheet.write(row, 1, Text("Customer value", "Valeur client"), "body", "strong")
    sheet.write(row, 2, account, "body", "quiet")
    lines = [line for reading in book.tracker.readings for source in reading.sources for line in _told(reading, source)]
    waiting: list[tuple[Content, ...]] = [(None,) * len(DETAIL_STYLES)]
    for at, line in enumerate([*lines, *waiting * (-len(lines) % LINES_AT_ONCE)], start=row + 1):
        for (col, styles), content in zip(DETAIL_STYLES, line, strict=True):
            sheet.write(at, col, content, *styles)


def _write_groups(book: Book, sheet: Sheet, block: int, groups: Sequence[tuple[Text, Sequence[str]]]) -> int:
    col = block * BLOCK_COLUMNS + 1
    row = LOWER_ROW
    for heading, keys in groups:
        sheet.write_row(row, col, [heading, None], "section")
        for key in keys:
            row += 1
            target = book.sheets[key]
            sheet.link(row, col, target, target.name, "cell", "link")
            sheet.write(row, col + 1, SENTENCES.get(key), "cell")
        row += 2  # a blank row before the next heading
    return row - 1


def _told(reading: Reading, source: Source) -> Iterator[tuple[Content, ...]]:
    """A line about a file, and one for each note that was made when it was read."""
    yield reading.schema.label, source.name, taken(source), facts(source)
    for note in source.notes:
        yield None, note, None, None
