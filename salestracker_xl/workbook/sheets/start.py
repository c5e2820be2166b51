"""Where to begin: three steps, whether all is well, and what stands on each sheet."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from salestracker_xl.analysis.purchases import sales_rows
from salestracker_xl.language import Text
from salestracker_xl.metric import MetricError
from salestracker_xl.models.clv import lifetime_values
from salestracker_xl.models.purchases import summarise
from salestracker_xl.tables.reading import Reading, Source
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.selection import day_in_words
from salestracker_xl.workbook.formulas import EDATE, IF, MAX, MIN, SUM
from salestracker_xl.workbook.page import write_title
from salestracker_xl.workbook.sheets.rejected import readings_of
from salestracker_xl.workbook.spoken import spoken

NAME = Text("Start", "Accueil")
PRODUCT = Text("Sales Tracker", "Suivi des ventes")

BLOCKS = 3
EDGE, LEFT, RIGHT, GAP = 0.8, 19.0, 27.0, 2.0  # the columns of a block: a coloured edge, two columns, a gap
BLOCK_COLUMNS = 4
STEP_ROW = 3
STEP_LINES = 3
LETTERS_A_LINE = 50  # of running text over the two columns of a block
LOWER_ROW = STEP_ROW + STEP_LINES + 4
WIDTH = BLOCKS * BLOCK_COLUMNS - 1
HIDDEN = frozenset({"start", "calc"})  # not among the sheets to go to


@dataclass(frozen=True, slots=True)
class Light:
    """One thing to know at a glance: what it is, how it stands, and the sheet that says more."""

    label: Text
    content: Content
    styles: tuple[str, ...] = ()
    target: str | None = None


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
        ("sales",),
    ),
)
SENTENCES: dict[str, Text] = {  # by the key of the sheet
    "dashboard": Text(
        "The one screen: headline figures against goal and last year.",
        "L'écran unique : les indicateurs face à l'objectif et à l'an dernier.",
    ),
    "trends": Text("The last two years month by month.", "Les deux dernières années, mois par mois."),
    "reps": Text("Each rep: rank, attainment, pace.", "Chaque commercial : rang, atteinte, rythme."),
    "regions": Text("Sales by region and by product.", "Les ventes par région et par produit."),
    "retention": Text("Who comes back: cohorts month by month.", "Qui revient : les cohortes mois par mois."),
    "goals": Text(
        "Monthly goals, and whether the year will make it.", "Les objectifs mensuels, et si l'année les atteindra."
    ),
    "metrics": Text(
        "Every metric: definition, value, goal, how often to look.",
        "Chaque métrique : définition, valeur, objectif, fréquence.",
    ),
    "calendar": Text("When each metric is reviewed, and by whom.", "Quand chaque métrique est revue, et par qui."),
    "sales": Text("The table of sales: type or import here.", "La table des ventes : à saisir ou à importer."),
    "deals": Text("The pipeline, as it was exported.", "Les affaires en cours, telles qu'exportées."),
    "spend": Text("Sales and marketing spend by month.", "Les dépenses commerciales et marketing par mois."),
    "settings": Text("Fiscal year, days off, public holidays.", "Exercice, jours non travaillés, jours fériés."),
    "rejected": Text(
        "Rows that could not be read, each with its reason.", "Les lignes illisibles, chacune avec sa raison."
    ),
    "functions": Text(
        "Formulas for your own cells, with the add-in.", "Des formules pour vos propres cellules, avec le complément."
    ),
}

UP_TO = Text("Sales up to ", "Ventes jusqu'au ")
ALL_TAKEN = Text("✓ all {rows}", "✓ toutes : {rows}")
SOME_TAKEN = Text("✓ {accepted} of {rows} taken", "✓ {accepted} sur {rows} reprises")
NONE_REJECTED = Text("✓ none", "✓ aucune")
SOME_REJECTED = Text("! {rejected}, see why →", "! {rejected}, voir pourquoi →")
GOALS_GIVEN = Text("✓ as given →", "✓ tels que fournis →")
GOALS_PROPOSED = Text("! proposed, to check →", "! proposés, à vérifier →")
GOALS_MISSING = Text("! none yet →", "! pas encore fixés →")
NONE_OVERDUE = Text("✓ none overdue →", "✓ aucune en retard →")
OVERDUE = Text(" overdue →", " en retard →")
MODELS = Text("Purchases: {buying} Spending: {spending}", "Achats : {buying} Dépenses : {spending}")

DATE_ORDERS = {
    "dmy": Text("dates as day, month, year", "dates en jour, mois, année"),
    "mdy": Text("dates as month, day, year", "dates en mois, jour, année"),
    "ymd": Text("dates as year, month, day", "dates en année, mois, jour"),
}
DECIMALS = {
    "dot": Text("decimal point", "point décimal"),
    "comma": Text("decimal comma", "virgule décimale"),
    "both": Text("decimal points and commas", "points et virgules décimaux"),
}


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the page from top to bottom."""
    for block in range(BLOCKS):
        sheet.set_columns(EDGE, LEFT, RIGHT, GAP, first=block * BLOCK_COLUMNS)
    title = book.tracker.title
    up_to = book.say(UP_TO) & day_in_words(book, figures.period.as_of)
    write_title(sheet, PRODUCT if title is None else Text(title, title), up_to, WIDTH)
    for block, step in enumerate(STEPS):
        write_step(book, sheet, block * BLOCK_COLUMNS, step)
    light, account = _prediction(book.tracker)
    end = max(write_health(book, sheet, figures, light), write_sheets(book, sheet))
    write_details(book, sheet, end + 1, account)
    sheet.worksheet.fit_to_pages(1, 1)


def write_step(book: Book, sheet: Sheet, col: int, step: Step) -> None:
    """Write one step as a panel with a coloured edge: heading, sentence, links."""
    lines = textwrap.wrap(book.say(step.sentence), LETTERS_A_LINE)
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


def write_health(book: Book, sheet: Sheet, figures: Figures, predicted: Light) -> int:
    """Write the lights, each a sign with words beside it; give back the row below."""
    sheet.write_row(LOWER_ROW, 1, [Text("Is all well?", "Tout va bien ?"), None], "section")
    lights = [*_reading_lights(book.tracker), _goals_light(book, figures), *_sales_lights(figures), predicted]
    lights.append(_reviews_light(book, figures))
    first = LOWER_ROW + 1
    for row, light in enumerate(lights, start=first):
        sheet.write(row, 1, light.label, "cell", "quiet")
        if light.target is not None:
            target = book.sheets[light.target]
            sheet.link(row, 2, target, target.name, "cell")  # the words come next, and keep the link
        sheet.write(row, 2, light.content, "cell", "left", *light.styles)
    _colour_signs(book, sheet, first, first + len(lights) - 1)
    return first + len(lights)


def write_sheets(book: Book, sheet: Sheet) -> int:
    """Write a link to every sheet in the order of the tabs, with a sentence about it; give back the row below."""
    col = BLOCK_COLUMNS + 1
    blank: list[Content] = [None] * (WIDTH - col - 1)
    sheet.write_row(LOWER_ROW, col, [Text("What stands where", "Où trouver quoi"), *blank], "section")
    row = LOWER_ROW + 1
    for key, target in book.sheets.items():
        if key in HIDDEN:
            continue
        sheet.link(row, col, target, target.name, "cell", "link")
        sheet.write_row(row, col + 1, [SENTENCES.get(key), *blank[1:]], "cell")
        row += 1
    return row


def write_details(book: Book, sheet: Sheet, row: int, account: Text) -> None:
    """Write how each file was read, with what was decided on the way, and how customer value was predicted."""
    heading: list[Content] = [Text("In detail", "En détail")]
    sheet.write_row(row, 1, heading + [None] * (WIDTH - 2), "section")
    row += 1
    for reading in readings_of(book.tracker):
        for source in reading.sources:
            row = _write_source(book, sheet, row, reading, source)
    sheet.write(row, 1, Text("Customer value", "Valeur client"), "body", "strong")
    sheet.write(row, 2, account, "body", "quiet")


def _write_source(book: Book, sheet: Sheet, row: int, reading: Reading, source: Source) -> int:
    taken = Text("rows: {accepted} of {rows}", "lignes : {accepted} sur {rows}").format(
        accepted=spoken(source.accepted), rows=spoken(source.rows)
    )
    facts = Text(" · ".join(fact.en for fact in _facts(source)), " · ".join(fact.fr for fact in _facts(source)))
    sheet.write(row, 1, reading.schema.label, "body", "strong")
    sheet.write(row, 2, source.name, "body")
    sheet.write(row, BLOCK_COLUMNS + 1, taken, "body")
    sheet.write(row, BLOCK_COLUMNS + 2, facts, "body", "quiet")
    for note in source.notes:
        row += 1
        sheet.write(row, 2, note, "body", "quiet")
    return row + 1


def _facts(source: Source) -> Iterator[Text]:
    """What was decided about a file, in a few words each."""
    yield source.profile_label
    for fact in (source.encoding and source.encoding.upper(), source.sheet):
        if fact:
            yield Text(fact, fact)
    if source.date_order in DATE_ORDERS:
        yield DATE_ORDERS[source.date_order]
    if source.decimals in DECIMALS:
        yield DECIMALS[source.decimals]


def _reading_lights(tracker: Tracker) -> Iterator[Light]:
    rows = sum(reading.rows for reading in readings_of(tracker))
    rejected = sum(len(reading.rejects) for reading in readings_of(tracker))
    counts = {"rows": spoken(rows), "accepted": spoken(rows - rejected), "rejected": spoken(rejected)}
    taken = ALL_TAKEN if rejected == 0 else SOME_TAKEN
    yield Light(Text("Rows read", "Lignes lues"), taken.format(**counts))
    why = NONE_REJECTED if rejected == 0 else SOME_REJECTED
    yield Light(Text("Rows rejected", "Lignes rejetées"), why.format(**counts), target="rejected")


def _goals_light(book: Book, figures: Figures) -> Light:
    label = Text("Goals", "Objectifs")
    if book.tracker.targets is not None:
        return Light(label, GOALS_GIVEN, target="goals")
    year = figures.period.fiscal_year_start
    known = figures.sums.all_goals(year, EDATE(year, 11)) > 0
    return Light(label, IF(known, book.say(GOALS_PROPOSED), book.say(GOALS_MISSING)), target="goals")


def _sales_lights(figures: Figures) -> Iterator[Light]:
    sales = figures.inputs.sales
    yield Light(Text("First sale", "Première vente"), MIN(sales["date"]), ("date",))
    yield Light(Text("Last sale", "Dernière vente"), MAX(sales["date"]), ("date",))
    yield Light(Text("Orders", "Commandes"), SUM(sales["orders"]), ("count",))
    yield Light(Text("Customers", "Clients"), SUM(sales["new_customers"]), ("count",))


def _prediction(tracker: Tracker) -> tuple[Light, Text]:
    """Whether customer value can be predicted, in a word, and the models' own account."""
    label = Text("Customer value", "Valeur client")
    rows = sales_rows(tracker.sales.frame).until(tracker.last_day)
    try:
        values = lifetime_values(summarise(rows.customers, rows.days, rows.amounts))
    except MetricError as error:
        return Light(label, Text("! not enough data yet", "! pas encore assez de données")), error.text
    word = Text("✓ predicted", "✓ prédite")
    return Light(label, word), MODELS.format(buying=values.purchases.status, spending=values.spending.status)


def _reviews_light(book: Book, figures: Figures) -> Light:
    overdue = figures.agenda.overdue
    told = IF(overdue > 0, "! " & overdue & book.say(OVERDUE), book.say(NONE_OVERDUE))
    return Light(Text("Reviews", "Revues"), told, target="calendar")


def _colour_signs(book: Book, sheet: Sheet, first: int, last: int) -> None:
    for sign, color in (("✓", "good"), ("!", "bad")):
        look = book.workbook.add_format({"font_color": book.color(color)})
        begins = {"type": "text", "criteria": "begins with", "value": sign, "format": look}
        sheet.worksheet.conditional_format(first, 2, last, 2, begins)
